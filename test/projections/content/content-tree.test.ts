import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TreeEdits, TreeRow } from '../../../projections/content/tree.js';
import { idOfKey } from '../../../projections/order-key.js';
import { editTree, ordinalOf, rangeTotals, rowsFrom } from '../../../projections/content/tree.js';
import { sumAmounts } from '../../../events/money.js';
import { asEdits, replay, row, treeHistories } from '../../support/random/content-trees.js';

/** Every third row is a fund user's. */
function withFundUsers(edits: TreeEdits): TreeEdits {
  return new Map(
    [...edits].map(([key, each]) => [
      key,
      each !== null && Number(idOfKey(key)) % 3 === 0 ? { ...each, fundUsers: 1, projects: 0 } : each,
    ]),
  );
}

describe('the content tree', () => {
  it('has one shape for one table, whatever path of edits led there', async () => {
    await fc.assert(
      fc.asyncProperty(treeHistories, async (history) => {
        const { root, rows } = await replay(history.map(asEdits));
        const atOnce = await replay([new Map(rows.map((each) => [each.key, each]))]);
        expect(root).toBe(atOnce.root);
      }),
    );
  });

  it('gives back the rows that were put in, page by page, in both directions', async () => {
    const size = fc.integer({ min: 1, max: 30 });
    await fc.assert(
      fc.asyncProperty(treeHistories, size, fc.boolean(), async (history, limit, backwards) => {
        const { store, root, rows } = await replay(history.map(asEdits));
        const read: TreeRow[] = [];
        for (let from: string | null = null; ; from = read.at(-1)?.key ?? null) {
          const page = await rowsFrom(store.load, root, { from, limit, kind: 'project', backwards });
          read.push(...page);
          if (page.length < limit) break;
        }
        expect(read).toEqual(backwards ? rows.toReversed() : rows);
      }),
    );
  });

  it('gives the rows of either kind on either side of any row, with it where that is asked for', async () => {
    const wanted = fc.record({
      kind: fc.constantFrom('fundUser' as const, 'project' as const, 'any' as const),
      backwards: fc.boolean(),
      including: fc.boolean(),
      limit: fc.integer({ min: 1, max: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(treeHistories, wanted, fc.nat(), async (history, { kind, backwards, including, limit }, at) => {
        const { store, root, rows } = await replay(history.map((edits) => withFundUsers(asEdits(edits))));
        const from = rows[at % Math.max(1, rows.length)]?.key ?? '';
        const isBeyond = ({ key }: TreeRow) => (key === from ? including : key < from === backwards);
        const isOf = ({ fundUsers }: TreeRow) => kind === 'any' || (fundUsers === 1) === (kind === 'fundUser');
        const inWay = (backwards ? rows.toReversed() : rows).filter((each) => isBeyond(each) && isOf(each));
        const read = await rowsFrom(store.load, root, { from, limit, kind, backwards, including });
        expect(read).toEqual(inWay.slice(0, limit));
      }),
    );
  });

  it('counts and sums any range of keys as adding up its rows does', async () => {
    await fc.assert(
      fc.asyncProperty(treeHistories, fc.nat({ max: 400 }), fc.nat({ max: 400 }), async (history, from, to) => {
        const { store, root, rows } = await replay(history.map(asEdits));
        const low = row(Math.min(from, to), 0).key;
        const high = row(Math.max(from, to), 0).key;
        const inside = rows.filter(({ key }) => key >= low && key < high);
        const totals = await rangeTotals(store.load, root, low, high);
        expect(totals.projects).toBe(inside.length);
        const naive = sumAmounts(inside.map(({ sums }) => sums.fiscalAppropriation));
        expect(totals.sums.fiscalAppropriation).toBe(naive);
        const ordinals = rows.slice(0, 5).map(({ key }) => ordinalOf(store.load, root, key, 'project'));
        expect(await Promise.all(ordinals)).toEqual(rows.slice(0, 5).map((_, index) => index + 1));
      }),
    );
  });

  it('writes and reads a few nodes for an edit of one row among thousands', async () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => row(at, 1));
    const { store, root } = await replay([new Map(rows.map((each) => [each.key, each]))]);
    store.reads = 0;
    const edited = await editTree(store.load, root, new Map([[row(5_000, 0).key, row(5_000, 2)]]));
    expect(edited.created.size).toBeLessThanOrEqual(8);
    expect(store.reads).toBeLessThanOrEqual(8);
    store.keep(edited.created);
    store.reads = 0;
    expect(
      await rowsFrom(store.load, edited.root, {
        from: row(5_000, 0).key,
        limit: 20,
        kind: 'project',
        backwards: false,
      }),
    ).toHaveLength(20);
    expect(store.reads).toBeLessThanOrEqual(12);
  });

  it('of an empty table is a node of its own, and the same however it became empty', async () => {
    const some = new Map([1, 2, 3].map((at) => [row(at, 1).key, row(at, 1)]));
    const none = new Map([1, 2, 3].map((at) => [row(at, 1).key, null]));
    const emptied = await replay([some, none]);
    const never = await replay([new Map()]);
    expect(emptied.root).toBe(never.root);
    expect(
      await rowsFrom(never.store.load, never.root, { from: null, limit: 5, kind: 'project', backwards: false }),
    ).toEqual([]);
  });
});
