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
    const wanted = firstOf(node.items.filter(isWanted));
    if (node.level === 0) {
      rows.push(...(wanted as TreeRow[]));
      return;
    }
    // Which nodes have the rows is known before they are read: those of one level are read side by side.
    for (const below of await Promise.all(wanted.map(async ({ hash }) => load(hash)))) await collect(below);
  }

  function isWanted(item: TreeItem): boolean {
    return (after === null || item.key > after) && rowsIn(item) > 0;
  }

  /** As many as it takes for the rows that are missing; of the first one, `after` may have had all but the last. */
  function firstOf(items: readonly TreeItem[]): readonly TreeItem[] {
    let missing = limit - rows.length;
    const enough = items.findIndex((item, index) => {
      if (missing <= 0) return true;
      missing -= index === 0 && rows.length === 0 && after !== null ? 1 : rowsIn(item);
      return false;
    });
    return enough < 0 ? items : items.slice(0, enough);
  }

  function rowsIn(item: TreeItem): number {
    return kind === 'any' ? item.fundUsers + item.projects : item[counts[kind]];
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
