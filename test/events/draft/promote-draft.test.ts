import { describe, expect, it } from '@jest/globals';
import type { Adjustment } from '../../../events/draft/adjustment.js';
import type { BureauRules } from '../../../events/draft/adjustment.rules.js';
import { groundsIn, usualRules } from '../../../events/draft/adjustment.rules.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import type { PromoteDraft } from '../../../events/draft/promote-draft.decide.js';
import { promoteDraft, checkPromotable } from '../../../events/draft/promote-draft.decide.js';
import { fact, opened } from '../../support/given-when-then/budget-builders.js';
import type { Save } from '../../support/given-when-then/decider-spec.js';
import { outcomeOf, refusalOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import {
  approved,
  asked,
  by,
  discarded,
  draftAfter,
  draftOf,
  draftOpened,
  edit,
  hospitalBase,
  promoting,
  returned,
  sealedForGood,
  sealWithdrawn,
  submitted,
} from '../../support/given-when-then/drafts.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';
import { adjustment as adjusting, controlNumber } from '../../support/given-when-then/sealing.js';

const approvedDraft = draftAfter(edit, submitted, approved);
const renamed = fact('ProjectRenamed', { projectId: 'ward', name: '病房' });
const changes = [renamed];
const hashes = { changesHash: 'd'.repeat(64), contentHash: 'c'.repeat(64) };
const promoted = (version = 3): BudgetEvent =>
  fact('DraftPromoted', { draftId: 'draft-1', version, base: hospitalBase, ...hashes });
const ofDraft = { argument: ['draftId'], entityId: 'draft-1' };

function promotion(command: PromoteDraft, draft: OpenBudgetState, ...saves: Save[]) {
  return promotionBy(usualRules, command, draft, ...saves);
}

function promotionBy(rules: BureauRules, command: PromoteDraft, draft: OpenBudgetState, ...saves: Save[]) {
  const budget = stateAfter(...hospitalBudget, ...saves) as OpenBudgetState;
  return outcomeOf(() => promoteDraft(command, budget, draft, rules), budget);
}

describe('promoting a draft', () => {
  it('is one save of the budget: what the merge came to, and the draft that it came from', () => {
    promotion(promoting({ changes }), approvedDraft).then(renamed, promoted());
  });

  it('that changes nothing any more is recorded all the same', () => {
    promotion(promoting(), approvedDraft, renamed).then(promoted());
  });

  it.each([
    ['OPEN', draftAfter(edit)],
    ['SUBMITTED', draftAfter(edit, submitted)],
    ['RETURNED', draftAfter(edit, submitted, returned)],
    ['OPEN', draftAfter(edit, submitted, approved, edit)],
  ])('that is %s is refused', (status, draft) => {
    expect(draft.draft?.status).toBe(status);
    promotion(promoting({ changes }), draft).thenRefused('DRAFT_STATUS', ofDraft);
  });

  it('that was discarded is refused', () => {
    promotion(promoting({ changes }), draftAfter(edit, submitted, approved, discarded)).thenRefused(
      'DRAFT_CLOSED',
      ofDraft,
    );
  });

  it('twice is refused with the version that took it in', () => {
    promotion(promoting({ changes }), approvedDraft, [renamed, promoted()]).thenRefused('DRAFT_CLOSED', ofDraft);
    const budget = stateAfter(...hospitalBudget, [renamed, promoted()]) as OpenBudgetState;
    const { message, messageEn } = refusalOf(() => checkPromotable(promoting(), budget, approvedDraft, usualRules));
    for (const text of [message, messageEn]) expect(text).toMatch(/\b4\b/);
  });

  it('leaves other drafts of the budget to be promoted', () => {
    const other = draftOf(
      stateAfter(...hospitalBudget),
      draftOpened({ draftId: 'draft-2' }),
      edit,
      submitted,
      approved,
    );
    promotion(promoting(), other, [renamed, promoted()]).then(
      fact('DraftPromoted', { draftId: 'draft-2', version: 3, base: hospitalBase, ...hashes }),
    );
  });

  it('of another budget, or what is no draft, is refused', () => {
    const elsewhere = stateAfter(opened({ budgetId: 'budget-2' }));
    const draft = draftOf(elsewhere, draftOpened({ budgetId: 'budget-2' }), submitted, approved);
    promotion(promoting(), draft).thenRefused('NOT_FOUND', ofDraft);
    const budget = stateAfter(...hospitalBudget) as OpenBudgetState;
    promotion(promoting(), budget).thenRefused('NOT_FOUND', { argument: ['draftId'], entityId: 'budget-1' });
  });

  it.each(['viewer', 'auditor', 'editor', ''])('is forbidden to the role %j', (role) => {
    promotion(promoting({ by: asked(role, 'drafter') }), approvedDraft).thenRefused('FORBIDDEN');
  });

  it.each(['reviewer', 'finance', 'admin'])('is allowed to the role %s', (role) => {
    promotion(promoting({ by: asked(role, 'head-2') }), approvedDraft).then(promoted());
  });

  it('is allowed to whoever approved it, which is no edit', () => {
    promotion(promoting({ by: asked('reviewer', 'head-1') }), approvedDraft).then(promoted());
  });

  it.each(['reviewer', 'finance', 'admin'])('is refused to a %s who opened or edited it, on either behalf', (role) => {
    for (const own of ['opener', 'drafter']) {
      for (const who of [asked(role, own), asked(role, own, 'head-1'), asked(role, 'head-1', own)]) {
        promotion(promoting({ by: who }), approvedDraft).thenRefused('OWN_EDITS', ofDraft);
      }
    }
  });
});

describe('after 二下', () => {
  const grounds = { reason: '年中调整', basisDocument: '财预〔2024〕9号' };
  const opened = (content: Adjustment) =>
    draftOf(stateAfter(...hospitalBudget), draftOpened({ adjustment: content }), edit, submitted, approved);
  const adjustment = opened(adjusting);

  it('an adjustment is promoted, although the budget itself is not edited', () => {
    promotion(promoting({ changes, ...grounds }), adjustment, ...sealedForGood).then(renamed, promoted());
  });

  it('a promotion that gives no reason or document has those of the adjustment', () => {
    for (const blank of [null, '']) {
      const none = { reason: blank, basisDocument: blank };
      promotion(promoting({ changes, ...none }), adjustment, ...sealedForGood).then(renamed, promoted());
      expect(groundsIn(adjustment, none)).toEqual({ reason: adjusting.reason, basisDocument: adjusting.basisDocument });
    }
    expect(groundsIn(adjustment, grounds)).toEqual(grounds);
  });

  it('a promotion needs the document that neither it nor the adjustment has, unless the practice waives it', () => {
    const without = opened({ ...adjusting, basisDocument: null });
    const command = promoting({ changes });
    promotion(command, without, ...sealedForGood).thenRefused('INVALID_INPUT', { argument: ['basisDocument'] });
    promotion({ ...command, ...grounds }, without, ...sealedForGood).then(renamed, promoted());
    const waived = { adjustmentDocument: 'OPTIONAL' } as const;
    promotionBy(waived, command, without, ...sealedForGood).then(renamed, promoted());
  });

  it('an adjustment from before adjustments had kinds is promoted like any other', () => {
    promotion(promoting({ changes }), opened({ ...adjusting, kind: null }), ...sealedForGood).then(renamed, promoted());
  });

  it('a draft that was opened before is not promoted, until that seal is withdrawn', () => {
    promotion(promoting({ changes, ...grounds }), approvedDraft, ...sealedForGood).thenRefused(
      'NEEDS_ADJUSTMENT',
      ofDraft,
    );
    promotion(promoting({ changes }), approvedDraft, ...sealedForGood, sealWithdrawn).then(renamed, promoted());
  });
});

describe('a promotion under a control number', () => {
  const sums = (fiscalAppropriation: string, other: string) => ({ fiscalAppropriation, specialAccount: '0', other });
  const above = { argument: ['draftId'], entityId: 'budget-1' };

  it.each([
    ['takes the total above it', { total: '100' }, sums('60', '40'), sums('60', '40.01'), ['100.01', '100']],
    ['takes the total further above it', { total: '100' }, sums('60', '50'), sums('60', '51'), ['111', '100']],
    ['takes a source above it', { other: '40' }, sums('60', '40'), sums('10', '40.5'), ['40.5', '40']],
    ['puts money where none is allowed', { other: '0' }, sums('60', '0'), sums('59', '1'), ['1', '0']],
    [
      'takes one sum further above it while another comes down',
      { total: '1', other: '1' },
      sums('60', '40'),
      sums('10', '41'),
      ['41', '1'],
    ],
  ] as const)('that %s is refused with the figures', (_, limits, before, after, figures) => {
    const command = promoting({ sums: { before, after } });
    promotion(command, approvedDraft, controlNumber(limits)).thenRefused('ABOVE_CONTROL_NUMBER', above);
    const budget = stateAfter(...hospitalBudget, controlNumber(limits)) as OpenBudgetState;
    const { message, messageEn } = refusalOf(() => promoteDraft(command, budget, approvedDraft, usualRules));
    for (const figure of figures) for (const text of [message, messageEn]) expect(text).toContain(figure);
  });

  it.each([
    ['reaches it', { total: '100' }, sums('60', '30'), sums('60', '40.00')],
    ['leaves a sum above it as it was', { total: '100' }, sums('60', '50'), sums('50', '60')],
    ['takes a sum above it down', { total: '100' }, sums('60', '90'), sums('60', '80')],
    ['raises a sum that is not limited', { other: '40' }, sums('60', '40'), sums('600', '40')],
  ])('that %s is done', (_, limits, before, after) => {
    promotion(promoting({ sums: { before, after } }), approvedDraft, controlNumber(limits)).then(promoted());
  });

  it('is held to the budget’s newest one, not to that of the draft’s base', () => {
    const command = promoting({ sums: { before: sums('60', '40'), after: sums('60', '41') } });
    promotion(command, approvedDraft, controlNumber({ total: '1' }), controlNumber({ total: '101' })).then(promoted());
    const strict = draftOf(
      stateAfter(...hospitalBudget, controlNumber({ total: '1' })),
      draftOpened(),
      by('drafter', renamed),
      submitted,
      approved,
    );
    promotion(command, strict).then(promoted());
  });
});
