import type { BudgetEvent } from '../events/budget/budget.events.js';
import type { BudgetState, OpenBudgetState, ProjectState } from '../events/budget/budget.state.js';
import { byPlace } from '../events/budget/budget.state.js';
import type { RowChange, Touch } from '../events/budget/touches.js';
import { touchOf } from '../events/budget/touches.js';
import type { EventSource } from '../events/envelope.js';
import { originOf } from '../events/origin.js';
import { cellDifferences } from './cell-differences.js';
import type { RowBothTimes } from './cell-ordinals.js';
import { ordinalsOf } from './cell-ordinals.js';
import type { ChangedCell, ChangeKind } from './rows.js';
import type { TableRow } from './table-row.js';
import { budgetRow, fundUserRow, indicatorRow, projectRow } from './table-row.js';

/** What all changed cells of one event have in common. */
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
> & { source: EventSource };

/** One cell, apart from the event that changed it. */
export type CellChange = Omit<ChangedCell, keyof AboutEvent | 'editorId' | 'rank'>;

/** A cell as it is kept. Written out member by member: an import has tens of thousands of them. */
export function changedCell(cell: CellChange, about: AboutEvent, rank: number): ChangedCell {
  const { ordinal, projectId, entityId, entityKind, entityName, kind, path, before, after, delta, effect } = cell;
  const { eventId, position, budgetId, draftId, unitKey, fiscalYear } = about;
  const { version, recordedAt, actor, source, reason, basisDocument } = about;
  return {
    eventId,
    position,
    ordinal,
    rank,
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
    editorId: editorIn(source, entityId, path) ?? actor.id,
    source: source.kind,
    reason,
    basisDocument,
  };
}

/** null: the event is of no merge, or the cell comes of the merge as a whole. */
function editorIn(source: EventSource, entityId: string, path: string): string | null {
  return source.kind === 'promote' || source.kind === 'refresh' ? originOf(source, entityId, path).editor : null;
}

/**
 * The cells that one event changed, in the order of the printed table: what the table's reader saw in them before and
 * after. A project that comes or goes takes its indicators along.
 */
export function changedCells(before: BudgetState, event: BudgetEvent, after: OpenBudgetState): CellChange[] {
  const touch = touchOf(event, after.budgetId);
  if (touch === null) return [];
  const old = before.status === 'open' ? rowsShown(before, touch) : [];
  const was = new Map(old.map((row) => [row.entityId, row]));
  const is = new Map(rowsShown(after, touch).map((row) => [row.entityId, row]));
  const ids = [...new Set([...is.keys(), ...was.keys()])];
  const ordinals = ordinalsOf(ids.map((id) => ({ was: was.get(id), is: is.get(id) })));
  const printed = ids.map((id) => ({ was: was.get(id), is: is.get(id) })).sort(inPrintedOrder);
  return printed.flatMap((row) => cellChanges(row, touch.change, ordinals));
}

function cellChanges(
  { was, is }: RowBothTimes,
  change: RowChange,
  ordinals: ReadonlyMap<string, number>,
): CellChange[] {
  const row = is ?? was;
  if (row === undefined) return [];
  const { projectId, entityId, entityKind, entityName } = row;
  return cellDifferences(was?.cells ?? null, is?.cells ?? null).map(({ path, before, after, delta, effect }) => {
    const kind = kindOf(was, is, path, change);
    const ordinal = ordinals.get(`${entityId} ${path}`) ?? 0;
    return { ordinal, projectId, entityId, entityKind, entityName, kind, path, before, after, delta, effect };
  });
}

/** The row that the others hang from first, then these by their places. */
function inPrintedOrder(one: RowBothTimes, other: RowBothTimes): number {
  const left = one.is ?? one.was;
  const right = other.is ?? other.was;
  if (left?.entityKind !== 'INDICATOR' || right?.entityKind !== 'INDICATOR') {
    return Number(left?.entityKind === 'INDICATOR') - Number(right?.entityKind === 'INDICATOR');
  }
  const placeOf = ({ entityId: id, cells }: TableRow) => ({ id, place: cells['place'] ?? '' });
  return byPlace(placeOf(left), placeOf(right));
}

function kindOf(was: TableRow | undefined, is: TableRow | undefined, path: string, change: RowChange): ChangeKind {
  if (is === undefined) return 'REMOVED';
  if (was === undefined) return change === 'RESTORED' ? 'RESTORED' : 'ADDED';
  if (path === 'name') return 'RENAMED';
  return path === 'place' ? 'MOVED' : 'MODIFIED';
}

/** The rows that an event touches, as a table shows them: none that is withdrawn. */
function rowsShown(state: OpenBudgetState, { row, change }: Touch): TableRow[] {
  switch (row.kind) {
    case 'BUDGET':
      return [budgetRow({ id: state.budgetId, name: state.name })];
    case 'FUND_USER': {
      const fundUser = state.fundUsers.get(row.id);
      return fundUser === undefined || fundUser.withdrawn ? [] : [fundUserRow(fundUser)];
    }
    case 'PROJECT': {
      const project = state.projects.get(row.id);
      if (project === undefined || project.withdrawn) return [];
      return [projectRow(project), ...(change === 'REVISED' ? [] : indicatorsShown(project))];
    }
    case 'INDICATOR': {
      const project = state.projects.get(row.projectId);
      const indicator = project?.indicators.get(row.id);
      const isShown = project?.withdrawn === false && indicator?.withdrawn === false;
      return isShown && indicator !== undefined ? [indicatorRow(row.projectId, indicator)] : [];
    }
  }
}

function indicatorsShown({ id, indicators }: ProjectState): TableRow[] {
  const shown = [...indicators.values()].filter((indicator) => !indicator.withdrawn);
  return shown.map((indicator) => indicatorRow(id, indicator));
}
