import type { Position } from '../position.js';
import type { LostEnd, OwnEvent } from './ledger.events.js';

/** Whether somebody has accepted exactly this loss. */
export function acceptsEnd(said: readonly OwnEvent[], { position, leafHash }: LostEnd): boolean {
  return said.some(
    (event) =>
      event.type === 'LossAccepted' && event.data.lost.position === position && event.data.lost.leafHash === leafHash,
  );
}

/** Whether somebody has accepted a loss that this place of the same ledger was part of. */
export function acceptsPlace(said: readonly OwnEvent[], position: Position): boolean {
  return said.some((event) => event.type === 'LossAccepted' && event.data.lost.position >= position);
}
