import type { BudgetEvent, BudgetEventType, IndicatorContent } from './budget.events.js';
import type { Cells, EntityKind } from './cells.js';
import { budgetCells, declaredPath, fundingPath, fundUserCells, indicatorCells, projectCells } from './cells.js';

/** The row that an event is about, what becomes of it, and which cells the event sets. */
export interface Touch {
  row: TouchedRow;
  change: RowChange;
  /**
   * The row itself (path null) first where it is added, withdrawn or restored; of an added row the cells that are not
   * blank, and so of the indicators that come with it. A row that is withdrawn or restored stands for its cells, and for
   * what hangs from it.
   */
  cells: () => CellOfRow[];
}

/** Where a row is found in a state. */
export type TouchedRow =
  { kind: Exclude<EntityKind, 'INDICATOR'>; id: string } | { kind: 'INDICATOR'; id: string; projectId: string };

/** REVISED: cells of its own. By the others the row comes into the table or leaves it, a project with its indicators. */
export type RowChange = 'ADDED' | 'REVISED' | 'WITHDRAWN' | 'RESTORED';

/** A cell of a row; path null: that the row is in the table, or out of it. */
export interface CellOfRow {
  rowId: string;
  path: string | null;
}

/** null: the event changes nothing in the table. */
export function touchOf({ type, data }: BudgetEvent, budgetId: string): Touch | null {
  return touches[type](data as never, budgetId);
}

/** See `Touch.cells`; none: the event changes nothing in the table. */
export function cellsSetBy(event: BudgetEvent, budgetId: string): CellOfRow[] {
  return touchOf(event, budgetId)?.cells() ?? [];
}

type DataOf<Type extends BudgetEventType> = Extract<BudgetEvent, { type: Type }>['data'];
type Touches = { readonly [Type in BudgetEventType]: (data: DataOf<Type>, budgetId: string) => Touch | null };

/** The only place that says which row and which cells an event is about; a new event does not compile until it is here. */
const touches: Touches = {
  BudgetOpened: (data, budgetId) => added(budget(budgetId), budgetCells(data)),
  BudgetRenamed: (_, budgetId) => revised(budget(budgetId), ['name']),

  FundUserAdded: (data) => added(fundUser(data), fundUserCells(data)),
  FundUserRenamed: (data) => revised(fundUser(data), ['name']),
  DeclaredTotalsRevised: (data) => revised(fundUser(data), Object.keys(data.declared).map(declaredPath)),
  FundUserWithdrawn: (data) => withdrawn(fundUser(data)),
  FundUserRestored: (data) => restored(fundUser(data)),

  ProjectAdded: (data) => added(project(data), projectCells(data), data.indicators),
  ProjectRenamed: (data) => revised(project(data), ['name']),
  ProjectAssignedToFundUser: (data) => revised(project(data), ['fundUser']),
  ProjectMoved: (data) => revised(project(data), ['place']),
  ProjectFundingRevised: (data) => revised(project(data), Object.keys(data.funding).map(fundingPath)),
  ProjectGoalRevised: (data) => revised(project(data), ['goal']),
  ProjectWithdrawn: (data) => withdrawn(project(data)),
  ProjectRestored: (data) => restored(project(data)),

  IndicatorAdded({ projectId, indicator }) {
    const { indicatorId } = indicator;
    return added(indicatorOf({ projectId, indicatorId }), indicatorCells(indicator));
  },
  IndicatorRenamed: (data) => revised(indicatorOf(data), ['name']),
  IndicatorReclassified: (data) => revised(indicatorOf(data), ['class']),
  IndicatorTargetsRevised: (data) => revised(indicatorOf(data), Object.keys(data.targets)),
  IndicatorMoved: (data) => revised(indicatorOf(data), ['place']),
  IndicatorWithdrawn: (data) => withdrawn(indicatorOf(data)),
  IndicatorRestored: (data) => restored(indicatorOf(data)),

  ControlNumberIssued: nothing,
  ControlNumberWithdrawn: nothing,
  VersionSealed: nothing,
  SealWithdrawn: nothing,
  SaveAnnotated: nothing,

  DraftOpened: nothing,
  DraftSubmitted: nothing,
  SubmissionWithdrawn: nothing,
  DraftReturned: nothing,
  DraftApproved: nothing,
  DraftRefreshed: nothing,
  DraftConvertedToAdjustment: nothing,
  DraftDiscarded: nothing,
  DraftHeld: nothing,
  DraftPromoted: nothing,
};

function budget(id: string): TouchedRow {
  return { kind: 'BUDGET', id };
}

function fundUser({ fundUserId: id }: { fundUserId: string }): TouchedRow {
  return { kind: 'FUND_USER', id };
}

function project({ projectId: id }: { projectId: string }): TouchedRow {
  return { kind: 'PROJECT', id };
}

function indicatorOf({ indicatorId: id, projectId }: { indicatorId: string; projectId: string }): TouchedRow {
  return { kind: 'INDICATOR', id, projectId };
}

function added(row: TouchedRow, content: Cells, indicators: readonly IndicatorContent[] = []): Touch {
  const cells = () => [
    ...cellsAdded(row.id, content),
    ...indicators.flatMap((indicator) => cellsAdded(indicator.indicatorId, indicatorCells(indicator))),
  ];
  return { row, change: 'ADDED', cells };
}

function cellsAdded(rowId: string, content: Cells): CellOfRow[] {
  const paths = Object.keys(content).filter((path) => (content[path] ?? '') !== '');
  return [null, ...paths].map((path) => ({ rowId, path }));
}

function revised(row: TouchedRow, paths: readonly string[]): Touch {
  return { row, change: 'REVISED', cells: () => paths.map((path) => ({ rowId: row.id, path })) };
}

function withdrawn(row: TouchedRow): Touch {
  return { row, change: 'WITHDRAWN', cells: () => [{ rowId: row.id, path: null }] };
}

function restored(row: TouchedRow): Touch {
  return { row, change: 'RESTORED', cells: () => [{ rowId: row.id, path: null }] };
}

function nothing(): null {
  return null;
}
