import { idOfKey } from '../order-key.js';
import type { LoadNode, LoadNodes, TreeDifference, TreeRow, WantedKind, WantedRows } from '../content/tree.js';
import { diffTrees, rowsFrom } from '../content/tree.js';

/** One thing in every column of the matrix, in their order; null: it is not there. */
export type Across<T> = readonly (T | null)[];

/** A row of the content trees: where the matrix has it, and its entry in the tree of each column. */
export interface PlacedRow {
  /** Its key in the last column that has it, so a row that is gone stands where it stood. */
  key: string;
  at: Across<TreeRow>;
}

/** Where the trees of the columns differ. Costs as much as neighbours differ, whatever the table's size. */
export interface StageFrame {
  /** By id: rows whose entry is not the same in all columns. Every other one is as the last column's tree has it. */
  apart: ReadonlyMap<string, PlacedRow>;
  /** Of these, in printed order: what the last column does not have any more. */
  gone: readonly PlacedRow[];
  /** And those whose documents differ. The others have another key only because what they belong to was moved. */
  changed: readonly PlacedRow[];
}

/** @param roots of the columns' trees, in their order */
export async function stageFrame(load: LoadNodes, roots: readonly string[]): Promise<StageFrame> {
  const steps = roots.slice(1).map((root, index) => diffTrees(load, roots[index] ?? root, root));
  const apart = rowsApart(await Promise.all(steps));
  const inOrder = [...apart.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
  return {
    apart,
    gone: inOrder.filter(({ at }) => at.at(-1) === null),
    changed: inOrder.filter(({ at }) => at.some((row) => row?.hash !== at[0]?.hash)),
  };
}

/**
 * The entries of each column, from the differences of neighbours: where a difference says nothing, both columns are
 * equal.
 */
function rowsApart(differences: readonly TreeDifference[]): Map<string, PlacedRow> {
  const entries = new Map<string, (TreeRow | null | undefined)[]>();
  const columnsOf = (id: string) => {
    const columns = entries.get(id) ?? Array.from<TreeRow | null | undefined>({ length: differences.length + 1 });
    entries.set(id, columns);
    return columns;
  };
  for (const [step, { from, to }] of differences.entries()) {
    const old = byId(from);
    const now = byId(to);
    for (const id of new Set([...old.keys(), ...now.keys()])) {
      const columns = columnsOf(id);
      columns[step] = old.get(id) ?? null;
      columns[step + 1] = now.get(id) ?? null;
    }
  }
  return new Map([...entries].map(([id, columns]) => [id, placedRow(fillGaps(columns))]));
}

function fillGaps(columns: readonly (TreeRow | null | undefined)[]): TreeRow[] {
  const entries = [...columns];
  for (let at = 1; at < entries.length; at += 1) if (entries[at] === undefined) entries[at] = entries[at - 1];
  for (let at = entries.length - 2; at >= 0; at -= 1) if (entries[at] === undefined) entries[at] = entries[at + 1];
  return entries as TreeRow[];
}

function placedRow(at: Across<TreeRow>): PlacedRow {
  return { key: at.findLast((row) => row !== null)?.key ?? '', at };
}

function byId(rows: readonly TreeRow[]): Map<string, TreeRow> {
  return new Map(rows.map((row) => [idOfKey(row.key), row]));
}

export interface StageRowsWanted extends WantedRows {
  /** Only rows whose documents differ between columns. */
  changed: boolean;
}

/**
 * The next rows of the matrix in its order, or against it: those of the last column's tree, and between them those that
 * are gone.
 */
export async function nextStageRows(
  load: LoadNode,
  roots: readonly string[],
  { apart, gone, changed }: StageFrame,
  wanted: StageRowsWanted,
): Promise<PlacedRow[]> {
  const { from, limit, kind, backwards, including = false } = wanted;
  const isBeyond = (key: string) =>
    from === null || (including && key === from) || (backwards ? key < from : key > from);
  const isWanted = ({ key, at }: PlacedRow) => isBeyond(key) && at.some((row) => isOf(kind, row));
  const inWay = (rows: readonly PlacedRow[]) => (backwards ? rows.toReversed() : rows);
  if (wanted.changed) return firstOf(inWay(changed), limit, isWanted);
  const last = roots.at(-1);
  if (last === undefined) return [];
  const rows = await rowsFrom(load, last, wanted);
  const there = rows.map((row) => apart.get(idOfKey(row.key)) ?? { key: row.key, at: roots.map(() => row) });
  const between = firstOf(inWay(gone), limit, isWanted);
  const isFirst = (one: PlacedRow, other: PlacedRow) => one.key < other.key !== backwards;
  return [...there, ...between].sort((one, other) => (isFirst(one, other) ? -1 : 1)).slice(0, limit);
}

function firstOf<Row>(rows: readonly Row[], limit: number, isWanted: (row: Row) => boolean): Row[] {
  const found: Row[] = [];
  for (const row of rows) {
    if (found.length >= limit) break;
    if (isWanted(row)) found.push(row);
  }
  return found;
}

function isOf(kind: WantedKind, row: TreeRow | null): boolean {
  if (row === null) return false;
  return kind === 'any' || (kind === 'fundUser' ? row.fundUsers : row.projects) === 1;
}
