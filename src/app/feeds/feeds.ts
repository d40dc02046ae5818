import type { Position } from '../../../events/position.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { Basis, ChangeFilter, Feeds } from '../../../services/services.js';
import type { EventReader } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';
import { checkNotLost } from '../lost.js';
import type { ResolvedChanges } from '../queries/change-range.js';
import { checkBounds, resolveChanges } from '../queries/change-range.js';
import { checkCells } from '../queries/check-filter.js';
import { changesList } from '../queries/changes.js';
import { readCursor, writeCursor } from '../queries/cursor.js';
import { createPoints } from '../queries/points/points.js';
import { unknownBudgetNow } from '../queries/unknown.js';
import { feedOf } from './feed.js';
import { headWatch } from './head-watch.js';

export interface FeedTools {
  readModel: ReadModel;
  events: Pick<EventReader, 'head' | 'readAt' | 'sharedWriters'>;
  /** Milliseconds since the epoch. */
  now: () => number;
  patienceMs?: number;
}

/** Rows that a feed reads at once: the most that it ever holds. */
const rowsHeld = 100;

/** A reader of a budget's versions who is further behind is given the newest next. */
const versionsBehind = 100;

/** How far a feed of changes has come: it has given what matches up to `given`, and behind that up to the row `key`. */
interface Progress {
  /** What is read next ends here. */
  head: Position;
  given: Position | null;
  key: string | null;
}

/** Feeds read the read model on, page by page, when their reader asks; nothing is pushed, so nothing piles up. */
export function createFeeds({ readModel, events, now, patienceMs = 5_000 }: FeedTools): Feeds {
  const points = createPoints({ readModel, events, now, patienceMs });
  const heads = headWatch(readModel);

  async function beginning(filter: ChangeFilter, after: string | null): Promise<Progress> {
    const cursor = after === null ? null : readCursor(changesList(filter), { text: after, argument: 'after' });
    if (cursor !== null) await points.given(cursor.position, ['after']);
    const { position: head } = await readModel.status();
    return cursor === null ? { head, given: head, key: null } : { head, given: null, key: cursor.key };
  }

  /** @param first what the filter comes to at the start; at later ends it is resolved anew, as versions are added */
  async function* changesFrom(filter: ChangeFilter, start: Progress, first: ResolvedChanges, signal: AbortSignal) {
    const list = changesList(filter);
    let { given, key } = start;
    let resolved: ResolvedChanges | null = first;
    for (let end: Position | null = start.head; end !== null; end = await heads.behind(end, signal)) {
      const position = end;
      const { matching, position: last } = resolved ?? (await resolveChanges(readModel, filter, { position }));
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

  async function* versionsFrom(budgetId: string, { version }: SaveRow, signal: AbortSignal) {
    for (let given = version; !signal.aborted;) {
      const { position } = await readModel.status();
      const newest = await readModel.saveAt(budgetId, { position });
      if (newest === null || newest.version <= given) {
        await heads.behind(position, signal);
        continue;
      }
      const tooFar = newest.version - given > versionsBehind;
      const save = tooFar ? newest : await readModel.saveAt(budgetId, { version: given + 1 });
      const { lastPosition, clock, version: next } = checkNotLost(save, `version ${given + 1} of ${budgetId}`);
      given = next;
      yield { position: lastPosition, recordedAt: clock, version: next } satisfies Basis;
    }
    return undefined;
  }

  return {
    async changes(filter, after) {
      const start = await beginning(filter, after);
      // A wrong filter is refused now, not when the first change is asked for.
      checkCells(filter);
      await checkBounds(points, filter);
      const first = await resolveChanges(readModel, filter, { position: start.head });
      return feedOf((signal) => changesFrom(filter, start, first, signal));
    },

    async budgetChanged(budgetId) {
      const { position } = await readModel.status();
      const save = await readModel.saveAt(budgetId, { position });
      if (save?.draftId !== null) throw unknownBudgetNow(budgetId);
      return feedOf((signal) => versionsFrom(budgetId, save, signal));
    },
  };
}

function later(one: Position | undefined, other: Position | null): { behind?: Position } {
  if (other === null || (one !== undefined && one > other)) return one === undefined ? {} : { behind: one };
  return { behind: other };
}
