import type { BodyLimits } from './limits.js';
import { bodyLimits, maxBodyBytes } from './limits.js';
import type { Room } from './room.js';
import { roomFor } from './room.js';

/** What is no larger has a part of the room that nothing larger is let into. */
const smallBytes = 64 * 1024;

/** The bytes of all bodies and messages that are held at once. */
export interface HeldBytes {
  /** Of one request or socket, none yet. */
  begin(): Holding;
}

/** What clients send, and how much of it and how slowly they may. */
export interface Incoming {
  held: HeldBytes;
  limits: BodyLimits;
}

/** What one request or socket holds. */
export interface Holding {
  readonly bytes: number;
  /** Holds so many, waiting for room if need be; false: there was none in time, and it holds what it held before. */
  growTo(bytes: number, patienceMs: number): Promise<boolean>;
  /** The same where there is room now. */
  growNow(bytes: number): boolean;
  /** Holds no more than so many. */
  shrinkTo(bytes: number): void;
  /** Holds nothing any more, for good. */
  end(): void;
}

export function incomingWithin(given: Partial<BodyLimits> = {}): Incoming {
  const limits = { ...bodyLimits, ...given };
  return { held: heldBytes(limits.heldBytes), limits };
}

/**
 * Small bodies wait for each other alone. So the large ones, which are let in one after the other however many there are,
 * keep nobody from asking a question.
 */
function heldBytes(bytes: number): HeldBytes {
  const forSmall = Math.floor(Math.min(bytes / 4, bytes - maxBodyBytes));
  const small = roomFor(forSmall);
  const large = roomFor(bytes - forSmall);
  return { begin: () => holdingIn(small, large) };
}

function holdingIn(small: Room, large: Room): Holding {
  let bytes = 0;
  let room = small;
  let ended = false;

  const isSmall = (wanted: number) => wanted <= smallBytes && room === small;
  const roomOf = (wanted: number) => (isSmall(wanted) ? small : large);
  /** What it takes to hold as many there: a body that has become large leaves the room of the small ones. */
  const missing = (wanted: number) => (roomOf(wanted) === room ? wanted - bytes : wanted);

  function hold(wanted: number): void {
    const next = roomOf(wanted);
    if (next !== room) room.giveBack(bytes);
    room = next;
    bytes = wanted;
  }

  function shrinkTo(kept: number): void {
    if (kept >= bytes) return;
    room.giveBack(bytes - kept);
    bytes = kept;
    if (bytes === 0) room = small;
  }

  return {
    get bytes() {
      return bytes;
    },
    async growTo(wanted, patienceMs) {
      if (wanted <= bytes) return true;
      const next = roomOf(wanted);
      const more = missing(wanted);
      if (!(await next.take(more, patienceMs))) return false;
      if (ended) next.giveBack(more);
      else hold(wanted);
      return !ended;
    },
    growNow(wanted) {
      if (wanted <= bytes) return true;
      if (!roomOf(wanted).takeNow(missing(wanted))) return false;
      hold(wanted);
      return true;
    },
    shrinkTo,
    end() {
      shrinkTo(0);
      ended = true;
    },
  };
}
