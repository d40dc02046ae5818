import type { NewEvent } from '../../../ports/event-store.js';
import type { Connection } from './database.js';
import { hasLeafHashes } from './database.js';

/** One statement, one constant, named for what it does. */
const insertStream = 'insert into streams (name) values (?) on conflict do nothing';
const insertEvent =
  'insert into events (stream_no, revision, id, type, body, leaf_hash) values (?, ?, ?, ?, ?, unhex(?))';
const insertCommand = 'insert into commands values (?, ?, ?, ?, ?, ?, ?, ?)';
const selectStreamNo = 'select stream_no from streams where name = ?';
const selectLastRevision = 'select max(revision) from events where stream_no = ?';
const selectHead = 'select max(position) from events';
const selectCommand = `
  select command_id, command_hash, name, version, first_revision, last_revision, first_position, last_position
  from commands join streams using (stream_no) where command_id = ?`;
const selectStream = (leafHash: string) => `
  select position, ?1, revision, id, type, body, ${leafHash} from events
  where stream_no = ?2 and revision >= ?3 order by revision limit ?4`;
const selectAll = (leafHash: string) => `
  select position, name, revision, id, type, body, ${leafHash} from events join streams using (stream_no)
  where position > ? order by position limit ?`;
const selectAt = (leafHash: string) => `
  select position, name, revision, id, type, body, ${leafHash} from events join streams using (stream_no)
  where position = ?`;

export type EventRow = [
  position: number,
  stream: string,
  revision: number,
  id: string,
  type: string,
  body: string,
  /** null in a file of format 1, which has none. */
  leafHash: string | null,
];
export type CommandRow = [
  commandId: string,
  commandHash: string,
  stream: string,
  version: number,
  firstRevision: number,
  lastRevision: number,
  firstPosition: number,
  lastPosition: number,
];

export function readingStatements(database: Connection) {
  const raw = (sql: string) => database.prepare(sql).raw();
  const leafHash = hasLeafHashes(database) ? 'lower(hex(leaf_hash))' : 'null';
  const streamNo = raw(selectStreamNo);
  const lastRevision = raw(selectLastRevision);
  const head = raw(selectHead);
  const command = raw(selectCommand);
  const stream = raw(selectStream(leafHash));
  const all = raw(selectAll(leafHash));
  const at = raw(selectAt(leafHash));
  return {
    streamNo: (name: string) => (streamNo.get(name) as [number] | undefined)?.[0],
    lastRevision: (no: number) => (lastRevision.get(no) as [number | null])[0] ?? -1,
    head: () => (head.get() as [number | null])[0] ?? 0,
    command: (id: string) => command.get(id) as CommandRow | undefined,
    stream: (name: string, no: number, from: number, limit: number) => stream.all(name, no, from, limit) as EventRow[],
    all: (after: number, limit: number) => all.all(after, limit) as EventRow[],
    at: (position: number) => at.get(position) as EventRow | undefined,
  };
}

export function writingStatements(database: Connection) {
  const [stream, event, command] = [insertStream, insertEvent, insertCommand].map((sql) => database.prepare(sql));
  if (stream === undefined || event === undefined || command === undefined) throw new Error('unreachable');
  return {
    /** Its number, or null if there is such a stream already. */
    insertStream: (name: string) => {
      const { changes, lastInsertRowid } = stream.run(name);
      return changes === 1 ? Number(lastInsertRowid) : null;
    },
    insertEvent: (no: number, revision: number, { id, type, body, leafHash }: NewEvent) =>
      Number(event.run(no, revision, id, type, body, leafHash).lastInsertRowid),
    insertCommand: (...row: [string, string, number, number, number, number, number, number]) => command.run(...row),
  };
}
