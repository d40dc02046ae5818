import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { LedgerBackup } from '../../ports/backup.js';
import type { Manifest } from './manifest.js';

type Files = Pick<LedgerBackup, 'openFiles'>;

/** Copies every kept file into a backup. @returns their names in it, which are their hashes */
export async function copyFiles(folder: string, { openFiles }: Files): Promise<string[]> {
  const files = await openFiles();
  const names: string[] = [];
  try {
    for await (const { sha256 } of files.list()) {
      const content = await files.get(sha256);
      if (content === null) continue;
      const handle = await open(join(folder, sha256), 'wx', 0o600);
      try {
        for await (const piece of content) await handle.writeFile(piece);
      } finally {
        await handle.close();
      }
      names.push(sha256);
    }
    return names;
  } finally {
    await files.close();
  }
}

/** Puts the files of a backup beside those that are there: one with the same hash is the same file. */
export async function putFiles(folder: string, manifest: Manifest, { openFiles }: Files): Promise<void> {
  const kept = manifest.files.filter(({ holds }) => holds === 'FILE');
  if (kept.length === 0) return;
  const files = await openFiles();
  try {
    for (const { name, sha256 } of kept)
      if (!(await files.has(sha256))) await files.put(createReadStream(join(folder, name)), sha256);
  } finally {
    await files.close();
  }
}
