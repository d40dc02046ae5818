import { describe, it } from '@jest/globals';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { usualRules } from '../../../events/draft/adjustment.rules.js';
import { openDraft } from '../../../events/draft/draft.decide.js';
import { given, outcomeOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { opening, sealedForGood } from '../../support/given-when-then/drafts.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';
import { issuing } from '../../support/given-when-then/sealing.js';

describe('what is no edit is refused for everything that is wrong in it, too', () => {
  it('a draft behind 二下 that is opened without its name, its kind and its grounds', () => {
    const final = stateAfter(...hospitalBudget, ...sealedForGood) as OpenBudgetState;
    const wanted = opening({ name: '', adjustmentKind: null, reason: null, basisDocument: null });
    outcomeOf(() => [openDraft(wanted, final, usualRules)], final).thenRefusedFor(
      ['INVALID_INPUT', 'name'],
      ['INVALID_INPUT', 'adjustmentKind'],
      ['INVALID_INPUT', 'reason'],
      ['INVALID_INPUT', 'basisDocument'],
    );
  });

  it('a control number', () => {
    given(...hospitalBudget)
      .when(issuing({ total: '多', other: '少' }))
      .thenRefusedFor(['INVALID_INPUT', 'total'], ['INVALID_INPUT', 'other']);
  });
});
