/**
 * What the read model must have, because something that it shows names it.
 * @param what e.g. `the draft <id>`
 * @throws Error if it is not there: a fault of the read model, never of whoever asks
 */
export function checkNotLost<Found>(found: Found | null | undefined, what: string): Found {
  if (found === null || found === undefined) throw new Error(`the read model has lost ${what}`);
  return found;
}
