import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TreeRow } from '../../../projections/content/tree.js';
import { editTree, ordinalOf, rangeTotals, rowsAfter } from '../../../projections/content/tree.js';
import { sumAmounts } from '../../../events/money.js';
import { asEdits, replay, row, treeHistories } from '../../support/random/content-trees.js';

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

  it('gives back the rows that were put in, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(treeHistories, fc.integer({ min: 1, max: 30 }), async (history, size) => {
        const { store, root, rows } = await replay(history.map(asEdits));
        const read: TreeRow[] = [];
        for (let after: string | null = null; ; after = read.at(-1)?.key ?? null) {
          const page = await rowsAfter(store.load, root, after, size, 'project');
          read.push(...page);
          if (page.length < size) break;
        }
        expect(read).toEqual(rows);
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
    expect(await rowsAfter(store.load, edited.root, row(5_000, 0).key, 20, 'project')).toHaveLength(20);
    expect(store.reads).toBeLessThanOrEqual(12);
  });

  it('of an empty table is a node of its own, and the same however it became empty', async () => {
    const some = new Map([1, 2, 3].map((at) => [row(at, 1).key, row(at, 1)]));
    const none = new Map([1, 2, 3].map((at) => [row(at, 1).key, null]));
    const emptied = await replay([some, none]);
    const never = await replay([new Map()]);
    expect(emptied.root).toBe(never.root);
    expect(await rowsAfter(never.store.load, never.root, null, 5, 'project')).toEqual([]);
  });
});
