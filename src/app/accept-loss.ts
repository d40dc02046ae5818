import { decideAcceptLoss } from '../../events/ledger/accept-loss.decide.js';
import type { LostEnd } from '../../events/ledger/ledger.events.js';
import type { EventReader, EventStore, Position } from '../ports/event-store.js';
import { ledgerStart } from '../ports/event-store.js';
import type { ReadModel } from '../ports/read-model.js';
import { viewsBeside } from './check-same-ledger.js';
import type { Intent } from './command-lanes.js';
import type { OwnEventTools } from './own-events.js';
import { placeOf, recordOwnEvent } from './own-events.js';

export interface AcceptLossTools extends OwnEventTools {
  /** Opened despite what is lost. */
  store: EventStore;
  /** null: there are no views that could tell of more. */
  readModel: Pick<ReadModel, 'status' | 'saveAt'> | null;
}

export interface AcceptedLoss {
  /** Where the ledger ended. */
  found: Position;
  /** Up to where it was known to reach. */
  lost: Position;
  /** Where it is on the record. */
  position: Position;
}

/**
 * Puts on the record that the ledger goes on from where it ends, though it was known to reach farther.
 * @param at where it ends, as whoever accepts it names it
 * @throws Refusal UNKNOWN_POSITION, NO_CHANGES; AlteredEvent; what `EventStore.append` throws
 */
export async function acceptLoss(at: Position, tools: AcceptLossTools, intent: Intent): Promise<AcceptedLoss> {
  const { store, readModel } = tools;
  const found = await store.head();
  const last = found === ledgerStart ? null : await store.readAt(found);
  const lost = await knownLoss(store, readModel);
  const fact = decideAcceptLoss({ at, found, last: last && placeOf(last), lost });
  const outcome = await recordOwnEvent(tools, intent, () => fact);
  if (outcome === null || lost === null) throw new TypeError('unreachable');
  return { found, lost: lost.position, position: outcome.lastPosition };
}

/** What the store's own mark or the views tell of, the farther of the two. */
async function knownLoss(events: EventReader, readModel: AcceptLossTools['readModel']): Promise<LostEnd | null> {
  const marked = (await events.lost?.()) ?? null;
  const shown = readModel === null ? null : await shownLoss(events, readModel);
  if (marked === null || shown === null) return marked ?? shown;
  return shown.position > marked.position ? shown : marked;
}

async function shownLoss(
  events: EventReader,
  readModel: Pick<ReadModel, 'status' | 'saveAt'>,
): Promise<LostEnd | null> {
  const shown = await readModel.status();
  const of = await viewsBeside({ events, readModel, shown });
  if (of !== 'OF_LOST_EVENTS' && of !== 'OF_NO_EVENTS') return null;
  return { position: shown.position, leafHash: shown.leafHash ?? null };
}
