import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { ActorNames } from '../../ports/actor-directory.js';
import type { ActorDirectoryBackup } from '../../ports/backup.js';
import type { Manifest } from './manifest.js';

const namesFile = 'actors.jsonl';

/** A line of it: what an id is named. */
const line = z.strictObject({ actor: z.string(), name: z.string() });

/** Writes the names as they are now into a backup. @returns the file; null: there is no directory */
export async function copyNames(folder: string, { read }: Pick<ActorDirectoryBackup, 'read'>): Promise<string | null> {
  const names = await read();
  if (names === null) return null;
  const lines = [...names].map(([actor, name]) => `${JSON.stringify({ actor, name })}\n`);
  await writeFile(join(folder, namesFile), lines.join(''), { flag: 'wx', mode: 0o600 });
  return namesFile;
}

/** The names of a backup; null: it has none. */
export async function readNames(
  folder: string,
  { format, files }: Manifest,
  { readEarlierCopy }: Pick<ActorDirectoryBackup, 'readEarlierCopy'>,
): Promise<ActorNames | null> {
  const file = files.find(({ holds }) => holds === 'ACTORS');
  if (file === undefined) return null;
  const path = join(folder, file.name);
  if (format === 1) return readEarlierCopy(path);
  const names = new Map<string, string>();
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const { actor, name } = line.parse(JSON.parse(text));
    names.set(actor, name);
  }
  return names;
}
