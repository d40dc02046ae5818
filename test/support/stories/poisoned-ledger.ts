import { join } from 'node:path';
import Database from 'libsql';
import { forgetClosing } from '../../../src/files/closed-file.js';
import { leafHash } from '../../../events/leaf-hash.js';

const selectLast = `
  select stream_no, name, revision from events join streams using (stream_no) order by position desc limit 1`;
const insert = `
  insert into events (stream_no, revision, id, type, body, leaf_hash) values (?, ?, ?, ?, ?, unhex(?))`;

/** An event that no program can fold, at the end of the ledger; gives how to take it away again. */
export function poisoned(directory: string): () => void {
  const inFile = (work: (database: Database.Database) => void) => {
    const database = new Database(join(directory, 'events/events.db'));
    work(database);
    database.close();
    // What is meant is an event that was stored so, not a file that somebody changed behind its store's back.
    forgetClosing(join(directory, 'events/events.db'));
  };
  inFile((database) => {
    const [no, stream, last] = database.prepare(selectLast).raw().get() as [number, string, number];
    const revision = last + 1;
    const event = { id: 'poison', type: 'Nonsense', schemaVersion: 1, stream, revision };
    const body = JSON.stringify({ ...event, recordedAt: '2024-03-01T00:00:00.000Z' });
    database.prepare(insert).run(no, revision, event.id, event.type, body, leafHash(body));
  });
  return () => inFile((database) => database.exec("delete from events where id = 'poison'"));
}
