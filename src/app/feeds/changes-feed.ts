import type { Position } from '../../../events/position.js';
import type { ChangeFilter, Feeds } from '../../../services/services.js';
import type { ReadModel } from '../../ports/read-model.js';
import type { ResolvedChanges } from '../queries/change-range.js';
import { checkBounds, checkDraftOf, resolveChanges } from '../queries/change-range.js';
import { checkCells } from '../queries/check-filter.js';
import { changesList } from '../queries/changes.js';
import { writeCursor } from '../queries/cursor.js';
import type { QueryPoints } from '../queries/points/points.js';
import { feedOf } from './feed.js';
import type { Beginning } from './feed-start.js';
import { beginningOf, rowsHeld } from './feed-start.js';
import type { HeadWatch } from './head-watch.js';

export interface ChangesFeedTools {
  readModel: ReadModel;
  points: QueryPoints;
  heads: HeadWatch;
}

/** Changed cells as they are recorded: the list of changes, oldest first, which is read on whenever there are more. */
export function changesFeed({ readModel, points, heads }: ChangesFeedTools): Feeds['changes'] {
  /** @param first what the filter comes to at the start; at later ends it is resolved anew, as versions are added */
  async function* changesFrom(filter: ChangeFilter, start: Beginning, first: ResolvedChanges, signal: AbortSignal) {
    const list = changesList(filter);
    let given = start.behind;
    let key = start.cursor?.key ?? null;
    let resolved: ResolvedChanges | null = first;
    for (let end: Position | null = start.head; end !== null; end = await heads.behind(end, signal)) {
      const position = end;
      const { matching, position: last } = resolved ?? (await resolveChanges(readModel, filter, { position }, 'AGAIN'));
      resolved = null;
      const wanted = { ...matching, ...later(matching.behind, given) };
      for (let more = true; more && !signal.aborted;) {
        const page = await readModel.changes(wanted, 'OLDEST_FIRST', last, { first: rowsHeld, after: key });
        for (const { key: at, row: node } of page.rows) {
          key = at;
          yield {
            node,
            get cursor() {
              return writeCursor(list, { position, key: at });
            },
          };
        }
        ({ more } = page);
      }
      [given, key] = [position, null];
    }
    return undefined;
  }

  return async (filter, start) => {
    const beginning = await beginningOf(changesList(filter), start, { readModel, points });
    // A wrong filter is refused now, not when the first change is asked for.
    checkCells(filter);
    await checkBounds(points, filter);
    await checkDraftOf(readModel, filter, { position: beginning.head });
    const first = await resolveChanges(readModel, filter, { position: beginning.head });
    return feedOf((signal) => changesFrom(filter, beginning, first, signal));
  };
}

function later(one: Position | undefined, other: Position | null): { behind?: Position } {
  if (other === null || (one !== undefined && one > other)) return one === undefined ? {} : { behind: one };
  return { behind: other };
}
