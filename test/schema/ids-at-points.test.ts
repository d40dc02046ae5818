import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Ledger } from '../../src/compose.js';
import { contractDesk } from '../support/clients/contract-desk.js';
import { ledgerIn } from '../support/ledgers/ledger.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import type { RowAtPoints } from '../support/stories/row-at-points.js';
import { rowAt, rowAtPoints } from '../support/stories/row-at-points.js';

const folder = openFolder();
let ledger: Ledger;
const desk = contractDesk(() => ledger);
const { answerTo, ask, refusalOf, run } = desk;
let budgetId: RowAtPoints['budgetId'];
let projectId: RowAtPoints['projectId'];
let draftId: RowAtPoints['draftId'];
let sealId: RowAtPoints['sealId'];
let second: RowAtPoints['second'];
let draftAt: RowAtPoints['draftAt'];
const idAt = async (at: object | null) => (await ask(rowAt, { id: projectId, at })).project.id;

beforeAll(async () => {
  ledger = await ledgerIn(folder);
  ({ budgetId, projectId, draftId, sealId, second, draftAt } = await rowAtPoints(desk));
});
afterAll(() => folder.leave());

describe('the id of an object', () => {
  it('of the payload of a mutation is that of the draft that was edited', async () => {
    const { reviseGoal } = await ask(
      `mutation($input: ReviseGoalInput!) { reviseGoal(input: $input) { project { id entityId } budget { id entityId } } }`,
      { input: { projectId, draftId, goal: '草案再改' } },
    );
    expect(reviseGoal.project).toEqual({ id: await idAt({ draft: { id: draftId } }), entityId: projectId });
    expect(reviseGoal.budget.id).not.toBe(budgetId);
    expect(reviseGoal.budget.entityId).toBe(budgetId);
  });

  it('is its permanent one live, and after a mutation', async () => {
    expect(await idAt(null)).toBe(projectId);
    const edited = await ask(
      `mutation($input: ReviseGoalInput!) { reviseGoal(input: $input) { project { id goal } budget { id } basis { position version } position version } }`,
      { input: { projectId, goal: '三' } },
    );
    const { project, budget, basis, position, version } = edited.reviseGoal;
    expect([project, budget]).toEqual([{ id: projectId, goal: '三' }, { id: budgetId }]);
    expect(basis).toEqual({ position, version });
  });

  it('is one for a version, its seal, its position, its time and its event, and another than the live one', async () => {
    const ways = [
      { version: 2 },
      { sealId },
      { position: second.position },
      { time: second.recordedAt },
      { event: second.eventId },
    ];
    const [id, ...others] = await Promise.all(ways.map(idAt));
    expect(new Set([id, ...others]).size).toBe(1);
    expect(id).not.toBe(projectId);
  });

  it('is another at each version, and at the head where that is named', async () => {
    const { position } = (await ask('{ budgets { basis { position } } }')).budgets.basis;
    const ids = [null, { version: 2 }, { version: 4 }, { position }];
    expect(new Set(await Promise.all(ids.map(idAt))).size).toBe(4);
  });

  it('is one in a draft as long as that moves, and others at its versions', async () => {
    const moving = await idAt({ draft: { id: draftId } });
    const [first, base] = await Promise.all([1, 0].map((version) => idAt({ draft: { id: draftId, version } })));
    expect(new Set([projectId, moving, first, base, await idAt({ position: draftAt })]).size).toBe(5);
    await run('reviseGoal', { projectId, draftId, goal: '草案又改' }, '');
    expect(await idAt({ draft: { id: draftId } })).toBe(moving);
    expect(await idAt({ draft: { id: draftId, version: 1 } })).toBe(first);
  });

  it('is read at the point of the page, behind the head', async () => {
    const page = `query($after: String) { budgets { nodes { history(first: 1, after: $after) { edges { cursor } nodes { id } } versions(first: 1, after: $after) { edges { cursor } nodes { id entityId } } } } }`;
    const cursors = (await ask(page)).budgets.nodes[0].versions;
    expect(cursors.nodes[0].id).toBe(cursors.nodes[0].entityId);
    const next = `query($after: String) { budgets { nodes { versions(first: 1, after: $after) { nodes { id entityId } } } } }`;
    const after = cursors.edges[0].cursor;
    const [same] = (await ask(next, { after })).budgets.nodes[0].versions.nodes;
    expect(same.id).toBe(same.entityId);
    await run('reviseGoal', { projectId, goal: '四' }, '');
    const [behind] = (await ask(next, { after })).budgets.nodes[0].versions.nodes;
    expect(behind.entityId).toBe(same.entityId);
    expect(behind.id).not.toBe(same.id);
  });

  it('of a seal is read with what had become of it by then', async () => {
    const seals =
      'query($id: ID!, $at: At) { budget(id: $id, at: $at) { seals { id entityId withdrawal { reason } } } }';
    const { position } = (await ask('{ budgets { basis { position } } }')).budgets.basis;
    await run('withdrawSeal', { sealId, reason: '有误' }, 'seal { id withdrawal { reason } }');
    const [then] = (await ask(seals, { id: budgetId, at: { position } })).budget.seals;
    const [now] = (await ask(seals, { id: budgetId })).budget.seals;
    expect(then).toMatchObject({ entityId: sealId, withdrawal: null });
    expect(now).toEqual({ id: sealId, entityId: sealId, withdrawal: { reason: '有误' } });
    const node = 'query($ids: [ID!]!) { nodes(ids: $ids) { ... on Seal { id withdrawal { reason } } } }';
    expect((await ask(node, { ids: [then.id, now.id] })).nodes).toEqual([
      { id: then.id, withdrawal: null },
      { id: sealId, withdrawal: { reason: '有误' } },
    ]);
  });
});

describe('a minPosition of the whole operation', () => {
  it('is asked for once for all its fields, and refused where this ledger never gave it', async () => {
    expect(await refusalOf('{ budgets { nodes { id } } }', {}, 'ZZZ')).toMatchObject({ code: 'UNKNOWN_POSITION' });
    const { errors } = await answerTo('{ budgets { nodes { id } } }', {}, second.position);
    expect(errors).toBeUndefined();
  });
});
