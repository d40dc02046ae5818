import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { buildContract } from '../../schema/build.js';
import { withIds } from '../../web/tour.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';
import { documentedAnswers, inPatterns, wordsIn } from '../support/stories/documented-answers.js';

afterAll(cleanUp);

describe('docs/api.md', () => {
  it('prints what each of its queries is answered, in their order', async () => {
    const documented = documentedAnswers('docs/api.md');
    expect(documented.length).toBeGreaterThanOrEqual(15);
    const ledger = await startLedger();
    let words = {};
    for (const { query, answer } of documented) {
      const response = await fetch(`${ledger.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: withIds(query, words) }),
      });
      const got = (await response.json()) as { data: unknown; errors?: unknown };
      const isWhole = 'errors' in (answer as object);
      expect({ query, got: isWhole || got.errors !== undefined ? got : got.data }).toEqual({
        query,
        got: inPatterns(answer),
      });
      words = { ...words, ...wordsIn(got.data) };
    }
  });

  it('says of every command what its expectedVersion rests on, but of those that open something new', () => {
    const rows =
      readFileSync('docs/api.md', 'utf8').match(/^\|.*`(?:CONFLICT|VERSION_AHEAD|STALE_CONTENT)` \|$/gm) ?? [];
    const told = rows.flatMap((row) => row.split('|')[1]?.match(/\w+/g) ?? []);
    const commands = Object.keys(buildContract().getMutationType()?.getFields() ?? {});
    expect([...told, 'openBudget', 'openDraft'].sort()).toEqual(commands.sort());
  });
});
