import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanUp } from '../support/processes/running-ledger.js';
import { cases } from '../support/random/cases.js';
import { isSqliteOnly } from '../support/ledgers/pair.js';
import { unless } from '../support/skipping.js';
import { together } from './torture.js';
import { tortures } from './tortures.js';

afterEach(cleanUp);

/** Each takes seconds; `npm run torture` takes as long as it is given. */
const rounds = cases(6, 1);

describe.each(tortures)('a ledger treated by $name', ({ name, what, missing, round }) => {
  unless(isSqliteOnly ? missing() : 'treats files, which other engines keep for themselves', name, it)(
    `loses, doubles and hides nothing, and does not end without a word: ${what} (${rounds} times)`,
    async () => {
      const found = [];
      for (let turn = 0; turn < rounds; turn += 1) found.push(await round(1 + turn));
      expect(together(found)).toEqual({ lost: [], doubled: [], silent: [], aborted: [] });
    },
    60_000 + rounds * 60_000,
  );
});
