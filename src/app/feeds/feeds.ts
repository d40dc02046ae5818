import type { Position } from '../../../events/position.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { Basis, ChangeFilter, Feeds } from '../../../services/services.js';
import { QueryError } from '../../../services/query-error.js';
import type { EventReader } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';
import { basisResolver } from '../queries/basis.js';
import { boundsGiven, changesList, rangeWithin } from '../queries/changes.js';
import { readCursor, writeCursor } from '../queries/cursor.js';
import { feedOf } from './feed.js';
import { headWatch } from './head-watch.js';

export interface FeedTools {
  readModel: ReadModel;
  events: Pick<EventReader, 'head'>;
  /** Milliseconds since the epoch. */
  now: () => number;
  patienceMs?: number;
}

/** Rows that a feed reads at once: the most that it ever holds. */
const rowsHeld = 100;

/** A reader of a budget's versions who is further behind is given the newest next. */
const versionsBehind = 100;

/** Where a feed of changes stands: it has given what matches up to `given`, and behind that up to the row `key`. */
interface Place {
  head: Position;
  given: Position | null;
  key: string | null;
}

/** Feeds that read the views on, page by page, whenever their reader asks; nothing is pushed, so nothing piles up. */
export function createFeeds({ readModel, events, now, patienceMs = 5_000 }: FeedTools): Feeds {
  const basis = basisResolver({ readModel, events, now, patienceMs });
  const heads = headWatch(readModel);

  async function beginning(filter: ChangeFilter, after: string | null): Promise<Place> {
    const cursor = after === null ? null : readCursor(changesList(filter), after);
    if (cursor !== null) await basis.applied(cursor.position, ['after']);
    const { position: head } = await readModel.status();
    return cursor === null ? { head, given: head, key: null } : { head, given: null, key: cursor.key };
  }

  async function* changesFrom(filter: ChangeFilter, start: Place, signal: AbortSignal) {
    const list = changesList(filter);
    let { given, key } = start;
    for (let end: Position | null = start.head; end !== null; end = await heads.behind(end, signal)) {
      const position = end;
      // Which versions and times are in the range is asked anew: more of them are there now.
      const { matching, position: last } = await rangeWithin(readModel, filter, { position });
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
      if (save === null) throw new Error(`the read model has lost version ${given + 1} of ${budgetId}`);
      given = save.version;
      yield { position: save.lastPosition, recordedAt: save.clock, version: save.version } satisfies Basis;
    }
    return undefined;
  }

  return {
    async changes(filter, after) {
      const place = await beginning(filter, after);
      // What is wrong with the filter is told before anything is.
      await boundsGiven(basis, filter);
      await rangeWithin(readModel, filter, { position: place.head });
      return feedOf((signal) => changesFrom(filter, place, signal));
    },

    async budgetChanged(budgetId) {
      const { position } = await readModel.status();
      const save = await readModel.saveAt(budgetId, { position });
      if (save?.draftId !== null) throw unknownBudget(budgetId);
      return feedOf((signal) => versionsFrom(budgetId, save, signal));
    },
  };
}

function later(one: Position | undefined, other: Position | null): { behind?: Position } {
  if (other === null || (one !== undefined && one > other)) return one === undefined ? {} : { behind: one };
  return { behind: other };
}

function unknownBudget(id: string): QueryError {
  const shown = id.slice(0, 80);
  return new QueryError(
    'UNKNOWN_BUDGET',
    `没有编号为“${shown}”的预算；请使用 budgets 返回的 id。`,
    `There is no budget with the id "${shown}"; use one that "budgets" gives.`,
    ['budgetId'],
  );
}
