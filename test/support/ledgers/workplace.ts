import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';

export interface Workplace {
  /** A new, empty directory. */
  directory(): string;
  /** Has something ended after the test, before everything that was begun earlier. */
  ending<Thing>(thing: Thing, end: (thing: Thing) => unknown): Thing;
}

/** What the tests of one file leave behind is ended and removed after each of them, the latest first. */
export function useWorkplace(): Workplace {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
  });
  return {
    directory() {
      const directory = mkdtempSync(join(tmpdir(), 'budget-ledger-'));
      ends.push(() => rmSync(directory, { recursive: true, force: true }));
      return directory;
    },
    ending(thing, end) {
      ends.push(() => end(thing));
      return thing;
    },
  };
}
