import { join } from 'node:path';
import Database from 'libsql';

/** An event that no program can fold, at the end of the ledger; gives how to take it away again. */
export function poisoned(directory: string): () => void {
  const write = (sql: string) => {
    const database = new Database(join(directory, 'events/events.db'));
    database.exec(sql);
    database.close();
  };
  write(`insert into events (stream_no, revision, id, type, body, leaf_hash)
    select stream_no, max(revision) + 1, 'poison', 'Nonsense', '{"type":"Nonsense","schemaVersion":1,"recordedAt":"2024-03-01T00:00:00.000Z"}', zeroblob(32) from events`);
  return () => write("delete from events where id = 'poison'");
}
