import type { Position } from '../../../events/position.js';
import type { EntityKind, SaveRow } from '../../../projections/rows.js';
import type { ChangeOrder, Count, Page, Paged, ResolvedSaveFilter } from '../lists.js';

export type NamedKind = EntityKind | 'EVENT' | 'DRAFT';

/** A save of a budget, or of a draft, by its version; or the last one at or before a position. */
export type SaveAddress = { tableId: string } & ({ version: number } | { position: Position });

/** Saves of one table, the budget's or the draft's; of a budget with its drafts; or of the whole ledger. */
export type SavesOf = { tableId: string } | { budgetId: string } | 'LEDGER';

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

  /** The same for each, in the order given. */
  savesAt(saves: readonly SaveAddress[]): Promise<(SaveRow | null)[]>;

  /** The first save that carries the command's id, whatever table it is of; null: none up to the checkpoint. */
  saveByCommand(commandId: string): Promise<SaveRow | null>;

  /** Newest first, none later than `version`. The sort key is opaque. */
  saves(tableId: string, version: number, page: Page): Promise<Paged<SaveRow>>;

  /** Of the whole ledger, at or before the position, those of drafts too. A key is taken in either order, as of changes. */
  ledgerSaves(filter: ResolvedSaveFilter, order: ChangeOrder, position: Position, page: Page): Promise<Paged<SaveRow>>;
  countLedgerSaves(filter: ResolvedSaveFilter, position: Position, bound: number): Promise<Count>;
  /**
   * The first of them behind one position, up to and with another, in ledger order. A budget's are its own and those of
   * its drafts.
   */
  savesBehind(of: SavesOf, behind: Position, upTo: Position, first: number): Promise<SaveRow[]>;

  /** What each id names, in the order given; null: nothing. */
  kindsOf(ids: readonly string[]): Promise<(NamedKind | null)[]>;

  /** null: no event has this id. */
  eventPosition(eventId: string): Promise<Position | null>;

  /** The same for each, in the order given. */
  eventPositions(eventIds: readonly string[]): Promise<(Position | null)[]>;
}
