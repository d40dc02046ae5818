import { LRUCache } from 'lru-cache';
import type { Position } from '../../../events/position.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { ChangeFilter, Feeds, Told } from '../../../services/services.js';
import type { Keyed, ReadModel } from '../../ports/read-model.js';
import type { ResolvedChanges } from '../queries/change-range.js';
import { checkBounds, checkDraftOf, resolveChanges } from '../queries/change-range.js';
import { checkCells } from '../queries/check-filter.js';
import { changesList } from '../queries/changes.js';
import { writeCursor } from '../queries/cursor.js';
import type { QueryPoints } from '../queries/points/points.js';
import { topicsOfChange, wantedChanges } from './change-matching.js';
import type { Leaving } from './feed.js';
import { feedOf } from './feed.js';
import type { Beginning } from './feed-start.js';
import { beginningOf, rowsHeld } from './feed-start.js';
import { recentOf } from './recent.js';
import type { Wanted } from './waiting.js';

export interface ChangesFeedTools {
  readModel: ReadModel;
  points: QueryPoints;
}

/** A filter, and what it comes to wherever the ledger has got to. */
interface Asked {
  filter: ChangeFilter;
  wanted: Wanted<Keyed<ChangedCell>>;
}

/** Twenty thousand feeds may be open, of far fewer filters; those are shared, in characters of their texts. */
const filtersKept = 2 * 1024 * 1024;

/**
 * Changed cells as they are recorded: the list of changes, oldest first, which is read on whenever there are more. A feed
 * that has come to the end of what there is shares what is read next with all others.
 */
export function changesFeed({ readModel, points }: ChangesFeedTools): Feeds['changes'] {
  const recent = recentOf<Keyed<ChangedCell>>({
    progress: readModel,
    read: async (behind, upTo, first) =>
      (await readModel.changes({ drafts: 'INCLUDED', behind }, 'OLDEST_FIRST', upTo, { first, after: null })).rows,
    positionOf: ({ row }) => row.position,
    topicsOf: ({ row }) => topicsOfChange(row),
  });
  const known = new LRUCache<string, Asked>({
    maxSize: filtersKept,
    sizeCalculation: (_asked, { length }) => length,
  });

  function askedBy(filter: ChangeFilter, { matching }: ResolvedChanges): Asked {
    const text = JSON.stringify(filter);
    const same = known.get(text);
    if (same !== undefined) return same;
    const { topics, holds } = wantedChanges(matching);
    const asked = { filter, wanted: { topics, holds: ({ row }: Keyed<ChangedCell>) => holds(row) } };
    known.set(text, asked);
    return asked;
  }

  /** What a filter comes to at an end of the views: versions are added, and what has not been yet moves on with the ledger. */
  const resolvedAt = (filter: ChangeFilter, position: Position) =>
    resolveChanges(readModel, filter, { position }, 'AGAIN');

  async function* changesFrom({ filter, wanted }: Asked, start: Beginning, leaving: Leaving) {
    const moves = hasStretch(filter);
    const follower = recent.follow(start.head, wanted, leaving);
    let given = start.behind;
    let key = start.cursor?.key ?? null;
    // Whoever begins now has missed nothing.
    let missedUpTo: Position | null = key === null && given === start.head ? null : start.head;
    for (;;) {
      if (missedUpTo !== null) {
        const { matching, position: last } = await resolvedAt(filter, missedUpTo);
        const all = { ...matching, ...later(matching.behind, given) };
        for (let more = true; more && !leaving.isLeft;) {
          const page = await readModel.changes(all, 'OLDEST_FIRST', last, { first: rowsHeld, after: key });
          for (const row of page.rows) {
            ({ key } = row);
            yield told(filter, row, missedUpTo);
          }
          ({ more } = page);
        }
        [given, key] = [missedUpTo, null];
      }
      const next = await follower.next();
      if (next === null) return undefined;
      const { item, end } = next;
      missedUpTo = item === null ? end : null;
      if (item === null) continue;
      ({ key } = item);
      if (!moves || isWithin(item.row, await resolvedAt(filter, end))) yield told(filter, item, end);
    }
  }

  return async (filter, start) => {
    const beginning = await beginningOf(changesList(filter), start, { readModel, points });
    // A wrong filter is refused now, not when the first change is asked for.
    checkCells(filter);
    await checkBounds(points, filter);
    await checkDraftOf(readModel, filter, { position: beginning.head });
    const first = await resolveChanges(readModel, filter, { position: beginning.head });
    const asked = askedBy(filter, first);
    return feedOf((leaving) => changesFrom(asked, beginning, leaving));
  };
}

function told(filter: ChangeFilter, { key, row: node }: Keyed<ChangedCell>, position: Position): Told<ChangedCell> {
  return {
    node,
    get cursor() {
      return writeCursor(changesList(filter), { position, key });
    },
  };
}

function hasStretch({ versions, positions, times }: ChangeFilter): boolean {
  return versions !== undefined || positions !== undefined || times !== undefined;
}

function isWithin({ position }: ChangedCell, { matching: { behind }, position: upTo }: ResolvedChanges): boolean {
  return position <= upTo && (behind === undefined || position > behind);
}

function later(one: Position | undefined, other: Position | null): { behind?: Position } {
  if (other === null || (one !== undefined && one > other)) return one === undefined ? {} : { behind: one };
  return { behind: other };
}
