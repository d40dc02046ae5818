import type { SourceOf, WantedRow } from '../../../events/budget/budget.commands.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import { cellsSetBy } from '../../../events/budget/touches.js';
import type { EventSource } from '../../../events/envelope.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { Position } from '../../ports/event-store.js';
import type { Branch, CellAddress, Changes } from '../../ports/read-model.js';
import type { SourcedEvent } from '../command-lanes.js';

/** For what a merge takes from the other side: which event set it there. */
export interface CellSources {
  of: SourceOf;
  /** Also looks up rows that the events change without the merge naming them: they are withdrawn with their project. */
  complete(events: readonly BudgetEvent[], budgetId: string): Promise<void>;
  /** The events, each with the source of the cells that it sets. */
  attach(events: readonly BudgetEvent[], budgetId: string): SourcedEvent[];
}

/**
 * Looks up, for each cell that the merged table takes from the other side, the change that set it there. A row's last
 * addition, withdrawal or restoration shows as the last change of its name, which every row has.
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
      // A value that the other side has from the base is not a change of that side.
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
