/** What is answered about tables side by side. */
import type { Stage } from '../events/sealing/sealing.events.js';
import type { ComparedRow } from '../projections/compare/compare.js';
import type { ComparedRowFilter, GrowthRange } from '../projections/compare/compared-row-filter.js';
import type { ComparisonGrouping } from '../projections/compare/group-stats.js';
import type { ComparisonStats } from '../projections/compare/stats.js';
import type { StageCell, StageFilter, StageRow } from '../projections/stages/stage-rows.js';
import type { CellChangeView } from './cell-views.js';
import type { Basis } from './points.js';
import type { ControlNumberView, ControlNumberWithdrawalView, SealView } from './sealing-views.js';
import type { BudgetView, ConnectionArguments, ConnectionView, TotalsView } from './views.js';

/** What `from` is compared as: the point itself, or the version of the budget that both points have in common. */
export type CompareBase = 'DIRECT' | 'MERGE_BASE';

/** Two tables side by side. What differs is worked out when it is asked for. */
export interface ComparisonView {
  from: Basis;
  to: Basis;
  /** What is compared; with MERGE_BASE `from` is another table than that of the point that was given. */
  tables: { from: BudgetView; to: BudgetView };
  totalsFrom: TotalsView;
  totalsTo: TotalsView;
  identical(): Promise<boolean>;
  stats(): Promise<ComparisonStats>;
  /** By fund user, or class: in printed order of the first row of each that differs. */
  statsBy(grouping: ComparisonGrouping): Promise<ComparisonGroupView[]>;
  /** The rows that differ. @throws QueryError INVALID_CURSOR */
  rows(filter: ComparedRowFilter, page: ConnectionArguments): Promise<ConnectionView<ComparisonRowView>>;
}

export type { ComparedRowFilter, ComparisonGrouping, GrowthRange };

/** What differs among the rows of one group. */
export interface ComparisonGroupView {
  /** Id of the fund user, or code of the class. */
  key: string;
  /** At `to`; of a fund user that is gone at `from`. */
  name(): Promise<string | null>;
  stats: ComparisonStats;
}

export type ComparisonRowView = Omit<ComparedRow, 'cells' | 'project'> & {
  cells: CellChangeView[];
  /** Of a project's own row, that of its total; else null. */
  growth: GrowthView | null;
};

export interface GrowthView {
  /** Exact; 0 where the project is not there. */
  before: string;
  after: string;
  /** after − before. */
  delta: string;
  /** Of `before`, rounded to two digits behind the point; null: from zero to something. */
  percent: string | null;
}

/** A page of the comparison's rows that goes on from a cursor; the comparison is that of the first page. */
export interface ComparisonPageAsked {
  filter: ComparedRowFilter;
  page: ConnectionArguments;
}

/** The stages of a budget side by side. */
export interface StageMatrixView {
  basis: Basis;
  columns: StageColumnView[];
  /** @throws QueryError INVALID_CURSOR */
  rows(filter: StageFilter, page: ConnectionArguments): Promise<ConnectionView<StageRowView>>;
}

/** Which columns: those of some stages alone (null: of all), and the table at the point itself behind them. */
export interface StagesChosen {
  only: readonly Stage[] | null;
  withCurrent: boolean;
}

/** A page of the matrix's rows that goes on from a cursor; the matrix that it belongs to is that of the first page. */
export interface StagePageAsked {
  filter: StageFilter;
  page: ConnectionArguments;
}

export interface StageColumnView extends Pick<BudgetView, 'basis' | 'totals' | 'contentHash'> {
  /** null: the table at the point itself. */
  seal: SealView | null;
  /** In force when it was sealed; null: none. */
  controlNumber(): Promise<ControlNumberView | null>;
  /** That the last control number had been lifted by then; null: one was in force, or none was ever issued. */
  controlNumberWithdrawal(): Promise<ControlNumberWithdrawalView | null>;
}

export type StageRowView = Omit<StageRow, 'cells'> & { cells: StageCellView[] };
export type StageCellView = Omit<StageCell, 'steps' | 'overall'> & {
  steps: (CellChangeView | null)[];
  overall: CellChangeView | null;
};
