import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { WriterLocked } from '../../../ports/event-store.js';

/**
 * Holds the directory for one writer: an exclusive transaction on a small database of its own, which the operating
 * system lets go when the process dies, however it dies.
 * @throws WriterLocked at once if another holds it, with its process id
 */
export function lockForWriting(directory: string): { release(): void } {
  const holder = join(directory, 'writer.pid');
  const lock = new Database(join(directory, 'writer.lock'));
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive;');
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY') !== true) throw error;
    throw new WriterLocked(directory, readPid(holder));
  }
  writeFileSync(holder, String(process.pid));
  return { release: () => void lock.close() };
}

function readPid(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}
