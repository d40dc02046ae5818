import type { SaveRow } from '../../../../projections/rows.js';
import type { Position } from '../../../ports/event-store.js';
import { ledgerStart } from '../../../ports/event-store.js';
import type { Checkpoint, Halt, Snapshot } from '../../../ports/read-model.js';
import type { Connection } from './generations.js';
import { toBlob } from './keys.js';

type SaveColumns = [number, Position, Position, string, string];

/** In the order in which `toSave` reads them. */
export const saveColumns = 'version, first_position, last_position, clock, body';

export function toSave([version, firstPosition, lastPosition, clock, body]: SaveColumns): SaveRow {
  const rest = JSON.parse(body) as Omit<SaveRow, 'version' | 'firstPosition' | 'lastPosition' | 'clock'>;
  return { ...rest, version, firstPosition, lastPosition, clock };
}

export function saveStatements(database: Connection) {
  const raw = (sql: string) => database.prepare(`select ${saveColumns} from saves where ${sql}`).raw();
  const byVersion = raw('table_id = ? and version = ?');
  const byPosition = raw('table_id = ? and last_position <= ? order by last_position desc limit 1');
  const last = raw('last_position <= ? order by last_position desc limit 1');
  const over = raw('last_position >= ? order by last_position limit 1');
  const byClock = raw('clock <= ? order by clock desc, last_position desc limit 1');
  const before = raw('table_id = ? and version <= ? and version < ? order by version desc limit ?');
  const one = (row: unknown) => (row === undefined ? null : toSave(row as SaveColumns));
  return {
    at: (tableId: string, at: { version: number } | { position: Position }) =>
      one('version' in at ? byVersion.get(tableId, at.version) : byPosition.get(tableId, at.position)),
    /** Ends at or before the position. */
    last: (position: Position) => one(last.get(position)),
    /** Ends at or behind the position. */
    over: (position: Position) => one(over.get(position)),
    upToClock: (time: string) => one(byClock.get(time)),
    before: (tableId: string, version: number, below: number, limit: number) =>
      (before.all(tableId, version, below, limit) as SaveColumns[]).map(toSave),
  };
}

export function metaStatements(database: Connection) {
  const put = database.prepare('insert or replace into meta (key, value) values (?, ?)');
  const get = database.prepare('select value from meta where key = ?').raw();
  const read = <T>(key: string): T | null => {
    const row = get.get(key) as [string] | undefined;
    return row === undefined ? null : (JSON.parse(row[0]) as T);
  };
  const both = database
    .prepare("select (select value from meta where key = 'checkpoint'), (select value from meta where key = 'halt')")
    .raw();
  return {
    /** Checkpoint and halt of one moment; asked for by every operation. */
    status(): Checkpoint & { halt: Halt | null } {
      const [checkpoint, halt] = both.get() as [string | null, string | null];
      return {
        ...(checkpoint === null ? { position: ledgerStart, clock: '' } : (JSON.parse(checkpoint) as Checkpoint)),
        halt: halt === null ? null : (JSON.parse(halt) as Halt | null),
      };
    },
    checkpoint: (): Checkpoint => read<Checkpoint>('checkpoint') ?? { position: ledgerStart, clock: '' },
    halt: (): Halt | null => read<Halt>('halt'),
    write: (key: 'checkpoint' | 'halt', value: Checkpoint | Halt | null) => put.run(key, JSON.stringify(value)),
  };
}

export function contentStatements(database: Connection) {
  const content = database.prepare('select body from contents where hash = ?').raw();
  const snapshot = database.prepare('select revision, body from snapshots where stream = ?').raw();
  return {
    // In an array: the driver takes a lone Buffer for named parameters, and aborts the process.
    content: (hash: string): string | null => (content.get([toBlob(hash)]) as [string] | undefined)?.[0] ?? null,
    snapshot(stream: string): Snapshot | null {
      const row = snapshot.get(stream) as [number, string] | undefined;
      return row === undefined ? null : { stream, revision: row[0], body: row[1] };
    },
  };
}
