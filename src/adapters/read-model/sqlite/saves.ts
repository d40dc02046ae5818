import type { SaveRow } from '../../../../projections/rows.js';
import type { Position } from '../../../ports/event-store.js';
import type { SavesOf } from '../../../ports/read-model.js';
import type { Prepare } from './query.js';

type SaveColumns = [number, Position, Position, string, string];

/** In the order in which `toSave` reads them. */
export const saveColumns = 'version, first_position, last_position, clock, body';

export function toSave([version, firstPosition, lastPosition, clock, body]: SaveColumns): SaveRow {
  const rest = JSON.parse(body) as Omit<SaveRow, 'version' | 'firstPosition' | 'lastPosition' | 'clock'>;
  return { ...rest, version, firstPosition, lastPosition, clock };
}

export function saveStatements(prepare: Prepare) {
  const select = (sql: string) => prepare(`select ${saveColumns} from saves where ${sql}`);
  const byVersion = select('table_id = ? and version = ?');
  const byPosition = select('table_id = ? and last_position <= ? order by last_position desc limit 1');
  const last = select('last_position <= ? order by last_position desc limit 1');
  const over = select('last_position >= ? order by last_position limit 1');
  const byClock = select('clock <= ? order by clock desc, last_position desc limit 1');
  const byCommand = select('command_id = ? order by last_position limit 1');
  const older = select('table_id = ? and version <= ? and version < ? order by version desc limit ?');
  const newer = select('table_id = ? and version <= ? and version > ? order by version limit ?');
  const behind = (which: string) =>
    select(`${which} last_position > ? and last_position <= ? order by last_position limit ?`);
  const ofTable = behind('table_id = ? and');
  const ofBudget = behind('budget_id = ? and');
  const ofLedger = behind('');
  const one = (row: unknown) => (row === undefined ? null : toSave(row as SaveColumns));
  return {
    at: (tableId: string, at: { version: number } | { position: Position }) =>
      one('version' in at ? byVersion.get(tableId, at.version) : byPosition.get(tableId, at.position)),
    /** Ends at or before the position. */
    last: (position: Position) => one(last.get(position)),
    /** Ends at or behind the position. */
    over: (position: Position) => one(over.get(position)),
    byCommand: (commandId: string) => one(byCommand.get(commandId)),
    upToClock: (time: string) => one(byClock.get(time)),
    /** In ledger order. */
    behind(of: SavesOf, after: Position, upTo: Position, limit: number): SaveRow[] {
      const range = [after, upTo, limit];
      if (of === 'LEDGER') return (ofLedger.all(...range) as SaveColumns[]).map(toSave);
      const rows = 'tableId' in of ? ofTable.all(of.tableId, ...range) : ofBudget.all(of.budgetId, ...range);
      return (rows as SaveColumns[]).map(toSave);
    },
    /** No later than a version, and older than another, newest first; or newer than it, oldest first. */
    older: (tableId: string, version: number, than: number, limit: number) =>
      (older.all(tableId, version, than, limit) as SaveColumns[]).map(toSave),
    newer: (tableId: string, version: number, than: number, limit: number) =>
      (newer.all(tableId, version, than, limit) as SaveColumns[]).map(toSave),
  };
}
