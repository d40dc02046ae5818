import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolderAtOnce } from '../../../files/files.js';
import { asCannotWrite } from '../../../ports/cannot-write.js';
import type { FileHash, FileStore } from '../../../ports/file-store.js';
import { DamagedFile } from '../../../ports/file-store.js';

/**
 * Files in a folder, each in one of 256 folders by the first two digits of its hash. A file is written under another name,
 * synced, and renamed, so that whatever has a hash for its name is whole.
 */
export function openFolderFileStore(folder: string): FileStore {
  const fileOf = (sha256: FileHash) => join(folder, sha256.slice(0, 2), sha256);
  const incoming = join(folder, 'incoming');

  return {
    async put(content, expected) {
      await makeFolder(incoming);
      const beside = join(incoming, randomUUID());
      try {
        const sha256 = await write(beside, content);
        if (expected !== undefined && sha256 !== expected) throw new DamagedFile(expected, sha256);
        if (await isThere(fileOf(sha256))) return sha256;
        const place = dirname(fileOf(sha256));
        await makeFolder(place);
        await rename(beside, fileOf(sha256));
        await syncFolder(place);
        await syncFolder(folder);
        return sha256;
      } catch (error) {
        throw asCannotWrite(error, folder);
      } finally {
        await rm(beside, { force: true });
      }
    },

    async get(sha256) {
      const file = fileOf(sha256);
      if (!isHash(sha256) || !(await isThere(file))) return null;
      return checked(createReadStream(file), sha256);
    },

    has: async (sha256) => isHash(sha256) && isThere(fileOf(sha256)),

    async *list() {
      for (const part of await namesIn(folder)) {
        if (!/^[0-9a-f]{2}$/.test(part)) continue;
        for (const sha256 of await namesIn(join(folder, part)))
          if (isHash(sha256)) yield { sha256, bytes: (await stat(fileOf(sha256))).size };
      }
    },

    async sweep(olderThanMs) {
      let swept = 0;
      for (const name of await namesIn(incoming)) {
        const file = join(incoming, name);
        // One that is gone by now was kept, or swept by another.
        const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Infinity }));
        if (mtimeMs > Date.now() - olderThanMs) continue;
        await rm(file, { force: true });
        swept += 1;
      }
      return swept;
    },

    async close() {},
  };
}

/** Whoever asks with something else must not be led out of the folder by it. */
function isHash(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

async function write(file: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<FileHash> {
  const handle = await open(file, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    for await (const piece of content) {
      hash.update(piece);
      await handle.writeFile(piece);
    }
    await handle.sync();
    return hash.digest('hex');
  } finally {
    await handle.close();
  }
}

/** @throws DamagedFile behind the last piece */
async function* checked(pieces: AsyncIterable<Uint8Array>, sha256: FileHash): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
  const found = hash.digest('hex');
  if (found !== sha256) throw new DamagedFile(sha256, found);
}

async function makeFolder(folder: string): Promise<void> {
  try {
    makeFolderAtOnce(folder, 0o700);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw asCannotWrite(error, folder);
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** In their order; none where there is no folder yet. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
