import type { Position } from '../../../events/position.js';
import type { EntityKind, SaveRow } from '../../../projections/rows.js';
import type { ChangeOrder, Count, Page, Paged, ResolvedSaveFilter } from '../lists.js';

export type NamedKind = EntityKind | 'EVENT' | 'DRAFT';

/** Points of the ledger and the saves that stand there; what ids name. */
export interface Points {
  /** End of the save that the position lies in or behind: what a reader of the position sees. `ledgerStart`: nothing. */
  saveEnd(position: Position): Promise<Position>;

  /** Last position whose clock is not later than the time (RFC 3339 UTC, milliseconds); `ledgerStart` if none. */
  positionAt(time: string): Promise<Position>;

  /** The save that ends at or before the position, whatever its budget; null at the start. */
  lastSave(position: Position): Promise<SaveRow | null>;

  /**
   * Exactly that version, or the last one at or before the position; null: there is none.
   * @param tableId of a budget; or of a draft, whose saves are its own, from 0
   */
  saveAt(tableId: string, at: { version: number } | { position: Position }): Promise<SaveRow | null>;

  /** The first save that carries the command's id, whatever table it is of; null: none up to the checkpoint. */
  saveByCommand(commandId: string): Promise<SaveRow | null>;

  /** Newest first, none later than `version`. The sort key is opaque. */
  saves(tableId: string, version: number, page: Page): Promise<Paged<SaveRow>>;

  /** Of the whole ledger, at or before the position, those of drafts too. A key is taken in either order, as of changes. */
  ledgerSaves(
    filter: ResolvedSaveFilter,
    order: ChangeOrder,
    position: Position,
    page: Page,
  ): Promise<Paged<SaveRow>>;
  countLedgerSaves(filter: ResolvedSaveFilter, position: Position, bound: number): Promise<Count>;

  /** What each id names, in the order given; null: nothing. */
  kindsOf(ids: readonly string[]): Promise<(NamedKind | null)[]>;

  /** null: no event has this id. */
  eventPosition(eventId: string): Promise<Position | null>;
}
