import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Draft, MutationName, Project, UserError } from '../support/clients/contract.js';
import { draftDesk, draftFields } from '../support/clients/draft-desk.js';
import { budgetId, editorOf } from '../support/clients/reverting.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
const { as, open, ask } = draftDesk(() => ledger);
const { project } = editorOf(() => ledger);
let first: Project;
let draft: Draft;
beforeAll(async () => {
  ledger = await startLedger();
  first = await project(1);
  draft = await open('一上稿');
});
afterAll(cleanUp);

const about = (more = {}) => ({ draftId: draft.id, ...more });
const voided = 'voidedReview { number submission { actor { personId } } decision { outcome actor { personId } } }';
const edit = (who: string, goal: string, more: object = {}) =>
  as(who, 'reviseGoal', { projectId: first.id, goal, draftId: draft.id, ...more }, voided);
const refusal = ({ userErrors }: { userErrors: UserError[] }) =>
  userErrors.map(({ code, argument }) => [code, argument.join('.')]);
const seen = async (at = ''): Promise<Draft> =>
  (await ask(`{ ${draftFields.replace('draft', `draft(id: "${draft.id}"${at})`)} }`)).draft;

describe('a draft in review', () => {
  it('is returned with an opinion and remarks, and submitted again: another round', async () => {
    await edit('editor-1', '第一稿');
    const submitted = await as('editor-1', 'submitDraft', about(), draftFields);
    expect(submitted).toMatchObject({ userErrors: [], version: 2, basis: { version: 2, draftId: draft.id } });
    expect(submitted.draft).toMatchObject({ status: 'SUBMITTED', version: 2, approval: null });
    expect(submitted.budget.basis).toEqual({ version: 2, draftId: draft.id });
    const remarks = [{ entityId: first.id, path: 'goal', opinion: '目标不具体' }];
    const returned = await as('reviewer-1', 'returnDraft', about({ opinion: '请修改', remarks }), draftFields);
    expect(returned.draft.status).toBe('RETURNED');
    await edit('editor-1', '第二稿');
    const again = await as('editor-1', 'submitDraft', about(), draftFields);
    expect(again.draft.rounds).toEqual([
      {
        number: 1,
        version: 1,
        voidedByVersion: null,
        submission: { actor: { personId: 'editor-1' } },
        decision: { outcome: 'RETURNED', opinion: '请修改', remarks, actor: { personId: 'reviewer-1' } },
      },
      {
        number: 2,
        version: 4,
        voidedByVersion: null,
        submission: { actor: { personId: 'editor-1' } },
        decision: null,
      },
    ]);
  });

  it('is not approved by who edited it, nor by an editor', async () => {
    const dryRun = { budgetId, draftId: draft.id, dryRun: true };
    const changes = [{ reviseGoal: { projectId: first.id, goal: '审核人改过的目标' } }];
    const second = { number: 2, submission: { actor: { personId: 'editor-1' } }, decision: null };
    for (const refused of [
      await edit('reviewer-2', '审核人改过的目标'),
      await as('reviewer-2', 'applyChanges', { ...dryRun, changes }),
    ]) {
      expect(refusal(refused)).toEqual([['VOIDS_REVIEW', 'input.voidsReview']]);
      expect(refused.userErrors[0].message).toContain('“editor-1”');
    }
    const shown = await as('reviewer-2', 'applyChanges', { ...dryRun, changes, voidsReview: true }, voided);
    expect(shown).toMatchObject({ userErrors: [], voidedReview: second });
    expect((await seen()).status).toBe('SUBMITTED');
    const edited = await edit('reviewer-2', '审核人改过的目标', { voidsReview: true });
    expect(edited).toMatchObject({ userErrors: [], voidedReview: second });
    expect(await edit('reviewer-2', '又改过的目标', { voidsReview: true })).toMatchObject({ voidedReview: null });
    await as('editor-1', 'submitDraft', about());
    expect(refusal(await as('reviewer-2', 'approveDraft', about()))).toEqual([['OWN_EDITS', 'input.draftId']]);
    expect((await as('editor-9', 'approveDraft', about())).userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await seen()).status).toBe('SUBMITTED');
  });

  it('is taken back by who submitted it alone, and the round says so', async () => {
    expect(refusal(await as('reviewer-2', 'withdrawSubmission', about()))).toEqual([['FORBIDDEN', 'input.draftId']]);
    const { draft: back } = await as('editor-1', 'withdrawSubmission', about(), draftFields);
    expect(back).toMatchObject({ status: 'OPEN' });
    expect(back.rounds.at(-1)).toMatchObject({
      decision: { outcome: 'WITHDRAWN', actor: { personId: 'editor-1' } },
      voidedByVersion: null,
    });
    expect(refusal(await as('editor-1', 'withdrawSubmission', about()))).toEqual([['DRAFT_STATUS', 'input.draftId']]);
    await as('editor-1', 'submitDraft', about());
  });

  it('is approved as it was looked at, and an edit voids the approval', async () => {
    const { version } = await seen();
    expect(refusal(await as('reviewer-1', 'approveDraft', about({ expectedVersion: version - 1 })))).toEqual([
      ['STALE_CONTENT', 'input.expectedVersion'],
    ]);
    const approved = await as(
      'reviewer-1',
      'approveDraft',
      about({ expectedVersion: version, opinion: '同意' }),
      draftFields,
    );
    expect(approved.draft).toMatchObject({ status: 'APPROVED', approval: { actor: { personId: 'reviewer-1' } } });
    const edited = await edit('editor-1', '批准后的目标', { voidsReview: true });
    expect(edited.voidedReview).toMatchObject({
      decision: { outcome: 'APPROVED', actor: { personId: 'reviewer-1' } },
    });
    const now = await seen();
    expect(now).toMatchObject({ status: 'OPEN', approval: null });
    expect(now.rounds.at(-1)).toMatchObject({
      decision: { outcome: 'APPROVED', opinion: '同意' },
      voidedByVersion: edited.version,
    });
    const then = { ...approved.draft, id: expect.not.stringMatching(draft.id) };
    expect(await seen(`, at: { draft: { id: "${draft.id}", version: ${approved.version} } }`)).toEqual(then);
    expect(await seen(`, at: { position: "${approved.position}" }`)).toEqual(then);
  });

  it('answers the same command again, and another under its id not at all', async () => {
    const input = about({ commandId: 'submit-once' });
    const once = await as('editor-1', 'submitDraft', input, draftFields);
    expect(await as('editor-1', 'submitDraft', input, draftFields)).toEqual(once);
    expect(refusal(await as('editor-1', 'submitDraft', { ...input, reason: '另一个' }))).toEqual([
      ['COMMAND_ID_REUSED', 'input.commandId'],
    ]);
  });

  it('is given up with a reason, and then only read', async () => {
    expect(refusal(await as('editor-1', 'discardDraft', about()))).toEqual([['INVALID_INPUT', 'input.reason']]);
    const gone = await as('editor-1', 'discardDraft', about({ reason: '另起草案' }), draftFields);
    expect(gone.draft).toMatchObject({
      status: 'DISCARDED',
      discard: { actor: { personId: 'editor-1' }, reason: '另起草案' },
    });
    const refused = await edit('editor-1', '还想修改');
    expect(refusal(refused)).toEqual([['DRAFT_CLOSED', 'input.draftId']]);
    expect(refused.userErrors[0].message).toContain('一上稿');
    const { budget } = await ask(
      `{ budget(id: "${budgetId}") { drafts(status: [DISCARDED]) { name } projects(first: 1) { nodes { goal } } } }`,
    );
    expect(budget).toEqual({ drafts: [{ name: '一上稿' }], projects: { nodes: [{ goal: first.goal }] } });
  });
});

describe('a draft that cannot be opened or found', () => {
  it.each<[string, MutationName, object, string, string]>([
    ['of what is no budget', 'openDraft', { budgetId: 'nothing', name: '稿' }, 'INVALID_ID', 'input.budgetId'],
    ['on a version that there is not', 'openDraft', { budgetId, name: '稿', version: 9 }, 'NOT_FOUND', 'input.version'],
    [
      'of a kind before 二下',
      'openDraft',
      { budgetId, name: '稿', adjustmentKind: 'TRANSFER' },
      'INVALID_INPUT',
      'input.adjustmentKind',
    ],
    ['without a name', 'openDraft', { budgetId, name: ' ' }, 'INVALID_INPUT', 'input.name'],
    ['what is none is submitted', 'submitDraft', { draftId: 'nothing' }, 'INVALID_ID', 'input.draftId'],
  ])('%s is refused', async (_case, mutation, input, code, path) => {
    expect(refusal(await as('editor-1', mutation, input))).toEqual([[code, path]]);
  });

  it('an unknown id is no draft', async () => {
    expect(
      await ask(
        '{ draft(id: "0190a0b0-0000-7000-8000-000000000001") { id } node(id: "0190a0b0-0000-7000-8000-000000000001") { id } }',
      ),
    ).toEqual({
      draft: null,
      node: null,
    });
  });
});

describe('what a promotion took out of a draft', () => {
  it('names the draft, who set it there and the draft’s own event', async () => {
    draft = await open('二上稿');
    const edited = await edit('editor-3', '并入的目标');
    await as('editor-3', 'submitDraft', about());
    await as('reviewer-1', 'approveDraft', about());
    const shown = 'conflicts { path } changesHash';
    const preview = await as('finance-1', 'promoteDraft', about({ dryRun: true }), shown);
    const promoted = await as('finance-1', 'promoteDraft', about({ changesHash: preview.changesHash }), shown);
    expect(promoted).toMatchObject({ userErrors: [], version: 2, basis: { version: 2, draftId: null } });
    const { project: row, changes } = await ask(`{
      project(id: "${first.id}") { goal blame { path lastChange { version actor { personId } editor { personId } draft { entityId status version }
        draftEvent { id type version position }
        event { source { kind merged { draftId origin { event version editor { personId } } } } } } } }
      changes(filter: { budgetIds: ["${budgetId}"], versions: { from: 2 } }) { nodes { path draft { entityId } } }
    }`);
    const change = row.blame.find(({ path }) => path === 'goal')?.lastChange;
    expect(row.goal).toBe('并入的目标');
    expect(change).toMatchObject({ version: 2, actor: { personId: 'finance-1' }, editor: { personId: 'editor-3' } });
    expect(change?.draft).toMatchObject({ entityId: draft.id, status: 'PROMOTED' });
    expect(change?.draftEvent).toMatchObject({
      type: 'ProjectGoalRevised',
      version: edited.version,
      position: edited.position,
    });
    expect(change?.event.source).toMatchObject({
      kind: 'PROMOTION',
      merged: { draftId: draft.id, origin: { event: change?.draftEvent.id, editor: { personId: 'editor-3' } } },
    });
    expect(changes.nodes).toEqual([{ path: 'goal', draft: { entityId: draft.id } }]);
    expect(await seen()).toMatchObject({
      status: 'PROMOTED',
      approval: { actor: { personId: 'reviewer-1' } },
      promotion: { version: 2, draftVersion: 3, actor: { personId: 'finance-1' } },
    });
    expect(refusal(await edit('editor-3', '再改'))).toEqual([['DRAFT_CLOSED', 'input.draftId']]);
  });

  it('moves the base that both points have in common when a draft takes it in', async () => {
    draft = await open('三上稿');
    await edit('editor-1', '三上稿的目标');
    await as('editor-1', 'reviseGoal', { projectId: (await project(2)).id, goal: '预算中的目标' });
    const compared = async (more = '') =>
      (
        await ask(`{ compare(from: { budgetId: "${budgetId}" }, base: MERGE_BASE,
        to: { budgetId: "${budgetId}", at: { draft: { id: "${draft.id}"${more} } } }) {
        from { version } to { version draftId } rows { nodes { entityId cells { path } } } } }`)
      ).compare;
    const own = [{ entityId: first.id, cells: [{ path: 'goal' }] }];
    expect(await compared()).toEqual({
      from: { version: 2 },
      to: { version: 1, draftId: draft.id },
      rows: { nodes: own },
    });
    await as('editor-1', 'submitDraft', about());
    expect(refusal(await as('editor-1', 'refreshDraft', about({ dryRun: true })))).toEqual([
      ['VOIDS_REVIEW', 'input.voidsReview'],
    ]);
    const preview = await as(
      'editor-1',
      'refreshDraft',
      about({ dryRun: true, voidsReview: true }),
      `changesHash ${voided}`,
    );
    const refreshing = about({ changesHash: preview.changesHash, voidsReview: true });
    const refreshed = await as('editor-1', 'refreshDraft', refreshing, voided);
    for (const payload of [preview, refreshed]) expect(payload.voidedReview).toMatchObject({ number: 1 });
    expect(await compared()).toEqual({
      from: { version: 3 },
      to: { version: 3, draftId: draft.id },
      rows: { nodes: own },
    });
    expect((await compared(', version: 1')).from).toEqual({ version: 2 });
  });
});
