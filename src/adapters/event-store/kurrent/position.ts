import type { Position as LogPosition } from '@kurrent/kurrentdb-client';
import type { Position } from '../../../ports/event-store.js';

/** Positions in KurrentDB's log are 64 bits, without the highest one: 19 digits. Of equal width, text orders as they do. */
const width = 19;

/** The server has this where it does not know a position. */
const unknown = 2n ** 63n;

export function toPosition({ commit, prepare }: LogPosition): Position | null {
  if (commit < 0n || prepare < 0n || commit >= unknown || prepare >= unknown) return null;
  return `${padded(commit)}${padded(prepare)}` as Position;
}

/** Null for the start of the ledger, and for what was never one of our positions. */
export function toLogPosition(position: Position): LogPosition | null {
  const [whole, commit = '', prepare = ''] = /^(\d{19})(\d{19})$/.exec(position) ?? [];
  if (whole === undefined) return null;
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}

function padded(place: bigint): string {
  return String(place).padStart(width, '0');
}
