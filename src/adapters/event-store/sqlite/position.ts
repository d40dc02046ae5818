import { leafHash } from '../../../../events/leaf-hash.js';
import type { CommandOutcome, Position, StoredEvent } from '../../../ports/event-store.js';
import type { CommandRow, EventRow } from './statements.js';

/** SQLite's row numbers have up to 19 digits; 16 are what JavaScript counts exactly, so a fixed width orders them. */
const width = 16;

export function toPosition(row: number): Position {
  return String(row).padStart(width, '0') as Position;
}

/** The row number; 0 for the start of the ledger, NaN for what was never one of our positions. */
export function toRow(position: Position): number {
  return /^\d{1,16}$/.test(position) ? Number(position) : NaN;
}

export function toStoredEvent([position, stream, revision, id, type, body, stored]: EventRow): StoredEvent {
  return { position: toPosition(position), stream, revision, id, type, body, leafHash: stored ?? leafHash(body) };
}

export function toOutcome(row: CommandRow): CommandOutcome {
  const [commandId, commandHash, stream, version, firstRevision, lastRevision, first, last] = row;
  return {
    commandId,
    commandHash,
    stream,
    version,
    firstRevision,
    lastRevision,
    firstPosition: toPosition(first),
    lastPosition: toPosition(last),
  };
}
