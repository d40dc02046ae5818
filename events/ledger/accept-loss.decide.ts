import type { Position } from '../position.js';
import { Refusal } from '../refusal.js';
import type { EventPlace, LostEnd, OwnEvent } from './ledger.events.js';

/** To go on from what is left of a ledger that reached farther. */
export interface AcceptLoss {
  /** Where the ledger ends, as whoever accepts it has read it: nobody accepts another loss than they know of. */
  at: Position;
  /** Where it does end. */
  found: Position;
  /** The event there; null: there is none. */
  last: EventPlace | null;
  /** Up to where it was known to reach; null: nothing is known to be gone. */
  lost: LostEnd | null;
}

/** @throws Refusal UNKNOWN_POSITION, NO_CHANGES */
export function decideAcceptLoss({ at, found, last, lost }: AcceptLoss): OwnEvent {
  if (lost === null) {
    throw new Refusal(
      'NO_CHANGES',
      `账本到 ${found} 为止，没有发现丢失，无需确认。`,
      `The ledger ends at ${found} and nothing is known to be lost, so there is nothing to accept.`,
    );
  }
  if (at !== found) {
    throw new Refusal(
      'UNKNOWN_POSITION',
      `账本现在到 ${found} 为止，不是 ${at.slice(0, 80)}；请核对后写出 ${found}，其后到 ${lost.position} 的记录即确认丢失。`,
      `The ledger ends at ${found}, not at ${at.slice(0, 80)}. Look again, then name ${found}: what was recorded behind it, up to ${lost.position}, is then accepted as lost.`,
      { argument: ['position'] },
    );
  }
  return { type: 'LossAccepted', data: { last, lost, restoredFrom: null } };
}
