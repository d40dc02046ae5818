import type { Hash, TreeItem, TreeNode, TreeRow } from './node.js';

/** Reads nodes together, in the order of the hashes; may answer at once, from a cache. */
export type LoadNodes = (hashes: readonly Hash[]) => Promise<readonly TreeNode[]>;

export interface TreeDifference {
  /** Rows that only the one tree has, or has with another content, in printed order. */
  from: TreeRow[];
  to: TreeRow[];
}

/**
 * The rows in which two trees differ. A node that both trees list is not read, because everything below it is the same;
 * so the cost is that of the differences and the way to them. Each level is read in one go.
 */
export async function diffTrees(load: LoadNodes, from: Hash, to: Hash): Promise<TreeDifference> {
  if (from === to) return { from: [], to: [] };
  let [one, other] = (await load([from, to])) as [TreeNode, TreeNode];
  while (one.level > other.level) one = await itemsBelow(load, one);
  while (other.level > one.level) other = await itemsBelow(load, other);
  [one, other] = withoutShared(one, other);
  while (one.level > 0) {
    [one, other] = await Promise.all([itemsBelow(load, one), itemsBelow(load, other)]);
    [one, other] = withoutShared(one, other);
  }
  return { from: one.items as TreeRow[], to: other.items as TreeRow[] };
}

/** All rows of a tree, in printed order. */
export async function allRows(load: LoadNodes, root: Hash): Promise<TreeRow[]> {
  let [run] = (await load([root])) as [TreeNode];
  while (run.level > 0) run = await itemsBelow(load, run);
  return run.items as TreeRow[];
}

/** The items of all nodes that a run lists, as one run. */
async function itemsBelow(load: LoadNodes, { level, items }: TreeNode): Promise<TreeNode> {
  const nodes = await load(items.map(({ hash }) => hash));
  return { level: level - 1, items: nodes.flatMap((node) => node.items) };
}

/** Both runs without the items that are in both. Keys are compared, too, because equal content may stand elsewhere. */
function withoutShared(one: TreeNode, other: TreeNode): [TreeNode, TreeNode] {
  const text = ({ key, hash }: TreeItem) => `${hash} ${key}`;
  const inOne = new Set(one.items.map(text));
  const inOther = new Set(other.items.map(text));
  return [
    { level: one.level, items: one.items.filter((item) => !inOther.has(text(item))) },
    { level: other.level, items: other.items.filter((item) => !inOne.has(text(item))) },
  ];
}
