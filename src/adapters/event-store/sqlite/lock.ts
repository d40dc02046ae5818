import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { WriterLocked } from '../../../ports/event-store.js';

/** What nobody refers to is collected, and the lock with it: it is kept here until it is let go. */
const held = new Set<Database.Database>();

/**
 * Holds the directory for one writer: an exclusive transaction on a small database of its own, which the operating
 * system lets go when the process dies, however it dies.
 * @throws WriterLocked if another holds it, with its process id
 */
export function lockForWriting(directory: string): { release(): void } {
  const holder = join(directory, 'writer.pid');
  const lock = new Database(lockFile(directory));
  try {
    // A moment's patience tells another writer from somebody who only looks whether there is one.
    lock.exec('pragma busy_timeout = 50; begin exclusive;');
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY') !== true) throw error;
    throw new WriterLocked(directory, readPid(holder));
  }
  writeFileSync(holder, String(process.pid));
  held.add(lock);
  return {
    release() {
      held.delete(lock);
      lock.close();
    },
  };
}

/** Who writes to the directory now; null: nobody. `pid`: where known. */
export function writerOf(directory: string): { pid: number | null } | null {
  if (!existsSync(lockFile(directory))) return null;
  const lock = new Database(`${pathToFileURL(lockFile(directory)).href}?mode=ro`);
  try {
    // Reading is refused while another holds it for itself alone; here it is let go within the same call.
    lock.exec('pragma busy_timeout = 0; begin; select count(*) from sqlite_master; commit;');
    return null;
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY') !== true) throw error;
    return { pid: readPid(join(directory, 'writer.pid')) };
  } finally {
    lock.close();
  }
}

function lockFile(directory: string): string {
  return join(directory, 'writer.lock');
}

function readPid(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}
