/**
 * What is taken for granted of the processes that write to one ledger, so that a time can be answered for good. A ledger
 * that one process writes needs none of it.
 */

/** How far two clocks may be apart, in milliseconds: a machine that keeps its time by NTP is well within. */
const clockSkewMs = 1_000;

/** How long an append may be on its way after the time was taken that it says, in milliseconds. */
export const appendWithinMs = 4_000;

/** From when on nothing can be recorded at or before a time any more, in milliseconds after it. */
export const settledAfterMs = clockSkewMs + appendWithinMs;
