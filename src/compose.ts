import type { Ledger, LedgerOpening } from './compose-writing.js';
import { beginWriting } from './compose-writing.js';
import type { ReadOnlyLedger } from './compose-reading.js';
import { openForReading } from './compose-reading.js';
import type { LedgerConfig } from './ledger-config.js';

export { previewImport } from './compose-reading.js';
export type { Ledger, LedgerOpening } from './compose-writing.js';
export type { ReadOnlyLedger } from './compose-reading.js';

/** Whether this process writes events, and then who fills the read model: a thread of it, or another process. */
export type LedgerUse = { write: true; projector: 'here' | 'elsewhere' } | { write: false };

/**
 * Puts the program together on the engines of the configuration. To be read alone, nothing is created, locked or
 * checkpointed.
 * @throws WriterLocked, CannotWrite, CannotConnect, StoreUnavailable where it is to be written; CannotRead where it is
 *   only to be read and there is no ledger or no read model, or this process may not read them; LedgerMismatch where events and read model are not of one ledger
 */
export function openLedger(config: LedgerConfig, use: LedgerUse & { write: true }): Promise<Ledger>;
export function openLedger(config: LedgerConfig, use: LedgerUse & { write: false }): Promise<ReadOnlyLedger>;
export async function openLedger(config: LedgerConfig, use: LedgerUse): Promise<Ledger | ReadOnlyLedger> {
  if (!use.write) return openForReading(config);
  const { opened } = await beginLedger(config, use.projector);
  return opened;
}

/** The same for whoever has something to say while the read model is waited for. @throws the same */
export function beginLedger(config: LedgerConfig, projector: 'here' | 'elsewhere'): Promise<LedgerOpening> {
  return beginWriting(config, projector);
}
