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
import { pagedRows, readingOf } from '../../ports/paging.js';
import type { Changes, Keyed, Page, Seals } from '../../ports/read-model.js';
import { annotationsOf } from './annotated.js';
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
  /** The page with its place in the list. */
  rows: Page;
}

/** A place in the list: behind so many rows of the document that has this key. */
interface Place {
  document: string;
  rows: number;
}

/** Documents that are read at once for a page, and for counting. */
const pageChunk = 32;
const countChunk = 256;

/** Pages of a matrix's rows, each with what set its cells. */
export function stagePages(
  readModel: Changes & Pick<Seals, 'annotations'>,
  walkOf: (columns: readonly BudgetView[]) => WalkRows,
) {
  return async (asked: StagePage): Promise<ConnectionView<StageRowView>> => {
    const { list, page, basis, columns, filter } = asked;
    const walk = walkOf(columns);
    const { size, from, backwards } = readingOf(asked.rows);
    const place = placeOf(from);
    const found: Keyed<StageRow>[] = [];
    for await (const { key, rows } of walk(filter, { from: place?.document ?? null, backwards }, pageChunk)) {
      const keyed = rows.map((row, index) => ({ key: keyOf({ document: key, rows: index + 1 }), row }));
      const isBeside = key === place?.document;
      const rest = isBeside ? keyed.slice(...(backwards ? [0, place.rows - 1] : [place.rows])) : keyed;
      found.push(...(backwards ? rest.reverse() : rest));
      if (found.length > size) break;
    }
    const rows = pagedRows(page, found);
    const nodes = withChanges(
      readModel,
      rows.rows.map(({ row }) => row),
      columns,
      basis,
    );
    return connection({ list, page, basis, rows, nodes, count: () => countOf(walk, filter) });
  };
}

/**
 * What set each cell, in each column where it is not as in the column before, and in the last one where it is not as in the
 * first, and what had been said about its save by the point of the matrix; read for all rows of a page when the first is
 * asked for.
 */
function withChanges(
  readModel: Changes & Pick<Seals, 'annotations'>,
  rows: readonly StageRow[],
  columns: readonly BudgetView[],
  { position }: Basis,
): StageRowView[] {
  const lastColumn = columns.length - 1;
  const changesIn = columns.map(({ basis, branch }, column) =>
    lazily(async (): Promise<Map<string, ChangedCell | null>> => {
      const cells = rows.flatMap(({ entityId, cells: own }) =>
        own.flatMap(({ path, steps, overall }) =>
          steps[column] || (column === lastColumn && overall) ? [{ entityId, path }] : [],
        ),
      );
      if (cells.length === 0) return new Map();
      const last = await readModel.lastChanges(cells, basis.position, branch ?? undefined);
      return new Map(cells.map(({ entityId, path }, index) => [`${entityId} ${path}`, last[index] ?? null]));
    }),
  );
  const changeIn = async (column: number, cell: string) => (await changesIn[column]?.())?.get(cell) ?? null;
  const changes = async () =>
    (await Promise.all(changesIn.map((inColumn) => inColumn()))).flatMap((found) => [...found.values()]);
  const annotations = annotationsOf(readModel, changes, position);
  const withChange = (column: number, entityId: string, cell: CellDifference | null): CellChangeView | null => {
    const lastChange = () => changeIn(column, `${entityId} ${cell?.path ?? ''}`);
    return cell && { ...cell, lastChange, annotations: async () => annotations(await lastChange()) };
  };
  return rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => ({
      ...cell,
      steps: cell.steps.map((step, column) => withChange(column, row.entityId, step)),
      overall: withChange(lastColumn, row.entityId, cell.overall),
    })),
  }));
}

function keyOf({ document, rows }: Place): string {
  return JSON.stringify([document, rows]);
}

function placeOf(key: string | null): Place | null {
  if (key === null) return null;
  const [document, rows] = JSON.parse(key) as [string, number];
  return { document, rows };
}

async function countOf(walk: WalkRows, filter: StageFilter): Promise<{ value: number; exact: boolean }> {
  let value = 0;
  for await (const { rows } of walk(filter, fromStart, countChunk)) {
    value += rows.length;
    if (value > countBound) return { value: countBound, exact: false };
  }
  return { value, exact: true };
}

const fromStart = { from: null, backwards: false };
