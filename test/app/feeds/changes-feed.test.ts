import { describe, expect, it } from '@jest/globals';
import type { ChangedCell } from '../../../projections/rows.js';
import type { Position } from '../../../events/position.js';
import { QueryError } from '../../../services/query-error.js';
import type { ChangeFilter } from '../../../services/services.js';
import { createFeeds } from '../../../src/app/feeds/feeds.js';
import type { ReadModel } from '../../../src/ports/read-model.js';
import { fromNow, goingOn, renaming, take } from '../../support/ledgers/feeding.js';
import { ledgerIn, record } from '../../support/ledgers/ledger.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import { openViews, project, storeWith } from '../../support/ledgers/projecting.js';
import { sampleHistory } from '../../support/random/history.js';
import { whateverIsRecorded } from '../../support/random/whatever-was-recorded.js';
import { reader } from '../../support/ledgers/reader.js';

const all = { first: 100_000, after: null };
const placeOf = ({ node }: { node: ChangedCell }) => `${node.position} ${node.rank}`;

/** The order of feeds: the list's newest event last, the cells of each event in the order of the list. */
function oldestFirst<Edge extends { node: ChangedCell }>(edges: readonly Edge[]): Edge[] {
  return [...edges].sort(({ node: one }, { node: other }) =>
    one.position === other.position ? one.rank - other.rank : one.position < other.position ? -1 : 1,
  );
}

async function codeOf(work: Promise<unknown>): Promise<[string, readonly string[]] | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return [error.code, error.argument];
  }
}

describe('a feed of changes', () => {
  it('across any reconnections, while edits go on, gives the list of changes, each once, in order', () =>
    whateverIsRecorded(async ({ ledger, queries, history, number }) => {
      const { feeds } = ledger.services;
      const [{ budgetId } = { budgetId: '' }] = history;
      const filters: ChangeFilter[] = [
        { budgetIds: [budgetId] },
        { budgetIds: [budgetId], kinds: ['ADDED'] },
        { budgetIds: [budgetId], times: { to: null } },
      ];
      const filter = filters[number % filters.length] ?? {};
      const listed = async () => {
        const head = await queries.head(null);
        return (await queries.changes(filter, all, { caller: reader, at: null, head })).edges;
      };
      const known = await listed();
      // Behind the list's last cell comes everything that stands before it there.
      const last = known.at(-1);
      if (last === undefined) return;
      const seen: Pick<(typeof known)[number], 'cursor' | 'node'>[] = [];
      let stretch = 1 + (number % 7);
      for (let edits = 0; seen.length < known.length - 1; edits += 1) {
        const feed = await feeds.changes(filter, goingOn((seen.at(-1) ?? last).cursor), reader);
        if (edits < 3) await record(ledger, [renaming(budgetId, `第${edits}次改名`)]);
        seen.push(...(await take(feed, Math.min(stretch, known.length - 1 - seen.length))));
        await feed.return?.();
        stretch = 1 + ((stretch * 5 + 3) % 23);
      }
      const feed = await feeds.changes(filter, goingOn((seen.at(-1) ?? last).cursor), reader);
      const others = (await listed()).slice(0, -1);
      seen.push(...(await take(feed, others.length - seen.length)));
      expect(seen.map(placeOf)).toEqual(oldestFirst(others).map(placeOf));
      // Nothing is left over: what comes next is what happens next.
      const next = feed.next();
      await record(ledger, [{ ...renaming(budgetId, '末次改名'), edits: [addition(`ff-${number}`)] }]);
      expect((await next).value?.node).toMatchObject({ entityName: '新单位', path: 'name' });
      await feed.return?.();
    }));

  it('goes on through a rebuild of the views, also from between two cells of one event', () =>
    inFolder(async (folder) => {
      const { store, ends, head } = await storeWith(folder, sampleHistory({ saves: 30 }, 9));
      const directory = folder.directory();
      const start = ends[0] ?? head;
      const early = ends[9] ?? head;
      await project(store, directory, start);
      const readModel = folder.closing(await openViews(directory));
      const feeds = createFeeds({ readModel, events: store, now: Date.now });
      const first = await feeds.changes({}, fromNow, reader);
      await project(store, directory, early);
      const known = await rowsBehind(readModel, start, head);
      const cut = known.findLastIndex((cell, index) => cell.split(' ')[0] === known[index + 1]?.split(' ')[0]) + 1;
      expect(cut).toBeGreaterThan(0);
      const seen = await take(first, cut);
      await first.return?.();
      const goesOn = await feeds.changes({}, goingOn(seen.at(-1)?.cursor ?? null), reader);
      seen.push(...(await take(goesOn, known.length - cut)));
      const pending = take(goesOn, 1);
      await project(store, directory, head, { rebuild: true });
      seen.push(...(await pending));
      const whole = await rowsBehind(readModel, start, head);
      expect(whole.length).toBeGreaterThan(known.length);
      seen.push(...(await take(goesOn, whole.length - seen.length)));
      expect(seen.map(placeOf)).toEqual(whole);
      await goesOn.return?.();
    }));

  it('shares its cursors with the list: each goes on from the other’s', () =>
    whateverIsRecorded(
      async ({ ledger, queries, history, read }) => {
        const { feeds } = ledger.services;
        const filter: ChangeFilter = { budgetIds: [history[0]?.budgetId ?? ''] };
        const whole = (await queries.changes(filter, all, read(null))).edges;
        const middle = Math.floor(whole.length / 2);
        const feed = await feeds.changes(filter, goingOn(whole[middle]?.cursor ?? null), reader);
        const behind = await take(feed, middle);
        await feed.return?.();
        expect(behind.map(placeOf)).toEqual(oldestFirst(whole.slice(0, middle)).map(placeOf));
        for (const from of behind) {
          const older = (await queries.changes(filter, { ...all, after: from.cursor }, read(null))).edges;
          const places = oldestFirst(whole).map(placeOf);
          const before = new Set(places.slice(0, places.indexOf(placeOf(from))));
          expect(older.map(placeOf)).toEqual(whole.map(placeOf).filter((place) => before.has(place)));
        }
      },
      { saves: 4 },
    ));

  it('without a cursor begins now; a range of versions or positions holds in it as in the list', () =>
    inFolder(async (folder) => {
      const ledger = await ledgerIn(folder);
      const { feeds, queries } = ledger.services;
      const history = sampleHistory({ budgets: 1, saves: 6 }, 4);
      await record(ledger, history);
      const [{ budgetId } = { budgetId: '' }] = history;
      const { position: from } = await queries.head(null);
      const before = await queries.budget(budgetId, { caller: reader, at: null, head: await queries.head(null) });
      const version = (before?.basis.version ?? 0) + 2;
      const [now, third, behind] = await Promise.all([
        feeds.changes({}, fromNow, reader),
        feeds.changes({ budgetIds: [budgetId], versions: { from: version, to: version } }, fromNow, reader),
        feeds.changes({ positions: { from } }, fromNow, reader),
      ]);
      const pending = [take(now, 3), take(third, 1), take(behind, 3)];
      for (const name of ['甲', '乙', '丙']) await record(ledger, [renaming(budgetId, name)]);
      const [every, one, positions] = (await Promise.all(pending)).map((edges) => edges.map(({ node }) => node.after));
      expect([every, one, positions]).toEqual([['甲', '乙', '丙'], ['乙'], ['甲', '乙', '丙']]);
      for (const feed of [now, third, behind]) await feed.return?.();
    }));

  it('ends at once when it is returned, also while it waits', () =>
    inFolder(async (folder) => {
      const { feeds } = (await ledgerIn(folder)).services;
      const feed = await feeds.changes({}, fromNow, reader);
      const pending = [feed.next(), feed.next()];
      await feed.return?.();
      expect(await Promise.all(pending)).toEqual([
        { done: true, value: undefined },
        { done: true, value: undefined },
      ]);
    }));

  it('refuses a cursor that was edited, of another filter, or past the head, and a filter that makes no sense', () =>
    inFolder(async (folder) => {
      const ledger = await ledgerIn(folder);
      const other = await ledgerIn(folder);
      const { feeds, queries } = ledger.services;
      await record(ledger, sampleHistory({ saves: 6 }, 4));
      const edges = (await queries.changes({}, all, { caller: reader, at: null, head: await queries.head(null) }))
        .edges;
      const cursor = edges[0]?.cursor ?? '';
      expect(await codeOf(feeds.changes({}, goingOn(cursor), reader))).toBeNull();
      expect(await codeOf(feeds.changes({}, goingOn(`${cursor}x`), reader))).toEqual(['INVALID_CURSOR', ['after']]);
      expect(await codeOf(feeds.changes({ text: '运' }, goingOn(cursor), reader))).toEqual([
        'INVALID_CURSOR',
        ['after'],
      ]);
      expect(await codeOf(other.services.feeds.changes({}, goingOn(cursor), reader))).toEqual([
        'UNKNOWN_POSITION',
        ['after'],
      ]);
      expect(await codeOf(feeds.changes({ versions: { from: 1 } }, fromNow, reader))).toEqual([
        'VERSION_NEEDS_ONE_BUDGET',
        ['filter', 'versions'],
      ]);
    }));
});

/** Places of all changes behind the one position, up to the other. */
async function rowsBehind(readModel: ReadModel, behind: Position, head: Position): Promise<string[]> {
  const { rows } = await readModel.changes({ behind }, 'OLDEST_FIRST', head, { first: 100_000, after: null });
  return rows.map(({ row }) => placeOf({ node: row }));
}

function addition(fundUserId: string) {
  return { type: 'AddFundUser' as const, fundUserId, name: '新单位', declared: {} };
}
