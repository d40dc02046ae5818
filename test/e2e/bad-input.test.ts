import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import type { Budget, List, MutationName, UserError } from '../support/clients/contract.js';
import { mutate } from '../support/clients/mutate.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

const sample = readFileSync('samples/000_fa349c3ba6376aff.txt');
const nobody = '0190a0b0-0000-7000-8000-00000000dead';
let ledger: RunningLedger;
let budget: Budget;
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
  const fields = 'position version userErrors { code message messageEn argument entityId }';
  const answer = await mutate(ledger, mutation, input, fields);
  expect(answer).toMatchObject({ position: null, version: null });
  for (const error of answer.userErrors) {
    expect(error.message).toMatch(/\p{Script=Han}/u);
    expect(error.messageEn).toMatch(/[A-Za-z]{3}/);
  }
  return answer.userErrors;
}

describe('a mutation with a wrong value is refused with code and place', () => {
  const project = () => budget.projects.nodes[0].id;
  const indicator = () => budget.projects.nodes[0].indicators[0].id;

  it.each(['12a', '-1', ' 1', 'NaN', '1e3', '1,23', '0x10', '9'.repeat(17), `0.${'1'.repeat(7)}`, '1.'])(
    'money %j',
    async (other) => {
      expect(await refusals('reviseFunding', { projectId: project(), funding: { other } })).toMatchObject([
        { code: 'INVALID_INPUT', argument: ['input', 'funding', 'other'] },
      ]);
    },
  );

  it('a name of 10 MB, before anything is made of it', async () => {
    expect(await refusals('renameProject', { projectId: project(), name: '长'.repeat(3_300_000) })).toMatchObject([
      { code: 'TOO_LARGE', argument: ['input', 'name'] },
    ]);
  });

  it.each(['a\u0000b', 'a\nb', 'a\u200b\u0007', '\ud800', ' x', 'x ', '\ufeffx', ''])('a name %j', async (name) => {
    expect(await refusals('renameProject', { projectId: project(), name })).toMatchObject([
      { code: 'INVALID_INPUT', argument: ['input', 'name'] },
    ]);
  });

  it.each(['99', '1', '41', '', '二级', '11 '])('the class %j', async (level2) => {
    expect(await refusals('reviseIndicator', { indicatorId: indicator(), level2 })).toMatchObject([
      { code: 'UNKNOWN_CLASS', argument: ['input', 'level2'] },
    ]);
  });

  it('an id that nothing has', async () => {
    expect(await refusals('withdrawProject', { projectId: nobody })).toMatchObject([
      { code: 'NOT_FOUND', argument: ['input', 'projectId'], entityId: nobody },
    ]);
    expect(await refusals('renameBudget', { budgetId: nobody, name: 'x' })).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('several that are no ids, each told', async () => {
    const changes = [
      { reviseGoal: { projectId: 'nothing', goal: '' } },
      { moveProject: { projectId: project(), place: { after: budget.id.slice(1) } } },
    ];
    expect(await refusals('applyChanges', { budgetId: budget.id, changes })).toMatchObject([
      { code: 'INVALID_ID', argument: ['input', 'changes', '0', 'reviseGoal', 'projectId'] },
      { code: 'INVALID_ID', argument: ['input', 'changes', '1', 'moveProject', 'place', 'after'] },
    ]);
  });

  it('a place that is none', async () => {
    for (const member of ['first', 'last']) {
      expect(await refusals('moveProject', { projectId: project(), place: { [member]: false } })).toMatchObject([
        { code: 'INVALID_INPUT', argument: ['input', 'place', member] },
      ]);
    }
  });

  it('a name with what cannot be seen', async () => {
    for (const name of ['商务\u200b经费', '\u202e费经']) {
      expect(await refusals('renameProject', { projectId: project(), name })).toMatchObject([
        { code: 'INVALID_INPUT', argument: ['input', 'name'] },
      ]);
    }
  });

  it('anything at a length that nobody reads, which is not echoed', async () => {
    const [error] = await refusals('withdrawProject', { projectId: 'x'.repeat(1_000_000) });
    expect(error.message.length).toBeLessThan(3_000);
    const atPoint = 'query($at: At) { project(id: "0190a0b0-0000-7000-8000-000000000001", at: $at) { id } }';
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
      { code: 'INVALID_INPUT', argument: ['input', 'commandId'] },
    ]);
  });

  it('a budget that is there already', async () => {
    expect(await refusals('openBudget', { unit: '广州市越秀区商务局(本级)', fiscalYear: 2024 })).toMatchObject([
      { code: 'ALREADY_EXISTS' },
    ]);
  });

  it('the one wrong change among good ones, and none of them is done', async () => {
    const changes = [
      { reviseGoal: { projectId: project(), goal: '另一个目标' } },
      { addProject: { fundUserId: 'ref:nobody', name: 'x', goal: '' } },
    ];
    expect(await refusals('applyChanges', { budgetId: budget.id, changes })).toMatchObject([
      { code: 'INVALID_INPUT', argument: ['input', 'changes', '1', 'addProject', 'fundUserId'] },
    ]);
    const twice = [changes[0], { renameProject: { projectId: project(), name: '' } }];
    expect(await refusals('applyChanges', { budgetId: budget.id, changes: twice })).toMatchObject([
      { code: 'INVALID_INPUT', argument: ['input', 'changes', '1', 'renameProject', 'name'] },
    ]);
  });

  it('everything that is wrong, at once', async () => {
    const wrong = { level2: '99', name: '', cycleTarget: '', annualTarget: '长'.repeat(1_001) };
    expect(await refusals('addIndicator', { projectId: project(), ...wrong })).toMatchObject([
      { code: 'UNKNOWN_CLASS', argument: ['input', 'level2'] },
      { code: 'INVALID_INPUT', argument: ['input', 'name'] },
      { code: 'TOO_LARGE', argument: ['input', 'annualTarget'] },
    ]);
    const changes = [
      { addIndicator: { projectId: project(), ...wrong, ref: 'new' } },
      { reviseIndicator: { indicatorId: 'ref:new', name: ' ' } },
      { reviseGoal: { projectId: project(), goal: '另一个目标' } },
      { renameBudget: { name: ' ' } },
    ];
    expect(await refusals('applyChanges', { budgetId: budget.id, changes })).toMatchObject([
      { code: 'UNKNOWN_CLASS', argument: ['input', 'changes', '0', 'addIndicator', 'level2'] },
      { code: 'INVALID_INPUT', argument: ['input', 'changes', '0', 'addIndicator', 'name'] },
      { code: 'TOO_LARGE', argument: ['input', 'changes', '0', 'addIndicator', 'annualTarget'] },
      { code: 'INVALID_INPUT', argument: ['input', 'changes', '3', 'renameBudget', 'name'] },
    ]);
  });

  it('also in its reason, its document and its commandId, each told once', async () => {
    const places = async (mutation: MutationName, input: object) =>
      (await refusals(mutation, input)).map(({ argument }) => argument.slice(1).join('.')).sort();
    const words = { reason: ' ', basisDocument: ' 号', commandId: 'a b' };
    const said = ['basisDocument', 'commandId', 'reason'];
    const edit = { indicatorId: indicator(), level2: '99', name: ' ' };
    expect(await places('reviseIndicator', { ...edit, ...words })).toEqual([...said, 'level2', 'name'].sort());
    expect(await places('reviseIndicator', { indicatorId: indicator(), name: '新名', reason: ' ' })).toEqual([
      'reason',
    ]);
    expect(await places('openDraft', { budgetId: budget.id, name: ' ', ...words })).toEqual([...said, 'name'].sort());
    const limits = { budgetId: budget.id, total: '-1', other: 'x' };
    expect(await places('issueControlNumber', { ...limits, ...words })).toEqual([...said, 'other', 'total'].sort());
    const changes = [{ renameBudget: { name: ' ' } }];
    const batch = { budgetId: budget.id, changes, reason: ' ' };
    for (const dryRun of [false, true]) {
      expect(await places('applyChanges', { ...batch, dryRun })).toEqual(['changes.0.renameBudget.name', 'reason']);
    }
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
      argument: ['input', 'line', expect.stringMatching(/^\d+$/)],
    });
    expect(error.message).toContain(`第 ${error.argument[2]} 行`);
  });

  it('not base64', async () => {
    expect(await refusals('importTable', { ...file(sample), content: { base64: '这不是' } })).toMatchObject([
      { code: 'INVALID_INPUT', argument: ['input', 'content', 'base64'] },
    ]);
  });
});

/** As a layout extractor leaves a table: every second line of a stretch belongs to another column. */
function interleaved(text: string): string {
  const lines = text.split('\n');
  const mixed = lines.slice(20, 60).flatMap((line, index) => [line, lines[60 + index] ?? '']);
  return [...lines.slice(0, 20), ...mixed, ...lines.slice(100)].join('\n');
}
