import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TreeEdits, TreeRow } from '../../../projections/content/tree.js';
import { allRows, diffTrees, editTree } from '../../../projections/content/tree.js';
import { asEdits, replay, row, treeHistories } from '../../support/random/content-trees.js';

const without = (rows: readonly TreeRow[], others: readonly TreeRow[]) =>
  rows.filter(({ key, hash }) => !others.some((other) => other.key === key && other.hash === hash));

const tableOf = (rows: readonly TreeRow[]): TreeEdits => new Map(rows.map((each) => [each.key, each]));
const many = (count: number) => Array.from({ length: count }, (_, at) => row(at, 1));

describe('the difference of two trees', () => {
  it('is the rows that only one of them has, for any two versions of one table', () =>
    fc.assert(
      fc.asyncProperty(treeHistories, fc.nat({ max: 11 }), async (history, earlier) => {
        const saves = [new Map(), ...history.map(asEdits)];
        const before = await replay(saves.slice(0, earlier + 1));
        const after = await replay(saves, before.store);
        const load = after.store.loadAll;
        const difference = await diffTrees(load, before.root, after.root);
        expect(difference).toEqual({ from: without(before.rows, after.rows), to: without(after.rows, before.rows) });
        expect(await diffTrees(load, after.root, before.root)).toEqual({ from: difference.to, to: difference.from });
      }),
    ));

  it('holds rows of the same content that stand elsewhere', async () => {
    const moved = { ...row(3, 1), key: row(200, 1).key };
    const before = await replay([tableOf(many(100))]);
    const after = await replay(
      [tableOf(many(100).map((each) => (each.key === row(3, 1).key ? moved : each)))],
      before.store,
    );
    const difference = await diffTrees(before.store.loadAll, before.root, after.root);
    expect(difference).toEqual({ from: [row(3, 1)], to: [moved] });
  });

  it('reads nothing where the trees are one', async () => {
    const { store, root } = await replay([tableOf(many(1_000))]);
    store.reads = 0;
    expect(await diffTrees(store.loadAll, root, root)).toEqual({ from: [], to: [] });
    expect(store.reads).toBe(0);
  });

  it('reads the way to what differs, and nothing else of ten thousand rows', async () => {
    const { store, root } = await replay([tableOf(many(10_000))]);
    for (const edit of [
      new Map([[row(5_000, 0).key, row(5_000, 2)]]),
      new Map([[row(5_000, 0).key, null]]),
      new Map([[row(20_000, 0).key, row(20_000, 2)]]),
    ]) {
      const edited = await editTree(store.load, root, edit);
      store.keep(edited.created);
      store.reads = 0;
      const { from, to } = await diffTrees(store.loadAll, root, edited.root);
      expect(from.length + to.length).toBeGreaterThan(0);
      expect(store.reads).toBeLessThanOrEqual(12);
    }
  });

  it('reads each level of the two trees at once', async () => {
    const { store, root } = await replay([tableOf(many(2_000))]);
    const edits = Array.from({ length: 100 }, (_, at) => row(at * 20, 2));
    const edited = await editTree(store.load, root, tableOf(edits));
    store.keep(edited.created);
    const asked: number[] = [];
    const { to } = await diffTrees(
      (hashes) => {
        asked.push(hashes.length);
        return store.loadAll(hashes);
      },
      root,
      edited.root,
    );
    expect(to).toHaveLength(100);
    expect(asked.length).toBeLessThanOrEqual(9);
  });
});

describe('all rows of a tree', () => {
  it('are the rows that were put in, in their order', () =>
    fc.assert(
      fc.asyncProperty(treeHistories, async (history) => {
        const { store, root, rows } = await replay(history.map(asEdits));
        expect(await allRows(store.loadAll, root)).toEqual(rows);
      }),
    ));
});
