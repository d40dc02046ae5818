import { byPlace } from '../../events/budget/budget.state.js';
import { cellPaths } from '../../events/budget/cells.js';
import type { CellDifference } from '../cell-differences.js';
import { cellDifferences } from '../cell-differences.js';
import type { FundUserDocument, IndicatorDocument, ProjectDocument } from '../content-documents.js';
import { rowKind } from '../row-kind.js';
import type { ChangeKind, EntityKind } from '../rows.js';
import type { TableRow } from '../table-row.js';
import { budgetRow, fundUserRow, indicatorRow, projectRow } from '../table-row.js';
import type { RowFilter } from '../row-filter.js';
import { isAsked, isOfEffect } from '../row-filter.js';
import type { Across } from './stage-frame.js';

/** One cell in all columns. */
export interface StageCell {
  /** See `events/budget/cells.ts`. */
  path: string;
  /** null: blank, or the row is not there. */
  values: (string | null)[];
  /** From the column before; null: it is as it was there. The first column has none before it. */
  steps: (CellDifference | null)[];
  /** From the first column to the last; null: it is the same in both. */
  overall: CellDifference | null;
}

/** One row in all columns. */
export interface StageRow {
  entityId: string;
  entityKind: EntityKind;
  /** What it is called in the last column that has it. */
  entityName: string;
  /** The project that the row is or belongs to; null for budgets and fund users. */
  projectId: string | null;
  projectName: string | null;
  /** Id of the earlier table's row that it was taken over from; null: none. */
  lineage: string | null;
  /** From the first column to the last; null: it is the same in both. */
  kind: ChangeKind | null;
  /** Of each column: whether it has the row. A column that has it may still have blank cells. */
  present: boolean[];
  /** All of them, in the row's order. */
  cells: StageCell[];
}

export function budgetStageRow(at: readonly { id: string; name: string }[]): StageRow {
  return stageRow(at.map(budgetRow), { projectName: null, lineage: null });
}

export function fundUserStageRow(at: Across<FundUserDocument>): StageRow {
  return stageRow(across(at, fundUserRow), { projectName: null, lineage: lineageIn(at) });
}

/** The project's own row, and those of all indicators that it has in any column, each at its place in the last one. */
export function projectStageRows(at: Across<ProjectDocument>): StageRow[] {
  const projectName = lastIn(at).name;
  const indicators = indicatorsIn(at).map((each) => {
    const rows = across(each, (indicator) => indicatorRow(lastIn(at).id, indicator));
    return { last: lastIn(each), row: stageRow(rows, { projectName, lineage: lineageIn(each) }) };
  });
  indicators.sort((one, other) => byPlace(one.last, other.last));
  const own = stageRow(across(at, projectRow), { projectName, lineage: lineageIn(at) });
  return [own, ...indicators.map(({ row }) => row)];
}

function indicatorsIn(at: Across<ProjectDocument>): Across<IndicatorDocument>[] {
  const found = new Map<string, (IndicatorDocument | null)[]>();
  for (const [column, document] of at.entries()) {
    for (const indicator of document?.indicators ?? []) {
      const columns = found.get(indicator.id) ?? at.map(() => null);
      columns[column] = indicator;
      found.set(indicator.id, columns);
    }
  }
  return [...found.values()];
}

/** Columns with the same document get the same row, which is then not compared. */
function across<Document, Row>(at: Across<Document>, rowOf: (document: Document) => Row): Across<Row> {
  const known = new Map<Document, Row>();
  return at.map((document) => {
    if (document === null) return null;
    const row = known.get(document) ?? rowOf(document);
    known.set(document, row);
    return row;
  });
}

/** It never changes, so every column that has the row has it. */
function lineageIn(at: Across<{ lineage?: string }>): string | null {
  return lastIn(at).lineage ?? null;
}

function stageRow(at: Across<TableRow>, about: Pick<StageRow, 'projectName' | 'lineage'>): StageRow {
  const { entityId, entityKind, entityName, projectId } = lastIn(at);
  const steps = at.map((row, column) => differencesOf(column === 0 ? row : (at[column - 1] ?? null), row));
  const first = at[0] ?? null;
  const last = at.at(-1) ?? null;
  const overall = differencesOf(first, last);
  return {
    entityId,
    entityKind,
    entityName,
    projectId,
    ...about,
    kind: kindOf(first, last, overall),
    present: at.map((row) => row !== null),
    cells: cellPaths[entityKind].map((path) => ({
      path,
      values: at.map((row) => row?.cells[path] ?? null),
      steps: steps.map((step) => step.get(path) ?? null),
      overall: overall.get(path) ?? null,
    })),
  };
}

type Differences = ReadonlyMap<string, CellDifference>;

const noDifferences: Differences = new Map();

function differencesOf(was: TableRow | null, is: TableRow | null): Differences {
  if (was === is) return noDifferences;
  return new Map(cellDifferences(was?.cells ?? null, is?.cells ?? null).map((cell) => [cell.path, cell]));
}

/** What became of the row from one column to another; null: nothing, or it is in neither. */
function kindOf(was: TableRow | null, is: TableRow | null, cells: Differences): ChangeKind | null {
  return cells.size === 0 ? null : rowKind(was !== null, is !== null, [...cells.values()]);
}

function lastIn<T>(at: Across<T>): T {
  const last = at.findLast((each) => each !== null);
  if (last === null || last === undefined) throw new Error('what stands in no column is no row of the matrix');
  return last;
}

/** Which rows and cells of the matrix are asked for. */
export interface StageFilter extends RowFilter {
  /** Only cells that differ between neighbouring columns, and rows that have one. */
  changed?: boolean;
}

/** The row with the cells that are asked for; null: none of them is. */
export function filterStageRow(row: StageRow, filter: StageFilter): StageRow | null {
  if (!isAsked(row, filter)) return null;
  const { changed = false, effects, paths } = filter;
  if (!changed && effects === undefined && paths === undefined) return row;
  const cells = row.cells.filter(({ path, steps, overall }) => {
    if (paths !== undefined && !paths.includes(path)) return false;
    const taken = steps.filter((step) => step !== null);
    if (effects === undefined) return !changed || taken.length > 0;
    return [...taken, overall].some((step) => isOfEffect(step, effects));
  });
  return cells.length === 0 ? null : { ...row, cells };
}
