import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { budgetId, editorOf } from '../support/clients/reverting.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
const { run, table, project, lastChange, revert } = editorOf(() => ledger);
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(cleanUp);

describe('a revert that comes again', () => {
  it('under its commandId gives the same answer and stores nothing, also where it would now be refused', async () => {
    const { id } = await project(8);
    const { version } = await run('reviseGoal', { projectId: id, goal: '待撤销' });
    const input = { commandId: randomUUID() };
    const what = { save: { budgetId, version } };
    const [first, ...again] = await Promise.all([1, 2, 3].map(() => revert(what, input)));
    expect(first?.preview).toMatchObject([{ cells: [{ path: 'goal', before: '待撤销' }] }]);
    for (const answer of again) expect(answer).toEqual(first);
    await run('reviseGoal', { projectId: id, goal: '又改了' });
    expect(await revert(what)).toMatchObject({ userErrors: [{ code: 'CONFLICT' }] });
    // What it gives of the budget is of now.
    const { contentHash } = await table();
    expect(await revert(what, input)).toEqual({ ...first, budget: { contentHash } });
    expect((await revert({ save: { budgetId, version: 1 } }, input)).userErrors).toMatchObject([
      { code: 'COMMAND_ID_REUSED', argument: ['input', 'commandId'] },
    ]);
  });
});

describe('reverting while others edit', () => {
  it('overwrites nothing unseen: the cell is set back before the other edit, or it is a conflict', async () => {
    const { id } = await project(9);
    for (let turn = 0; turn < 12; turn += 1) {
      const { version } = await run('reviseGoal', { projectId: id, goal: `待撤销${turn}` });
      const [undone, edited] = await Promise.all([
        revert({ save: { budgetId, version } }),
        run('reviseGoal', { projectId: id, goal: `别人的${turn}` }, '', 'editor-2'),
      ]);
      expect(edited.userErrors).toEqual([]);
      const { goal } = await project(9);
      expect(goal).toBe(`别人的${turn}`);
      if (undone.userErrors.length > 0) {
        expect(undone.userErrors).toMatchObject([{ code: 'CONFLICT', cell: { ours: `别人的${turn}` } }]);
      } else expect(undone.version).toBeLessThan(edited.version);
    }
  });

  it('of other rows goes through, and a table is then exactly what it was', async () => {
    const others = (await table()).projects.nodes.slice(10, 16);
    const target = await run('reviseGoal', { projectId: others[0]?.id, goal: '回到这里' }, 'budget { contentHash }');
    const edits = others.map(({ id }, turn) => run('reviseGoal', { projectId: id, goal: `改${turn}` }));
    const reverting = revert({ table: { budgetId, toVersion: target.version } });
    const answers = await Promise.all([reverting, ...edits]);
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    const { contentHash } = await table(answers[0].version);
    expect(contentHash).toBe(target.budget.contentHash);
  });
});

describe('what cannot be reverted', () => {
  it.each([
    ['a change that is none', { change: 'abc' }, 'INVALID_ID', ['what', 'change']],
    ['an unknown change', { change: `${randomUUID()}:0` }, 'NOT_FOUND', ['what', 'change']],
    ['an unknown event', { event: randomUUID() }, 'NOT_FOUND', ['what', 'event']],
    ['an unknown row', { row: { id: randomUUID(), toVersion: 1 } }, 'NOT_FOUND', ['what', 'row', 'id']],
    ['a row at no version', { row: { id: budgetId, toVersion: 0 } }, 'NOT_FOUND', ['what', 'row', 'toVersion']],
    ['a table at no version', { table: { budgetId, toVersion: 9_999 } }, 'NOT_FOUND', ['what', 'table', 'toVersion']],
    ['a save that is none', { save: { budgetId, version: -1 } }, 'NOT_FOUND', ['what', 'save', 'version']],
    [
      'a save of no budget',
      { save: { budgetId: randomUUID(), version: 2 } },
      'NOT_FOUND',
      ['what', 'save', 'budgetId'],
    ],
    [
      'a table of no budget',
      { table: { budgetId: randomUUID(), toVersion: 2 } },
      'NOT_FOUND',
      ['what', 'table', 'budgetId'],
    ],
    ['the save that opened the budget', { save: { budgetId, version: 1 } }, 'INVALID_INPUT', ['what', 'save']],
  ])('is refused with its place: %s', async (_, what, code, path) => {
    for (const dryRun of [true, false]) {
      const { userErrors } = await revert(what, { dryRun });
      expect(userErrors).toMatchObject([{ code, argument: ['input', ...path] }]);
    }
  });

  it('is a change or event that opened the budget, or a change that an event does not have', async () => {
    const list = `{ changes(filter: { budgetIds: ["${budgetId}"], entityIds: ["${budgetId}"], kinds: [ADDED] }) {
      nodes { id event { id } } } }`;
    const [{ id, event }] = (await ledger.data(list)).changes.nodes;
    expect((await revert({ change: id })).userErrors).toMatchObject([{ code: 'INVALID_INPUT' }]);
    expect((await revert({ event: event.id })).userErrors).toMatchObject([{ code: 'INVALID_INPUT' }]);
    const { event: other } = await lastChange((await project(1)).id, 'name');
    expect((await revert({ change: `${other.id}:999` })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('is two things at once, or nothing', async () => {
    for (const what of ['{}', '{ event: "a", change: "b:0" }']) {
      const { errors } = await ledger.query(`mutation { revert(input: { what: ${what} }) { version } }`);
      expect(errors?.[0]?.message).toContain('恰好一个非空成员');
    }
  });
});
