/** How long is waited for what, in milliseconds. */
export interface Patience {
  /** Until the start gives up to reach the server. */
  connectMs: number;
  /** Between two signs of life of a call; then it is taken for lost. */
  answerMs: number;
  /** Until an append whose outcome is not known is given up, and a read that fails. */
  appendMs: number;
  readMs: number;
  /** A follower that hears nothing for so long looks whether there is something that it should have heard. */
  quietMs: number;
  /** Until a follower that has lost the store says so. */
  followMs: number;
}

/**
 * A connection that died silently is noticed after `quietMs` and, at the worst, `answerMs` and once more `quietMs`: well
 * within ten seconds. A restart of the server is bridged by followers, and by appends if it is a quick one.
 */
export const usualPatience: Patience = {
  connectMs: 10_000,
  answerMs: 4_000,
  appendMs: 20_000,
  readMs: 6_000,
  quietMs: 2_000,
  followMs: 60_000,
};
