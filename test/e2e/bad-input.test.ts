import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import type { List, Mutation, MutationName, UserError } from '../support/clients/contract.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

const sample = readFileSync('samples/000_fa349c3ba6376aff.txt');
let ledger: RunningLedger;
let budget: any;
beforeAll(async () => {
  ledger = await startLedger();
  budget = (
    await ledger.data(`{ budgets { nodes { id contentHash basis { position } fundUsers { id }
      projects { nodes { id indicators { id } } } } } }`)
  ).budgets.nodes[0];
});
afterAll(cleanUp);

/** Nothing was stored, and the server still answers. */
afterEach(async () => {
  const { nodes } = (await ledger.data('{ budgets { nodes { contentHash basis { position version } } } }')).budgets;
  expect(nodes[0]).toMatchObject({ contentHash: budget.contentHash, basis: { ...budget.basis, version: 1 } });
});

async function refusals(mutation: MutationName, input: object): Promise<List<UserError>> {
  const type = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const data = await ledger.data<{ answer: Mutation[MutationName] }>(
    `mutation($input: ${type}Input!) { answer: ${mutation}(input: $input) {
      position version userErrors { code message messageEn path entityId } } }`,
    { input },
  );
  expect(data.answer).toMatchObject({ position: null, version: null });
  for (const error of data.answer.userErrors) {
    expect(error.message).toMatch(/\p{Script=Han}/u);
    expect(error.messageEn).toMatch(/[A-Za-z]{3}/);
  }
  return data.answer.userErrors;
}

describe('a mutation with a wrong value is refused with code and place', () => {
  const project = () => budget.projects.nodes[0].id as string;
  const indicator = () => budget.projects.nodes[0].indicators[0].id as string;

  it.each(['12a', '-1', '', ' 1', 'NaN', '1e3', '1,23', '１', '0x10', '9'.repeat(17), `0.${'1'.repeat(7)}`, '1.'])(
    'money %j',
    async (other) => {
      expect(await refusals('reviseFunding', { projectId: project(), funding: { other } })).toMatchObject([
        { code: 'INVALID_INPUT', path: ['input', 'funding', 'other'] },
      ]);
    },
  );

  it('a name of 10 MB, before anything is made of it', async () => {
    expect(await refusals('renameProject', { projectId: project(), name: '长'.repeat(3_300_000) })).toMatchObject([
      { code: 'TOO_LARGE', path: ['input', 'name'] },
    ]);
  });

  it.each(['a\u0000b', 'a\nb', 'a\u200b\u0007', '\ud800', ' x', 'x ', '\ufeffx', ''])('a name %j', async (name) => {
    expect(await refusals('renameProject', { projectId: project(), name })).toMatchObject([
      { code: 'INVALID_INPUT', path: ['input', 'name'] },
    ]);
  });

  it.each(['99', '1', '41', '', '二级', '11 '])('the class %j', async (level2) => {
    expect(await refusals('reviseIndicator', { indicatorId: indicator(), level2 })).toMatchObject([
      { code: 'UNKNOWN_CLASS', path: ['input', 'level2'] },
    ]);
  });

  it('an id that nothing has', async () => {
    expect(await refusals('withdrawProject', { projectId: 'nothing' })).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'projectId'], entityId: 'nothing' },
    ]);
    expect(await refusals('renameBudget', { budgetId: 'nothing', name: 'x' })).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('an id of another kind of row', async () => {
    expect(await refusals('withdrawProject', { projectId: indicator() })).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'projectId'] },
    ]);
  });

  it('a name with what cannot be seen', async () => {
    for (const name of ['商务\u200b经费', '\u202e费经']) {
      expect(await refusals('renameProject', { projectId: project(), name })).toMatchObject([
        { code: 'INVALID_INPUT', path: ['input', 'name'] },
      ]);
    }
  });

  it('anything at a length that nobody reads, which is not echoed', async () => {
    const [error] = await refusals('withdrawProject', { projectId: 'x'.repeat(1_000_000) });
    expect(error.message.length + error.entityId.length).toBeLessThan(3_000);
    const atPoint = 'query($at: At) { project(id: "x", at: $at) { id } }';
    const { errors } = await ledger.query(atPoint, { at: { time: 'y'.repeat(1_000_000) } });
    expect(JSON.stringify(errors).length).toBeLessThan(6_000);
  });

  it('a version that is not there yet', async () => {
    const input = { projectId: project(), goal: 'x', expectedVersion: 99 };
    expect(await refusals('reviseGoal', input)).toMatchObject([{ code: 'VERSION_AHEAD' }]);
    expect(await refusals('reviseGoal', { ...input, expectedVersion: -3 })).toMatchObject([{ code: 'INVALID_INPUT' }]);
  });

  it('a commandId with a space in it', async () => {
    expect(await refusals('reviseGoal', { projectId: project(), goal: 'x', commandId: 'a b' })).toMatchObject([
      { code: 'INVALID_INPUT', path: ['input', 'commandId'] },
    ]);
  });

  it('a budget that is there already', async () => {
    expect(await refusals('openBudget', { unitKey: '广州市越秀区商务局(本级)', fiscalYear: 2024 })).toMatchObject([
      { code: 'ALREADY_EXISTS' },
    ]);
  });

  it('the one wrong change among good ones, and none of them is done', async () => {
    const changes = [
      { reviseGoal: { projectId: project(), goal: '另一个目标' } },
      { addProject: { fundUserId: 'ref:nobody', name: 'x', goal: '' } },
    ];
    expect(await refusals('applyChanges', { budgetId: budget.id, changes })).toMatchObject([
      { code: 'INVALID_INPUT', path: ['input', 'changes', '1', 'addProject', 'fundUserId'] },
    ]);
    const twice = [changes[0], { renameProject: { projectId: project(), name: '' } }];
    expect(await refusals('applyChanges', { budgetId: budget.id, changes: twice })).toMatchObject([
      { code: 'INVALID_INPUT', path: ['input', 'changes', '1', 'renameProject', 'name'] },
    ]);
  });

  it('null in a cell that cannot be blank', async () => {
    expect(await refusals('reviseIndicator', { indicatorId: indicator(), annualTarget: null })).toMatchObject([
      { code: 'INVALID_INPUT', path: ['input', 'annualTarget'] },
    ]);
  });
});

describe('a file that is no published table is refused with the line', () => {
  const file = (bytes: Uint8Array) => ({
    fileName: 'table.txt',
    fiscalYear: 2025,
    content: { base64: Buffer.from(bytes).toString('base64') },
  });
  const text = sample.toString('utf8');

  it.each([
    ['truncated', Buffer.from(text.slice(0, 3_000))],
    ['of something else', Buffer.from('会议纪要\n一、参会人员')],
    ['empty', Buffer.from('')],
    ['in GBK', iconv.encode(text, 'gb18030')],
    ['with its newlines turned into spaces', Buffer.from(text.replaceAll('\n', ' '))],
    ['with two columns interleaved', Buffer.from(interleaved(text))],
    ['of bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x01])],
  ])('%s', async (_name, bytes) => {
    const [error] = await refusals('importTable', file(bytes));
    expect(error).toMatchObject({
      code: 'UNREADABLE_DOCUMENT',
      path: ['input', 'line', expect.stringMatching(/^\d+$/)],
    });
    expect(error.message).toContain(`第 ${error.path[2]} 行`);
  });

  it('not base64', async () => {
    expect(await refusals('importTable', { ...file(sample), content: { base64: '这不是' } })).toMatchObject([
      { code: 'INVALID_INPUT', path: ['input', 'content', 'base64'] },
    ]);
  });
});

/** As a layout extractor leaves a table: every second line of a stretch belongs to another column. */
function interleaved(text: string): string {
  const lines = text.split('\n');
  const mixed = lines.slice(20, 60).flatMap((line, index) => [line, lines[60 + index] ?? '']);
  return [...lines.slice(0, 20), ...mixed, ...lines.slice(100)].join('\n');
}

describe('a query that names no point is refused with code and argument', () => {
  it.each([
    ['two members', 'at: { version: 1, date: "2024-01-01" }', 'GRAPHQL_VALIDATION_FAILED'],
    ['no member', 'at: {}', 'GRAPHQL_VALIDATION_FAILED'],
    ['a version of a list over many budgets', 'at: { version: 1 }', 'VERSION_NEEDS_ONE_BUDGET'],
    ['a seal of a list over many budgets', 'at: { sealId: "x" }', 'VERSION_NEEDS_ONE_BUDGET'],
    ['a time in the future', 'at: { time: "2999-01-01T00:00:00Z" }', 'FUTURE_TIME'],
    ['a date in the future', 'at: { date: "2999-01-01" }', 'FUTURE_TIME'],
    ['a time without an offset', 'at: { time: "2024-01-01T00:00:00" }', 'INVALID_ARGUMENT'],
    ['a date where a time is asked', 'at: { time: "2024-01-01" }', 'INVALID_ARGUMENT'],
    ['a day that does not exist', 'at: { date: "2024-02-30" }', 'INVALID_ARGUMENT'],
    ['a position past the head', 'at: { position: "9999999999999999" }', 'POSITION_PAST_HEAD'],
    ['a minPosition past the head', 'minPosition: "9999999999999999"', 'POSITION_PAST_HEAD'],
    ['what was never a position', 'at: { position: "第一" }', 'INVALID_ARGUMENT'],
    ['more than a page', 'first: 501', 'INVALID_ARGUMENT'],
    ['less than a page', 'first: 0', 'INVALID_ARGUMENT'],
    ['a cursor that is none', 'after: "abc"', 'INVALID_CURSOR'],
  ])('%s', async (_name, argument, code) => {
    const { errors } = await ledger.query(`{ budgets(${argument}) { nodes { id } } }`);
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
    const { errors } = await ledger.query(query, variables);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', messageEn: expect.any(String) } }]);
    expect(errors?.[0]?.message).toMatch(/[一二恰]个.*(成员|值)|必须有值/);
  });

  it('and null instead of a page’s length is the usual length', async () => {
    const page = 'query($first: Int) { changes(first: $first) { nodes { id } } }';
    expect((await ledger.data(page, { first: null })).changes.nodes).toHaveLength(20);
    expect((await ledger.data('{ changes(first: null) { nodes { id } } }')).changes.nodes).toHaveLength(20);
  });

  it('a version that a budget has not had', async () => {
    const { errors } = await ledger.query(`{ budget(id: "${budget.id}", at: { version: 2 }) { id } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'UNKNOWN_VERSION', argument: ['at', 'version'] } }]);
  });

  it('a bound that is no amount', async () => {
    const { errors } = await ledger.query('{ projects(filter: { totalAtLeast: "much" }) { nodes { id } } }');
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_ARGUMENT', argument: ['filter', 'totalAtLeast'] } }]);
  });

  it('an operation that would read a million fields, also where a variable says how many', async () => {
    const wide = `query($first: Int) { projects(first: $first) { nodes { budget { projects(first: 500) { nodes {
      name indicators { name } } } } } } }`;
    const { errors } = await ledger.query(wide, { first: 500 });
    expect(errors).toMatchObject([{ extensions: { code: 'TOO_EXPENSIVE', messageEn: expect.any(String) } }]);
    expect((await ledger.query(wide, { first: 1 })).errors).toBeUndefined();
  });

  it('an operation that is too deep, and one with too many aliases', async () => {
    const deep = `${'{ budgets { nodes { projects { nodes { budget { projects { nodes { budget { projects { nodes { budget { projects { nodes { budget { id '}${'} '.repeat(15)}`;
    expect((await ledger.query(deep)).errors).toMatchObject([{ message: expect.stringContaining('嵌套层数') }]);
    const wide = `{ ${Array.from({ length: 60 }, (_, index) => `a${index}: viewer { localMode }`).join(' ')} }`;
    expect((await ledger.query(wide)).errors).toMatchObject([{ message: expect.stringContaining('别名数') }]);
  });
});
