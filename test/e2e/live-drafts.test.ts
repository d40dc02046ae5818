import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BudgetChanged, DraftChanged, Indicator, SaveKind } from '../support/clients/contract.js';
import { draftDesk } from '../support/clients/draft-desk.js';
import type { LiveClient } from '../support/clients/live-client.js';
import { connect, next, refusal } from '../support/clients/live-client.js';
import { budgetId } from '../support/clients/reverting.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
let live: LiveClient;
/** Before anything that is told here. */
let behind: string;
const { as, open, ask } = draftDesk(() => ledger);
beforeAll(async () => {
  ledger = await startLedger();
  live = connect(ledger.url);
  await live.connected;
  behind = (await ask('{ budgets { basis { position } } }')).budgets.basis.position;
});
afterAll(async () => {
  await live.client.dispose();
  await cleanUp();
});

const told = `cursor budgetId draftId kind version position recordedAt reason basisDocument actor { personId role }
  basis { position version draftId recordedAt }`;
const drafts = `subscription($budgetId: ID, $draftId: ID, $after: String, $behind: Position) {
  draftChanged(budgetId: $budgetId, draftId: $draftId, after: $after, behind: $behind) { ${told} draft { id status version } }
}`;
const saves = `subscription($budgetId: ID!, $after: String, $behind: Position) {
  budgetChanged(budgetId: $budgetId, after: $after, behind: $behind) { ${told} budget { id basis { version } } }
}`;
const tableAt = `query($at: At) { budget(id: "${budgetId}", at: $at) { basis { position version draftId recordedAt } } }`;

async function toldOfDrafts(count: number, variables: object, socket = live): Promise<DraftChanged[]> {
  const answers = socket.subscribe(drafts, variables as Record<string, unknown>);
  const given = (await next(answers, count)).map(({ draftChanged }) => draftChanged);
  await answers.return?.();
  return given;
}

async function toldOfBudget(count: number, variables: object, socket = live): Promise<BudgetChanged[]> {
  const answers = socket.subscribe(saves, { budgetId, ...variables });
  const given = (await next(answers, count)).map(({ budgetChanged }) => budgetChanged);
  await answers.return?.();
  return given;
}

/** A draft from its opening to its promotion, by way of all else that can be done with one, and one that is given up. */
async function wholeLife(): Promise<{ draftId: string; givenUp: string }> {
  const { indicators } = (await ask('{ projects(first: 1) { nodes { indicators { id } } } }')).projects.nodes[0];
  const { id: draftId } = await open('一稿');
  const { id: givenUp } = await open('废稿');
  const revise = async (annualTarget: string, into: string | null, indicator: Indicator) => {
    const input = { indicatorId: indicator.id, annualTarget, reason: '调整', basisDocument: '财预〔2024〕1号' };
    const done = await as('editor-1', 'reviseIndicator', { ...input, ...(into === null ? {} : { draftId: into }) });
    expect(done.userErrors).toEqual([]);
  };
  const about = { draftId };
  const steps = [
    () => revise('草案一', draftId, indicators[0]),
    () => as('editor-1', 'submitDraft', about),
    () => as('editor-1', 'withdrawSubmission', about),
    () => as('editor-1', 'submitDraft', about),
    () => as('reviewer-1', 'returnDraft', { ...about, opinion: '请改' }),
    () => revise('预算改', null, indicators[1]),
    () => as('editor-1', 'refreshDraft', about),
    () => as('editor-1', 'submitDraft', about),
    () => as('reviewer-1', 'approveDraft', about),
    () => as('editor-1', 'discardDraft', { draftId: givenUp, reason: '不用了' }),
    async () => {
      const { changesHash } = await as('finance-1', 'promoteDraft', { ...about, dryRun: true }, 'changesHash');
      return as('finance-1', 'promoteDraft', { ...about, changesHash });
    },
  ];
  for (const step of steps) expect((await step())?.userErrors ?? []).toEqual([]);
  return { draftId, givenUp };
}

describe('the subscriptions to saves, over a socket', () => {
  it('tell everything that is done with drafts, and of a budget what is done with itself', async () => {
    const [{ draftId, givenUp }, ofAll, ofBudget] = await Promise.all([
      wholeLife(),
      toldOfDrafts(12, { behind }),
      toldOfBudget(2, { behind }),
    ]);
    const kinds: SaveKind[] = [
      'DRAFT_OPENING',
      'EDIT',
      'SUBMISSION',
      'SUBMISSION_WITHDRAWAL',
      'SUBMISSION',
      'RETURN',
      'REFRESH',
      'SUBMISSION',
      'APPROVAL',
      'PROMOTION',
    ];
    const own = ofAll.filter((each) => each.draftId === draftId);
    expect(own.map(({ kind }) => kind)).toEqual(kinds);
    expect(own.map(({ version }) => version)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 8]);
    expect(ofAll.filter((each) => each.draftId === givenUp).map(({ kind }) => kind)).toEqual([
      'DRAFT_OPENING',
      'DISCARD',
    ]);
    expect(ofBudget.map((each) => [each.kind, each.draftId])).toEqual([
      ['EDIT', null],
      ['PROMOTION', draftId],
    ]);
    expect(own[1]).toMatchObject({
      budgetId,
      reason: '调整',
      basisDocument: '财预〔2024〕1号',
      actor: { personId: 'editor-1', role: expect.stringMatching(/editor/i) },
      draft: { id: draftId },
    });
    for (const { basis, position } of [...ofAll, ...ofBudget]) {
      const at = basis.draftId === null ? { position } : { draft: { id: basis.draftId, version: basis.version } };
      expect((await ask(tableAt, { at })).budget.basis).toEqual(basis);
    }
  });

  it('go on behind every cursor, on another connection, with what was told behind it', async () => {
    const all = await toldOfDrafts(12, { budgetId, behind });
    for (const [at, { cursor }] of all.slice(0, -1).entries()) {
      const own = connect(ledger.url);
      const rest = await toldOfDrafts(all.length - at - 1, { budgetId, after: cursor }, own);
      expect(rest.map((each) => each.cursor)).toEqual(all.slice(at + 1).map((each) => each.cursor));
      await own.client.dispose();
    }
  });

  it('show the draft and the budget as they are now, with the ids that a cache has them by', async () => {
    const { id: draftId } = await open('二稿');
    await as('editor-1', 'submitDraft', { draftId });
    const [opening] = await toldOfDrafts(1, { draftId, behind });
    expect(opening?.kind).toBe('DRAFT_OPENING');
    expect([opening?.draft.id, opening?.draft.version]).toEqual([draftId, expect.any(Number)]);
    const [save] = await toldOfBudget(1, { behind });
    expect(save?.budget.id).toBe(budgetId);
    expect(save?.version).toBeLessThan(save?.budget.basis.version ?? 0);
  });

  it('refuse what they cannot begin with', async () => {
    const { id: draftId } = await open('三稿');
    const [{ cursor } = { cursor: '' }] = await toldOfDrafts(1, { draftId, behind });
    const code = async (query: string, variables: Record<string, unknown>) => {
      const { extensions } = await refusal(live.subscribe(query, variables));
      return [extensions.code, ...(extensions.argument ?? [])];
    };
    expect(await code(drafts, { budgetId, after: cursor })).toEqual(['INVALID_CURSOR', 'after']);
    expect(await code(saves, { budgetId, after: cursor })).toEqual(['INVALID_CURSOR', 'after']);
    expect(await code(drafts, { draftId, after: cursor.slice(1) })).toEqual(['INVALID_CURSOR', 'after']);
    expect(await code(drafts, { draftId: budgetId })).toEqual(['INVALID_ID', 'draftId']);
    expect(await code(drafts, { budgetId: draftId })).toEqual(['INVALID_ID', 'budgetId']);
    expect(await code(saves, { budgetId: draftId })).toEqual(['INVALID_ID', 'budgetId']);
    expect(await code(drafts, { behind: 'zzzz' })).toEqual(['UNKNOWN_POSITION', 'behind']);
    expect(await code(drafts, { draftId: 'nothing' })).toEqual(['INVALID_ID', 'draftId']);
    const atPoint = await ask(`{ draft(id: "${draftId}", at: { draft: { id: "${draftId}", version: 0 } }) { id } }`);
    expect(await code(drafts, { draftId: atPoint.draft.id })).toEqual(['INVALID_ID', 'draftId']);
  });
});
