import type { Fact } from '../envelope.js';
import type { Position } from '../position.js';

/**
 * What the ledger says of itself, rather than of a table: facts in its one stream `ledger`, an event a save. Names and
 * fields are the storage format. Places are told by stream and revision, which stay what they are when a ledger moves to
 * another engine; positions do not.
 */
export type OwnEvent =
  Fact<'LossAccepted', LossAccepted> | Fact<'ClockCorrected', ClockCorrected> | Fact<'ClockConfirmed', ClockConfirmed>;

/** An event that is there. */
export interface EventPlace {
  eventId: string;
  stream: string;
  revision: number;
}

/**
 * The ledger ends earlier than it was known to, or goes on another way, and somebody decided to go on from what is there.
 */
export interface LossAccepted {
  /** The last event that is there; null: there is none. */
  last: EventPlace | null;
  /** What is gone: up to where the ledger was known to reach. It tells where to look in copies, and names nothing here. */
  lost: LostEnd;
  /** When the backup was taken that the ledger was restored from; null: nobody restored it. */
  restoredFrom: string | null;
}

export interface LostEnd {
  /** As the engine called it then. */
  position: Position;
  /** Of the event there, hex; null: not known. */
  leafHash: string | null;
}

/**
 * The clock was wrong from one event to another, both included: a time resolves as if their saves had been recorded when
 * the one before them was.
 */
export interface ClockCorrected {
  first: EventPlace;
  last: EventPlace;
}

/** Nothing had been recorded for so long that the machine's clock was doubted, and somebody has said that it is right. */
export interface ClockConfirmed {
  /** The ledger's clock before, RFC 3339 UTC. */
  before: string;
}

export type OwnEventType = OwnEvent['type'];

/** The newest `schemaVersion` of each. */
export const ownSchemaVersions: Record<OwnEventType, number> = {
  LossAccepted: 1,
  ClockCorrected: 1,
  ClockConfirmed: 1,
};
