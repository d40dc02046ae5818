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

export interface ChangesFeedTools {
  readModel: ReadModel;
  points: QueryPoints;
}

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

  /** @param first what the filter comes to at the start; at later ends it is resolved anew, as versions are added */
  async function* changesFrom(filter: ChangeFilter, start: Beginning, first: ResolvedChanges, leaving: Leaving) {
    // Made for what is told, as twenty thousand feeds may be open.
    const list = () => changesList(filter);
    const resolvedAt = resolving(filter, { end: start.head, resolved: first });
    const told = ({ key, row: node }: Keyed<ChangedCell>, position: Position): Told<ChangedCell> => ({
      node,
      get cursor() {
        return writeCursor(list(), { position, key });
      },
    });
    const { holds, topics } = wantedChanges(first.matching);
    const follower = recent.follow(start.head, { topics, holds: ({ row }) => holds(row) }, leaving);
    let given = start.behind;
    let key = start.cursor?.key ?? null;
    // Whoever begins now has missed nothing.
    let missedUpTo: Position | null = key === null && given === start.head ? null : start.head;
    for (;;) {
      if (missedUpTo !== null) {
        const { matching, position: last } = await resolvedAt(missedUpTo);
        const wanted = { ...matching, ...later(matching.behind, given) };
        for (let more = true; more && !leaving.isLeft;) {
          const page = await readModel.changes(wanted, 'OLDEST_FIRST', last, { first: rowsHeld, after: key });
          for (const row of page.rows) {
            ({ key } = row);
            yield told(row, missedUpTo);
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
      if (isWithin(item.row, await resolvedAt(end))) yield told(item, end);
    }
  }

  /** What a filter comes to at the end of the views, which moves on. */
  function resolving(filter: ChangeFilter, first: { end: Position; resolved: ResolvedChanges }) {
    let known = first;
    const { versions, positions, times } = filter;
    const moves = versions !== undefined || positions !== undefined || times !== undefined;
    return async (end: Position): Promise<ResolvedChanges> => {
      if (known.end === end) return known.resolved;
      const resolved = moves
        ? await resolveChanges(readModel, filter, { position: end }, 'AGAIN')
        : { ...known.resolved, position: end };
      known = { end, resolved };
      return resolved;
    };
  }

  return async (filter, start) => {
    const beginning = await beginningOf(changesList(filter), start, { readModel, points });
    // A wrong filter is refused now, not when the first change is asked for.
    checkCells(filter);
    await checkBounds(points, filter);
    await checkDraftOf(readModel, filter, { position: beginning.head });
    const first = await resolveChanges(readModel, filter, { position: beginning.head });
    return feedOf((leaving) => changesFrom(filter, beginning, first, leaving));
  };
}

function isWithin({ position }: ChangedCell, { matching: { behind }, position: upTo }: ResolvedChanges): boolean {
  return position <= upTo && (behind === undefined || position > behind);
}

function later(one: Position | undefined, other: Position | null): { behind?: Position } {
  if (other === null || (one !== undefined && one > other)) return one === undefined ? {} : { behind: one };
  return { behind: other };
}
