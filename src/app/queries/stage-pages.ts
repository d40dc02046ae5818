import type { CellDifference } from '../../../projections/cell-differences.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { StageFilter, StageRow } from '../../../projections/stages/stage-rows.js';
import type {
  Basis,
  BudgetView,
  CellChangeView,
  ConnectionArguments,
  ConnectionView,
  StageRowView,
} from '../../../services/services.js';
import type { Changes } from '../../ports/read-model.js';
import { connection, countBound, lazily } from './connection.js';
import type { ListIdentity } from './cursor.js';
import type { WalkRows } from './stage-rows.js';

export interface StagePage {
  list: ListIdentity;
  page: ConnectionArguments;
  basis: Basis;
  /** The tables of the matrix's columns. */
  columns: readonly BudgetView[];
  filter: StageFilter;
  /** Key of the row that the page comes after; null: the start. */
  after: string | null;
}

/** A place in the list: after so many rows of the document that follows the one with the key `before`. */
interface Place {
  before: string | null;
  rows: number;
}

/** Documents that are read at once for a page, and for counting. */
const pageChunk = 32;
const countChunk = 256;

/** Pages of a matrix's rows, each with what set its cells. */
export function stagePages(readModel: Changes, walkOf: (columns: readonly BudgetView[]) => WalkRows) {
  return async ({ list, page, basis, columns, filter, after }: StagePage): Promise<ConnectionView<StageRowView>> => {
    const walk = walkOf(columns);
    const start = placeOf(after);
    const shown: { key: string; row: StageRow }[] = [];
    for await (const { before, rows } of walk(filter, start.before, pageChunk)) {
      const skipped = before === start.before ? start.rows : 0;
      for (const [index, row] of rows.slice(skipped).entries()) {
        shown.push({ key: keyOf({ before, rows: skipped + index + 1 }), row });
      }
      if (shown.length > page.first) break;
    }
    const rows = shown.slice(0, page.first);
    const nodes = withChanges(
      readModel,
      rows.map(({ row }) => row),
      columns,
    );
    const more = shown.length > page.first;
    return connection({ list, page, basis, rows: { rows, more }, nodes, count: () => countOf(walk, filter) });
  };
}

/**
 * What set each cell, in each column where it is not as in the column before, and in the last one where it is not as in the
 * first; read for all rows of a page when the first is asked for.
 */
function withChanges(readModel: Changes, rows: readonly StageRow[], columns: readonly BudgetView[]): StageRowView[] {
  const lastColumn = columns.length - 1;
  const changesIn = columns.map(({ basis, branch }, column) =>
    lazily(async (): Promise<Map<string, ChangedCell | null>> => {
      const cells = rows.flatMap(({ entityId, cells: own }) =>
        own.flatMap(({ path, steps, overall }) =>
          steps[column] || (column === lastColumn && overall) ? [{ entityId, path }] : [],
        ),
      );
      const last = await readModel.lastChanges(cells, basis.position, branch ?? undefined);
      return new Map(cells.map(({ entityId, path }, index) => [`${entityId} ${path}`, last[index] ?? null]));
    }),
  );
  const changeIn = async (column: number, cell: string) => (await changesIn[column]?.())?.get(cell) ?? null;
  const withChange = (column: number, entityId: string, cell: CellDifference | null): CellChangeView | null =>
    cell && { ...cell, lastChange: () => changeIn(column, `${entityId} ${cell.path}`) };
  return rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => ({
      ...cell,
      steps: cell.steps.map((step, column) => withChange(column, row.entityId, step)),
      overall: withChange(lastColumn, row.entityId, cell.overall),
    })),
  }));
}

function keyOf({ before, rows }: Place): string {
  return JSON.stringify([before, rows]);
}

function placeOf(key: string | null): Place {
  if (key === null) return { before: null, rows: 0 };
  const [before, rows] = JSON.parse(key) as [string | null, number];
  return { before, rows };
}

async function countOf(walk: WalkRows, filter: StageFilter): Promise<{ value: number; exact: boolean }> {
  let value = 0;
  for await (const { rows } of walk(filter, null, countChunk)) {
    value += rows.length;
    if (value > countBound) return { value: countBound, exact: false };
  }
  return { value, exact: true };
}
