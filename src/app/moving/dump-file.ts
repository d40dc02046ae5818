import { createHash } from 'node:crypto';
import { access, constants, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sync } from '../../files/files.js';
import type { DumpEnd, DumpLine } from './dump-lines.js';
import { writeLine } from './dump-lines.js';
import { MovingError } from './moving-error.js';

/** A dump that is being written, under another name until it is whole. */
export interface DumpFile {
  path: string;
  write(line: DumpLine): Promise<void>;
  /** Writes the last line. @returns the bytes of the whole, which are durable */
  end(counts: DumpEnd['end']): Promise<number>;
  /** Gives it its name. */
  keep(): Promise<void>;
  /** Removes what has not got its name. */
  leave(): Promise<void>;
}

const chunk = 1024 * 1024;

/** @throws MovingError NO_FILE, TARGET_EXISTS, TARGET_UNUSABLE */
export async function openDumpFile(target: string): Promise<DumpFile> {
  await checkTarget(target);
  const path = `${target}.part`;
  // It has what the ledger has: nobody else on this machine reads it.
  const handle = await open(path, 'w', 0o600).catch((error: unknown) => Promise.reject(unusable(target, error)));
  const hash = createHash('sha256');
  let waiting: string[] = [];
  let waitingLength = 0;
  let bytes = 0;
  let isOpen = true;

  async function flush(): Promise<void> {
    const data = Buffer.from(waiting.join(''));
    waiting = [];
    waitingLength = 0;
    hash.update(data);
    bytes += data.length;
    await handle.writeFile(data);
  }

  async function close(): Promise<void> {
    if (isOpen) await handle.close();
    isOpen = false;
  }

  return {
    path,
    async write(line) {
      const text = writeLine(line);
      waiting.push(text);
      waitingLength += text.length;
      if (waitingLength >= chunk) await flush();
    },
    async end(counts) {
      await flush();
      waiting.push(writeLine({ kind: 'end', end: { end: counts, sha256: hash.copy().digest('hex') } }));
      await flush();
      await handle.sync();
      await close();
      return bytes;
    },
    async keep() {
      await rename(path, target);
      await sync(dirname(target));
    },
    async leave() {
      await close();
      await rm(path, { force: true });
    },
  };
}

async function checkTarget(target: string): Promise<void> {
  if (target.trim() === '') {
    throw new MovingError(
      'NO_FILE',
      '没有写明转储文件；请写出它的路径。',
      'No file is named; write the path of the dump.',
    );
  }
  const isThere = await access(target, constants.F_OK).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  throw new MovingError(
    'TARGET_EXISTS',
    `${target} 已经存在；请指定一个新的文件，已有的转储不会被覆盖。`,
    `${target} is there already; name a new file, a dump never replaces another.`,
  );
}

function unusable(target: string, error: unknown): MovingError {
  const why = (error as NodeJS.ErrnoException).code ?? String(error);
  return new MovingError(
    'TARGET_UNUSABLE',
    `无法写入转储 ${target}（${why}）；请指定一个已有的、可写的目录中的新文件。`,
    `The dump ${target} cannot be written (${why}); name a new file in a folder that is there and can be written.`,
    error,
  );
}
