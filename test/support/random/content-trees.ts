import fc from 'fast-check';
import type { TreeEdits, TreeNode, TreeRow } from '../../../projections/content/tree.js';
import { contentHash, editTree, readNode } from '../../../projections/content/tree.js';

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
    loadAll: async (hashes: readonly string[]): Promise<TreeNode[]> => hashes.map((hash) => store.load(hash)),
    keep(created: ReadonlyMap<string, { body: string }>) {
      for (const [hash, { body }] of created) bodies.set(hash, body);
    },
  };
  return store;
}

export function row(at: number, content: number): TreeRow {
  const key = `a0 f ${String(at).padStart(6, '0')}`;
  const sums = { fiscalAppropriation: `${content}.50`, specialAccount: '0', other: content % 3 === 0 ? '1' : '0' };
  return { key, hash: contentHash(`${at}/${content}`), fundUsers: 0, projects: 1, sums };
}

const edits = fc.array(
  fc.record({ at: fc.nat({ max: 400 }), content: fc.option(fc.nat({ max: 9 }), { nil: null, freq: 3 }) }),
  { minLength: 1, maxLength: 120 },
);
/** Saves of a table, oldest first: what each puts at which place, or takes away. */
export const treeHistories = fc.array(edits, { minLength: 1, maxLength: 12 });

export function asEdits(save: readonly { at: number; content: number | null }[]): TreeEdits {
  return new Map(save.map(({ at, content }) => [row(at, 0).key, content === null ? null : row(at, content)]));
}

function apply(rows: Map<string, TreeRow>, save: TreeEdits): void {
  for (const [key, edited] of save) {
    if (edited === null) rows.delete(key);
    else rows.set(key, edited);
  }
}

const sorted = (rows: Map<string, TreeRow>) => [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1));

/** The tree after the saves, the store with the nodes of every version, and the rows in their order. */
export async function replay(saves: readonly TreeEdits[], store = nodeStore()) {
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
