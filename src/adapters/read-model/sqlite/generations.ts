import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { format, tables } from './tables.js';

export type Connection = Database.Database;

/**
 * A directory holds generations of the views, `views-<n>.db`; the small file `current` names the one that readers are
 * answered from, and is replaced by a rename, so a reader sees the old generation or the new one and nothing between.
 */
export function currentGeneration(directory: string): number | null {
  const pointer = join(directory, 'current');
  return existsSync(pointer) ? Number(readFileSync(pointer, 'utf8')) : null;
}

export function makeCurrent(directory: string, generation: number): void {
  const next = join(directory, 'current.next');
  writeFileSync(next, String(generation));
  renameSync(next, join(directory, 'current'));
}

/** Whoever still reads an older generation keeps its open file; nobody can open it any more. */
export function removeOthers(directory: string, generation: number): void {
  for (const name of readdirSync(directory)) {
    const found = /^views-(\d+)\.db/.exec(name);
    if (found !== null && Number(found[1]) !== generation) rmSync(join(directory, name), { force: true });
  }
}

export function nextGeneration(directory: string): number {
  const numbers = readdirSync(directory).map((name) => Number(/^views-(\d+)\.db$/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers) + 1;
}

/** Whether this program can read a generation as it is. */
export function isReadable(directory: string, generation: number): boolean {
  const file = fileOf(directory, generation);
  if (!existsSync(file)) return false;
  const database = readOnly(file);
  try {
    return (database.prepare('pragma user_version').raw().get() as [number])[0] === format;
  } finally {
    database.close();
  }
}

/**
 * The writing connection. NORMAL: the views are derived, and the checkpoint is committed with the rows, so a crash of
 * the machine costs the last moments, which are then folded again. Only this connection checkpoints the WAL.
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
  database.exec('pragma busy_timeout = 5000;');
  database.exec('pragma cache_size = -32768; pragma temp_store = memory;');
  return database;
}

/** The driver ignores its own option for this; SQLite takes it from the name. Never checkpoints, closing last or not. */
function readOnly(file: string): Connection {
  return new Database(`${pathToFileURL(file).href}?mode=ro`);
}

function fileOf(directory: string, generation: number): string {
  return join(directory, `views-${generation}.db`);
}
