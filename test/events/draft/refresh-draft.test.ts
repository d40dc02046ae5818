import { describe, it } from '@jest/globals';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { refreshDraft } from '../../../events/draft/promote-draft.decide.js';
import { fact, setting } from '../../support/given-when-then/budget-builders.js';
import { outcomeOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import {
  approved,
  asked,
  by,
  discarded,
  draftAfter,
  edit,
  hospitalBase,
  refreshing,
  returned,
  submitted,
} from '../../support/given-when-then/drafts.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';

const { base } = refreshing();
const { rows } = setting({ lab: { cells: { name: '检验科' } } });
const refreshed = fact('DraftRefreshed', { base, choices: 0 });
const renamed = fact('ProjectRenamed', { projectId: 'lab', name: '检验科' });

function refresh(command: Parameters<typeof refreshDraft>[0], draft: OpenBudgetState) {
  return outcomeOf(() => refreshDraft(command, draft), draft);
}

describe('refreshing a draft', () => {
  it('moves its base, and then sets what the merge came to', () => {
    refresh(refreshing({ rows }), draftAfter(edit)).then(refreshed, renamed);
  });

  it('moves its base also where nothing has to be set', () => {
    refresh(refreshing(), draftAfter(edit)).then(refreshed);
  });

  it('on the base that it has is none', () => {
    refresh(refreshing({ rows, base: hospitalBase }), draftAfter(edit)).thenNothing();
    refresh(refreshing({ rows }), draftAfter(by('drafter', refreshed))).thenNothing();
  });

  it('records how many conflicts were settled by choosing', () => {
    refresh(refreshing({ choices: 2 }), draftAfter(edit)).then(fact('DraftRefreshed', { base, choices: 2 }));
  });

  it('of what is submitted or approved has to say that it voids that', () => {
    for (const saves of [[submitted], [submitted, approved]]) {
      const place = { argument: ['voidsReview'], entityId: 'draft-1' };
      refresh(refreshing(), draftAfter(edit, ...saves)).thenRefused('VOIDS_REVIEW', place);
      refresh(refreshing({ voidsReview: true }), draftAfter(edit, ...saves)).then(refreshed);
      refresh(refreshing({ base: hospitalBase }), draftAfter(edit, ...saves)).thenNothing();
    }
  });

  it('is possible after a return, until it is discarded', () => {
    refresh(refreshing(), draftAfter(edit, submitted, returned)).then(refreshed);
    const closed = { argument: ['draftId'], entityId: 'draft-1' };
    refresh(refreshing(), draftAfter(edit, discarded)).thenRefused('DRAFT_CLOSED', closed);
  });

  it('is not for a budget', () => {
    const budget = stateAfter(...hospitalBudget) as OpenBudgetState;
    refresh(refreshing(), budget).thenRefused('NOT_FOUND', { argument: ['draftId'], entityId: 'budget-1' });
  });

  it.each(['viewer', 'auditor', ''])('is forbidden to the role %j', (role) => {
    refresh(refreshing({ by: asked(role, 'drafter') }), draftAfter(edit)).thenRefused('FORBIDDEN');
  });

  it.each(['editor', 'reviewer', 'finance', 'admin'])('is allowed to the role %s', (role) => {
    refresh(refreshing({ by: asked(role, 'drafter') }), draftAfter(edit)).then(refreshed);
  });

  it('is held to the rules of the table that comes out', () => {
    refresh(refreshing({ rows: setting({ lab: { cells: { name: '病房' } } }).rows }), draftAfter(edit)).thenRefused(
      'DUPLICATE_NAME',
      { argument: ['rows', 'lab', 'name'], entityId: 'ward' },
    );
  });
});
