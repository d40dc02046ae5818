import type { BudgetEvent, IndicatorContent } from '../../../events/budget/budget.events.js';
import { indicatorCells } from '../../../events/budget/cells.js';
import { cellsSetBy } from '../../../events/budget/touches.js';
import type { Origin, Origins } from '../../../events/envelope.js';
import { nameOrigins, originOf as originNamed } from '../../../events/origin.js';
import type { MergedCell } from '../../../services/services.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { Changes, ResolvedChangeFilter } from '../../ports/read-model.js';
import type { Position } from '../../ports/event-store.js';
import { everyRow } from '../whole-lists.js';

/** What the table that is taken in did since the two parted: for each cell, and each row, the change that did it last. */
export interface OtherSide {
  /** null: it did not set the cell. */
  cell(rowId: string, path: string): ChangedCell | null;
  /** The change by which the row came into the table, or left it. */
  row(rowId: string): ChangedCell | null;
}

/** Reads every change of one side; its history is told cell by cell, so the last one wins. */
export async function loadOtherSide(
  readModel: Changes,
  filter: ResolvedChangeFilter,
  position: Position,
): Promise<OtherSide> {
  const cells = new Map<string, ChangedCell>();
  const rows = new Map<string, ChangedCell>();
  for (const change of await everyRow((page) => readModel.changes(filter, 'OLDEST_FIRST', position, page))) {
    const { entityId, path, kind } = change;
    cells.set(`${entityId} ${path}`, change);
    if (kind === 'ADDED' || kind === 'RESTORED' || kind === 'REMOVED') rows.set(entityId, change);
  }
  return {
    cell: (rowId, path) => cells.get(`${rowId} ${path}`) ?? null,
    row: (rowId) => rows.get(rowId) ?? null,
  };
}

/**
 * The events of a merge, where an indicator that comes with its project has an event of its own if anything of it has
 * another origin than the project: what an event names of origins has to fit into it, however many indicators there are.
 */
export function withRowsApart(events: readonly BudgetEvent[], other: OtherSide): BudgetEvent[] {
  return events.flatMap((event): BudgetEvent[] => {
    if (event.type !== 'ProjectAdded' || event.data.indicators.length === 0) return [event];
    const { projectId, indicators } = event.data;
    const own = other.row(projectId)?.eventId;
    const isOwn = (indicator: IndicatorContent) =>
      Object.entries(indicatorCells(indicator)).every(
        ([path, value]) => (value ?? '') === '' || other.cell(indicator.indicatorId, path)?.eventId === own,
      );
    return [
      { ...event, data: { ...event.data, indicators: indicators.filter(isOwn) } },
      ...indicators
        .filter((indicator) => !isOwn(indicator))
        .map((indicator) => ({ type: 'IndicatorAdded' as const, data: { projectId, indicator } })),
    ];
  });
}

/**
 * For each event of a merge, the origins of the cells that it changes; null: it changes none.
 * @param changes of each event, the cells that it changes
 * @param originOf null: the other side did not set the cell
 */
export function originsOf(
  events: readonly BudgetEvent[],
  changes: readonly (readonly ChangedCell[])[],
  budgetId: string,
  other: OtherSide,
  originOf: (change: ChangedCell | null) => Origin,
): (Origins | null)[] {
  const setLater = new Set<string>();
  const named = events.map((): Origins | null => null);
  for (let at = events.length - 1; at >= 0; at -= 1) {
    const [about] = cellsSetBy(events[at] as BudgetEvent, budgetId);
    if (about === undefined) continue;
    const cells = (changes[at] ?? []).map(({ entityId: rowId, path }) => {
      // A row that comes back has its former values first: it was the row that was brought back then, not the cell set.
      const change = setLater.has(`${rowId} ${path}`) ? other.row(rowId) : other.cell(rowId, path);
      return { rowId, path, origin: originOf(change) };
    });
    const own = about.path === null ? other.row(about.rowId) : other.cell(about.rowId, about.path);
    named[at] = nameOrigins(originOf(own), cells);
    for (const { rowId, path } of cells) setLater.add(`${rowId} ${path}`);
  }
  return named;
}

/** The cells that the events of a merge change, each with who had set it on the other side. */
export function withEditors(
  changes: readonly (readonly ChangedCell[])[],
  origins: readonly (Origins | null)[],
): MergedCell[] {
  return changes.flatMap((cells, index) => {
    const named = origins[index] ?? null;
    return cells.map((cell) => ({
      ...cell,
      editor: named === null ? null : originNamed(named, cell.entityId, cell.path).editor,
    }));
  });
}
