import type { Hash, LoadNode, Totals, TreeItem, TreeNode, TreeRow } from './node.js';
import { contentHash, rankOf, totalsOf, writeNode } from './node.js';

export interface EditedTree {
  root: Hash;
  /** New nodes by hash: everything else is shared with the tree before. */
  created: Map<Hash, { node: TreeNode; body: string }>;
  totals: Totals;
}

/** By key; null takes the row away. */
export type TreeEdits = ReadonlyMap<string, TreeRow | null>;

/**
 * The tree after some edits. It reads and writes what lies on the way to the edited rows; the result depends on the
 * rows alone, never on the path of edits.
 */
export async function editTree(load: LoadNode, root: Hash | null, edits: TreeEdits): Promise<EditedTree> {
  const made = new Map<Hash, { node: TreeNode; body: string }>();
  const read: LoadNode = (hash) => made.get(hash)?.node ?? load(hash);
  const sorted = [...edits.keys()].sort(compareKeys);
  const before: TreeNode = root === null ? { level: 0, items: [] } : await read(root);
  let level = before.level;
  let items = await editItems(level, before.items, sorted);
  let nodes = close(level, items);
  while (nodes.length > 1) {
    level += 1;
    items = nodes;
    nodes = close(level, items);
  }
  while (level > 0 && items.length === 1 && items[0] !== undefined) {
    level -= 1;
    items = [...(await read(items[0].hash)).items];
  }
  const hash = store({ level: items.length === 0 ? 0 : level, items });
  return { root: hash, created: reachable(hash), totals: totalsOf(items) };

  /** The items of one run of nodes after the edits that fall into it. */
  async function editItems(at: number, old: readonly TreeItem[], keys: readonly string[]): Promise<TreeItem[]> {
    if (keys.length === 0) return [...old];
    if (at === 0) return mergeRows(old, keys, edits);
    let out: TreeItem[] = [];
    let next = 0;
    for (const [index, item] of old.entries()) {
      const first = next;
      const isLast = index === old.length - 1;
      while (next < keys.length && (isLast || (keys[next] ?? '') <= item.key)) next += 1;
      const part =
        next === first
          ? [item]
          : close(at - 1, await editItems(at - 1, (await read(item.hash)).items, keys.slice(first, next)));
      out = await join(at, out, part);
    }
    return out;
  }

  /** Two runs of one level, side by side: a node that nothing closes takes in what follows it. */
  async function join(at: number, left: TreeItem[], right: readonly TreeItem[]): Promise<TreeItem[]> {
    const last = left.at(-1);
    const first = right.at(0);
    if (at > 0 && last !== undefined && first !== undefined && rankOf(last.key) < at) {
      const a = await read(last.hash);
      const b = await read(first.hash);
      left.pop();
      left.push(...close(at - 1, await join(at - 1, [...a.items], b.items)));
      left.push(...right.slice(1));
      return left;
    }
    for (const item of right) left.push(item);
    return left;
  }

  /** Cuts a run of items into nodes, behind each row whose rank is above the level; gives the nodes as items. */
  function close(at: number, run: readonly TreeItem[]): TreeItem[] {
    const nodesOfRun: TreeItem[] = [];
    let start = 0;
    run.forEach((item, index) => {
      if (index < run.length - 1 && rankOf(item.key) <= at) return;
      const part = run.slice(start, index + 1);
      nodesOfRun.push({ key: item.key, hash: store({ level: at, items: part }), ...totalsOf(part) });
      start = index + 1;
    });
    return nodesOfRun;
  }

  function store(node: TreeNode): Hash {
    const body = writeNode(node);
    const hashed = contentHash(body);
    made.set(hashed, { node, body });
    return hashed;
  }

  /** Of the nodes made on the way, those that the result holds. */
  function reachable(from: Hash, found: EditedTree['created'] = new Map()): EditedTree['created'] {
    const known = made.get(from);
    if (known === undefined || found.has(from)) return found;
    found.set(from, known);
    if (known.node.level > 0) for (const item of known.node.items) reachable(item.hash, found);
    return found;
  }
}

function mergeRows(old: readonly TreeItem[], keys: readonly string[], edits: TreeEdits): TreeItem[] {
  const kept = old.filter(({ key }) => !edits.has(key));
  const set = keys.flatMap((key) => edits.get(key) ?? []);
  const out: TreeItem[] = [];
  let next = 0;
  for (const item of kept) {
    for (let row = set[next]; row !== undefined && row.key < item.key; row = set[(next += 1)]) out.push(row);
    out.push(item);
  }
  return [...out, ...set.slice(next)];
}

function compareKeys(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
