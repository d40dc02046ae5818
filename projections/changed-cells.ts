import type { Cells } from '../events/budget/cells.js';
import { budgetCells, fundUserCells, indicatorCells, projectCells } from '../events/budget/cells.js';
import type { BudgetState, IndicatorState, OpenBudgetState, ProjectState } from '../events/budget/budget.state.js';
import { difference } from '../events/money.js';
import { effectOf, targetDelta } from '../events/target-effect.js';
import type { RecordedEvent } from '../events/upcast.js';
import type { ChangedCell, ChangeKind, EntityKind } from './rows.js';
import type { TargetEffect } from '../events/target-effect.js';

/** What all cells of one event share. */
export type AboutEvent = Pick<
  ChangedCell,
  | 'eventId'
  | 'position'
  | 'budgetId'
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
  const { eventId, position, budgetId, unitKey, fiscalYear, version, recordedAt, actor, reason, basisDocument } = about;
  return {
    eventId,
    position,
    ordinal,
    budgetId,
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

interface Row {
  projectId: string | null;
  entityId: string;
  entityKind: EntityKind;
  entityName: string;
  cells: Cells;
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
      return rowChanges(wasOpen && [budgetRow(wasOpen)], [budgetRow(after)]);
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
    default: {
      const unknown: never = event;
      throw new Error(`unknown event ${JSON.stringify(unknown)}`);
    }
  }
}

function rowChanges(before: Row[] | null, after: Row[], type = ''): CellChange[] {
  const was = new Map((before ?? []).map((row) => [row.entityId, row]));
  const is = new Map(after.map((row) => [row.entityId, row]));
  const ids = new Set([...is.keys(), ...was.keys()]);
  return [...ids].flatMap((id) => cellChanges(was.get(id), is.get(id), type));
}

function cellChanges(was: Row | undefined, is: Row | undefined, type: string): CellChange[] {
  const row = is ?? was;
  if (row === undefined) return [];
  const { projectId, entityId, entityKind, entityName } = row;
  const changes: CellChange[] = [];
  for (const path of Object.keys(row.cells)) {
    const before = was?.cells[path] ?? null;
    const after = is?.cells[path] ?? null;
    if (before === after) continue;
    const [kind, delta, effect] = [
      kindOf(was, is, path, type),
      deltaOf(path, before, after),
      effectIn(path, before, after),
    ];
    changes.push({ projectId, entityId, entityKind, entityName, kind, path, before, after, delta, effect });
  }
  return changes;
}

function kindOf(was: Row | undefined, is: Row | undefined, path: string, type: string): ChangeKind {
  if (is === undefined) return 'REMOVED';
  if (was === undefined) return type.endsWith('Restored') ? 'RESTORED' : 'ADDED';
  if (path === 'name') return 'RENAMED';
  return path === 'place' ? 'MOVED' : 'MODIFIED';
}

const amountPath = /^(funding|declaredTotals)\.|^declaredTotal$/;
const targetPath = /^(cycle|annual)Target$/;

function deltaOf(path: string, before: string | null, after: string | null): string | null {
  if (amountPath.test(path)) return difference(before, after);
  return before !== null && after !== null && targetPath.test(path) ? targetDelta(before, after) : null;
}

function effectIn(path: string, before: string | null, after: string | null): TargetEffect | null {
  return before !== null && after !== null && targetPath.test(path) ? effectOf(before, after) : null;
}

function budgetRow(state: OpenBudgetState): Row {
  return {
    projectId: null,
    entityId: state.budgetId,
    entityKind: 'BUDGET',
    entityName: state.name,
    cells: budgetCells(state),
  };
}

function fundUserRows(state: OpenBudgetState | null, id: string | undefined): Row[] {
  const row = id === undefined ? undefined : state?.fundUsers.get(id);
  if (row === undefined || row.withdrawn) return [];
  return [
    {
      projectId: null,
      entityId: row.id,
      entityKind: 'FUND_USER',
      entityName: row.name,
      cells: fundUserCells(row),
    },
  ];
}

function projectAlone(state: OpenBudgetState | null, id: string | undefined): Row[] {
  const row = id === undefined ? undefined : state?.projects.get(id);
  return row === undefined || row.withdrawn ? [] : [projectRow(row)];
}

function wholeProject(state: OpenBudgetState | null, id: string | undefined): Row[] {
  const row = id === undefined ? undefined : state?.projects.get(id);
  if (row === undefined || row.withdrawn) return [];
  const indicators = [...row.indicators.values()].filter((indicator) => !indicator.withdrawn);
  return [projectRow(row), ...indicators.map((indicator) => indicatorRow(row, indicator))];
}

function projectRow(row: ProjectState): Row {
  return {
    projectId: row.id,
    entityId: row.id,
    entityKind: 'PROJECT',
    entityName: row.name,
    cells: projectCells(row),
  };
}

function indicatorRows(
  state: OpenBudgetState | null,
  at: { projectId: string; indicatorId?: string; indicator?: { indicatorId: string } },
): Row[] {
  const project = state?.projects.get(at.projectId);
  const id = at.indicatorId ?? at.indicator?.indicatorId;
  const row = id === undefined ? undefined : project?.indicators.get(id);
  return project === undefined || row === undefined || row.withdrawn ? [] : [indicatorRow(project, row)];
}

function indicatorRow(project: ProjectState, row: IndicatorState): Row {
  return {
    projectId: project.id,
    entityId: row.id,
    entityKind: 'INDICATOR',
    entityName: row.name,
    cells: indicatorCells(row),
  };
}
