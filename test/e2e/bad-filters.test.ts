import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(cleanUp);

/** Code and argument of each error, in both languages; undefined: there is none. */
async function fault(query: string, variables: object = {}): Promise<[string, string[] | null][] | undefined> {
  const { errors } = await ledger.query(query, variables);
  return errors?.map(({ message, extensions: { code, messageEn, argument } }) => {
    expect(message).toMatch(/\p{Script=Han}/u);
    expect(messageEn).toMatch(/[A-Za-z]{3}/);
    return [code, argument ?? null];
  });
}

const ask = (list: string, filter: string) => fault(`{ ${list}(filter: ${filter}) { nodes { __typename } } }`);

describe('a filter that nothing could match is refused by name', () => {
  it('a list of no values, and one of more than 500', async () => {
    for (const list of ['changes', 'projects', 'indicators', 'budgets']) {
      const query = `query($units: [String!]) { ${list}(filter: { units: $units }) { nodes { __typename } } }`;
      const withUnits = (count: number) => fault(query, { units: Array.from({ length: count }, () => 'u') });
      expect(await withUnits(500)).toBeUndefined();
      for (const count of [0, 501, 10_000]) {
        expect(await withUnits(count)).toEqual([['INVALID_INPUT', ['filter', 'units']]]);
      }
    }
  });

  it('a range that runs backwards, and an end that is no amount', async () => {
    expect(await ask('projects', '{ total: { min: "2", max: "1.99" } }')).toEqual([
      ['INVALID_INPUT', ['filter', 'total']],
    ]);
    expect(await ask('projects', '{ funding: { other: { min: "-1" } } }')).toEqual([
      ['INVALID_INPUT', ['filter', 'funding', 'other', 'min']],
    ]);
  });

  it('a place to look without a text to look for, and a taxonomy that there is not', async () => {
    expect(await ask('projects', '{ textIn: [GOAL] }')).toEqual([['INVALID_INPUT', ['filter', 'textIn']]]);
    expect(await ask('budgets', '{ taxonomies: ["cn-1999"] }')).toEqual([
      ['INVALID_INPUT', ['filter', 'taxonomies', '0']],
    ]);
  });

  it('targets in a unit that no target has, between ends in the wrong order, or that are no numbers', async () => {
    const target = (range: string) => ask('indicators', `{ annualTarget: ${range} }`);
    expect(await target('{ measure: "年" }')).toEqual([['INVALID_INPUT', ['filter', 'annualTarget', 'measure']]]);
    expect(await target('{ min: "10", max: "9", measure: "%" }')).toEqual([
      ['INVALID_INPUT', ['filter', 'annualTarget']],
    ]);
    expect(await target('{ max: "1e3" }')).toEqual([['INVALID_INPUT', ['filter', 'annualTarget', 'max']]]);
  });
});
