import type { Hash, LoadNode, Totals, TreeItem, TreeNode, TreeRow } from './node.js';
import { totalsOf } from './node.js';

export type RowKind = 'fundUser' | 'project';
export type WantedKind = RowKind | 'any';

const counts = { fundUser: 'fundUsers', project: 'projects' } as const;

/** Rows of a tree that are wanted: some from one key on, in printed order or against it. */
export interface WantedRows {
  /** Key of the row beside the first, which is not read itself; null: from the end that the reading begins at. */
  from: string | null;
  /** Read it, too. */
  including?: boolean;
  limit: number;
  kind: WantedKind;
  backwards: boolean;
}

/** In the order in which they are read. */
export async function rowsFrom(load: LoadNode, root: Hash, wanted: WantedRows): Promise<TreeRow[]> {
  const { from, limit, kind, backwards, including = false } = wanted;
  const rows: TreeRow[] = [];
  await collect(await load(root), '');
  return rows;

  /** @param floor every key of the node is greater */
  async function collect(node: TreeNode, floor: string): Promise<void> {
    const floors = node.items.map((_, index) => node.items[index - 1]?.key ?? floor);
    const placed = node.items.map((item, index): Placed => ({ item, floor: floors[index] ?? floor }));
    const inWay = backwards ? placed.reverse() : placed;
    const next = firstOf(
      node.level,
      inWay.filter((each) => isWanted(node.level, each)),
    );
    if (node.level === 0) {
      rows.push(...next.map(({ item }) => item as TreeRow));
      return;
    }
    // Which nodes have the rows is known before they are read: those of one level are read side by side.
    const below = await Promise.all(next.map(async ({ item }) => load(item.hash)));
    for (const [index, each] of below.entries()) await collect(each, next[index]?.floor ?? floor);
  }

  function isWanted(level: number, { item, floor }: Placed): boolean {
    if (rowsIn(item) === 0) return false;
    if (from === null) return true;
    if (including && item.key === from) return true;
    if (!backwards) return item.key > from;
    return level === 0 ? item.key < from : floor < from;
  }

  /** As many as it takes for the rows that are missing. What is wanted of a node that `from` lies in may be none. */
  function firstOf(level: number, items: readonly Placed[]): readonly Placed[] {
    let missing = limit - rows.length;
    const enough = items.findIndex(({ item, floor }) => {
      if (missing <= 0) return true;
      const isCut = level > 0 && from !== null && floor < from && item.key >= from;
      missing -= isCut ? 0 : rowsIn(item);
      return false;
    });
    return enough < 0 ? items : items.slice(0, enough);
  }

  function rowsIn(item: TreeItem): number {
    return kind === 'any' ? item.fundUsers + item.projects : item[counts[kind]];
  }
}

interface Placed {
  item: TreeItem;
  floor: string;
}

/** At most `limit` rows of both kinds, behind so many, in printed order. Nodes that lie before them are not read. */
export async function rowsAt(load: LoadNode, root: Hash, behind: number, limit: number): Promise<TreeRow[]> {
  const rows: TreeRow[] = [];
  await collect(await load(root), behind);
  return rows;

  async function collect(node: TreeNode, skipped: number): Promise<void> {
    let before = skipped;
    for (const item of node.items) {
      if (rows.length >= limit) return;
      const within = item.fundUsers + item.projects;
      if (before >= within) before -= within;
      else if (node.level === 0) rows.push(item as TreeRow);
      else {
        await collect(await load(item.hash), before);
        before = 0;
      }
    }
  }
}

/** Counts and exact sums of the whole table. */
export async function totalsAt(load: LoadNode, root: Hash): Promise<Totals> {
  return totalsOf((await load(root)).items);
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
