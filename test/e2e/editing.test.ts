import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Mutation, MutationName, ProjectPayload } from '../support/clients/contract.js';
import { editingDesk, row } from '../support/clients/editing-desk.js';
import { eventually } from '../support/processes/eventually.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
let budgetId: string;
const { run, addProject, newestSave } = editingDesk(
  () => ledger,
  () => budgetId,
);
beforeAll(async () => {
  ledger = await startLedger(undefined, { IMPORT_SAMPLES: 'false' });
  budgetId = (await run('openBudget', { unit: '甲局', fiscalYear: 2025 }, 'budget { id }')).budget.id;
});
afterAll(cleanUp);

type ProjectMutation = { [Name in MutationName]: Mutation[Name] extends ProjectPayload ? Name : never }[MutationName];

describe('each edit is one save that answers with what it made', () => {
  it('of a budget and its fund users', async () => {
    expect(await run('renameBudget', { budgetId, name: '甲局（本级）' }, 'budget { name unit }')).toMatchObject({
      budget: { name: '甲局（本级）', unit: '甲局' },
      userErrors: [],
    });
    const declaredTotals = { total: '1,000.50', fiscalAppropriation: '1000.50' };
    const fields = 'fundUser { id name ordinal status declaredTotals { total other } totals { total } }';
    const { fundUser } = await run('addFundUser', { budgetId, name: '下属中心', declaredTotals }, fields);
    expect(fundUser).toMatchObject({ status: 'ACTIVE', declaredTotals: { total: '1000.50', other: null } });
    const fundUserId = fundUser.id;
    expect((await run('renameFundUser', { fundUserId, name: '事务中心' }, fields)).fundUser.name).toBe('事务中心');
    const revised = await run('reviseDeclaredTotals', { fundUserId, declaredTotals: { total: '999' } }, fields);
    expect(revised.fundUser.declaredTotals.total).toBe('999');
    const withdrawn = await run('withdrawFundUser', { fundUserId }, fields);
    expect(withdrawn.fundUser).toMatchObject({ status: 'WITHDRAWN', ordinal: null });
    const restored = await run('restoreFundUser', { fundUserId }, fields);
    expect(restored.fundUser).toMatchObject({ status: 'ACTIVE' });
    await run('withdrawFundUser', { fundUserId });
  });

  it('of a project', async () => {
    const { id: projectId } = await addProject('项目甲');
    const { id: second } = await addProject('项目乙', { place: { first: true } });
    const fields = `project { ordinal name status goal declaredTotal funding { total fiscalAppropriation other } }`;
    const project = async (mutation: ProjectMutation, input: object) =>
      (await run(mutation, { projectId, ...input }, fields)).project;

    expect(await project('renameProject', { name: '项目甲（修订）' })).toMatchObject({
      name: '项目甲（修订）',
      ordinal: 2,
    });
    const funding = { fiscalAppropriation: '64.70', other: '0.3', declaredTotal: '65' };
    expect(await project('reviseFunding', { funding })).toMatchObject({
      declaredTotal: '65',
      funding: { total: '65.00', fiscalAppropriation: '64.70', other: '0.3' },
    });
    expect((await project('reviseFunding', { funding: { other: '0' } })).funding.other).toBeNull();
    expect((await project('reviseGoal', { goal: '另一个目标' })).goal).toBe('另一个目标');
    expect((await project('moveProject', { place: { first: true } })).ordinal).toBe(1);
    expect((await project('moveProject', { place: { after: second } })).ordinal).toBe(2);
    expect((await project('moveProject', { place: { first: true } })).ordinal).toBe(1);
    expect((await project('moveProject', { place: { last: true } })).ordinal).toBe(2);
    expect(await project('withdrawProject', {})).toMatchObject({ status: 'WITHDRAWN', ordinal: null });
    expect(await project('restoreProject', {})).toMatchObject({ status: 'ACTIVE', ordinal: 2 });
    const other = (await run('addFundUser', { budgetId, name: '另一单位' }, 'fundUser { id }')).fundUser.id;
    const assigned = await run('assignFundUser', { projectId, fundUserId: other }, 'project { fundUser { name } }');
    expect(assigned.project.fundUser.name).toBe('另一单位');
    expect(await newestSave()).toMatchObject({ changedCells: 1 });
  });

  it('of an indicator', async () => {
    const { id: projectId, indicators } = await addProject('项目丙');
    const fields = 'indicator { id ordinal name status level1 { code } level2 { name } annualTarget { text } version }';
    const input = { projectId, ...row('31', '满意度', '≥80%'), place: { after: indicators[0].id } };
    const { indicator: added } = await run('addIndicator', input, fields);
    expect(added).toMatchObject({ ordinal: 2, level1: { code: '3' }, level2: { name: '服务对象满意度' } });
    const indicatorId = added.id;
    const revised = await run('reviseIndicator', { indicatorId, level2: '22', name: '影响', annualTarget: '' }, fields);
    expect(revised.indicator).toMatchObject({ name: '影响', level2: { name: '社会效益' }, annualTarget: null });
    expect((await run('moveIndicator', { indicatorId, place: { first: true } }, fields)).indicator.ordinal).toBe(1);
    expect((await run('withdrawIndicator', { indicatorId }, fields)).indicator).toMatchObject({ status: 'WITHDRAWN' });
    expect((await run('restoreIndicator', { indicatorId }, fields)).indicator).toMatchObject({ ordinal: 1 });
  });

  it('with who, why and on which document’s authority', async () => {
    const { id: projectId } = await addProject('项目丁');
    await run(
      'reviseGoal',
      { projectId, goal: '新', reason: '压减支出', basisDocument: '越财〔2024〕1号' },
      '',
      'finance',
    );
    expect(await newestSave()).toMatchObject({
      reason: '压减支出',
      basisDocument: '越财〔2024〕1号',
      actor: { personId: 'finance', role: 'EDITOR' },
    });
  });
});

describe('a command that comes again', () => {
  it('under its commandId gives the same answer and stores nothing', async () => {
    const { fundUser } = await addProject('项目戊');
    const input = { commandId: randomUUID(), fundUserId: fundUser.id, name: '只加一次', goal: '' };
    const [first, ...again] = await Promise.all([1, 2, 3].map(() => run('addProject', input, 'project { id }')));
    const later = await run('addProject', input, 'project { id }');
    expect(first).toMatchObject({ userErrors: [], project: { id: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
    for (const answer of [...again, later]) expect(answer).toEqual(first);
  });

  it('with other content is refused', async () => {
    const { id: projectId } = await addProject('项目己');
    const commandId = randomUUID();
    await run('reviseGoal', { projectId, goal: '一', commandId });
    expect(await run('reviseGoal', { projectId, goal: '二', commandId })).toMatchObject({
      version: null,
      userErrors: [{ code: 'COMMAND_ID_REUSED', argument: ['input', 'commandId'] }],
    });
  });

  it('that was refused can be done once what it lacked is there', async () => {
    const commandId = randomUUID();
    const { id: projectId } = await addProject('项目庚');
    const input = { projectId, name: '项目辛', commandId };
    const holder = await addProject('项目辛');
    expect((await run('renameProject', input)).userErrors).toMatchObject([{ code: 'DUPLICATE_NAME' }]);
    await run('withdrawProject', { projectId: holder.id });
    expect((await run('renameProject', input)).userErrors).toEqual([]);
  });

  it('and changes nothing makes no version', async () => {
    const { id: projectId } = await addProject('项目壬');
    const before = await newestSave();
    const answer = await run('reviseFunding', { projectId, funding: { other: '0.00' } });
    expect(answer).toMatchObject({ version: before.version, userErrors: [] });
    expect(await newestSave()).toEqual(before);
  });
});

describe('two editors of one version', () => {
  it('both succeed on different rows, a project and its indicator included', async () => {
    const { id: projectId, indicators } = await addProject('项目癸');
    const { version: expectedVersion } = await newestSave();
    expect((await run('reviseGoal', { projectId, goal: '甲改', expectedVersion })).userErrors).toEqual([]);
    const input = { indicatorId: indicators[0].id, annualTarget: '≥2', expectedVersion };
    expect((await run('reviseIndicator', input, '', 'editor-2')).userErrors).toEqual([]);
  });

  it('conflict on the same row: the second learns what stands, who changed it and when', async () => {
    const { id: projectId } = await addProject('同一行');
    const { version: expectedVersion } = await newestSave();
    const first = await run('reviseGoal', { projectId, goal: '甲改', expectedVersion });
    const { userErrors } = await run('renameProject', { projectId, name: '乙改', expectedVersion }, '', 'editor-2');
    expect(userErrors).toMatchObject([
      {
        __typename: 'ConflictError',
        code: 'CONFLICT',
        entityId: projectId,
        changedIn: { version: first.version, actor: { personId: 'editor-1' }, position: first.position },
      },
    ]);
    expect(userErrors[0].current).toContainEqual({
      path: 'goal',
      value: '甲改',
      lastChange: { version: first.version },
    });
  });

  it('and sixty-four at once on one budget all succeed, each with a version of its own', async () => {
    const { fundUser } = await addProject('六十四');
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, index) =>
        run('addProject', { fundUserId: fundUser.id, name: `并发${index}`, goal: '' }, 'project { id }'),
      ),
    );
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    const versions = answers.map(({ version }) => Number(version));
    expect(new Set(versions).size).toBe(64);
    // An answer does not wait for slow views for ever; whoever reads them next does.
    await eventually(async () => (await newestSave()).version === Math.max(...versions));
  });
});

describe('many changes of one budget', () => {
  const many = (changes: object[], more: object = {}) =>
    run(
      'applyChanges',
      { budgetId, changes, ...more },
      `added { ref entityId } preview { kind entityName projectName cells { path before after delta lastChange { version } } }
      budget { contentHash }`,
    );
  const changes = [
    { addFundUser: { ref: 'centre', name: '新中心' } },
    { addProject: { ref: 'p', fundUserId: 'ref:centre', name: '新项目', goal: '', funding: { other: '1.5' } } },
    { addIndicator: { ref: 'i', projectId: 'ref:p', ...row('11', '数量', '1') } },
    { reviseIndicator: { indicatorId: 'ref:i', annualTarget: '2' } },
  ];

  it('are shown by a dry run, which stores nothing', async () => {
    const before = await newestSave();
    const { preview, position } = await many(changes, { dryRun: true });
    expect(position).toBeNull();
    const about = (entityName: string, projectName: string | null) => ({ kind: 'ADDED', entityName, projectName });
    expect(preview).toMatchObject([about('新中心', null), about('新项目', '新项目'), { ...about('数量', '新项目') }]);
    expect(preview[1].cells).toContainEqual({
      path: 'funding.other',
      before: null,
      after: '1.5',
      delta: '1.5',
      lastChange: null,
    });
    // What one change of the call adds and another revises is told once, as it ends.
    expect(preview[2].cells).toContainEqual(
      expect.objectContaining({ path: 'annualTarget', before: null, after: '2' }),
    );
    expect(await newestSave()).toEqual(before);
  });

  it('are one save, whose new rows are named by ref, also when the command is repeated', async () => {
    const { version } = await newestSave();
    const commandId = randomUUID();
    const answer = await many(changes, { commandId });
    expect(answer).toMatchObject({ version: version + 1, userErrors: [], preview: null });
    expect(answer.added.map(({ ref }) => ref)).toEqual(['centre', 'p', 'i']);
    const node = `query($id: ID!) { node(id: $id) { ... on Indicator { annualTarget { text } project { id } } } }`;
    const found = await ledger.data(node, { id: answer.added[2].entityId });
    expect(found.node).toEqual({ annualTarget: { text: '2' }, project: { id: answer.added[1].entityId } });
    expect(await many(changes, { commandId })).toEqual(answer);
  });
});
