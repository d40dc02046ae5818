import type { DraftStatus } from '../events/draft/draft.state.js';
import type { Position } from '../events/position.js';
import type { ChangedCell } from '../projections/rows.js';
import type { IndicatorCountsView, ProjectTotalsView } from './aggregate-views.js';
import type { CellValueView, ChangedRowView, TableBefore } from './cell-views.js';
import type {
  CompareBase,
  ComparisonPageAsked,
  ComparisonView,
  StageMatrixView,
  StagePageAsked,
  StagesChosen,
} from './comparison-views.js';
import type {
  BudgetFilter,
  BudgetOrder,
  ChangeFilter,
  ChangesOrder,
  DraftFilter,
  DraftOrder,
  IndicatorFilter,
  IndicatorGrouping,
  IndicatorOrder,
  LedgerSavesFilter,
  ProjectFilter,
  ProjectGrouping,
  ProjectOrder,
  SavesOrder,
  TableFilter,
  TableIndicatorFilter,
} from './filters.js';
import type { Basis, BudgetAt, RootArguments } from './points.js';
import type { DraftView } from './draft-views.js';
import type { LedgerEventView, NodeView } from './node-view.js';
import type { ControlNumberView, ControlNumberWithdrawalView, SealView, VersionView } from './sealing-views.js';
import type {
  BudgetView,
  ChangeListView,
  Check,
  ConnectionArguments,
  ConnectionView,
  TotalsView,
  FundUserView,
  IndicatorView,
  OutlineView,
  ProjectView,
  UnitView,
} from './views.js';

/** A row at its point. */
export type RowView =
  { budget: BudgetView } | { fundUser: FundUserView } | { project: ProjectView } | { indicator: IndicatorView };

/** Where a merge took a cell from. */
export interface MergedFrom {
  /** The draft that the cell was first set in; null: it was set in the budget itself. */
  draft: DraftView | null;
  /** What set the cell there; null: the merge as a whole. */
  event: LedgerEventView | null;
}

/** A page of projects, and the exact sums of all that match. @throws QueryError TOO_MANY_ROWS when the sums are asked for */
export type ProjectListView = ConnectionView<ProjectView> & { totals(): Promise<TotalsView> };

export interface Queries {
  /** The newest applied point, not before `minPosition`. @throws QueryError UNKNOWN_POSITION, NOT_YET_APPLIED */
  head(minPosition: string | null): Promise<Basis>;

  /**
   * What the ids name at one point, in the order given; null: nothing, or not there yet. Ids are permanent: of rows,
   * drafts, seals and events, of versions and changes as `compound-ids.ts` writes them.
   */
  nodes(ids: readonly string[], root: RootArguments): Promise<(NodeView | null)[]>;
  node(id: string, root: RootArguments): Promise<NodeView | null>;
  budget(id: string, root: RootArguments): Promise<BudgetView | null>;
  budgetOf(unit: string, fiscalYear: number, root: RootArguments): Promise<BudgetView | null>;
  project(id: string, root: RootArguments): Promise<ProjectView | null>;
  indicator(id: string, root: RootArguments): Promise<IndicatorView | null>;
  budgets(
    filter: BudgetFilter,
    page: ConnectionArguments,
    root: RootArguments,
    order?: BudgetOrder,
  ): Promise<ConnectionView<BudgetView> & { totals(): Promise<TotalsView> }>;
  projects(
    filter: ProjectFilter,
    order: ProjectOrder,
    page: ConnectionArguments,
    root: RootArguments,
  ): Promise<ProjectListView>;
  indicators(
    filter: IndicatorFilter,
    page: ConnectionArguments,
    root: RootArguments,
    order?: IndicatorOrder,
  ): Promise<ConnectionView<IndicatorView>>;

  /** Those that have a budget, by their keys. */
  units(page: ConnectionArguments, root: RootArguments): Promise<ConnectionView<UnitView>>;
  /** @throws QueryError TOO_MANY_ROWS */
  projectTotals(filter: ProjectFilter, by: ProjectGrouping, root: RootArguments): Promise<ProjectTotalsView>;
  /** @throws QueryError TOO_MANY_ROWS */
  indicatorCounts(filter: IndicatorFilter, by: IndicatorGrouping, root: RootArguments): Promise<IndicatorCountsView>;

  /** Below a budget everything is read at the budget's basis. */
  outline(budget: BudgetView): Promise<OutlineView>;
  fundUsers(budget: BudgetView): Promise<FundUserView[]>;
  fundUserTotals(fundUser: FundUserView): Promise<TotalsView>;
  declaredTotals(budget: BudgetView): Promise<TotalsView | null>;
  checks(budget: BudgetView): Promise<Check[]>;
  projectsOf(
    budget: BudgetView,
    filter: TableFilter,
    page: ConnectionArguments,
    order?: ProjectOrder,
  ): Promise<ProjectListView>;
  indicatorsOf(
    budget: BudgetView,
    filter: TableIndicatorFilter,
    page: ConnectionArguments,
    order?: IndicatorOrder,
  ): Promise<ConnectionView<IndicatorView>>;
  versions(budget: BudgetView, page: ConnectionArguments): Promise<ConnectionView<VersionView>>;
  /** In the order of sealing, those that were withdrawn too. */
  seals(budget: BudgetView): Promise<SealView[]>;
  /** null: unknown, or not sealed yet. */
  seal(id: string, root: RootArguments): Promise<SealView | null>;
  /** The one in force; null: none. */
  controlNumber(budget: BudgetView): Promise<ControlNumberView | null>;
  /** Who withdrew the control number; null: one is in force, or none was ever issued. */
  controlNumberWithdrawal(budget: BudgetView): Promise<ControlNumberWithdrawalView | null>;
  /** Newest first, if not ordered otherwise. */
  history(of: RowView, page: ConnectionArguments, order?: ChangesOrder): Promise<ChangeListView>;
  /** Every cell of the row itself, and the change that set it last, at the row's point. */
  blame(of: RowView): Promise<CellValueView[]>;
  /**
   * What a command changes, row by row.
   * @param changes oldest first
   * @param before what the cells' last changes are looked up in
   */
  changedRows(changes: readonly ChangedCell[], before: TableBefore): ChangedRowView[];
  /**
   * Every changed cell of the ledger, newest first if not ordered otherwise; at a draft those that its table shows.
   * @throws QueryError INVALID_INPUT, VERSION_NEEDS_ONE_BUDGET
   */
  changes(
    filter: ChangeFilter,
    page: ConnectionArguments,
    root: RootArguments,
    order?: ChangesOrder,
  ): Promise<ChangeListView>;
  /**
   * Every save of the ledger, newest first if not ordered otherwise, those of drafts too.
   * @throws QueryError INVALID_INPUT, VERSION_NEEDS_ONE_BUDGET
   */
  saves(
    filter: LedgerSavesFilter,
    page: ConnectionArguments,
    root: RootArguments,
    order?: SavesOrder,
  ): Promise<ConnectionView<VersionView>>;

  /**
   * @param goingOn pages that go on from a cursor: what is answered is the comparison of their first page
   * @throws QueryError NOT_FOUND, INVALID_INPUT, INVALID_CURSOR where pages of two comparisons are asked for, and
   *   those of a point that cannot be read, naming the side
   */
  compare(
    from: BudgetAt,
    to: BudgetAt,
    root: RootArguments,
    base?: CompareBase,
    goingOn?: readonly ComparisonPageAsked[],
  ): Promise<ComparisonView>;
  /**
   * Of the seals that are known and in force at the point.
   * @param goingOn pages that are to go on: what is answered is the matrix of their first page
   * @throws QueryError NOT_FOUND; INVALID_CURSOR where pages of two matrices are asked for
   */
  stages(
    budgetId: string,
    chosen: StagesChosen,
    root: RootArguments,
    goingOn?: readonly StagePageAsked[],
  ): Promise<StageMatrixView>;

  /** null: unknown, or not opened yet. */
  draft(id: string, root: RootArguments): Promise<DraftView | null>;
  /** Those of the budget at its point, in the order in which they were opened; null: whatever their status. */
  drafts(budget: BudgetView, statuses: readonly DraftStatus[] | null): Promise<DraftView[]>;
  /** Of all budgets, those that were moved last first, if not ordered otherwise. */
  draftList(
    filter: DraftFilter,
    page: ConnectionArguments,
    root: RootArguments,
    order?: DraftOrder,
  ): Promise<ConnectionView<DraftView>>;
  /** The draft's table, at the draft's point. */
  draftTable(draft: DraftView): Promise<BudgetView>;
  /** What the draft changed itself, newest first. */
  draftChanges(
    draft: DraftView,
    page: ConnectionArguments,
    order?: ChangesOrder,
  ): Promise<ConnectionView<ChangedCell> & Pick<ChangeListView, 'editedRows'>>;

  projectOrdinal(project: ProjectView): Promise<number>;
  projectVersion(project: ProjectView): Promise<number>;
  fundUserVersion(fundUser: FundUserView): Promise<number>;
  projectFundUser(project: ProjectView): Promise<FundUserView>;
  indicatorVersion(indicator: IndicatorView): Promise<number>;

  event(position: Position): Promise<LedgerEventView>;
  /** The budget of a changed cell, at the change's own save. */
  budgetAtChange(change: ChangedCell): Promise<BudgetView>;
  /** The project that the changed row is or belongs to, there; null: it is a budget or a fund user. */
  projectAtChange(change: ChangedCell): Promise<ProjectView | null>;
  /** The changed row itself, there. */
  rowAtChange(change: ChangedCell): Promise<NodeView>;
  /** The draft that the cell was changed in, right after that save; null: the budget itself was. */
  draftAtChange(change: ChangedCell): Promise<DraftView | null>;
  /**
   * null: the cell was not set by a merge. A cell that a refresh took out of a promotion leads on to the draft that was
   * promoted.
   */
  mergedFrom(change: ChangedCell): Promise<MergedFrom | null>;
  /**
   * Rows in force that came in the place of a withdrawn one, in printed order: with the save that withdrew it, or later
   * with none between that was in force right before it went. Of a row in force none.
   */
  projectsInPlaceOf(project: ProjectView): Promise<ProjectView[]>;
  indicatorsInPlaceOf(indicator: IndicatorView): Promise<IndicatorView[]>;
  /** From the directory beside the ledger; null: none known, or erased. */
  actorName(actorId: string): Promise<string | null>;
}
