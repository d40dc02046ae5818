import type { Ledger } from './compose-writing.js';
import { openForWriting } from './compose-writing.js';
import type { ReadOnlyLedger } from './compose-reading.js';
import { openForReading } from './compose-reading.js';
import type { LedgerConfig } from './ledger-config.js';

export { previewImport } from './compose-reading.js';
export type { Ledger } from './compose-writing.js';
export type { ReadOnlyLedger } from './compose-reading.js';

/** Whether this process writes events, and then who fills the read model: a thread of it, or another process. */
export type LedgerUse = { write: true; projector: 'here' | 'elsewhere' } | { write: false };

/**
 * Puts the program together on the engines of the configuration. To be read alone, nothing is created, locked or
 * checkpointed.
 * @throws WriterLocked, CannotWrite, StoreUnavailable where it is to be written; CannotRead where it is only to be read
 *   and there is no ledger or no read model, or this process may not read them
 */
export function openLedger(config: LedgerConfig, use: LedgerUse & { write: true }): Promise<Ledger>;
export function openLedger(config: LedgerConfig, use: LedgerUse & { write: false }): Promise<ReadOnlyLedger>;
export function openLedger(config: LedgerConfig, use: LedgerUse): Promise<Ledger | ReadOnlyLedger> {
  return use.write ? openForWriting(config, use.projector) : openForReading(config);
}
