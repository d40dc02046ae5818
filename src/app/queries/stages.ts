import { stages } from '../../../events/sealing/sealing.events.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { StageRow } from '../../../projections/stages/stage-rows.js';
import type {
  Basis,
  BudgetView,
  ConnectionArguments,
  ConnectionView,
  Queries,
  SealView,
  StageColumnView,
  StageRowView,
  StagesChosen,
} from '../../../services/services.js';
import type { ReadModel } from '../../ports/read-model.js';
import type { BudgetViews } from './budget-views.js';
import { connection, countBound } from './connection.js';
import type { Contents } from './contents.js';
import type { ListIdentity } from './cursor.js';
import { identityOf } from './cursor.js';
import { lazily } from './lazily.js';
import type { Paging } from './paging.js';
import { tableIdentity } from './paging.js';
import type { RowsFilter, WalkRows } from './stage-rows.js';
import { stageRows } from './stage-rows.js';
import { unknownBudget } from './unknown-budget.js';

export interface StagesTools {
  readModel: Pick<ReadModel, 'lastChanges' | 'controlNumber'>;
  sealsOf: Queries['seals'];
  budgets: BudgetViews;
  paging: Paging;
  contents: Contents;
  /** Bound of what is kept of matrices. */
  bytes: number;
}

/** A column: the table that it shows, and the seal that made it one. */
interface Column {
  seal: SealView | null;
  budget: BudgetView;
}

/** A place in the list: behind so many rows of the document that follows the one with the key `before`. */
interface Place {
  before: string | null;
  rows: number;
}

interface RowsOfPage {
  basis: Basis;
  columns: readonly Column[];
  filter: RowsFilter;
  behind: Place;
}

/** Documents that are read at once for a page, and for counting. */
const pageChunk = 32;
const countChunk = 256;

/** The stages of a budget side by side. */
export function stageMatrices({
  readModel,
  sealsOf,
  budgets,
  paging,
  contents,
  bytes,
}: StagesTools): Queries['stages'] {
  const walkOf = stageRows(contents, bytes);

  /** What is sealed is compared with its seal's hash again. */
  async function columnsAt(budget: BudgetView, { only, withCurrent }: StagesChosen): Promise<Column[]> {
    const columns: Column[] = [];
    for (const seal of inOrder(await sealsOf(budget))) {
      if (only !== null && !only.includes(seal.stage)) continue;
      const sealed = await budgets.read(budget.id, { at: { sealId: seal.id }, head: budget.basis });
      if (sealed === null) throw unknownBudget(budget.id);
      columns.push({ seal, budget: sealed });
    }
    return withCurrent ? [...columns, { seal: null, budget }] : columns;
  }

  function columnView({ seal, budget }: Column): StageColumnView {
    const { basis, totals, contentHash } = budget;
    const controlNumber = () => readModel.controlNumber(budget.id, seal?.position ?? basis.position);
    return { seal, basis, totals, contentHash, controlNumber };
  }

  async function pageOf(
    list: ListIdentity,
    page: ConnectionArguments,
    { basis, columns, filter, behind }: RowsOfPage,
  ): Promise<ConnectionView<StageRowView>> {
    const walk = walkOf(columns.map(({ budget }) => budget));
    const shown: { key: string; row: StageRow }[] = [];
    for await (const { before, rows } of walk(filter, behind.before, pageChunk)) {
      const start = before === behind.before ? behind.rows : 0;
      for (const [index, row] of rows.slice(start).entries()) {
        shown.push({ key: keyOf({ before, rows: start + index + 1 }), row });
      }
      if (shown.length > page.first) break;
    }
    const rows = shown.slice(0, page.first);
    const nodes = withChanges(
      rows.map(({ row }) => row),
      columns,
    );
    const more = shown.length > page.first;
    return connection({ list, page, basis, rows: { rows, more }, nodes, count: () => countOf(walk, filter) });
  }

  /** What set each cell, in each column that has it otherwise than the one before: read once for all rows of a page. */
  function withChanges(rows: readonly StageRow[], columns: readonly Column[]): StageRowView[] {
    const changesIn = columns.map(({ budget }, column) =>
      lazily(async (): Promise<Map<string, ChangedCell | null>> => {
        const cells = rows.flatMap(({ entityId, cells: own }) =>
          own.flatMap(({ path, steps }) => (steps[column] ? [{ entityId, path }] : [])),
        );
        const last = await readModel.lastChanges(cells, budget.basis.position, budget.branch ?? undefined);
        return new Map(cells.map(({ entityId, path }, index) => [`${entityId} ${path}`, last[index] ?? null]));
      }),
    );
    const changeIn = async (column: number, cell: string) => (await changesIn[column]?.())?.get(cell) ?? null;
    return rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => ({
        ...cell,
        steps: cell.steps.map((step, column) =>
          step === null ? null : { ...step, change: () => changeIn(column, `${row.entityId} ${cell.path}`) },
        ),
      })),
    }));
  }

  return async (budgetId, chosen, reading) => {
    const root = await budgets.read(budgetId, reading);
    if (root === null) throw unknownBudget(budgetId);
    const columnsOfRoot = await columnsAt(root, chosen);
    return {
      basis: root.basis,
      columns: columnsOfRoot.map(columnView),
      async rows(asked, page) {
        const filter = { changed: false, effect: null, entityKind: null, ...asked };
        const list: ListIdentity = [
          'stages',
          ...tableIdentity(root),
          chosen.only,
          chosen.withCurrent,
          identityOf(filter),
        ];
        const { budget, rows } = await paging.beginWithin(list, page, root);
        const columns = budget === root ? columnsOfRoot : await columnsAt(budget, chosen);
        return pageOf(list, page, { basis: budget.basis, columns, filter, behind: placeIn(rows.after) });
      },
    };
  };
}

type StageSeal = SealView & { stage: NonNullable<SealView['stage']> };

/** Those in force that have a stage, by stage, then by version. */
function inOrder(seals: readonly SealView[]): StageSeal[] {
  const staged = seals.filter((seal): seal is StageSeal => seal.stage !== null && seal.withdrawn === null);
  const rank = ({ stage }: StageSeal) => stages.indexOf(stage);
  return staged.sort((one, other) => rank(one) - rank(other) || one.version - other.version);
}

function keyOf({ before, rows }: Place): string {
  return JSON.stringify([before, rows]);
}

/** @param key of a cursor; null: the start */
function placeIn(key: string | null): Place {
  if (key === null) return { before: null, rows: 0 };
  const [before, rows] = JSON.parse(key) as [string | null, number];
  return { before, rows };
}

async function countOf(walk: WalkRows, filter: RowsFilter): Promise<{ value: number; exact: boolean }> {
  let value = 0;
  for await (const { rows } of walk(filter, null, countChunk)) {
    value += rows.length;
    if (value > countBound) return { value: countBound, exact: false };
  }
  return { value, exact: true };
}
