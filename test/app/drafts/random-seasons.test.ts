import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import type { CommandRequest, DraftView, MergeRequest } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { ledgerIn, recorded } from '../../support/ledgers/ledger.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import type { ExpectedDraft, ExpectedSeason } from '../../support/oracles/expected-season.js';
import { faultsOf } from '../../support/oracles/expected-refusals.js';
import { carryOut, groundsOf, issuerFor } from '../../support/oracles/expected-season.js';
import { cases } from '../../support/random/cases.js';
import type { Act } from '../../support/random/season.js';
import { anyActs, ownUnit } from '../../support/random/season.js';
import { sealAsked } from '../../support/stories/sealing-grounds.js';
import { sealStages } from '../../support/stories/sealing-stages.js';
import { codes, twoProjects } from '../../support/stories/two-projects.js';

describe('a season of many people, whatever each of them tries', () => {
  it('goes on by the rules of a bureau: each act is accepted, or refused for one of its faults', () =>
    inFolder(async (folder) => {
      const ledger = await ledgerIn(folder);
      const property = fc.asyncProperty(anyActs, async (acts) => {
        const season = await seasonIn(ledger);
        for (const act of acts) await season.takes(act);
        await season.isTold();
      });
      // Each case adds to the ledger; looking for a smaller one would take longer than a test may.
      await fc.assert(property, { numRuns: cases(), endOnFailure: true });
    }));
});

/** A budget of its own in the ledger, whose 二上 is sealed, with what is expected of it. */
async function seasonIn(ledger: Ledger) {
  const { commands, queries } = ledger.services;
  const { budgetId, unitKey, drafting, edit, own } = await twoProjects(ledger);
  const revise = (row: 0 | 1, goal: string): BudgetEdit => {
    return { type: 'ReviseGoal', projectId: own(row === 0 ? '甲' : '乙'), goal };
  };
  await edit(null, revise(0, '一'), revise(1, '一'));
  await sealStages(commands, budgetId, 'SECOND_DOWN');
  const { version } = await drafting.replayed(null);
  const expected: ExpectedSeason = {
    unit: ownUnit,
    version,
    goals: ['一', '一'],
    isFinal: false,
    issuer: null,
    drafts: [],
  };
  const draftIds: string[] = [];
  let secondDown = '';
  let annotations = 0;

  function requestOf({ by, said: { reason, document } }: Act): CommandRequest {
    const unit = by.unit === ownUnit ? unitKey : by.unit;
    const caller = { actor: { ...by, unit }, requestId: 'request-1' };
    return { caller, commandId: null, reason, basisDocument: document, payload: {}, source: { kind: 'api' } };
  }

  /** Merges as it is previewed; a preview that is refused is done without. */
  async function merge(
    kind: 'promoteDraft' | 'refreshDraft',
    act: Act & { kind: 'promote' | 'refresh' },
    draftId: string,
  ) {
    const voidsReview = act.kind === 'refresh' && act.voids;
    const about = { ...requestOf(act), draftId, voidsReview, changesHash: null, resolutions: [], dryRun: true };
    const { preview } = await commands[kind](about);
    const choices = (preview?.conflicts ?? []).map(({ entityId, path }) => ({ entityId, path, choice: act.choice }));
    const resolved: MergeRequest = { ...about, resolutions: choices };
    const changesHash = (await commands[kind](resolved)).preview?.changesHash ?? 'none';
    return commands[kind]({ ...resolved, changesHash, dryRun: false });
  }

  async function attempt(act: Act) {
    const request = requestOf(act);
    const whole = { ...request, expectedVersion: null };
    const draftId = 'draft' in act ? (draftIds[act.draft] ?? '') : '';
    const inDraft = { ...whole, draftId };
    switch (act.kind) {
      case 'open': {
        const about = { budgetId, name: act.name, version: null, adjustmentKind: act.adjusts };
        return commands.openDraft({ ...request, ...about });
      }
      case 'editBudget':
        return commands.edit({ ...whole, of: { budgetId }, edits: [revise(act.row, act.goal)] });
      case 'edit': {
        const edits = [revise(act.row, act.goal)];
        return commands.edit({ ...inDraft, of: { budgetId }, voidsReview: act.voids, edits });
      }
      case 'refresh':
        return merge('refreshDraft', act, draftId);
      case 'promote':
        return merge('promoteDraft', act, draftId);
      case 'convert':
        return commands.convertDraftToAdjustment({ ...inDraft, adjustmentKind: act.adjusts, voidsReview: act.voids });
      case 'submit':
        return commands.submitDraft(inDraft);
      case 'withdrawSubmission':
        return commands.withdrawSubmission(inDraft);
      case 'return':
        return commands.returnDraft({ ...inDraft, opinion: '请核对。', remarks: [] });
      case 'approve':
        return commands.approveDraft({ ...inDraft, opinion: null });
      case 'discard':
        return commands.discardDraft(inDraft);
      case 'annotate': {
        const correctedReason = `更正${(annotations += 1)}`;
        return commands.annotateSave({ ...whole, budgetId, version: 1, correctedReason, correctedBasisDocument: null });
      }
      case 'sealDown':
        return commands.sealVersion({ ...sealAsked('SECOND_DOWN'), ...request, budgetId, issuer: issuerFor(act) });
      case 'withdrawDown':
        return commands.withdrawSeal({ ...whole, sealId: secondDown });
    }
  }

  async function takes(act: Act): Promise<void> {
    if ('draft' in act && act.draft >= draftIds.length) return;
    if (act.kind === 'withdrawDown' && secondDown === '') return;
    const faults = faultsOf(act, expected);
    const head = await ledger.store.head();
    const answer = await attempt(act);
    if (faults.size > 0) {
      const [[code] = []] = codes(answer);
      expect({ act, refused: [...faults] }).toEqual({ act, refused: expect.arrayContaining([code]) });
      expect(await ledger.store.head()).toBe(head);
      return;
    }
    expect({ act, refused: codes(answer) }).toEqual({ act, refused: [] });
    const grounds = groundsOf(act, 'draft' in act ? expected.drafts[act.draft] : undefined);
    const saves = carryOut(act, expected);
    // Where several processes write, a draft is held before it is promoted; that is no version of anything.
    const events = (await recorded(ledger, head)).filter(({ type }) => type !== 'DraftHeld');
    expect(events.filter(({ endsSave }) => endsSave)).toHaveLength(saves);
    for (const { reason, basisDocument } of events)
      expect({ act, reason, document: basisDocument }).toEqual({ act, ...grounds });
    const [event] = events;
    if (event?.type === 'DraftOpened') draftIds.push(event.data.draftId);
    if (event?.type === 'VersionSealed') secondDown = event.data.sealId;
  }

  /** Budget and drafts read as they are expected to. */
  async function isTold(): Promise<void> {
    const { projects } = await drafting.replayed(null);
    expect(['甲', '乙'].map((name) => projects.get(own(name))?.goal)).toEqual(expected.goals);
    const head = await queries.head(null);
    const { caller } = drafting.as('auditor-1', 'auditor');
    const budget = await queries.budget(budgetId, { caller, at: null, head });
    if (budget === null) throw new Error('no budget');
    expect((await queries.drafts(budget, null)).map(shownOf)).toEqual(expected.drafts.map(expectedOf));
  }

  return { takes, isTold };
}

function shownOf({ name, status, editors, rounds, adjustment }: DraftView) {
  const { kind = null, reason = null, basisDocument = null } = adjustment ?? {};
  return {
    name,
    status,
    adjustment: [kind, reason, basisDocument],
    editors: editors.map(({ id }) => id),
    outcomes: rounds.map(({ decision }) => decision?.outcome ?? null),
  };
}

function expectedOf({ name, status, adjustment, editors, outcomes }: ExpectedDraft) {
  const { kind = null, reason = null, document = null } = adjustment ?? {};
  return { name, status, adjustment: [kind, reason, document], editors: [...editors].sort(), outcomes };
}
