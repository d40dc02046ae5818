import type { Duplex } from 'node:stream';
import type { Incoming } from '../bodies/held-bytes.js';
import type { Pace } from '../bodies/pace.js';
import { keepPace } from '../bodies/pace.js';
import { closeCodes, noRoom, slowMessage } from './close.js';
import { unfinishedMessage } from './unfinished-message.js';

/** What a socket's bytes come by, and what they have room in. */
export interface Wire {
  duplex: Duplex;
  incoming: Incoming;
}

/**
 * Holds room for what a client has sent of a message that is not whole yet, and closes the socket where there is none, or
 * where the rest of the message does not come.
 * @returns lets go of it
 */
export function holdMessages(
  { duplex, incoming: { held, limits } }: Wire,
  close: (code: number, reason: string) => void,
): () => void {
  const message = unfinishedMessage();
  const holding = held.begin();
  let pace: Pace | null = null;

  function take(chunk: Buffer): void {
    message.take(chunk);
    const { bytes } = message;
    // Less than before is of another message.
    if (bytes < holding.bytes) rest();
    if (bytes === 0) return;
    if (!holding.growNow(bytes)) close(closeCodes.tryAgainLater, noRoom);
    pace ??= keepPace(limits, () => close(closeCodes.tooSlow, slowMessage));
    pace.have(bytes);
  }

  function rest(): void {
    holding.shrinkTo(0);
    pace?.stop();
    pace = null;
  }

  duplex.on('data', take);
  return () => {
    duplex.off('data', take);
    rest();
    holding.end();
  };
}
