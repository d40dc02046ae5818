import type { NewEvent } from '../../../ports/event-store.js';
import type { Connection } from './database.js';
import { hasLeafHashes } from './database.js';

/** One statement, one constant, named for what it does. */
const insertStream = 'insert into streams (name) values (?) on conflict do nothing';
const insertEvent =
  'insert into events (position, stream_no, revision, id, type, body, leaf_hash) values (?, ?, ?, ?, ?, ?, unhex(?))';
const insertCommand = 'insert into commands values (?, ?, ?, ?, ?, ?, ?, ?)';
const selectStreamNo = 'select stream_no from streams where name = ?';
const selectLastRevision = 'select max(revision) from events where stream_no = ?';
const selectHead = 'select max(position) from events';
/**
 * Texts are read as bytes, and numbers as numbers: the driver ends the whole process at a text that is no UTF-8, as one
 * damaged byte leaves it, and nothing can catch that.
 */
const bytes = (column: string) => `cast(${column} as blob)`;
const number = (column: string) => `cast(${column} as integer)`;
const content = `${number('revision')}, ${['id', 'type', 'body'].map(bytes).join(', ')}`;
const selectCommand = `
  select ${['command_id', 'command_hash', 'name'].map(bytes).join(', ')},
    ${['version', 'first_revision', 'last_revision', 'first_position', 'last_position'].map(number).join(', ')}
  from commands join streams using (stream_no) where command_id = ?`;
const selectStream = (leafHash: string) => `
  select position, ${bytes('?1')}, ${content}, ${leafHash} from events
  where stream_no = ?2 and revision >= ?3 order by revision limit ?4`;
const selectAll = (leafHash: string) => `
  select position, ${bytes('name')}, ${content}, ${leafHash} from events join streams using (stream_no)
  where position > ? order by position limit ?`;
const selectAt = (leafHash: string) => `
  select position, ${bytes('name')}, ${content}, ${leafHash} from events join streams using (stream_no)
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

/** null where a damaged column has lost its value. */
type Bytes = Buffer | null;
type RawEventRow = [number, Bytes, number, Bytes, Bytes, Bytes, Bytes];
type RawCommandRow = [Bytes, Bytes, Bytes, number, number, number, number, number];

export function readingStatements(database: Connection) {
  const raw = (sql: string) => database.prepare(sql).raw();
  const isHashed = hasLeafHashes(database);
  const leafHash = isHashed ? bytes('leaf_hash') : 'null';
  const streamNo = raw(selectStreamNo);
  const lastRevision = raw(selectLastRevision);
  const head = raw(selectHead);
  const command = raw(selectCommand);
  const stream = raw(selectStream(leafHash));
  const all = raw(selectAll(leafHash));
  const at = raw(selectAt(leafHash));
  const eventOf = ([position, name, revision, id, type, body, hash]: RawEventRow): EventRow => [
    position,
    text(name),
    revision,
    text(id),
    text(type),
    text(body),
    isHashed ? (hash?.toString('hex') ?? '') : null,
  ];
  const eventsOf = (rows: unknown[]) => (rows as RawEventRow[]).map(eventOf);
  return {
    streamNo: (name: string) => (streamNo.get(name) as [number] | undefined)?.[0],
    lastRevision: (no: number) => (lastRevision.get(no) as [number | null])[0] ?? -1,
    head: () => (head.get() as [number | null])[0] ?? 0,
    command: (wanted: string): CommandRow | undefined => {
      const row = command.get(wanted) as RawCommandRow | undefined;
      if (row === undefined) return undefined;
      const [id, hash, name, ...numbers] = row;
      return [text(id), text(hash), text(name), ...numbers];
    },
    stream: (name: string, no: number, from: number, limit: number) => eventsOf(stream.all(name, no, from, limit)),
    all: (after: number, limit: number) => eventsOf(all.all(after, limit)),
    at: (position: number) => {
      const row = at.get(position) as RawEventRow | undefined;
      return row === undefined ? undefined : eventOf(row);
    },
  };
}

function text(read: Bytes): string {
  return read?.toString('utf8') ?? '';
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
    /** @param row its position; null: the next one */
    insertEvent: (row: number | null, no: number, revision: number, { id, type, body, leafHash }: NewEvent) =>
      Number(event.run(row, no, revision, id, type, body, leafHash).lastInsertRowid),
    insertCommand: (...row: [string, string, number, number, number, number, number, number]) => command.run(...row),
  };
}
