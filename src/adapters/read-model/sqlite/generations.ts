import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { forgetClosing, leftAs } from '../../../files/closed-file.js';
import { CannotRead } from '../../../ports/cannot-read.js';
import type { Prepare } from './query.js';
import { format, tables } from './tables.js';

export type Connection = Database.Database;

/** Statements of one connection. */
export function preparer(database: Connection): Prepare {
  return (sql) => database.prepare<unknown[]>(sql).raw();
}

/**
 * A directory holds generations of the read model, `views-<n>.db`; the small file `current` names the one that readers
 * are answered from, and is replaced by a rename, so a reader sees the old generation or the new one and nothing
 * between.
 */
export function currentGeneration(directory: string): number | null {
  const pointer = pointerOf(directory);
  return existsSync(pointer) ? Number(readFileSync(pointer, 'utf8')) : null;
}

export function makeCurrent(directory: string, generation: number): void {
  const next = join(directory, 'current.next');
  writeFileSync(next, String(generation));
  renameSync(next, pointerOf(directory));
}

/** A reader that still has an older generation open keeps the file; nobody else can open it any more. */
export function removeOthers(directory: string, generation: number): void {
  for (const name of readdirSync(directory)) {
    const found = /^views-(\d+)\.db/.exec(name);
    if (found !== null && Number(found[1]) !== generation) rmSync(join(directory, name), { force: true });
  }
}

/** The pointer goes first: from then on nobody is answered from any generation. */
export function removeAll(directory: string): void {
  rmSync(pointerOf(directory), { force: true });
  removeOthers(directory, 0);
}

export function nextGeneration(directory: string): number {
  const numbers = readdirSync(directory).map((name) => Number(/^views-(\d+)\.db$/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers) + 1;
}

/** Whether this program can read a generation as it is; the whole file is read where it was closed. @throws CannotRead */
export function isReadable(directory: string, generation: number): boolean {
  return hasOwnFormat(directory, generation) && !isAltered(directory, generation);
}

/** Whether its tables are those of this program. @throws CannotRead */
export function hasOwnFormat(directory: string, generation: number): boolean {
  return formatOf(directory, generation) === format;
}

/** When its file was written last, in milliseconds since the epoch; 0: there is none. */
export function writtenAt(directory: string, generation: number): number {
  return statSync(fileOf(directory, generation), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Whether it holds other bytes than it was closed with: then it is not looked into, as the driver ends the process at some. */
export function isAltered(directory: string, generation: number): boolean {
  return leftAs(fileOf(directory, generation)) === 'ALTERED';
}

/**
 * By whoever fills the read model, before it begins: a generation with other bytes than it was closed with, or in which
 * SQLite's own check finds something where nobody had closed it, answers nobody any more and is made anew.
 */
export function dropDamaged(directory: string): void {
  const generation = currentGeneration(directory);
  if (generation === null) return;
  const file = fileOf(directory, generation);
  const left = leftAs(file);
  // The file stays until the next one serves, so that no other is called as it is while somebody reads it.
  if (left === 'ALTERED' || (left === 'UNKNOWN' && isDamaged(file))) rmSync(pointerOf(directory), { force: true });
  else forgetClosing(file);
}

function isDamaged(file: string): boolean {
  if (!existsSync(file)) return false;
  const database = readOnly(file);
  try {
    const [found] = database.prepare('pragma quick_check(1)').raw().get() as [string];
    return found !== 'ok';
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') return true;
    throw error;
  } finally {
    database.close();
  }
}

/** null: there is no such file, or it is no database. @throws CannotRead */
export function formatOf(directory: string, generation: number): number | null {
  const file = fileOf(directory, generation);
  if (!existsSync(file)) return null;
  let database: Connection | null = null;
  try {
    database = readOnly(file);
    return (database.prepare('pragma user_version').raw().get() as [number])[0];
  } catch (error) {
    const { code, rawCode = 0, message } = error as { code?: string; rawCode?: number; message: string };
    if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') return null;
    // SQLITE_READONLY and SQLITE_CANTOPEN, the latter as the driver words it where it cannot even connect.
    if ([8, 14].includes(rawCode & 0xff) || /Unable to open.*: 14\b/.test(message)) throw noPermission(file, error);
    throw error;
  } finally {
    database?.close();
  }
}

export function noViews(directory: string): CannotRead {
  return new CannotRead('NOTHING_THERE', {
    zh: `${directory} 中没有本程序可读的视图；请启动服务，或运行 budget-ledger rebuild 来建立。`,
    en: `${directory} holds no views that this program can read; start the server or run "budget-ledger rebuild" to make them.`,
  });
}

/** In WAL mode readers need a shared-memory file beside the database, which the first of them has to make. */
function noPermission(file: string, cause: unknown): CannotRead {
  const explanation = {
    zh: `无法读取 ${file}：没有服务在运行时，SQLite 须能在其目录中建立 -shm 文件；请授予该目录的读写权限，或先启动服务。`,
    en: `${file} cannot be read: while no server runs, SQLite has to make a -shm file in its folder; grant permission to read and write there, or start the server first.`,
  };
  return new CannotRead('NO_PERMISSION', explanation, cause);
}

/**
 * The writing connection. NORMAL: the read model is derived, and the checkpoint is committed with the rows, so a crash
 * of the machine costs the last moments, which are then folded again. Only this connection checkpoints the WAL.
 */
export function openForWriting(directory: string, generation: number): Connection {
  const file = fileOf(directory, generation);
  const isNew = !existsSync(file);
  const database = new Database(file);
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000;');
  database.exec('pragma cache_size = -65536; pragma temp_store = memory;');
  if (isNew) database.exec(`begin immediate; ${tables} pragma user_version = ${format}; commit;`);
  return database;
}

export function openForReading(directory: string, generation: number): Connection {
  const database = readOnly(fileOf(directory, generation));
  database.exec('pragma cache_size = -32768; pragma temp_store = memory;');
  return database;
}

/**
 * So that the file alone, without its log, is the whole generation. Waits for nobody.
 * @returns whether the log is empty
 */
export function emptyLog(database: Connection): boolean {
  database.exec('pragma busy_timeout = 0');
  const [isBusy] = database.prepare('pragma wal_checkpoint(truncate)').raw().get() as [number];
  return isBusy === 0;
}

/**
 * A connection that only reads. The driver ignores its own option for this, so the file's name says it. It never
 * checkpoints, even as the last to close, and waits while another connection recovers the log of a killed writer.
 */
function readOnly(file: string): Connection {
  const database = new Database(`${pathToFileURL(file).href}?mode=ro`);
  database.exec('pragma busy_timeout = 5000;');
  return database;
}

export function fileOf(directory: string, generation: number): string {
  return join(directory, `views-${generation}.db`);
}

function pointerOf(directory: string): string {
  return join(directory, 'current');
}
