import type { SourceOf, WantedRow } from '../../../events/budget/budget.commands.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import { cellsSetBy } from '../../../events/budget/touches.js';
import type { EventSource } from '../../../events/envelope.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { Position } from '../../ports/event-store.js';
import type { Branch, CellAddress, Changes } from '../../ports/read-model.js';
import type { SourcedEvent } from '../command-lanes.js';

/** Which event on the other side set what a merge takes from there. */
export interface CellSources {
  of: SourceOf;
  /** Looks up rows that the events set although the merge does not name them: they go with their project. */
  complete(events: readonly BudgetEvent[], budgetId: string): Promise<void>;
  /** The events with the sources of what they set. */
  attach(events: readonly BudgetEvent[], budgetId: string): SourcedEvent[];
}

/**
 * Looks up, for each cell that the merged table takes from the other side, the change that set it there. When a row came
 * or went is told by the last change of its name, which every row has.
 * @param sourceOf what an event names as the source of what it sets; null: the merge as a whole
 */
export async function cellSources(
  readModel: Changes,
  rows: ReadonlyMap<string, WantedRow>,
  at: { position: Position; branch: Branch | null },
  sourceOf: (change: ChangedCell | null) => EventSource,
): Promise<CellSources> {
  const cells = [...rows].flatMap(([entityId, { cells: wanted }]): CellAddress[] =>
    [...new Set(['name', ...Object.keys(wanted)])].map((path) => ({ entityId, path })),
  );
  const found = new Map<string, ChangedCell>();
  await lookUp(cells);
  const changeOf = (rowId: string, path: string | null) =>
    found.get(`${rowId} ${path ?? 'name'}`) ?? found.get(`${rowId} name`) ?? null;

  async function lookUp(wanted: readonly CellAddress[]): Promise<void> {
    const last = await readModel.lastChanges(wanted, at.position, at.branch ?? undefined);
    wanted.forEach(({ entityId, path }, index) => {
      const change = last[index];
      // What the other side has from the base is no change of its own.
      if (change && change.draftId === (at.branch?.draftId ?? null)) found.set(`${entityId} ${path}`, change);
    });
  }

  return {
    async complete(events, budgetId) {
      const set = events.flatMap((event) => cellsSetBy(event, budgetId).slice(0, 1));
      const others = new Set(set.map(({ rowId }) => rowId).filter((rowId) => !rows.has(rowId)));
      await lookUp([...others].map((entityId) => ({ entityId, path: 'name' })));
    },
    of: (rowId, path) => changeOf(rowId, path)?.eventId ?? '',
    attach: (events, budgetId) =>
      events.map((event) => {
        const [cell] = cellsSetBy(event, budgetId);
        return { event, source: sourceOf(cell === undefined ? null : changeOf(cell.rowId, cell.path)) };
      }),
  };
}
