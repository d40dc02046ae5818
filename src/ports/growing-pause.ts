/** Milliseconds: how long the first of several pauses is, and the longest. */
export interface GrowingPause {
  first: number;
  longest: number;
}

/** Between two tries to get back what was lost: soon after the first failure, then twice as long after each that follows. */
export const usualPause: GrowingPause = {
  first: 250,
  longest: 5_000,
};

/** @param failures so far, from 1 */
export function pauseAfter(failures: number, { first, longest }: GrowingPause = usualPause): number {
  return Math.min(first * 2 ** (failures - 1), longest);
}
