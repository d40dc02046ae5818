/** Going on from what is left of a ledger: the decision of whoever runs it, on any pair of engines. */
import { v7 as uuidv7 } from 'uuid';
import { decideAcceptLoss } from '../events/ledger/accept-loss.decide.js';
import type { LostEnd } from '../events/ledger/ledger.events.js';
import type { CommandRequest } from '../services/services.js';
import type { AcceptedLoss } from './app/accept-loss.js';
import { acceptLoss } from './app/accept-loss.js';
import { intentOf } from './app/intent.js';
import type { StoresConfig } from './engines/stores.js';
import { holdReadModel, openEventReader, openEventStore, openReadModel } from './engines/stores.js';
import { CannotRead } from './ports/cannot-read.js';
import type { Position } from './ports/event-store.js';
import { ledgerStart } from './ports/event-store.js';
import { EventsMissing } from './ports/events-missing.js';
import type { ReadModel } from './ports/read-model.js';
import { RolledBack } from './ports/rolled-back.js';

/**
 * Nothing else may write to the ledger or fill its views.
 * @param at where the ledger ends now
 * @throws WriterLocked; CannotWrite; CannotConnect; StoreUnavailable; AlteredFile; Refusal
 */
export async function acceptLossOf(
  config: StoresConfig,
  at: Position,
  request: Omit<CommandRequest, 'commandId' | 'payload' | 'source'>,
): Promise<AcceptedLoss> {
  const newId = () => uuidv7();
  const intent = intentOf({ ...request, commandId: null, payload: { acceptLoss: at }, source: { kind: 'cli' } }, newId);
  await checkWhereMissing(config, at);
  const store = await openEventStore(config, { despiteLoss: true });
  try {
    const held = await holdReadModel(config);
    const readModel = await openViewsIfThere(config);
    try {
      return await acceptLoss(at, { store, readModel, now: () => new Date().toISOString(), newId }, intent);
    } finally {
      await readModel?.close();
      await held.release();
    }
  } finally {
    await store.close();
  }
}

/** Where there are no events, so that none are made for whoever meant others. @throws Refusal */
async function checkWhereMissing(config: StoresConfig, at: Position): Promise<void> {
  const opened = await openEventReader(config).catch(lostWhole);
  if (opened === null || 'position' in opened) decideAcceptLoss({ at, found: ledgerStart, last: null, lost: opened });
  else await opened.close();
}

/** Up to where there had been events; null: nothing says that there had been any. */
function lostWhole(error: unknown): LostEnd | null {
  if (error instanceof RolledBack) return error.lost;
  if (error instanceof EventsMissing) return { position: error.shown, leafHash: null };
  if (error instanceof CannotRead && error.code === 'NOTHING_THERE') return null;
  throw error;
}

/** null: there are none that can be read, and what they showed is not known. */
async function openViewsIfThere(config: StoresConfig): Promise<ReadModel | null> {
  try {
    return await openReadModel(config, AbortSignal.abort());
  } catch (error) {
    if (error instanceof CannotRead) return null;
    throw error;
  }
}
