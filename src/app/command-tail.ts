import type { CommandOutcome, EventReader, Position, StoredEvent } from '../ports/event-store.js';
import { ledgerStart } from '../ports/event-store.js';
import { envelopeOf } from './stored-event.js';

/** What the commands came to that are recorded behind the read model's checkpoint. */
export interface CommandTail {
  /**
   * Reads what was recorded since the last time.
   * @param checkpoint what is up to here is left out
   * @param bound of the events behind the checkpoint
   * @returns false: there are more than that, and the tail is not read to its end
   */
  readOn(checkpoint: () => Promise<Position>, bound: number): Promise<boolean>;
  outcomeOf(commandId: string): CommandOutcome | null;
}

const pageSize = 500;

/** Kept from one question to the next, so that each event is read once. */
export function commandTail(store: Pick<EventReader, 'readAll'>): CommandTail {
  /** In the order of the ledger. */
  const outcomes = new Map<string, CommandOutcome>();
  /** The first event of a save whose last one is not read yet, by its stream. */
  const begun = new Map<string, StoredEvent>();
  let start: Position = ledgerStart;
  let end: Position = ledgerStart;

  function forgetUpTo(checkpoint: Position): void {
    // A copy of the read model that was built beside may show less than the one before it.
    const isOutside = checkpoint >= end || checkpoint < start;
    for (const [commandId, { lastPosition }] of outcomes) {
      if (!isOutside && lastPosition > checkpoint) break;
      outcomes.delete(commandId);
    }
    if (isOutside) {
      begun.clear();
      end = checkpoint;
    }
    start = checkpoint;
  }

  function take(event: StoredEvent): void {
    const { stream, revision, position } = event;
    end = position;
    const { commandId, commandHash, version, endsSave } = envelopeOf(event);
    const first = begun.get(stream) ?? event;
    if (!endsSave) {
      begun.set(stream, first);
      return;
    }
    begun.delete(stream);
    if (outcomes.has(commandId)) return;
    outcomes.set(commandId, {
      commandId,
      commandHash,
      stream,
      version,
      firstRevision: first.revision,
      lastRevision: revision,
      firstPosition: first.position,
      lastPosition: position,
    });
  }

  function eventsKept(): number {
    let events = begun.size;
    for (const { firstRevision, lastRevision } of outcomes.values()) events += lastRevision - firstRevision + 1;
    return events;
  }

  async function read(checkpoint: Position, bound: number): Promise<boolean> {
    forgetUpTo(checkpoint);
    for (let events = eventsKept(); events <= bound;) {
      const page = await store.readAll(end, pageSize);
      page.forEach(take);
      events += page.length;
      if (page.length < pageSize) return events <= bound;
    }
    return false;
  }

  const reading = sharedWork();
  return {
    readOn: (checkpoint, bound) => reading(async () => read(await checkpoint(), bound)),
    outcomeOf: (commandId) => outcomes.get(commandId) ?? null,
  };
}

/**
 * Does a work for all who ask while it waits for its turn. Nobody is given one that had begun before they asked: it may
 * have missed what they ask about.
 */
function sharedWork(): (work: () => Promise<boolean>) => Promise<boolean> {
  let running: Promise<boolean> | null = null;
  let next: Promise<boolean> | null = null;
  function begin(work: () => Promise<boolean>): Promise<boolean> {
    running = work().finally(() => (running = null));
    return running;
  }
  return (work) => {
    if (running === null) return begin(work);
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return begin(work);
      });
    return next;
  };
}
