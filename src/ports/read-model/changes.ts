import type { Position } from '../../../events/position.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { Branch, CellAddress, ChangeOrder, Count, Page, Paged, ResolvedChangeFilter } from '../lists.js';

/** Where a cell was changed: by its number in the event at the position. */
export type ChangePlace = Pick<ChangedCell, 'position' | 'ordinal'>;

/** Changed cells: lists of them, and what set a cell last. */
export interface Changes {
  /**
   * At or before the position. A key names a row and the order that it was given in, and a page goes on from it in either:
   * in the other order with the rows that stood before it, so that what is read newest first can be followed from there.
   */
  changes(
    filter: ResolvedChangeFilter,
    order: ChangeOrder,
    position: Position,
    page: Page,
  ): Promise<Paged<ChangedCell>>;
  countChanges(filter: ResolvedChangeFilter, position: Position, bound: number): Promise<Count>;

  /**
   * For each place, in the order given, the cell that was changed there, in a budget or in a draft, whatever its event;
   * null: none. It costs the cells of those events.
   */
  changesAt(places: readonly ChangePlace[]): Promise<(ChangedCell | null)[]>;

  /** For each cell, in the order given, the change that set it last, at or before the position; null: none. A seek each. */
  lastChanges(cells: readonly CellAddress[], position: Position, branch?: Branch): Promise<(ChangedCell | null)[]>;
}
