import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import type { ActorDirectory } from '../../../ports/actor-directory.js';

/** The directory in a small SQLite file; names are read once and then answered from memory. */
export function openSqliteActorDirectory(file: string): ActorDirectory {
  const database = new Database(file);
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma busy_timeout = 5000;
    pragma secure_delete = on;
    create table if not exists actors (actor_id text primary key, name text not null) without rowid;
  `);
  const rows = database.prepare('select actor_id, name from actors').all() as { actor_id: string; name: string }[];
  const names = new Map(rows.map(({ actor_id, name }) => [actor_id, name]));
  const upsert = database.prepare(
    'insert into actors (actor_id, name) values (?, ?) on conflict (actor_id) do update set name = excluded.name',
  );
  const remove = database.prepare('delete from actors where actor_id = ?');
  return {
    nameOf: (actorId) => names.get(actorId) ?? null,
    remember(actorId, name) {
      if (names.get(actorId) === name) return;
      upsert.run(actorId, name);
      names.set(actorId, name);
    },
    erase(actorId) {
      remove.run(actorId);
      // Erased means erased: the old bytes must not survive in the log file.
      database.exec('pragma wal_checkpoint(truncate)');
      return names.delete(actorId);
    },
    close: () => void database.close(),
  };
}

/**
 * The names alone, as they are now, beside the process that writes them. None where there is no directory yet, or one
 * that this process may not read: an id still says who it was.
 */
export function readSqliteActorNames(file: string): Pick<ActorDirectory, 'nameOf'> {
  const names = existsSync(file) ? namesIn(file) : new Map<string, string>();
  return { nameOf: (actorId) => names.get(actorId) ?? null };
}

function namesIn(file: string): Map<string, string> {
  let database: Database.Database | null = null;
  try {
    database = new Database(`${pathToFileURL(file).href}?mode=ro`);
    database.exec('pragma busy_timeout = 5000;');
    return new Map(database.prepare('select actor_id, name from actors').raw().all() as [string, string][]);
  } catch (error) {
    const { rawCode = 0, message } = error as { rawCode?: number; message: string };
    if ([8, 14].includes(rawCode & 0xff) || /Unable to open.*: 14\b/.test(message)) return new Map();
    throw error;
  } finally {
    database?.close();
  }
}
