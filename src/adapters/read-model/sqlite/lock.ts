import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { WriterLocked } from '../../../ports/writer-locked.js';

/** What nobody refers to is collected, and the lock with it: it is kept here until it is let go. */
const held = new Set<Database.Database>();

/**
 * One projector at a time fills the views of a directory. The operating system lets the lock go when its process dies.
 * @throws WriterLocked
 */
export function lockForWriting(directory: string): { release(): void } {
  const lock = new Database(lockFile(directory));
  try {
    // A moment's patience tells another projector from somebody who only looks whether there is one.
    lock.exec('pragma busy_timeout = 50; begin exclusive;');
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY') !== true) throw error;
    throw new WriterLocked(directory, null);
  }
  held.add(lock);
  return {
    release() {
      held.delete(lock);
      lock.close();
    },
  };
}

/** Whether a projector fills the views of the directory now. */
export function isLocked(directory: string): boolean {
  if (!existsSync(lockFile(directory))) return false;
  const lock = new Database(`${pathToFileURL(lockFile(directory)).href}?mode=ro`);
  try {
    // Reading is refused while another holds it for itself alone; here it is let go within the same call.
    lock.exec('pragma busy_timeout = 0; begin; select count(*) from sqlite_master; commit;');
    return false;
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY') !== true) throw error;
    return true;
  } finally {
    lock.close();
  }
}

function lockFile(directory: string): string {
  return join(directory, 'projector.lock');
}
