import type { PositionedEvent, PositionedOwnEvent } from '../../projections/positioned-event.js';
import { isOwnEvent } from '../../events/upcast.js';
import type { EventReader, Position, StoredEvent } from '../ports/event-store.js';
import { AlteredEvent, decodeStored } from './stored-event.js';

/** One append. */
export interface FollowedSave {
  /** In order; the last of them ends the save. */
  events: SaveOfTable | OwnSave;
  /** Of the last one. */
  leafHash: string;
}

type SaveOfTable = readonly [PositionedEvent, ...PositionedEvent[]];

/** What the ledger says of itself. */
type OwnSave = readonly [PositionedOwnEvent, ...PositionedOwnEvent[]];

export function isOwnSave(events: FollowedSave['events']): events is OwnSave {
  return isOwnEvent(events[0]);
}

export interface FollowedPage {
  /** None where the store cut through a save that is larger than what it gives at once. */
  saves: FollowedSave[];
  /** Position of the last event that was read: at the store's head there is nothing more for now. */
  upTo: Position;
}

/** What is stored as an event and cannot be read as one: nothing behind it can be understood. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
  constructor(
    readonly event: Pick<StoredEvent, 'id' | 'position'>,
    cause: unknown,
  ) {
    const told = cause instanceof AlteredEvent ? cause.sign.en : cause instanceof Error ? cause.message : String(cause);
    super(told, { cause });
  }

  /** Not what was recorded, rather than unknown to this program. */
  get isAltered(): boolean {
    return this.cause instanceof AlteredEvent;
  }
}

/**
 * The ledger from a position on, in whole saves and strictly in its order, then what is appended from now on; ends when
 * the signal aborts. The next page is read when the caller has dealt with the last one.
 * @param after the end of a save, or `ledgerStart`
 * @param onEvents so many more events have been read and dealt with. Whoever asks for this gets a turn in between, to show
 *   it and to stop; stores may answer within the turn, so that otherwise all that is recorded is followed before a stop
 * @throws UnreadableEvent once all saves before it have been given; what the store throws
 */
export async function* followSaves(
  events: Pick<EventReader, 'follow'>,
  after: Position,
  signal: AbortSignal,
  onEvents?: (count: number) => void,
): AsyncGenerator<FollowedPage> {
  let begun: (PositionedEvent | PositionedOwnEvent)[] = [];
  let upTo = after;
  for await (const page of events.follow(after, signal)) {
    const saves: FollowedSave[] = [];
    let unreadable: UnreadableEvent | null = null;
    for (const stored of page) {
      const event = decode(stored);
      if (event instanceof UnreadableEvent) {
        unreadable = event;
        break;
      }
      upTo = event.position;
      begun.push(event);
      if (!event.endsSave) continue;
      saves.push({ events: begun as unknown as FollowedSave['events'], leafHash: stored.leafHash });
      begun = [];
    }
    yield { saves, upTo };
    if (unreadable !== null) throw unreadable;
    if (onEvents === undefined) continue;
    onEvents(page.length);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function decode(stored: StoredEvent): PositionedEvent | PositionedOwnEvent | UnreadableEvent {
  try {
    return { ...decodeStored(stored), position: stored.position };
  } catch (error) {
    return new UnreadableEvent(stored, error);
  }
}
