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
      expect(await withUnits(0)).toEqual([['INVALID_INPUT', ['filter', 'units']]]);
      for (const count of [501, 10_000]) expect(await withUnits(count)).toEqual([['TOO_LARGE', ['filter', 'units']]]);
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

const nobody = '00000000-0000-4000-8000-000000000000';

describe('members of a filter that cannot hold together are refused by name', () => {
  it.each([
    ['indicators', '{ hasBlankTarget: true, hasEqualTargets: true }', 'hasEqualTargets'],
    ['indicators', '{ hasBlankTarget: true, cycleTarget: { min: "1" }, annualTarget: { min: "1" } }', 'annualTarget'],
    ['indicators', '{ kinds: [QUALITATIVE], annualTarget: { min: "1" } }', 'annualTarget'],
    ['indicators', '{ level1Codes: ["1"], level2Codes: ["31"] }', 'level2Codes'],
    ['projects', '{ total: { max: "5" }, funding: { other: { min: "6" } } }', 'funding'],
    ['projects', '{ fundedBy: [OTHER], funding: { other: { max: "0" } } }', 'funding'],
    ['changes', '{ entityKinds: [PROJECT], paths: ["annualTarget"] }', 'paths'],
    ['changes', `{ entityKinds: [FUND_USER], projectIds: ["${nobody}"] }`, 'projectIds'],
    ['changes', '{ entityKinds: [PROJECT], effects: [WEAKENED] }', 'effects'],
    ['changes', '{ paths: ["goal"], effects: [WEAKENED] }', 'effects'],
    ['changes', '{ paths: ["goal"], deltaSigns: [POSITIVE] }', 'deltaSigns'],
    ['changes', '{ paths: ["goal"], kinds: [RENAMED] }', 'kinds'],
    ['changes', '{ kinds: [ADDED], effects: [WEAKENED] }', 'effects'],
    ['saves', '{ ownWork: true, kinds: [SEAL] }', 'kinds'],
    ['saves', '{ date: "2020-01-01", times: { from: "2020-01-02T00:00:00+08:00" } }', 'times'],
    ['saves', '{ date: "2020-01-03", times: { to: "2020-01-02T23:59:59+08:00" } }', 'times'],
  ])('%s(filter: %s)', async (list, filter, member) => {
    expect(await ask(list, filter)).toEqual([['INVALID_INPUT', ['filter', member]]]);
  });

  it.each([
    ['indicators', '{ hasBlankTarget: false, hasEqualTargets: true, level1Codes: ["1", "3"], level2Codes: ["31"] }'],
    ['projects', '{ total: { max: "6" }, funding: { other: { min: "6" } }, fundedBy: [OTHER] }'],
    ['changes', '{ entityKinds: [PROJECT, INDICATOR], paths: ["annualTarget", "goal"], kinds: [MODIFIED, ADDED] }'],
    ['changes', '{ kinds: [MODIFIED], effects: [WEAKENED], deltaSigns: [NEGATIVE], paths: ["cycleTarget"] }'],
    ['saves', '{ ownWork: true, kinds: [SEAL, APPROVAL], personIds: ["reviewer-1"] }'],
    ['saves', '{ date: "2020-01-02", times: { from: "2020-01-02T15:59:59Z", to: "2020-01-03T00:00:00Z" } }'],
  ])('and those that can are not: %s(filter: %s)', async (list, filter) => {
    expect(await ask(list, filter)).toBeUndefined();
  });

  it('in rows of tables side by side', async () => {
    const { budgets } = await ledger.data('{ budgets { nodes { entityId } } }');
    const point = `{ budgetId: "${budgets.nodes[0]?.entityId ?? ''}" }`;
    const compared = (filter: string) =>
      fault(`{ compare(from: ${point}, to: ${point}) { rows(filter: ${filter}) { nodes { kind } } } }`);
    for (const [filter, member] of [
      ['{ entityKinds: [FUND_USER], growth: { moreThan: "5" } }', 'growth'],
      ['{ entityKinds: [FUND_USER], changedAlone: MONEY }', 'changedAlone'],
      ['{ effects: [WEAKENED], changedAlone: MONEY }', 'changedAlone'],
      ['{ changedAlone: TARGETS, growth: { moreThan: "0" } }', 'growth'],
      ['{ weakened: true, effects: [STRENGTHENED] }', 'effects'],
      ['{ weakened: true, kinds: [ADDED] }', 'kinds'],
      ['{ kinds: [REMOVED], effects: [WEAKENED] }', 'effects'],
    ]) {
      expect([filter, await compared(filter ?? '')]).toEqual([filter, [['INVALID_INPUT', ['filter', member]]]]);
    }
    for (const filter of [
      '{ changedAlone: TARGETS, growth: { moreThan: "-1", lessThan: "1" } }',
      '{ weakened: true, effects: [WEAKENED], kinds: [ADDED, MODIFIED], entityKinds: [INDICATOR] }',
    ]) {
      expect([filter, await compared(filter)]).toEqual([filter, undefined]);
    }
  });

  it('three of which each two could', async () => {
    const filter = '{ entityKinds: [BUDGET, PROJECT], paths: ["name", "annualTarget"], deltaSigns: [POSITIVE] }';
    expect(await ask('changes', filter)).toEqual([['INVALID_INPUT', ['filter']]]);
  });

  it('stretches of the ledger that lie apart, but not one that nothing has been recorded in yet', async () => {
    const { saves } = await ledger.data('{ saves { nodes { position recordedAt } } }');
    const [{ position, recordedAt }] = saves.nodes as [{ position: string; recordedAt: string }];
    const from = `positions: { from: "${position}" }`;
    for (const list of ['changes', 'saves']) {
      expect(await ask(list, `{ ${from}, times: { to: "2020-01-01T00:00:00Z" } }`)).toEqual([
        ['INVALID_INPUT', ['filter', 'times']],
      ]);
      expect(await ask(list, `{ ${from}, times: { to: "${recordedAt}" } }`)).toBeUndefined();
    }
  });

  it('a draft with other budgets than its own', async () => {
    const { budgets } = await ledger.data('{ budgets { nodes { entityId } } }');
    const budgetId = budgets.nodes[0]?.entityId ?? '';
    const { openDraft } = await ledger.data(
      `mutation { openDraft(input: { budgetId: "${budgetId}", name: "一上稿" }) { draft { entityId } } }`,
    );
    const draftId = openDraft?.draft?.entityId ?? '';
    for (const list of ['changes', 'saves']) {
      expect(await ask(list, `{ draftId: "${draftId}", budgetIds: ["${nobody}"] }`)).toEqual([
        ['INVALID_INPUT', ['filter', 'draftId']],
      ]);
      expect(await ask(list, `{ draftId: "${draftId}", budgetIds: ["${nobody}", "${budgetId}"] }`)).toBeUndefined();
    }
  });
});

it('codes of classes that no taxonomy has, and ids that no person has, are refused where they stand', async () => {
  expect(await ask('indicators', '{ level1Codes: ["1", "9"] }')).toEqual([
    ['INVALID_INPUT', ['filter', 'level1Codes', '1']],
  ]);
  expect(await ask('indicators', '{ level2Codes: ["99"] }')).toEqual([
    ['INVALID_INPUT', ['filter', 'level2Codes', '0']],
  ]);
  for (const [list, member] of [
    ['changes', 'actorIds'],
    ['changes', 'editorIds'],
    ['saves', 'personIds'],
  ] as const) {
    expect(await ask(list, `{ ${member}: ["finance-1", "张三"] }`)).toEqual([
      ['INVALID_INPUT', ['filter', member, '1']],
    ]);
  }
});

it('a text that is too long is too large', async () => {
  const query = 'query($text: String) { projects(filter: { text: $text }) { nodes { name } } }';
  expect(await fault(query, { text: '长'.repeat(500) })).toBeUndefined();
  expect(await fault(query, { text: '长'.repeat(501) })).toEqual([['TOO_LARGE', ['filter', 'text']]]);
});
