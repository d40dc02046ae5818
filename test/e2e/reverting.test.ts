import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Indicator } from '../support/clients/contract.js';
import { budgetId, editorOf } from '../support/clients/reverting.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
const { run, table, project, lastChange, revert } = editorOf(() => ledger);
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(cleanUp);

describe('reverting a cell’s change', () => {
  it('sets the cell back as a new change that names it, and leaves the event’s other cells', async () => {
    const { id } = (await project(1)).indicators[0];
    await run('reviseIndicator', { indicatorId: id, annualTarget: '等于2', cycleTarget: '等于3' });
    const { id: change } = await lastChange(id, 'annualTarget');
    const answer = await revert({ change }, { reason: '改错了' });
    const set = { path: 'annualTarget', before: '等于2', after: '等于1', lastChange: { id: change } };
    expect(answer).toMatchObject({ preview: [{ kind: 'MODIFIED', entityId: id, cells: [set] }], userErrors: [] });
    const now = await lastChange(id, 'annualTarget');
    expect(now.event).toMatchObject({
      type: 'IndicatorTargetsRevised',
      source: { kind: 'REVERT', reverted: { change } },
    });
    expect((await lastChange(id, 'cycleTarget')).version).toBe(answer.version - 1);
  });

  it('is a conflict where the cell was set later, told with all its values, and stores nothing', async () => {
    const { id } = await project(2);
    await run('reviseGoal', { projectId: id, goal: '第一次改。' });
    const { id: change } = await lastChange(id, 'goal');
    const later = await run('reviseGoal', { projectId: id, goal: '第二次改。' }, '', 'editor-2');
    const before = await table();
    const { version, preview, userErrors } = await revert({ change });
    expect({ version, preview }).toEqual({ version: null, preview: null });
    expect(userErrors).toMatchObject([
      {
        __typename: 'ConflictError',
        code: 'CONFLICT',
        entityId: id,
        argument: ['input', 'what'],
        changedIn: { version: later.version, actor: { personId: 'editor-2' } },
        cell: { path: 'goal', base: '第一次改。', ours: '第二次改。', theirs: expect.any(String) },
      },
    ]);
    expect(userErrors[0].current).toContainEqual({ path: 'goal', value: '第二次改。' });
    expect(await table()).toEqual(before);
  });

  it('that has been undone says so, names the change and stores nothing, as a preview too', async () => {
    const { id, goal } = await project(2);
    await run('reviseGoal', { projectId: id, goal: '将撤回两次。' });
    const { id: change } = await lastChange(id, 'goal');
    const undone = await revert({ change });
    expect(undone).toMatchObject({ nothingLeft: null, userErrors: [] });
    const nothingLeft = {
      message: expect.stringContaining('没有可撤回的：所指的修改都已撤回'),
      messageEn: expect.stringContaining('Nothing is left to revert'),
      changes: [{ kind: 'MODIFIED', entityId: id, path: 'goal', before: goal, after: '将撤回两次。' }],
    };
    const said = { version: undone.version, preview: [], nothingLeft, userErrors: [] };
    expect(await revert({ change }, { dryRun: true })).toMatchObject(said);
    expect(await revert({ change })).toMatchObject(said);
  });

  it('of a cell that went with its row brings back the row', async () => {
    const { id, indicators } = await project(3);
    await run('withdrawProject', { projectId: id });
    const { id: change } = await lastChange(id, 'name');
    expect((await revert({ change })).userErrors).toEqual([]);
    expect(await project(3)).toMatchObject({ id, indicators });
  });
});

describe('reverting an event or a save', () => {
  it('sets back everything that it changed, and again what reverting changed', async () => {
    const before = await table();
    const [one, other] = before.projects.nodes;
    const { version } = await run('applyChanges', {
      budgetId,
      changes: [
        { withdrawProject: { projectId: one.id } },
        { renameProject: { projectId: other.id, name: one.name } },
        { reviseFunding: { projectId: other.id, funding: { other: '7.5' } } },
      ],
    });
    const edited = await table();
    const undone = await revert({ save: { budgetId, version } });
    expect(undone).toMatchObject({ userErrors: [], budget: { contentHash: before.contentHash } });
    expect(await table()).toMatchObject({ projects: before.projects });
    const redone = await revert({ save: { budgetId, version: undone.version } });
    expect(redone.budget.contentHash).toBe(edited.contentHash);
    const { event } = await lastChange(other.id, 'name');
    expect(event.source).toMatchObject({ kind: 'REVERT', reverted: { save: undone.version } });
    const set = { path: 'name', before: one.name, after: other.name };
    expect((await revert({ event: event.id })).preview).toMatchObject([
      { kind: 'RENAMED', entityId: other.id, cells: [set] },
    ]);
    expect((await revert({ table: { budgetId, toVersion: undone.version } })).userErrors).toEqual([]);
  });

  it('brings back a project without an indicator that came and went in the same save', async () => {
    const { id, indicators } = await project(4);
    const added = { projectId: id, level2: '11', name: '新', cycleTarget: '1', annualTarget: '1' };
    const changes = [{ addIndicator: added }, { withdrawProject: { projectId: id } }];
    const { version } = await run('applyChanges', { budgetId, changes });
    expect((await revert({ save: { budgetId, version } })).userErrors).toEqual([]);
    expect(await project(4)).toMatchObject({ id, indicators });
  });

  it('lists every cell that is in the way, and where a row is, names it', async () => {
    const [one, , , other] = (await table()).projects.nodes;
    const both = ['reviseGoal', 'renameProject'].map((edit, index) => ({
      [edit]: { projectId: [one, other][index]?.id, [['goal', 'name'][index] ?? '']: '改' },
    }));
    const { version } = await run('applyChanges', { budgetId, changes: both });
    await run('reviseGoal', { projectId: one.id, goal: '再改' });
    await run('renameProject', { projectId: other.id, name: '再改' });
    const { userErrors } = await revert({ save: { budgetId, version } });
    expect(userErrors.map(({ entityId, cell }) => [entityId, cell.path])).toEqual([
      [one.id, 'goal'],
      [other.id, 'name'],
    ]);
    const gone = await run('withdrawProject', { projectId: one.id });
    await run('renameProject', { projectId: other.id, name: one.name });
    expect((await revert({ save: { budgetId, version: gone.version } })).userErrors).toMatchObject([
      { __typename: 'InputError', code: 'DUPLICATE_NAME', entityId: other.id, argument: ['input', 'what'] },
    ]);
  });
});

describe('reverting to a version', () => {
  it('of the table makes it what it was, once', async () => {
    const { contentHash } = await table(1);
    const what = { table: { budgetId, toVersion: 1 } };
    const answer = await revert(what);
    expect(answer).toMatchObject({ userErrors: [], budget: { contentHash } });
    const nothingLeft = { message: '没有可撤回的：整张表与版本 1 时相同，没有要改的单元格。', changes: [] };
    expect(await revert(what)).toMatchObject({ version: answer.version, preview: [], nothingLeft, userErrors: [] });
  });

  it('of a row makes it and what hangs from it what they were, and nothing else', async () => {
    const { id, goal, indicators } = await project(5);
    const { id: other } = await project(6);
    const changes = [
      { reviseGoal: { projectId: id, goal: '改' } },
      { withdrawIndicator: { indicatorId: indicators[0].id } },
      { addIndicator: { projectId: id, level2: '11', name: '新', cycleTarget: '1', annualTarget: '1' } },
      { reviseGoal: { projectId: other, goal: '别动' } },
    ];
    const { version } = await run('applyChanges', { budgetId, changes });
    expect((await revert({ row: { id, toVersion: 1 } })).userErrors).toEqual([]);
    expect(await project(5)).toMatchObject({ id, goal, indicators });
    expect(await project(6)).toMatchObject({ id: other, goal: '别动' });
    const added = (await table(version)).projects.nodes[4].indicators.find(({ name }) => name === '新') as Indicator;
    const named = (before: string | null, after: string | null) =>
      expect.arrayContaining([expect.objectContaining({ path: 'name', before, after })]);
    expect((await revert({ row: { id: added.id, toVersion: version } })).preview).toMatchObject([
      { kind: 'RESTORED', entityId: added.id, cells: named(null, '新') },
    ]);
    expect((await revert({ row: { id: added.id, toVersion: 1 } })).preview).toMatchObject([
      { kind: 'REMOVED', entityId: added.id, cells: named('新', null) },
    ]);
    await run('renameBudget', { budgetId, name: '改名的单位' });
    expect((await revert({ row: { id: budgetId, toVersion: version } })).preview).toMatchObject([
      { kind: 'RENAMED', cells: [{ path: 'name', after: '广州市越秀区商务局(本级)' }] },
    ]);
  });

  it('refuses a row whose cells somebody changed after the version that the editor was looking at', async () => {
    const { id } = await project(7);
    const { version: expectedVersion } = await run('reviseGoal', { projectId: id, goal: '看到的' });
    await run('reviseGoal', { projectId: id, goal: '没看到的' }, '', 'editor-2');
    const { userErrors } = await revert({ row: { id, toVersion: 1 } }, { expectedVersion });
    expect(userErrors).toMatchObject([
      { code: 'CONFLICT', entityId: id, changedIn: { actor: { personId: 'editor-2' } }, cell: null },
    ]);
  });
});

describe('a revert as a draft', () => {
  const cells = 'draftId preview { kind entityId cells { path before after } }';

  it('opens one with it, in which it can be reverted again; the budget stays as it is', async () => {
    const { id, goal } = await project(10);
    const { version } = await run('reviseGoal', { projectId: id, goal: '待撤销' });
    const before = await table();
    const input = { commandId: randomUUID(), what: { save: { budgetId, version } }, asDraft: { name: '撤回' } };
    const opened = await run('revert', input, cells);
    const again = await run('revert', input, cells);
    const set = { path: 'goal', before: '待撤销', after: goal };
    expect(opened).toMatchObject({
      version: 1,
      draftId: expect.any(String),
      userErrors: [],
      preview: [{ kind: 'MODIFIED', entityId: id, cells: [set] }],
    });
    expect(again).toEqual(opened);
    const what = { table: { budgetId, toVersion: 0 } };
    const { draftId } = opened;
    expect(await run('revert', { what, draftId }, `${cells} budget { contentHash }`)).toMatchObject({
      version: 2,
      draftId,
      preview: [{ cells: [{ ...set, before: goal, after: '待撤销' }] }],
      userErrors: [],
      budget: { contentHash: before.contentHash },
    });
    expect(await run('revert', { ...input, commandId: randomUUID(), draftId }, cells)).toMatchObject({
      draftId: null,
      userErrors: [{ code: 'INVALID_INPUT', argument: ['input', 'asDraft'] }],
    });
    expect(await table()).toEqual(before);
  });
});

describe('a dry run', () => {
  it('shows what reverting then changes, and stores nothing', async () => {
    const before = await table();
    const what = { table: { budgetId, toVersion: 2 } };
    const shown = await revert(what, { dryRun: true });
    expect(shown).toMatchObject({ position: null, version: before.basis.version, userErrors: [] });
    expect(shown.preview.length).toBeGreaterThan(0);
    expect(await table()).toEqual(before);
    expect((await revert(what)).preview).toEqual(shown.preview);
  });
});
