import type { BudgetState, OpenBudgetState } from '../events/budget/budget.state.js';
import type { RecordedEvent } from '../events/upcast.js';
import { cellDifferences } from './cell-differences.js';
import type { ChangedCell, ChangeKind } from './rows.js';
import type { TableRow } from './table-row.js';
import { budgetRow, fundUserRow, indicatorRow, projectRow } from './table-row.js';

/** What all cells of one event share. */
export type AboutEvent = Pick<
  ChangedCell,
  | 'eventId'
  | 'position'
  | 'budgetId'
  | 'draftId'
  | 'unitKey'
  | 'fiscalYear'
  | 'version'
  | 'recordedAt'
  | 'actor'
  | 'reason'
  | 'basisDocument'
>;

/** One cell, apart from the event that changed it. */
export type CellChange = Omit<ChangedCell, keyof AboutEvent | 'ordinal'>;

/** A cell as it is kept. Written out member by member: an import has tens of thousands of them. */
export function changedCell(cell: CellChange, about: AboutEvent, ordinal: number): ChangedCell {
  const { projectId, entityId, entityKind, entityName, kind, path, before, after, delta, effect } = cell;
  const { eventId, position, budgetId, draftId, unitKey, fiscalYear } = about;
  const { version, recordedAt, actor, reason, basisDocument } = about;
  return {
    eventId,
    position,
    ordinal,
    budgetId,
    draftId,
    unitKey,
    fiscalYear,
    projectId,
    entityId,
    entityKind,
    entityName,
    kind,
    path,
    before,
    after,
    delta,
    effect,
    version,
    recordedAt,
    actor,
    reason,
    basisDocument,
  };
}

/**
 * The cells that one event changed, row by row: what the table's reader saw in them before and after. A withdrawn or
 * restored project takes its indicators along.
 */
export function changedCells(before: BudgetState, event: RecordedEvent, after: OpenBudgetState): CellChange[] {
  const data = event.data as { projectId?: string; indicatorId?: string; fundUserId?: string };
  const wasOpen = before.status === 'open' ? before : null;
  switch (event.type) {
    case 'BudgetOpened':
    case 'BudgetRenamed':
      return rowChanges(wasOpen && budgetRows(wasOpen), budgetRows(after));
    case 'FundUserAdded':
    case 'FundUserRenamed':
    case 'FundUserWithdrawn':
    case 'FundUserRestored':
    case 'DeclaredTotalsRevised':
      return rowChanges(fundUserRows(wasOpen, data.fundUserId), fundUserRows(after, data.fundUserId), event.type);
    case 'ProjectAdded':
    case 'ProjectWithdrawn':
    case 'ProjectRestored':
      return rowChanges(wholeProject(wasOpen, data.projectId), wholeProject(after, data.projectId), event.type);
    case 'ProjectRenamed':
    case 'ProjectAssignedToFundUser':
    case 'ProjectMoved':
    case 'ProjectFundingRevised':
    case 'ProjectGoalRevised':
      return rowChanges(projectAlone(wasOpen, data.projectId), projectAlone(after, data.projectId), event.type);
    case 'IndicatorAdded':
    case 'IndicatorRenamed':
    case 'IndicatorReclassified':
    case 'IndicatorTargetsRevised':
    case 'IndicatorMoved':
    case 'IndicatorWithdrawn':
    case 'IndicatorRestored':
      return rowChanges(indicatorRows(wasOpen, event.data), indicatorRows(after, event.data), event.type);
    case 'ControlNumberIssued':
    case 'VersionSealed':
    case 'SealWithdrawn':
    case 'SaveAnnotated':
    case 'DraftOpened':
    case 'DraftSubmitted':
    case 'DraftReturned':
    case 'DraftApproved':
    case 'DraftRefreshed':
    case 'DraftDiscarded':
    case 'DraftPromoted':
      return [];
    default: {
      const unknown: never = event;
      throw new Error(`unknown event ${JSON.stringify(unknown)}`);
    }
  }
}

function rowChanges(before: TableRow[] | null, after: TableRow[], type = ''): CellChange[] {
  const was = new Map((before ?? []).map((row) => [row.entityId, row]));
  const is = new Map(after.map((row) => [row.entityId, row]));
  const ids = new Set([...is.keys(), ...was.keys()]);
  return [...ids].flatMap((id) => cellChanges(was.get(id), is.get(id), type));
}

function cellChanges(was: TableRow | undefined, is: TableRow | undefined, type: string): CellChange[] {
  const row = is ?? was;
  if (row === undefined) return [];
  const { projectId, entityId, entityKind, entityName } = row;
  return cellDifferences(was?.cells ?? null, is?.cells ?? null).map(({ path, before, after, delta, effect }) => {
    const kind = kindOf(was, is, path, type);
    return { projectId, entityId, entityKind, entityName, kind, path, before, after, delta, effect };
  });
}

function kindOf(was: TableRow | undefined, is: TableRow | undefined, path: string, type: string): ChangeKind {
  if (is === undefined) return 'REMOVED';
  if (was === undefined) return type.endsWith('Restored') ? 'RESTORED' : 'ADDED';
  if (path === 'name') return 'RENAMED';
  return path === 'place' ? 'MOVED' : 'MODIFIED';
}

function budgetRows({ budgetId: id, name }: OpenBudgetState): TableRow[] {
  return [budgetRow({ id, name })];
}

function fundUserRows(state: OpenBudgetState | null, id: string | undefined): TableRow[] {
  const row = id === undefined ? undefined : state?.fundUsers.get(id);
  return row === undefined || row.withdrawn ? [] : [fundUserRow(row)];
}

function projectAlone(state: OpenBudgetState | null, id: string | undefined): TableRow[] {
  const row = id === undefined ? undefined : state?.projects.get(id);
  return row === undefined || row.withdrawn ? [] : [projectRow(row)];
}

function wholeProject(state: OpenBudgetState | null, id: string | undefined): TableRow[] {
  const row = id === undefined ? undefined : state?.projects.get(id);
  if (row === undefined || row.withdrawn) return [];
  const indicators = [...row.indicators.values()].filter((indicator) => !indicator.withdrawn);
  return [projectRow(row), ...indicators.map((indicator) => indicatorRow(row.id, indicator))];
}

function indicatorRows(
  state: OpenBudgetState | null,
  at: { projectId: string; indicatorId?: string; indicator?: { indicatorId: string } },
): TableRow[] {
  const project = state?.projects.get(at.projectId);
  const id = at.indicatorId ?? at.indicator?.indicatorId;
  const row = id === undefined ? undefined : project?.indicators.get(id);
  return project === undefined || row === undefined || row.withdrawn ? [] : [indicatorRow(project.id, row)];
}
