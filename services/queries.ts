import type { DraftStatus } from '../events/draft/draft.state.js';
import type { Position } from '../events/position.js';
import type {
  ChangedCell,
  ChangeKind,
  EntityKind,
  EntityStatus,
  FundingSums,
  TargetEffect,
} from '../projections/rows.js';
import type { ControlNumberRow } from '../projections/sealing-rows.js';
import type { CompareBase, ComparisonView, PointView, StageMatrixView, StagesChosen } from './comparison-views.js';
import type {
  Basis,
  BudgetView,
  Check,
  ConnectionArguments,
  ConnectionView,
  DraftView,
  FundingView,
  FundUserView,
  IndicatorView,
  LedgerEventView,
  NodeView,
  ProjectView,
  Reading,
  SealView,
  VersionView,
} from './views.js';

export interface BudgetsFilter {
  unit?: string;
  fiscalYear?: number;
}

export interface ProjectsFilter {
  budgetId?: string;
  unit?: string;
  fiscalYear?: number;
  fundUserId?: string;
  nameContains?: string;
  fundedBy?: keyof FundingSums;
  totalAtLeast?: string;
  totalAtMost?: string;
  status?: EntityStatus;
}

export type ProjectsOrder = 'PLACE' | 'NAME' | 'TOTAL_DESCENDING' | 'TOTAL_ASCENDING';

export interface IndicatorsFilter {
  budgetId?: string;
  projectId?: string;
  unit?: string;
  fiscalYear?: number;
  level1?: string;
  level2?: string;
  nameContains?: string;
  targetContains?: string;
  kind?: 'QUANTITATIVE' | 'QUALITATIVE';
  status?: EntityStatus;
}

/** Members that are given must all hold. */
export interface ChangesFilter {
  budgetId?: string;
  unit?: string;
  fiscalYear?: number;
  projectId?: string;
  entityId?: string;
  entityKind?: EntityKind;
  path?: string;
  kind?: ChangeKind;
  effect?: TargetEffect;
  deltaSign?: 'NEGATIVE' | 'ZERO' | 'POSITIVE';
  actorId?: string;
  /** Substrings, to the letter. */
  reason?: string;
  basisDocument?: string;
  text?: string;
  /** Beside what changed in budgets what changed in drafts. */
  includeDrafts?: boolean;
  /** What changed in this draft alone. */
  draftId?: string;
  /** Both inclusive; of the draft that `draftId` names, else of the one budget that `budgetId` names. */
  versions?: { from?: number | null; to?: number | null };
  /** Behind `from`, up to and with `to`: what changed between two bases. */
  positions?: { from?: string | null; to?: string | null };
  /** RFC 3339 with an offset, both inclusive, by the ledger's clock. */
  times?: { from?: string | null; to?: string | null };
}

/** A row at its point. */
export type RowView =
  { budget: BudgetView } | { fundUser: FundUserView } | { project: ProjectView } | { indicator: IndicatorView };

export interface BlameView {
  path: string;
  /** null: blank, or the row is withdrawn. */
  value: string | null;
  /** null: the cell has been blank since the row was added. */
  change: ChangedCell | null;
}

/** How a cell came out of a draft into its budget. */
export interface FromDraft {
  draft: DraftView;
  /** What set the cell in the draft; null: the promotion as a whole. */
  event: LedgerEventView | null;
}

export interface Queries {
  /** The newest applied point, not before `minPosition`. @throws QueryError POSITION_PAST_HEAD, NOT_YET_APPLIED */
  head(minPosition: string | null): Promise<Basis>;

  node(id: string, reading: Reading): Promise<NodeView | null>;
  budget(id: string, reading: Reading): Promise<BudgetView | null>;
  budgetOf(unit: string, fiscalYear: number, reading: Reading): Promise<BudgetView | null>;
  project(id: string, reading: Reading): Promise<ProjectView | null>;
  indicator(id: string, reading: Reading): Promise<IndicatorView | null>;
  budgets(
    filter: BudgetsFilter,
    page: ConnectionArguments,
    reading: Reading,
  ): Promise<ConnectionView<BudgetView> & { totals(): Promise<FundingView> }>;
  projects(
    filter: ProjectsFilter,
    order: ProjectsOrder,
    page: ConnectionArguments,
    reading: Reading,
  ): Promise<ConnectionView<ProjectView>>;
  indicators(
    filter: IndicatorsFilter,
    page: ConnectionArguments,
    reading: Reading,
  ): Promise<ConnectionView<IndicatorView>>;

  /** Below a budget everything is read at the budget's basis. */
  fundUsers(budget: BudgetView): Promise<FundUserView[]>;
  fundUserTotals(fundUser: FundUserView): Promise<FundingView>;
  declaredTotals(budget: BudgetView): Promise<FundingView | null>;
  checks(budget: BudgetView): Promise<Check[]>;
  projectsOf(
    budget: BudgetView,
    filter: Omit<ProjectsFilter, 'budgetId' | 'unit' | 'fiscalYear'>,
    page: ConnectionArguments,
  ): Promise<ConnectionView<ProjectView>>;
  versions(budget: BudgetView, page: ConnectionArguments): Promise<ConnectionView<VersionView>>;
  /** In the order of sealing, those that were withdrawn too. */
  seals(budget: BudgetView): Promise<SealView[]>;
  /** null: unknown, or not sealed yet at the reading's head. */
  seal(id: string, reading: Reading): Promise<SealView | null>;
  /** The one in force; null: none. */
  controlNumber(budget: BudgetView): Promise<ControlNumberRow | null>;
  history(of: RowView, page: ConnectionArguments): Promise<ConnectionView<ChangedCell>>;
  /** Every cell of the row itself, and the change that set it last, at the row's point. */
  blame(of: RowView): Promise<BlameView[]>;
  /** Every changed cell of the ledger, newest first. @throws QueryError INVALID_ARGUMENT, VERSION_NEEDS_ONE_BUDGET */
  changes(filter: ChangesFilter, page: ConnectionArguments, reading: Reading): Promise<ConnectionView<ChangedCell>>;

  /** @throws QueryError UNKNOWN_BUDGET, INVALID_ARGUMENT, and those of a point that cannot be read, naming the side */
  compare(from: PointView, to: PointView, reading: Reading, base?: CompareBase): Promise<ComparisonView>;
  /** Of the seals that are known and in force at the reading's point. @throws QueryError UNKNOWN_BUDGET */
  stages(budgetId: string, chosen: StagesChosen, reading: Reading): Promise<StageMatrixView>;

  /** null: unknown, or not opened yet. */
  draft(id: string, reading: Reading): Promise<DraftView | null>;
  /** Those of the budget at its point, in the order in which they were opened; null: whatever their status. */
  drafts(budget: BudgetView, statuses: readonly DraftStatus[] | null): Promise<DraftView[]>;
  /** The draft's table, at the draft's point. */
  draftTable(draft: DraftView): Promise<BudgetView>;
  /** What the draft changed itself, newest first. */
  draftChanges(draft: DraftView, page: ConnectionArguments): Promise<ConnectionView<ChangedCell>>;

  projectOrdinal(project: ProjectView): Promise<number>;
  projectVersion(project: ProjectView): Promise<number>;
  projectFundUser(project: ProjectView): Promise<FundUserView>;
  indicatorVersion(indicator: IndicatorView): Promise<number>;

  event(position: Position): Promise<LedgerEventView>;
  /** The budget of a changed cell, at the change's own save. */
  budgetAtChange(change: ChangedCell): Promise<BudgetView>;
  /** The project that the changed row is or belongs to, there; null: it is a budget or a fund user. */
  projectAtChange(change: ChangedCell): Promise<ProjectView | null>;
  /** The draft that the cell was changed in, right after that save; null: the budget itself was. */
  draftAtChange(change: ChangedCell): Promise<DraftView | null>;
  /** null: the cell was not set by a promotion. */
  promotedFrom(change: ChangedCell): Promise<FromDraft | null>;
  /** From the directory beside the ledger; null: none known, or erased. */
  actorName(actorId: string): string | null;
}
