import type { Hash, TreeItem, TreeNode, TreeRow } from './node.js';

/** Reads nodes together, in the order of the hashes; may answer at once, from a cache. */
export type LoadNodes = (hashes: readonly Hash[]) => Promise<readonly TreeNode[]>;

export interface TreeDifference {
  /** Rows that only the one tree has, or has with another content, in printed order. */
  from: TreeRow[];
  to: TreeRow[];
}

/**
 * The rows in which two trees differ. Where both list the same node everything below it is the same and is not read, so
 * this costs what differs, and the way to it. Each level is read at once.
 */
export async function diffTrees(load: LoadNodes, from: Hash, to: Hash): Promise<TreeDifference> {
  if (from === to) return { from: [], to: [] };
  let [one, other] = (await load([from, to])) as [TreeNode, TreeNode];
  while (one.level > other.level) one = await below(load, one);
  while (other.level > one.level) other = await below(load, other);
  [one, other] = apart(one, other);
  while (one.level > 0) {
    [one, other] = await Promise.all([below(load, one), below(load, other)]);
    [one, other] = apart(one, other);
  }
  return { from: one.items as TreeRow[], to: other.items as TreeRow[] };
}

/** All rows of a tree, in printed order. */
export async function allRows(load: LoadNodes, root: Hash): Promise<TreeRow[]> {
  let [run] = (await load([root])) as [TreeNode];
  while (run.level > 0) run = await below(load, run);
  return run.items as TreeRow[];
}

/** What the nodes of a run list, as one run. */
async function below(load: LoadNodes, { level, items }: TreeNode): Promise<TreeNode> {
  const nodes = await load(items.map(({ hash }) => hash));
  return { level: level - 1, items: nodes.flatMap((node) => node.items) };
}

/** Both runs without what both of them list. A row of the same content may stand elsewhere, so its key belongs to it. */
function apart(one: TreeNode, other: TreeNode): [TreeNode, TreeNode] {
  const text = ({ key, hash }: TreeItem) => `${hash} ${key}`;
  const inOne = new Set(one.items.map(text));
  const inOther = new Set(other.items.map(text));
  return [
    { level: one.level, items: one.items.filter((item) => !inOther.has(text(item))) },
    { level: other.level, items: other.items.filter((item) => !inOne.has(text(item))) },
  ];
}
