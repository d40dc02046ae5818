import type { Position } from '../../../events/position.js';
import type { FundUserVersion, ProjectVersion } from '../../../projections/rows.js';
import type {
  BudgetView,
  FundUserView,
  IndicatorView,
  ProjectView,
  RootArguments,
} from '../../../services/services.js';
import type { QueryError } from '../../../services/query-error.js';
import type { Branch, Drafts, Rows } from '../../ports/read-model.js';
import { checkNotLost } from '../lost.js';
import type { BudgetViews } from './budget-views.js';
import type { Contents } from './contents.js';
import type { QueryPoints } from './points/points.js';
import { indicatorAt, projectAt, versionIn } from './row-views.js';
import type { tableReader } from './table.js';
import { declaredView } from './table.js';
import { draftOfAnotherBudget } from './unknown.js';

export interface RowTools {
  readModel: Rows & Drafts;
  points: Pick<QueryPoints, 'ofDraft'>;
  budgets: BudgetViews;
  contents: Contents;
  table: ReturnType<typeof tableReader>;
}

export type RowQueries = ReturnType<typeof rowQueries>;

type RowsAt<Row> = (ids: readonly string[], position: Position, branch?: Branch) => Promise<(Row | null)[]>;

/** Rows by their ids; each finds the table that it stands in, the budget's or the draft's that is asked about. */
export function rowQueries({ readModel, points, budgets, contents, table }: RowTools) {
  /** The row at the point that is asked about; null: unknown, or not there yet. */
  async function find<Row extends { budgetId: string }>(
    rowsAt: RowsAt<Row>,
    id: string,
    { at, head }: RootArguments,
  ): Promise<{ row: Row; budget: BudgetView } | null> {
    if (at?.draft) {
      const budget = await budgets.view(await points.ofDraft(at.draft, head));
      const row = await rowIn(rowsAt, id, budget);
      if (row !== null && row.budgetId !== budget.id) throw await ofAnotherBudget(at.draft.id, budget);
      return row && { row, budget };
    }
    const [newest] = await rowsAt([id], head.position);
    const budget = newest ? await budgets.read(newest.budgetId, at, head) : null;
    if (!newest || budget === null) return null;
    const row = budget.basis.position === head.position ? newest : await rowIn(rowsAt, id, budget);
    return row && { row, budget };
  }

  async function ofAnotherBudget(draftId: string, { basis }: BudgetView): Promise<QueryError> {
    const { draft } = checkNotLost(await readModel.draft(draftId, basis.position), `the draft ${draftId}`);
    return draftOfAnotherBudget(draft, readModel);
  }

  async function rowIn<Row>(rowsAt: RowsAt<Row>, id: string, { basis, branch }: BudgetView): Promise<Row | null> {
    const [row] = await rowsAt([id], basis.position, branch ?? undefined);
    return row ?? null;
  }

  async function projectIn(id: string, budget: BudgetView): Promise<ProjectView | null> {
    const row = await rowIn(readModel.projectVersions, id, budget);
    return row && projectOf(row, budget);
  }

  async function projectOf(row: ProjectVersion, budget: BudgetView): Promise<ProjectView | null> {
    const [content] = await contents.projects([row.hash]);
    return content === undefined ? null : projectAt(content, row, budget);
  }

  async function fundUserIn(id: string, budget: BudgetView): Promise<FundUserView | null> {
    const row = await rowIn(readModel.fundUserVersions, id, budget);
    return row && fundUserOf(row, budget);
  }

  async function fundUserOf(row: FundUserVersion, budget: BudgetView): Promise<FundUserView> {
    const ordinal = row.status === 'ACTIVE' ? await table.fundUserOrdinal(budget, row.orderKey) : 0;
    const declaredTotals = declaredView(row.declared);
    const { fundUserId: id, name, status, lineage, orderKey } = row;
    return { id, ordinal, name, status, declaredTotals, lineage, budget, orderKey };
  }

  return {
    projectIn,
    fundUserIn,

    async project(id: string, root: RootArguments): Promise<ProjectView | null> {
      const found = await find(readModel.projectVersions, id, root);
      return found && projectOf(found.row, found.budget);
    },

    async indicator(id: string, root: RootArguments): Promise<IndicatorView | null> {
      const found = await find(readModel.indicatorVersions, id, root);
      const parent = found && (await projectIn(found.row.projectId, found.budget));
      return found && parent && indicatorAt(found.row, parent);
    },

    async fundUser(id: string, root: RootArguments): Promise<FundUserView | null> {
      const found = await find(readModel.fundUserVersions, id, root);
      return found && fundUserOf(found.row, found.budget);
    },

    /** Of the save that last changed it, as the table counts. */
    async projectVersion({ id, budget }: ProjectView): Promise<number> {
      const row = await rowIn(readModel.projectVersions, id, budget);
      return row === null ? budget.basis.version : versionIn(budget, row, row.version);
    },

    async fundUserVersion({ id, budget }: FundUserView): Promise<number> {
      const row = await rowIn(readModel.fundUserVersions, id, budget);
      return row === null ? budget.basis.version : versionIn(budget, row, row.version);
    },

    async indicatorVersion({ id, project: { budget } }: IndicatorView): Promise<number> {
      const row = await rowIn(readModel.indicatorVersions, id, budget);
      return row === null ? budget.basis.version : versionIn(budget, row, row.changedVersion);
    },
  };
}
