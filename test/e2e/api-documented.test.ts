import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { getNamedType, isInputObjectType } from 'graphql';
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

  it.each(['docs/api.md', 'docs/api.zh-CN.md'])('%s says with which code each command is refused', (page) => {
    const rows = [...readFileSync(page, 'utf8').matchAll(/^\|(.*)\|.*\| `(CONFLICT|STALE_CONTENT)` \|$/gm)];
    const told = rows.flatMap(([, names = '', code]) => (names.match(/\w+/g) ?? []).map((name) => [name, code]));
    const commands = Object.values(buildContract().getMutationType()?.getFields() ?? {});
    const meant = commands.map(({ name, args: [input] }) => {
      const type = input && getNamedType(input.type);
      const { expectedVersion } = isInputObjectType(type) ? type.getFields() : {};
      return [name, /has changed since: .*\(([A-Z_]+)\)\. Absent/.exec(expectedVersion?.description ?? '')?.[1]];
    });
    expect(told.sort()).toEqual(meant.sort());
  });
});
