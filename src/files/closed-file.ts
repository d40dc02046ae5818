import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';

/**
 * How a file of a store was left: as it was closed; with other bytes than it was closed with; or, `UNKNOWN`, by a process
 * that did not close it, such as one that was killed, or one that is using it now.
 */
export type Left = 'AS_CLOSED' | 'ALTERED' | 'UNKNOWN';

/** Digests of larger files would keep a stop, and the start behind it, waiting for longer than they are worth. */
const largest = 4 * 1024 ** 3;

interface Mark {
  bytes: number;
  sha256: string;
}

/**
 * Says beside a file that has just been closed what it holds. Its owner calls this last, still holding its lock. Where it
 * cannot be written, as on a full disk, the file is one that nobody had closed: no reason for a stop to fail.
 */
export function markClosed(file: string): void {
  const beside = `${markOf(file)}.next`;
  try {
    const bytes = statSync(file).size;
    if (bytes > largest) return;
    const mark: Mark = { bytes, sha256: digestOf(file) };
    writeDurably(beside, `${JSON.stringify(mark)}\n`);
    renameSync(beside, markOf(file));
  } catch {
    rmSync(beside, { force: true });
  }
}

function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, 'w');
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Before anything is written to the file. */
export function forgetClosing(file: string): void {
  rmSync(markOf(file), { force: true });
}

/**
 * Costs reading the whole file, where it was closed. Also beside whoever opens it for writing meanwhile: the mark goes before
 * the first byte is written, so that other bytes than those of a mark that still stands were written by nobody.
 */
export function leftAs(file: string): Left {
  const mark = readMark(file);
  const found = statSync(file, { throwIfNoEntry: false });
  if (mark === null || found === undefined) return 'UNKNOWN';
  // Whoever opens a database again makes a log beside it, and has something in it from the first thing that is written.
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) return 'UNKNOWN';
  if (found.size === mark.bytes && digestOf(file) === mark.sha256) return 'AS_CLOSED';
  return readMark(file)?.sha256 === mark.sha256 ? 'ALTERED' : 'UNKNOWN';
}

function markOf(file: string): string {
  return `${file}.closed`;
}

/** null: there is none. One that cannot be understood is one that fits no file. */
function readMark(file: string): Mark | null {
  let text: string;
  try {
    text = readFileSync(markOf(file), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return (JSON.parse(text) as Mark | null) ?? fitsNone;
  } catch {
    return fitsNone;
  }
}

const fitsNone: Mark = { bytes: -1, sha256: '' };

function digestOf(file: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(1024 * 1024);
  const descriptor = openSync(file, 'r');
  try {
    for (let read = readSync(descriptor, piece); read > 0; read = readSync(descriptor, piece))
      hash.update(piece.subarray(0, read));
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}
