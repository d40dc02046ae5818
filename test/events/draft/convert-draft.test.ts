import { describe, expect, it } from '@jest/globals';
import type { Adjustment } from '../../../events/draft/adjustment.js';
import { adjustmentKinds } from '../../../events/draft/adjustment.js';
import { usualRules } from '../../../events/draft/adjustment.rules.js';
import type { DraftCommand } from '../../../events/draft/draft.commands.js';
import { decideDraft } from '../../../events/draft/draft.decide.js';
import { draftIn } from '../../../events/draft/draft.rules.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { fact } from '../../support/given-when-then/budget-builders.js';
import type { Save } from '../../support/given-when-then/decider-spec.js';
import { outcomeOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import type { DraftSave } from '../../support/given-when-then/drafts.js';
import { adjustment } from '../../support/given-when-then/sealing.js';
import {
  approved,
  approving,
  asked,
  by,
  converting,
  discarded,
  draftAfter,
  draftOf,
  draftOpened,
  edit,
  returned,
  sealedForGood,
  sealWithdrawn,
  submitted,
  submitting,
  withdrawn,
} from '../../support/given-when-then/drafts.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';

const final = [...hospitalBudget, ...sealedForGood];
const draft = { argument: ['draftId'], entityId: 'draft-1' };
const converted = (content: Partial<Adjustment> = {}) =>
  fact('DraftConvertedToAdjustment', { ...adjustment, ...content });

/** A draft of a budget that was saved on after the draft was opened. */
function given(budget: readonly Save[], table: OpenBudgetState) {
  const state = draftIn(stateAfter(...budget) as OpenBudgetState, table);
  return {
    when: (command: DraftCommand, rules = usualRules) => outcomeOf(() => decideDraft(command, state, rules), state),
  };
}

describe('a draft that was opened before 二下', () => {
  it('is refused when it is submitted, and submitted as an adjustment once it was converted', () => {
    given(final, draftAfter(edit)).when(submitting()).thenRefused('NEEDS_ADJUSTMENT', draft);
    given(final, draftAfter(edit, by('drafter', converted())))
      .when(submitting())
      .then(fact('DraftSubmitted', { version: 2 }));
  });

  it('is submitted as it is before that seal, and when the seal was withdrawn', () => {
    for (const budget of [hospitalBudget, [...final, sealWithdrawn]]) {
      given(budget, draftAfter(edit))
        .when(submitting())
        .then(fact('DraftSubmitted', { version: 1 }));
    }
  });

  it.each(adjustmentKinds)('is made an adjustment of the kind %s, with its reason and document', (adjustmentKind) => {
    given(final, draftAfter(edit))
      .when(converting({ adjustmentKind }))
      .then(converted({ kind: adjustmentKind }));
  });

  it.each(['reason', 'basisDocument'] as const)('is converted with a %s', (missing) => {
    for (const blank of [null, '']) {
      given(final, draftAfter(edit))
        .when(converting({ [missing]: blank }))
        .thenRefused('INVALID_INPUT', { argument: [missing] });
    }
  });

  it('is converted without a document where the practice waives it', () => {
    given(final, draftAfter(edit))
      .when(converting({ basisDocument: null }), { adjustmentDocument: 'OPTIONAL' })
      .then(converted({ basisDocument: null }));
  });

  it('is not converted before that seal, when there is nothing to adjust', () => {
    for (const budget of [hospitalBudget, [...final, sealWithdrawn]]) {
      given(budget, draftAfter(edit))
        .when(converting())
        .thenRefused('INVALID_INPUT', { argument: ['adjustmentKind'] });
    }
  });

  it.each<[string, DraftSave[]]>([
    ['submitted', [submitted]],
    ['approved', [submitted, approved]],
  ])('and is %s is converted by a command that says that it voids that', (_, review) => {
    const table = draftAfter(edit, ...review);
    given(final, table)
      .when(converting())
      .thenRefused('VOIDS_REVIEW', { argument: ['voidsReview'], entityId: 'draft-1' });
    given(final, table)
      .when(converting({ voidsReview: true }))
      .then(converted());
    expect(draftAfter(edit, ...review, by('clerk', converted())).draft).toMatchObject({ status: 'OPEN', adjustment });
  });

  it('was edited by whoever converted it', () => {
    given(final, draftAfter(edit, by('head-1', converted()), submitted))
      .when(approving())
      .thenRefused('OWN_EDITS', draft);
  });
});

describe('an adjustment', () => {
  const opened = (kind: Adjustment['kind'], ...saves: DraftSave[]) =>
    draftOf(stateAfter(...hospitalBudget), draftOpened({ adjustment: { ...adjustment, kind } }), ...saves);

  it('is not converted again', () => {
    given(final, opened('TRANSFER', edit)).when(converting()).thenRefused('DRAFT_STATUS', draft);
  });

  it('from before adjustments had kinds is submitted without one, and can be told its kind', () => {
    given(final, opened(null, edit))
      .when(submitting())
      .then(fact('DraftSubmitted', { version: 1 }));
    given(final, opened(null, edit)).when(converting()).then(converted());
  });
});

describe('converting a draft', () => {
  it.each(['viewer', 'auditor', ''])('is forbidden to the role %j', (role) => {
    given(final, draftAfter(edit))
      .when(converting({ by: asked(role, 'stranger') }))
      .thenRefused('FORBIDDEN');
  });

  it('is possible as long as it is open, returned or taken back, and not when it is discarded', () => {
    for (const saves of [[], [edit], [edit, submitted, returned], [edit, submitted, withdrawn]]) {
      given(final, draftAfter(...saves))
        .when(converting())
        .then(converted());
    }
    given(final, draftAfter(edit, discarded)).when(converting()).thenRefused('DRAFT_CLOSED', draft);
  });
});
