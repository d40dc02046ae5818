import Database from 'libsql';
import type { ActorDirectory } from '../../../ports/actor-directory.js';
import { forgetClosing, markClosed } from '../../../files/closed-file.js';
import { checkUnaltered } from './unaltered.js';
import { checkWritable } from './writable.js';

export const actorsTable =
  'create table if not exists actors (actor_id text primary key, name text not null) without rowid';

/** The directory in a small SQLite file; names are read once and then answered from memory. @throws CannotWrite, AlteredFile */
export function openSqliteActorDirectory(file: string): ActorDirectory {
  checkWritable(file);
  checkUnaltered(file);
  forgetClosing(file);
  const database = new Database(file);
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma busy_timeout = 5000;
    pragma secure_delete = on;
    ${actorsTable};
  `);
  const rows = database.prepare('select actor_id, name from actors').all() as { actor_id: string; name: string }[];
  const names = new Map(rows.map(({ actor_id, name }) => [actor_id, name]));
  const upsert = database.prepare(
    'insert into actors (actor_id, name) values (?, ?) on conflict (actor_id) do update set name = excluded.name',
  );
  let revision = 0;
  const remove = database.prepare('delete from actors where actor_id = ?');
  return {
    nameOf: async (actorId) => names.get(actorId) ?? null,
    async remember(actorId, name) {
      if (names.get(actorId) === name) return;
      upsert.run(actorId, name);
      names.set(actorId, name);
      revision += 1;
    },
    async erase(actorId) {
      remove.run(actorId);
      // Erased means erased: the old bytes must not survive in the log file.
      database.exec('pragma wal_checkpoint(truncate)');
      const known = names.delete(actorId);
      if (known) revision += 1;
      return known;
    },
    revision: () => revision,
    async close() {
      if (!database.open) return;
      const [isBusy] = database.prepare('pragma wal_checkpoint(truncate)').raw().get() as [number];
      database.close();
      if (isBusy === 0) markClosed(file);
    },
  };
}
