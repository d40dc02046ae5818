import { accessSync, constants, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { makeFolderAtOnce } from '../../../files/files.js';
import { asCannotWrite } from '../../../ports/cannot-write.js';
import type { Leader } from '../../../ports/read-model.js';
import { WriterLocked } from '../../../ports/writer-locked.js';

/** Held locks. A connection that nothing refers to is garbage-collected, and its lock with it. */
const held = new Set<Database.Database>();

/**
 * One projector at a time fills the read model in a directory. The operating system releases the lock when the process
 * dies. Makes the directory where there is none.
 * @throws WriterLocked, CannotWrite
 */
export function lockForWriting(directory: string): { release(): void } {
  checkWritable(directory);
  const lock = new Database(lockFile(directory));
  try {
    // Whoever looks for a projector reads for an instant. A short wait tells that from a projector, which keeps the lock.
    lock.exec('pragma busy_timeout = 50; begin exclusive;');
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY') !== true) throw error;
    throw new WriterLocked(directory, readPid(directory), { process: null });
  }
  try {
    writeFileSync(holderFile(directory), String(process.pid));
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

/** The projector that fills the read model in the directory now; null: none does. */
export function leaderIn(directory: string): Leader | null {
  if (!existsSync(lockFile(directory))) return null;
  const lock = new Database(`${pathToFileURL(lockFile(directory)).href}?mode=ro`);
  try {
    // Reading fails while a projector holds its exclusive transaction; this one is released within the same call.
    lock.exec('pragma busy_timeout = 0; begin; select count(*) from sqlite_master; commit;');
    return null;
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY') !== true) throw error;
    const pid = readPid(directory);
    return { process: pid === null ? null : `pid ${pid}` };
  } finally {
    lock.close();
  }
}

/** Checked beforehand: SQLite opens a file that it may not write as read-only, and fails only at the first write. */
function checkWritable(directory: string): void {
  try {
    makeFolderAtOnce(directory);
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    for (const name of readdirSync(directory))
      if (/^(views-|current|projector\.)/.test(name))
        accessSync(join(directory, name), constants.R_OK | constants.W_OK);
  } catch (error) {
    throw asCannotWrite(error, directory);
  }
}

function readPid(directory: string): number | null {
  try {
    const pid = Number(readFileSync(holderFile(directory), 'utf8'));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function holderFile(directory: string): string {
  return join(directory, 'projector.pid');
}

function lockFile(directory: string): string {
  return join(directory, 'projector.lock');
}
