import type { Hash, LoadNode, Totals, TreeItem, TreeNode, TreeRow } from './node.js';
import { totalsOf } from './node.js';

export type RowKind = 'fundUser' | 'project';
export type WantedKind = RowKind | 'any';

const counts = { fundUser: 'fundUsers', project: 'projects' } as const;

/** At most `limit` rows, of one kind or of both, behind the key `after` (null: from the start), in printed order. */
export async function rowsAfter(
  load: LoadNode,
  root: Hash,
  after: string | null,
  limit: number,
  kind: WantedKind,
): Promise<TreeRow[]> {
  const rows: TreeRow[] = [];
  await collect(await load(root));
  return rows;

  async function collect(node: TreeNode): Promise<void> {
    for (const item of node.items) {
      if (rows.length >= limit) return;
      if ((after !== null && item.key <= after) || (kind !== 'any' && item[counts[kind]] === 0)) continue;
      if (node.level === 0) rows.push(item as TreeRow);
      else await collect(await load(item.hash));
    }
  }
}

/** Place of the row with this key among the rows of its kind, from 1. */
export async function ordinalOf(load: LoadNode, root: Hash, key: string, kind: RowKind): Promise<number> {
  const before = await rangeTotals(load, root, '', key);
  return before[counts[kind]] + 1;
}

/** Counts and exact sums of the rows from one key (inclusive) to another (exclusive). */
export async function rangeTotals(load: LoadNode, root: Hash, from: string, to: string): Promise<Totals> {
  const inside: TreeItem[] = [];
  await collect(await load(root), '');
  return totalsOf(inside);

  /** @param floor every key of the node is greater */
  async function collect(node: TreeNode, floor: string): Promise<void> {
    let low = floor;
    for (const item of node.items) {
      const start = low;
      low = item.key;
      if (item.key < from) continue;
      if (node.level > 0 ? start >= to : item.key >= to) return;
      if (node.level === 0 || (start >= from && item.key < to)) inside.push(item);
      else await collect(await load(item.hash), start);
    }
  }
}
