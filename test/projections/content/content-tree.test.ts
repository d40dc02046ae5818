import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TreeEdits, TreeNode, TreeRow } from '../../../projections/content/tree.js';
import {
  contentHash,
  editTree,
  ordinalOf,
  rangeTotals,
  readNode,
  rowsAfter,
} from '../../../projections/content/tree.js';
import { sumAmounts } from '../../../events/money.js';

/** A store of nodes that counts what is read from it. */
function nodeStore() {
  const bodies = new Map<string, string>();
  const store = {
    reads: 0,
    bodies,
    load(hash: string): TreeNode {
      store.reads += 1;
      return readNode(bodies.get(hash) ?? '');
    },
    keep(created: ReadonlyMap<string, { body: string }>) {
      for (const [hash, { body }] of created) bodies.set(hash, body);
    },
  };
  return store;
}

function row(at: number, content: number): TreeRow {
  const key = `a0 f ${String(at).padStart(6, '0')}`;
  const sums = { fiscalAppropriation: `${content}.50`, specialAccount: '0', other: content % 3 === 0 ? '1' : '0' };
  return { key, hash: contentHash(`${at}/${content}`), fundUsers: 0, projects: 1, sums };
}

const edits = fc.array(
  fc.record({ at: fc.nat({ max: 400 }), content: fc.option(fc.nat({ max: 9 }), { nil: null, freq: 3 }) }),
  { minLength: 1, maxLength: 120 },
);
const histories = fc.array(edits, { minLength: 1, maxLength: 12 });

function asEdits(save: readonly { at: number; content: number | null }[]): TreeEdits {
  return new Map(save.map(({ at, content }) => [row(at, 0).key, content === null ? null : row(at, content)]));
}

function apply(rows: Map<string, TreeRow>, save: TreeEdits): void {
  for (const [key, edited] of save) {
    if (edited === null) rows.delete(key);
    else rows.set(key, edited);
  }
}

const sorted = (rows: Map<string, TreeRow>) => [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1));

async function replay(saves: readonly TreeEdits[]) {
  const store = nodeStore();
  const rows = new Map<string, TreeRow>();
  let root: string | null = null;
  for (const save of saves) {
    const edited = await editTree(store.load, root, save);
    store.keep(edited.created);
    root = edited.root;
    apply(rows, save);
  }
  return { store, root: root ?? '', rows: sorted(rows) };
}

describe('the content tree', () => {
  it('has one shape for one table, whatever path of edits led there', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const { root, rows } = await replay(history.map(asEdits));
        const atOnce = await replay([new Map(rows.map((each) => [each.key, each]))]);
        expect(root).toBe(atOnce.root);
      }),
    );
  });

  it('gives back the rows that were put in, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer({ min: 1, max: 30 }), async (history, size) => {
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
      fc.asyncProperty(histories, fc.nat({ max: 400 }), fc.nat({ max: 400 }), async (history, from, to) => {
        const { store, root, rows } = await replay(history.map(asEdits));
        const [low, high] = [row(Math.min(from, to), 0).key, row(Math.max(from, to), 0).key];
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
