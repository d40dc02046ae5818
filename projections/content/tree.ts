/**
 * The table as a tree of content: rows in printed order, cut into nodes by their ids, every document and node under its
 * hash. A save writes what it changed and shares the rest; equal tables have equal roots.
 */
export { allRows, diffTrees } from './diff-tree.js';
export type { LoadNodes, TreeDifference } from './diff-tree.js';
export { editTree } from './edit-tree.js';
export type { TreeEdits } from './edit-tree.js';
export { contentHash, readNode } from './node.js';
export type { LoadNode, TreeNode, TreeRow } from './node.js';
export { ordinalOf, rangeTotals, rowsAt, rowsFrom, totalsAt } from './read-tree.js';
export type { WantedKind, WantedRows } from './read-tree.js';
