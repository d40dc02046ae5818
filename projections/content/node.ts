import { idOfKey } from '../order-key.js';
import { hash as digest } from 'node:crypto';
import { sumAmounts } from '../../events/money.js';
import type { FundingSums } from '../rows.js';

/** SHA-256 of a document's or node's canonical JSON, in hex. */
export type Hash = string;

/** A row of the table, or a node below: what a node lists. */
export interface TreeItem {
  /** Order key of the row; of a node, of its last row. The row's id is its last word. */
  key: string;
  /** Of the row's document, or of the node. */
  hash: Hash;
  /** Rows of each kind at or below. */
  fundUsers: number;
  projects: number;
  sums: FundingSums;
}

export interface TreeRow extends TreeItem {
  fundUsers: 0 | 1;
  projects: 0 | 1;
}

export interface TreeNode {
  /** 0: the items are rows; l: they are nodes of level l − 1. */
  level: number;
  items: readonly TreeItem[];
}

/** Reads a node; may answer at once, from a cache. */
export type LoadNode = (hash: Hash) => TreeNode | Promise<TreeNode>;

export function contentHash(body: string): Hash {
  return digest('sha256', body);
}

type Compact = [string, Hash, number, number, string, string, string];

/**
 * A node as it is stored: items as arrays, in the order of `TreeItem`'s fields. Strings and whole numbers with the
 * members in order: what JSON.stringify writes is canonical as it is.
 */
export function writeNode({ level, items }: TreeNode): string {
  return `{"items":[${items.map(writeItem).join(',')}],"kind":"node","level":${level}}`;
}

/** Most items of a new node were in the node before it, so their text is kept. */
const written = new WeakMap<TreeItem, string>();

function writeItem(item: TreeItem): string {
  const known = written.get(item);
  if (known !== undefined) return known;
  const { key, hash, fundUsers, projects, sums } = item;
  const { fiscalAppropriation, specialAccount, other } = sums;
  const compact: Compact = [key, hash, fundUsers, projects, fiscalAppropriation, specialAccount, other];
  const text = JSON.stringify(compact);
  written.set(item, text);
  return text;
}

export function readNode(body: string): TreeNode {
  const { level, items } = JSON.parse(body) as { level: number; items: Compact[] };
  return {
    level,
    items: items.map(([key, hash, fundUsers, projects, fiscalAppropriation, specialAccount, other]) => {
      return { key, hash, fundUsers, projects, sums: { fiscalAppropriation, specialAccount, other } };
    }),
  };
}

export interface Totals {
  fundUsers: number;
  projects: number;
  sums: FundingSums;
}

export function totalsOf(items: readonly TreeItem[]): Totals {
  const sum = (source: keyof FundingSums) => sumAmounts(items.map(({ sums }) => sums[source]));
  return {
    fundUsers: items.reduce((count, item) => count + item.fundUsers, 0),
    projects: items.reduce((count, item) => count + item.projects, 0),
    sums: {
      fiscalAppropriation: sum('fiscalAppropriation'),
      specialAccount: sum('specialAccount'),
      other: sum('other'),
    },
  };
}

/**
 * How high a row closes nodes: the number of zero nibbles at the end of SHA-256 of its id, so one row in 16 closes a
 * leaf, one in 256 a node above. The shape rests on ids and their order alone.
 */
export function rankOf(key: string): number {
  const id = idOfKey(key);
  const known = ranks.get(id);
  if (known !== undefined) return known;
  const found = /0*$/.exec(digest('sha256', id))?.[0].length ?? 0;
  if (ranks.size >= 200_000) ranks.clear();
  ranks.set(id, found);
  return found;
}

/** Kept, because the ranks of a table's rows are needed at each of its saves. */
const ranks = new Map<string, number>();
