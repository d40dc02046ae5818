import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Draft } from '../support/clients/contract.js';
import { draftDesk } from '../support/clients/draft-desk.js';
import { budgetId } from '../support/clients/reverting.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
const { as, open, ask, reply } = draftDesk(() => ledger);
let draft: Draft;
beforeAll(async () => {
  ledger = await startLedger();
  draft = await open('一上稿');
});
afterAll(cleanUp);

describe('a point in a draft that cannot be read', () => {
  it.each([
    [
      'an unknown draft',
      () => 'draft: { id: "0190a0b0-0000-7000-8000-00000000dead" }',
      'NOT_FOUND',
      ['at', 'draft', 'id'],
    ],
    ['what is no id', () => 'draft: { id: "nothing" }', 'INVALID_ID', ['at', 'draft', 'id']],
    ['a version it has not', () => `draft: { id: "${draft.id}", version: 3 }`, 'NOT_FOUND', ['at', 'draft', 'version']],
    [
      'a version below its base',
      () => `draft: { id: "${draft.id}", version: -1 }`,
      'NOT_FOUND',
      ['at', 'draft', 'version'],
    ],
    [
      'a time before it',
      () => `draft: { id: "${draft.id}", time: "2020-01-01T00:00:00Z" }`,
      'NOT_FOUND',
      ['at', 'draft', 'time'],
    ],
    [
      'a time to come',
      () => `draft: { id: "${draft.id}", time: "2999-01-01T00:00:00Z" }`,
      'FUTURE_TIME',
      ['at', 'draft', 'time'],
    ],
    [
      'two points',
      () => `draft: { id: "${draft.id}", version: 1, time: "2020-01-01T00:00:00Z" }`,
      'INVALID_INPUT',
      ['at', 'draft'],
    ],
  ])('%s is refused with the argument', async (_case, point, code, argument) => {
    const { errors } = await reply(`{ budget(id: "${budgetId}", at: { ${point()} }) { name } }`);
    expect(errors).toMatchObject([{ extensions: { code, argument } }]);
  });

  it('lists over many budgets take no draft', async () => {
    for (const list of ['budgets', 'projects', 'indicators', 'changes']) {
      const { errors } = await reply(`{ ${list}(at: { draft: { id: "${draft.id}" } }) { nodes { id } } }`);
      expect(errors).toMatchObject([{ extensions: { code: 'VERSION_NEEDS_ONE_BUDGET', argument: ['at', 'draft'] } }]);
    }
  });

  it('sums and counts over many budgets take no draft, and those of the one that is named do', async () => {
    const at = `at: { draft: { id: "${draft.id}" } }`;
    const totals = (asked: string) => `projectTotals(groupBy: FUND_USER, ${asked}) { projects totals { total } }`;
    const counts = (asked: string) => `indicatorCounts(groupBy: LEVEL1, ${asked}) { indicators }`;
    for (const sum of [totals(at), counts(at)]) {
      const { errors } = await reply(`{ ${sum} }`);
      expect(errors).toMatchObject([{ extensions: { code: 'VERSION_NEEDS_ONE_BUDGET', argument: ['at', 'draft'] } }]);
    }
    const filter = `filter: { budgetIds: ["${budgetId}"] }`;
    const both = (asked: string) => ask(`{ ${totals(asked)} ${counts(asked)} }`);
    const now = await both(filter);
    expect(now.projectTotals.projects).toBeGreaterThan(0);
    // Nothing was edited in it.
    for (const point of [at, `at: { draft: { id: "${draft.id}", version: 0 } }`, 'at: { version: 1 }']) {
      expect(await both(`${filter}, ${point}`)).toEqual(now);
    }
  });

  it('a draft of another budget is refused, and two budgets have no version in common', async () => {
    const opened = await as(
      'finance-1',
      'openBudget',
      { unit: '别的单位', name: '别的单位', fiscalYear: 2025, taxonomy: 'cn-2021' },
      'budget { id }',
    );
    const { id } = opened.budget;
    const { errors } = await reply(`{ budget(id: "${id}", at: { draft: { id: "${draft.id}" } }) { name } }`);
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(/^草案“一上稿”属于另一个预算，即“.+”2024 年的预算；请核对草案与预算。$/),
        extensions: { code: 'NOT_FOUND', argument: ['at', 'draft', 'id'] },
      },
    ]);
    const refused = await reply(
      `{ compare(from: { budgetId: "${budgetId}" }, to: { budgetId: "${id}" }, base: MERGE_BASE) { identical } }`,
    );
    expect(refused.errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', argument: ['base'] } }]);
  });
});

describe('a point that lies before its minPosition', () => {
  it('is refused, wherever both are given, and read where the header gives it', async () => {
    const { budget } = await ledger.data(
      `{ budget(id: "${budgetId}") { basis { position } projects(first: 1) { nodes { id indicators { id } } } } }`,
    );
    const { position } = budget.basis;
    const { id, indicators } = budget.projects.nodes[0];
    const at = 'at: { version: 1 }';
    for (const [field, fields] of [
      [`budget(id: "${budgetId}", ${at}`, 'name'],
      [`project(id: "${id}", ${at}`, 'name'],
      [`indicator(id: "${indicators[0].id}", ${at}`, 'name'],
      [`stageMatrix(budgetId: "${budgetId}", ${at}`, 'columns { contentHash }'],
      [`compare(from: { budgetId: "${budgetId}" }, to: { budgetId: "${budgetId}" }, ${at}`, 'identical'],
      ['budgets(at: { date: "2020-01-01" }', 'nodes { id }'],
    ] as const) {
      const { errors } = await reply(`{ ${field}, minPosition: "${position}") { ${fields} } }`);
      expect([field, errors]).toMatchObject([
        field,
        [{ extensions: { code: 'INVALID_INPUT', argument: ['minPosition'] } }],
      ]);
      const read = await ledger.query(`{ ${field}) { ${fields} } }`, {}, { 'x-min-position': position });
      expect([field, read.errors]).toEqual([field, undefined]);
    }
    expect(
      (
        await reply(
          `{ budget(id: "${budgetId}", at: { position: "${position}" }, minPosition: "${position}") { name } }`,
        )
      ).errors,
    ).toBeUndefined();
  });
});

describe('a query that names no point is refused with code and argument', () => {
  it.each([
    ['two members', 'at: { version: 1, date: "2024-01-01" }', 'GRAPHQL_VALIDATION_FAILED'],
    ['no member', 'at: {}', 'GRAPHQL_VALIDATION_FAILED'],
    ['a version of a list over many budgets', 'at: { version: 1 }', 'VERSION_NEEDS_ONE_BUDGET'],
    [
      'a seal of a list over many budgets',
      'at: { sealId: "0190a0b0-0000-7000-8000-00000000dead" }',
      'VERSION_NEEDS_ONE_BUDGET',
    ],
    ['a time in the future', 'at: { time: "2999-01-01T00:00:00Z" }', 'FUTURE_TIME'],
    ['a date in the future', 'at: { date: "2999-01-01" }', 'FUTURE_TIME'],
    ['a time without an offset', 'at: { time: "2024-01-01T00:00:00" }', 'INVALID_INPUT'],
    ['a date where a time is asked', 'at: { time: "2024-01-01" }', 'INVALID_INPUT'],
    ['a day that does not exist', 'at: { date: "2024-02-30" }', 'INVALID_INPUT'],
    ['a position past the head', 'at: { position: "9999999999999999" }', 'UNKNOWN_POSITION'],
    ['a minPosition past the head', 'minPosition: "9999999999999999"', 'UNKNOWN_POSITION'],
    ['what was never a position', 'at: { position: "第一" }', 'UNKNOWN_POSITION'],
    ['a position with its last digit lost', 'at: { position: "000000000000000" }', 'UNKNOWN_POSITION'],
    ['a position below all', 'at: { position: "-5" }', 'UNKNOWN_POSITION'],
    ['a position of twenty digits', 'at: { position: "00000000000000000001" }', 'UNKNOWN_POSITION'],
    ['a position with a tail', 'at: { position: "0000000000000001zzz" }', 'UNKNOWN_POSITION'],
    ['a minPosition that was never given', 'minPosition: "-5"', 'UNKNOWN_POSITION'],
    ['the 24th hour', 'at: { time: "2024-03-01T24:00:00Z" }', 'INVALID_INPUT'],
    ['a leap second', 'at: { time: "2016-12-31T23:59:60Z" }', 'INVALID_INPUT'],
    ['more than a page', 'first: 501', 'INVALID_INPUT'],
    ['less than a page', 'first: 0', 'INVALID_INPUT'],
    ['a cursor that is none', 'after: "abc"', 'INVALID_CURSOR'],
  ])('%s', async (_name, argument, code) => {
    const { errors } = await reply(`{ budgets(${argument}) { nodes { id } } }`);
    expect(errors).toMatchObject([{ extensions: { messageEn: expect.stringMatching(/[A-Za-z]{3}/) } }]);
    expect(errors?.[0]?.message).toMatch(/\p{Script=Han}/u);
    expect(errors?.[0]?.extensions.code).toBe(code);
  });

  it.each([
    ['query($at: At) { budgets(at: $at) { nodes { id } } }', { at: { version: 1, date: '2024-01-01' } }],
    ['query($at: At) { budgets(at: $at) { nodes { id } } }', { at: {} }],
    ['query($at: At) { budgets(at: $at) { nodes { id } } }', { at: { version: null } }],
    ['mutation($c: ID) { revert(input: { what: { change: $c } }) { version } }', {}],
    ['mutation($c: ID) { revert(input: { what: { change: $c } }) { version } }', { c: null }],
    ['mutation($r: RowAtVersion) { revert(input: { what: { row: $r } }) { version } }', { r: null }],
    [
      'mutation($what: RevertWhat!) { revert(input: { what: $what }) { version } }',
      { what: { change: 'a', event: 'b' } },
    ],
  ])('an input of one member, given otherwise by a variable: %s %j', async (query, variables) => {
    const { errors } = await reply(query, variables);
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', messageEn: expect.any(String) } }]);
    expect(errors?.[0]?.message).toMatch(/[一二恰]个.*(成员|值)|必须有值/);
  });

  it('and null instead of a page’s length is the usual length', async () => {
    const page = 'query($first: Int) { changes(first: $first) { nodes { id } } }';
    expect((await ask(page, { first: null })).changes.nodes).toHaveLength(20);
    expect((await ask('{ changes(first: null) { nodes { id } } }')).changes.nodes).toHaveLength(20);
  });

  it('a minPosition that was never given, though another root field has a greater one', async () => {
    const { position } = (await ask('{ budgets { basis { position } } }')).budgets.basis;
    const { errors } = await reply(
      `{ a: budgets(minPosition: "${position}") { basis { position } } b: budgets(minPosition: "-5") { basis { position } } }`,
    );
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'UNKNOWN_POSITION', argument: ['minPosition'] } });
  });

  it('a version that a budget has not had', async () => {
    const { errors } = await reply(`{ budget(id: "${budgetId}", at: { version: 2 }) { id } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', argument: ['at', 'version'] } }]);
  });

  it('a bound that is no amount', async () => {
    const { errors } = await reply('{ projects(filter: { total: { min: "much" } }) { nodes { id } } }');
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', argument: ['filter', 'total', 'min'] } }]);
  });

  it('an operation that would read a million fields, also where a variable says how many', async () => {
    const wide = `query($first: Int) { projects(first: $first) { nodes { budget { projects(first: 500) { nodes {
      name indicators { name } } } } } } }`;
    const { errors } = await reply(wide, { first: 500 });
    expect(errors).toMatchObject([{ extensions: { code: 'TOO_EXPENSIVE', messageEn: expect.any(String) } }]);
    expect((await reply(wide, { first: 1 })).errors).toBeUndefined();
  });

  it('an operation that is too deep, and one with too many aliases', async () => {
    const deep = `${'{ budgets { nodes { projects { nodes { budget { projects { nodes { budget { projects { nodes { budget { projects { nodes { budget { id '}${'} '.repeat(15)}`;
    expect((await reply(deep)).errors).toMatchObject([{ message: expect.stringContaining('嵌套层数') }]);
    const wide = `{ ${Array.from({ length: 60 }, (_, index) => `a${index}: viewer { localMode }`).join(' ')} }`;
    expect((await reply(wide)).errors).toMatchObject([{ message: expect.stringContaining('别名数') }]);
  });
});
