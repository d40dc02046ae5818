import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Budget, MutationName, Seal, UserError } from '../support/clients/contract.js';
import { mutate } from '../support/clients/mutate.js';
import { budgetId, editorOf } from '../support/clients/reverting.js';
import { sealingGrounds } from '../support/stories/sealing-grounds.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
const { table, run: edit, project } = editorOf(() => ledger);
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(cleanUp);

const seal = `seal { id stage name version contentHash approvedBy { personId } actor { personId role } withdrawal { actor { personId } reason }
  issued { issuer basisDocument issuedOn } withoutControlNumber controlDifference { path limit sum delta } }`;

/** One mutation about versions, as somebody of a role. */
const as = <Name extends MutationName>(role: string, mutation: Name, input: object, fields = '') =>
  mutate(
    ledger,
    mutation,
    input,
    `position version ${fields} budget { contentHash } userErrors { code argument entityId message messageEn }`,
    { id: `${role}-1`, role },
  );

/** Of every save behind 二下. */
const basisDocument = '财预〔2024〕9号';

const sealing = (stage: string, more = {}, role = 'reviewer') =>
  as(role, 'sealVersion', { budgetId, stage, ...sealingGrounds(stage), ...more }, seal);

async function budgetAt(at: string, fields: string): Promise<Budget> {
  return (await ledger.data(`{ budget(id: "${budgetId}"${at}) { contentHash basis { version } ${fields} } }`)).budget;
}

describe('from 一上 to 二下 on the real table', () => {
  let firstUp: Seal;

  it('a seal is a save without cells whose table is the one before', async () => {
    const before = await table();
    const answer = await sealing('FIRST_UP', {
      contentHash: before.contentHash,
      reason: '报送',
      approvedBy: 'head-1',
      basisDocument: '越商〔2024〕1号',
    });
    firstUp = answer.seal;
    expect(answer).toMatchObject({ userErrors: [], version: 2, budget: { contentHash: before.contentHash } });
    expect(firstUp).toMatchObject({
      stage: 'FIRST_UP',
      name: '一上',
      version: 1,
      contentHash: before.contentHash,
      approvedBy: { personId: 'head-1' },
      actor: { personId: 'reviewer-1', role: 'REVIEWER' },
      withdrawal: null,
      issued: null,
      withoutControlNumber: null,
      controlDifference: [],
    });
    const { versions, history } = await budgetAt(
      '',
      'versions { nodes { version kind changedCells reason contentHash } } history(first: 1) { nodes { version } }',
    );
    const { contentHash } = before;
    expect(versions.nodes).toEqual([
      { version: 2, kind: 'SEAL', changedCells: 0, reason: '报送', contentHash },
      { version: 1, kind: 'EDIT', changedCells: 500, reason: expect.anything(), contentHash },
    ]);
    expect(history.nodes).toEqual([{ version: 1 }]);
  });

  it('reverting it is refused: there is nothing to set back', async () => {
    const { userErrors } = await as('editor', 'revert', { what: { save: { budgetId, version: 2 } } });
    expect(userErrors).toMatchObject([{ code: 'INVALID_INPUT', argument: ['input', 'what', 'save'] }]);
    expect(userErrors[0].messageEn).toContain('withdrawSeal');
  });

  it('what was not seen is not sealed, and an older version can be', async () => {
    const { contentHash } = await table();
    const { id } = await project(1);
    const { version: looked } = await edit('reviseGoal', { projectId: id, goal: '新的目标' });
    expect((await sealing('FIRST_DOWN', { contentHash })).userErrors).toMatchObject([
      { code: 'STALE_CONTENT', argument: ['input', 'contentHash'] },
    ]);
    await edit('reviseGoal', { projectId: id, goal: '更新的目标' });
    expect((await sealing('FIRST_DOWN', { expectedVersion: looked })).userErrors).toMatchObject([
      { code: 'STALE_CONTENT', argument: ['input', 'expectedVersion'] },
    ]);
    const older = await sealing('FIRST_DOWN', { version: looked });
    expect(older.seal).toMatchObject({
      name: '一下',
      version: looked,
      issued: { issuer: 'FINANCE', basisDocument: '财预〔2024〕1号', issuedOn: '2024-03-01' },
      withoutControlNumber: '本年未下达控制数',
    });
  });

  it('二上 above the control number is refused with the figures, which the checks tell, too', async () => {
    const issued = await as('finance', 'issueControlNumber', { budgetId, total: '21,900', other: '26.5' });
    expect(issued.userErrors).toEqual([]);
    const { controlNumber, checks } = await budgetAt(
      '',
      `controlNumber { total fiscalAppropriation specialAccount other actor { personId } }
       checks { code entityKind path declared derived }`,
    );
    expect(controlNumber).toEqual({
      total: '21900',
      fiscalAppropriation: null,
      specialAccount: null,
      other: '26.5',
      actor: { personId: 'finance-1' },
    });
    expect(checks).toEqual([
      {
        code: 'ABOVE_CONTROL_NUMBER',
        entityKind: 'BUDGET',
        path: 'totals.total',
        declared: '21900',
        derived: '21926.04',
      },
    ]);
    const [error] = (await sealing('SECOND_UP')).userErrors;
    expect(error).toMatchObject({ code: 'ABOVE_CONTROL_NUMBER', argument: ['input', 'version'], entityId: budgetId });
    for (const text of [error.message, error.messageEn]) expect(text).toMatch(/21926\.04.*21900/);
    await as('finance', 'issueControlNumber', { budgetId, total: '21926.04' });
    expect((await budgetAt('', 'checks { code }')).checks).toEqual([]);
    expect((await sealing('SECOND_UP')).userErrors).toEqual([]);
  });

  it('二下 that differs from the control number tells the figures, and keeps them with the reason', async () => {
    await as('finance', 'issueControlNumber', { budgetId, total: '21930', other: '26.5' });
    const [error] = (await sealing('SECOND_DOWN')).userErrors;
    expect(error).toMatchObject({ code: 'INVALID_INPUT', argument: ['input', 'reason'], entityId: budgetId });
    for (const text of [error.message, error.messageEn]) expect(text).toMatch(/21926\.04.*21930.*3\.96/);
    const answer = await sealing('SECOND_DOWN', { reason: '压减', issuer: 'SUPERIOR_DEPARTMENT' });
    expect(answer).toMatchObject({
      userErrors: [],
      seal: {
        controlDifference: [{ path: 'totals.total', limit: '21930', sum: '21926.04', delta: '-3.96' }],
        issued: { issuer: 'SUPERIOR_DEPARTMENT' },
      },
    });
  });

  it('the side that issued a seal withdraws it, and the other is told who can', async () => {
    const { seals } = await budgetAt('', 'seals { id stage }');
    const idOf = (stage: string) => seals.find((each) => each.stage === stage)?.id ?? '';
    const refused = async (role: string, stage: string) => {
      const input = { sealId: idOf(stage), reason: '版本有误', basisDocument };
      const { userErrors } = await as(role, 'withdrawSeal', input);
      return userErrors.map(({ code, argument, message }: UserError) => ({ code, argument, message }));
    };
    const forbidden = { code: 'FORBIDDEN', argument: ['input', 'sealId'] };
    expect(await refused('reviewer', 'FIRST_DOWN')).toEqual([
      { ...forbidden, message: expect.stringMatching(/财政部门.*财政人员或管理员/) },
    ]);
    expect(await refused('finance', 'SECOND_DOWN')).toEqual([
      { ...forbidden, message: expect.stringMatching(/主管部门.*审核人员或管理员/) },
    ]);
    expect(await refused('reviewer', 'SECOND_DOWN')).toEqual([]);
    expect((await sealing('SECOND_DOWN', { reason: '压减' })).userErrors).toEqual([]);
    expect((await sealing('ADJUSTMENT')).userErrors).toEqual([]);
  });

  it('a seal is a point like any other: for the table, its rows, and comparisons', async () => {
    const at = `, at: { sealId: "${firstUp.id}" }`;
    const sealed = await budgetAt(at, 'seals { id } controlNumber { total } versions { nodes { version } }');
    const { contentHash } = firstUp;
    const nothingYet = { seals: [], controlNumber: null, versions: { nodes: [{ version: 1 }] } };
    expect(sealed).toEqual({ contentHash, basis: { version: 1 }, ...nothingYet });
    const { id } = await project(1);
    const goal = (await table(1)).projects.nodes[0].goal;
    expect((await ledger.data(`{ project(id: "${id}"${at}) { goal } }`)).project).toEqual({ goal });
    const seals = (await budgetAt('', 'seals { id stage }')).seals;
    const last = seals.findLast(({ stage }) => stage === 'SECOND_DOWN')?.id ?? '';
    const point = (sealId: string) => `{ budgetId: "${budgetId}", at: { sealId: "${sealId}" } }`;
    const { compare, same } = await ledger.data<Answer & { same: Answer['compare'] }>(`{
      compare(from: ${point(firstUp.id)}, to: ${point(last)}) { identical rows { nodes { cells { path after } } } }
      same: compare(from: ${point(last)}, to: { budgetId: "${budgetId}" }) { identical }
    }`);
    expect(compare).toEqual({
      identical: false,
      rows: { nodes: [{ cells: [{ path: 'goal', after: '更新的目标' }] }] },
    });
    expect(same).toEqual({ identical: true });
  });

  it('a seal under later ones stays; a withdrawn one is visible with who and why, readable, and sealed again', async () => {
    const early = await as('finance', 'withdrawSeal', { sealId: firstUp.id, reason: '版本有误', basisDocument });
    expect(early.userErrors).toMatchObject([{ code: 'STAGE_OUT_OF_ORDER', argument: ['input', 'sealId'] }]);
    const { seals: standing } = await budgetAt('', `seals { id name version contentHash withdrawal { reason } }`);
    const adjusted = standing.find(({ name }) => name === '调整') as Seal;
    const input = { sealId: adjusted.id, reason: '版本有误', basisDocument };
    const withdrawal = { actor: { personId: 'finance-1' }, reason: '版本有误' };
    const answer = { userErrors: [], seal: { ...adjusted, withdrawal } };
    expect(await as('finance', 'withdrawSeal', input, seal)).toMatchObject(answer);
    const { seals, versions } = await budgetAt(
      '',
      'seals { id name recordedAt withdrawal { recordedAt actor { personId } reason } } versions(first: 1) { nodes { kind changedCells } }',
    );
    const shown = seals.find(({ id }) => id === adjusted.id) as Seal;
    expect(shown).toMatchObject({ name: '调整', withdrawal });
    expect((shown.withdrawal?.recordedAt ?? '') > shown.recordedAt).toBe(true);
    const inForce = seals.filter((each) => each.withdrawal === null).map(({ name }) => name);
    expect(inForce).toEqual(['一上', '一下', '二上', '二下']);
    expect(versions.nodes).toEqual([{ kind: 'SEAL_WITHDRAWAL', changedCells: 0 }]);
    expect((await budgetAt(`, at: { sealId: "${adjusted.id}" }`, '')).basis.version).toBe(adjusted.version);
    const next = `, at: { version: ${adjusted.version + 1} }`;
    const { seals: then } = await budgetAt(next, 'seals { entityId withdrawal { reason } }');
    expect(then.at(-1)).toEqual({ entityId: adjusted.id, withdrawal: null });
    expect((await as('finance', 'withdrawSeal', input)).userErrors).toMatchObject([
      { code: 'WITHDRAWN', argument: ['input', 'sealId'], entityId: adjusted.id },
    ]);
    expect((await sealing('ADJUSTMENT', { version: adjusted.version })).userErrors).toEqual([]);
  });

  it('a correction stands beside what the save said, from where it was said on', async () => {
    const corrected = { budgetId, version: 2, reason: '笔误', basisDocument };
    const input = { ...corrected, correctedReason: '一上报送', commandId: 'correct-1' };
    const first = await as('editor', 'annotateSave', input);
    expect(first.userErrors).toEqual([]);
    expect(await as('editor', 'annotateSave', input)).toEqual(first);
    await as('editor', 'annotateSave', { ...corrected, correctedBasisDocument: '越财〔2024〕1号' });
    const annotations = 'annotations { correctedReason correctedBasisDocument reason actor { personId } }';
    const ofSave = async (at: string) =>
      (await budgetAt(at, `versions(first: 50) { nodes { version reason ${annotations} } }`)).versions.nodes.find(
        ({ version }) => version === 2,
      );
    const actor = { personId: 'editor-1' };
    const said = { correctedReason: '一上报送', correctedBasisDocument: null, reason: '笔误', actor };
    expect(await ofSave('')).toEqual({
      version: 2,
      reason: '报送',
      annotations: [said, { correctedReason: null, correctedBasisDocument: '越财〔2024〕1号', reason: '笔误', actor }],
    });
    expect((await ofSave(`, at: { version: ${first.version} }`))?.annotations).toEqual([said]);
    expect((await ofSave(', at: { version: 2 }'))?.annotations).toEqual([]);
  });

  it('a seal sent again under its commandId is the same seal', async () => {
    const input = { name: '送审稿', stage: null, commandId: 'seal-1', reason: '送审', basisDocument };
    const one = await sealing('', input);
    expect(one).toMatchObject({ userErrors: [], seal: { name: '送审稿', stage: null } });
    expect(await sealing('', input)).toEqual(one);
  });
});
