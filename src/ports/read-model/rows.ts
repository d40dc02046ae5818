import type { Position } from '../../../events/position.js';
import type {
  BudgetRow,
  FundingSums,
  FundUserVersion,
  IndicatorVersion,
  ProjectVersion,
  SaveRow,
} from '../../../projections/rows.js';
import type {
  Branch,
  BudgetFilter,
  BudgetOrder,
  Count,
  IndicatorFilter,
  IndicatorOrder,
  Page,
  Paged,
  ProjectFilter,
  ProjectOrder,
} from '../lists.js';

/** Budgets and the rows of their tables, by id and in lists. */
export interface Rows {
  /** What never changes about it. null: unknown. */
  budget(budgetId: string): Promise<BudgetRow | null>;

  /** Each with its last save by then. */
  budgets(
    filter: BudgetFilter,
    order: BudgetOrder,
    position: Position,
    page: Page,
  ): Promise<Paged<{ budget: BudgetRow; save: SaveRow }>>;
  countBudgets(filter: BudgetFilter, position: Position, bound: number): Promise<Count>;
  /** Exact sums over all budgets that match. */
  budgetTotals(filter: BudgetFilter, position: Position): Promise<FundingSums>;

  /**
   * The row that holds at the position, for each id in the order given; null where there is none yet. A draft's rows
   * show only where its branch is asked for. A seek each.
   */
  fundUserVersions(ids: readonly string[], position: Position, branch?: Branch): Promise<(FundUserVersion | null)[]>;
  projectVersions(ids: readonly string[], position: Position, branch?: Branch): Promise<(ProjectVersion | null)[]>;
  indicatorVersions(ids: readonly string[], position: Position, branch?: Branch): Promise<(IndicatorVersion | null)[]>;

  /** Those of budgets, never of drafts. Keys are the row's `projectSortColumns`. */
  projects(filter: ProjectFilter, order: ProjectOrder, position: Position, page: Page): Promise<Paged<ProjectVersion>>;
  countProjects(filter: ProjectFilter, position: Position, bound: number): Promise<Count>;
  /** Those of budgets, never of drafts. Keys are the row's `indicatorSortColumns`. */
  indicators(
    filter: IndicatorFilter,
    order: IndicatorOrder,
    position: Position,
    page: Page,
  ): Promise<Paged<IndicatorVersion>>;
  countIndicators(filter: IndicatorFilter, position: Position, bound: number): Promise<Count>;

  /** What a draft itself has set, each row as it left it by then, in no order. Costs what the draft did. */
  projectsOfDraft(draftId: string, position: Position): Promise<ProjectVersion[]>;
  indicatorsOfDraft(draftId: string, position: Position): Promise<IndicatorVersion[]>;
}
