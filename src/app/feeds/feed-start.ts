import type { Position } from '../../../events/position.js';
import type { FeedStart } from '../../../services/services.js';
import type { Progress } from '../../ports/read-model.js';
import type { Cursor, ListIdentity } from '../queries/cursor.js';
import { readCursor } from '../queries/cursor.js';
import type { QueryPoints } from '../queries/points/points.js';

/** Rows that a feed reads at once: the most that it ever holds. */
export const rowsHeld = 100;

export interface Beginning {
  /** Of the last that was told; null: nothing was. */
  cursor: Cursor | null;
  /** Everything up to here is behind the reader, whatever the cursor says. */
  behind: Position | null;
  /** The end of what is there when the feed begins. */
  head: Position;
}

/** @throws QueryError INVALID_CURSOR, UNKNOWN_POSITION, UNKNOWN_POSITION, NOT_YET_APPLIED */
export async function beginningOf(
  list: ListIdentity,
  { after, behind }: FeedStart,
  { readModel, points }: { readModel: Pick<Progress, 'status'>; points: Pick<QueryPoints, 'given'> },
): Promise<Beginning> {
  const cursor = after === null ? null : readCursor(list, { text: after, argument: 'after' });
  if (cursor !== null) await points.given(cursor.position, ['after']);
  const given = behind === null ? null : await points.given(behind, ['behind']);
  const { position: head } = await readModel.status();
  return { cursor, behind: cursor === null && given === null ? head : given, head };
}
