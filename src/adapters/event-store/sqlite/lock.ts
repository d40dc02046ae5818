import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { makeFolderAtOnce } from '../../../files/files.js';
import { asCannotWrite } from '../../../ports/cannot-write.js';
import { WriterLocked } from '../../../ports/event-store.js';
import { eventsFile } from './database.js';

/** Held locks. A connection that nothing refers to is garbage-collected, and its lock with it. */
const held = new Set<Database.Database>();

/**
 * Locks the directory for one writer: an exclusive transaction on a small database of its own, which the operating
 * system releases when the process dies, however it dies. Makes the directory if it is missing.
 * @throws WriterLocked if another holds it, with its process id; CannotWrite
 */
export function lockForWriting(directory: string): { release(): void } {
  checkWritable(directory);
  const holder = holderFile(directory);
  const lock = new Database(lockFile(directory));
  try {
    // `writerOf` reads for an instant. A short wait tells it from a writer, which keeps the lock.
    lock.exec('pragma busy_timeout = 50; begin exclusive;');
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY') !== true) throw error;
    throw new WriterLocked(directory, readPid(holder));
  }
  try {
    writeFileSync(holder, String(process.pid));
  } catch (error) {
    lock.close();
    throw error;
  }
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
    // Reading fails while a writer holds its exclusive transaction; this one is released within the same call.
    lock.exec('pragma busy_timeout = 0; begin; select count(*) from sqlite_master; commit;');
    return null;
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY') !== true) throw error;
    return { pid: readPid(holderFile(directory)) };
  } finally {
    lock.close();
  }
}

/** Checked beforehand: SQLite opens a file that it may not write as read-only, and fails only at the first write. */
function checkWritable(directory: string): void {
  const file = eventsFile(directory);
  try {
    makeFolderAtOnce(directory);
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    for (const each of [lockFile(directory), holderFile(directory), file, `${file}-wal`, `${file}-shm`])
      if (existsSync(each)) accessSync(each, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw asCannotWrite(error, directory);
  }
}

function holderFile(directory: string): string {
  return join(directory, 'writer.pid');
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
