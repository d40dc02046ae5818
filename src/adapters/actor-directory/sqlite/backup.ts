import { constants, existsSync } from 'node:fs';
import { copyFile, link, rm } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { checkWritable } from './writable.js';

/** Copies the names that are there now, beside the process that writes them. Gives whether there is a directory. */
export function copySqliteActorDirectory(file: string, copy: string): boolean {
  if (!existsSync(file)) return false;
  const database = new Database(`${pathToFileURL(file).href}?mode=ro`);
  try {
    database.exec('pragma busy_timeout = 5000;');
    // In an array: see ADR 0002.
    database.prepare('vacuum into ?').run([copy]);
    return true;
  } finally {
    database.close();
  }
}

/** Takes a copy as the directory, unless there is one: a name that was erased must not come back. @throws CannotWrite */
export async function takeSqliteActorDirectory(file: string, copy: string): Promise<boolean> {
  if (existsSync(file)) return false;
  checkWritable(file);
  const beside = `${file}.restoring`;
  await rm(beside, { force: true });
  await copyFile(copy, beside, constants.COPYFILE_EXCL);
  await link(beside, file);
  await rm(beside);
  return true;
}
