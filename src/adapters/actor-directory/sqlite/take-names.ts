import { existsSync } from 'node:fs';
import { link, rm } from 'node:fs/promises';
import Database from 'libsql';
import { forgetClosing } from '../../../files/closed-file.js';
import type { ActorNames } from '../../../ports/actor-directory.js';
import { actorsTable } from './actor-directory.js';
import { checkWritable } from './writable.js';

/** Makes a directory of names, all or nothing, unless there is one. @returns whether it was made @throws CannotWrite */
export async function takeSqliteActorNames(file: string, names: ActorNames): Promise<boolean> {
  if (existsSync(file)) return false;
  checkWritable(file);
  const beside = `${file}.restoring`;
  await rm(beside, { force: true });
  const database = new Database(beside);
  try {
    database.exec(`pragma synchronous = full; begin; ${actorsTable};`);
    const insert = database.prepare('insert into actors (actor_id, name) values (?, ?)');
    for (const [actorId, name] of names) insert.run(actorId, name);
    database.exec('commit');
  } finally {
    database.close();
  }
  // What is left of a file that was removed says nothing of this one.
  forgetClosing(file);
  await link(beside, file);
  await rm(beside);
  return true;
}
