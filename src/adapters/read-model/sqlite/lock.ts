import { join } from 'node:path';
import Database from 'libsql';
import { WriterLocked } from '../../../ports/writer-locked.js';

/**
 * One projector at a time fills the views of a directory. The operating system lets the lock go when its process dies.
 * @throws WriterLocked at once
 */
export function lockForWriting(directory: string): { release(): void } {
  const lock = new Database(join(directory, 'projector.lock'));
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive;');
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY') !== true) throw error;
    throw new WriterLocked(directory, null);
  }
  return { release: () => void lock.close() };
}
