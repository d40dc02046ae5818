import { describe, expect, it } from '@jest/globals';
import { usualRules } from '../../../events/draft/adjustment.rules.js';
import type { DraftCommand } from '../../../events/draft/draft.commands.js';
import { decideDraft } from '../../../events/draft/draft.decide.js';
import { fact } from '../../support/given-when-then/budget-builders.js';
import { outcomeOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import type { DraftSave } from '../../support/given-when-then/drafts.js';
import {
  approved,
  approving,
  asked,
  by,
  draftAfter,
  draftOf,
  draftOpened,
  edit,
  returned,
  submitted,
} from '../../support/given-when-then/drafts.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';

function given(...saves: DraftSave[]) {
  const state = draftAfter(...saves);
  return { when: (command: DraftCommand) => outcomeOf(() => decideDraft(command, state, usualRules), state) };
}

const draft = { argument: ['draftId'], entityId: 'draft-1' };
const isApproved = (version: number) => fact('DraftApproved', { version, opinion: null });

describe('approving a draft', () => {
  it('may carry an opinion, which is a text like any other', () => {
    given(edit, submitted)
      .when(approving({ opinion: '同意。' }))
      .then(fact('DraftApproved', { version: 2, opinion: '同意。' }));
    given(edit, submitted)
      .when(approving({ opinion: '' }))
      .thenRefused('INVALID_INPUT', { argument: ['opinion'] });
  });

  const onBehalf = (actorId: string, onBehalfOf: string): DraftSave => ({ ...edit, by: actorId, onBehalfOf });

  it.each<[who: string, edits: DraftSave, by: [string, string | null]]>([
    ['who edited it', edit, ['drafter', null]],
    ['on whose behalf it was edited', onBehalf('clerk', 'head-1'), ['head-1', null]],
    ['who edited it on behalf of somebody', onBehalf('clerk', 'head-1'), ['clerk', null]],
    ['who acts on behalf of one who edited it', edit, ['head-1', 'drafter']],
    ['who edited it and acts for somebody else', edit, ['drafter', 'head-1']],
    ['who acts for one for whom it was edited', onBehalf('clerk', 'head-1'), ['head-2', 'head-1']],
  ])('is refused to one %s, whatever the role', (_, edits, [actorId, onBehalfOf]) => {
    for (const role of ['reviewer', 'finance', 'admin']) {
      given(edits, submitted)
        .when(approving({ by: asked(role, actorId, onBehalfOf) }))
        .thenRefused('OWN_EDITS', draft);
    }
  });

  it('is refused also to one whose edits were in an earlier round, or who refreshed it', () => {
    given(by('head-1', ...edit.events), submitted, returned, by('drafter', ...edit.events), submitted)
      .when(approving())
      .thenRefused('OWN_EDITS', draft);
    const base = { version: 4, revision: 5, contentHash: 'b'.repeat(64) };
    given(by('head-1', fact('DraftRefreshed', { base, choices: 1 })), submitted)
      .when(approving())
      .thenRefused('OWN_EDITS', draft);
  });

  it('is refused to one who opened it, or for whom, or who acts for them', () => {
    for (const role of ['reviewer', 'finance', 'admin']) {
      for (const who of [asked(role, 'opener'), asked(role, 'head-1', 'opener'), asked(role, 'opener', 'head-1')]) {
        given(edit, submitted)
          .when(approving({ by: who }))
          .thenRefused('OWN_EDITS', draft);
      }
    }
    const forHead = draftOf(stateAfter(...hospitalBudget), draftOpened(), edit, submitted);
    const state = { ...forHead, draft: forHead.draft && { ...forHead.draft, openedBy: ['opener', 'head-1'] } };
    outcomeOf(() => decideDraft(approving(), state, usualRules), state).thenRefused('OWN_EDITS', draft);
  });

  it('is refused to one who chose in a refresh, and allowed to one who refreshed it without choosing', () => {
    const base = { version: 4, revision: 5, contentHash: 'b'.repeat(64) };
    const taken = fact('ProjectGoalRevised', { projectId: 'lab', goal: '预算所改。' });
    const refreshed = (choices: number | null) => by('head-1', fact('DraftRefreshed', { base, choices }), taken);
    for (const choices of [1, null]) {
      given(edit, refreshed(choices), submitted).when(approving()).thenRefused('OWN_EDITS', draft);
    }
    given(edit, refreshed(0), submitted).when(approving()).then(isApproved(3));
    given(edit, refreshed(0), by('head-1', ...edit.events), submitted)
      .when(approving())
      .thenRefused('OWN_EDITS', draft);
  });

  it('is allowed to one who submitted or returned it, which are no edits', () => {
    given(edit, by('head-1', ...submitted.events), returned, submitted)
      .when(approving())
      .then(isApproved(4));
  });
});

describe('an edit of a draft', () => {
  const statusAfter = (...saves: DraftSave[]) => draftAfter(...saves).draft?.status;

  it('takes back what was submitted or approved, and leaves what was returned', () => {
    expect(statusAfter(edit, submitted, edit)).toBe('OPEN');
    expect(statusAfter(edit, submitted, approved, edit)).toBe('OPEN');
    expect(statusAfter(edit, submitted, returned, edit)).toBe('RETURNED');
  });

  it('is also what a refresh does', () => {
    const base = { version: 4, revision: 5, contentHash: 'b'.repeat(64) };
    const refresh = by('drafter', fact('DraftRefreshed', { base, choices: 1 }));
    expect(statusAfter(edit, submitted, refresh)).toBe('OPEN');
    expect(statusAfter(edit, submitted, approved, refresh)).toBe('OPEN');
    expect(statusAfter(edit, submitted, returned, refresh)).toBe('RETURNED');
    expect(draftAfter(refresh).draft?.base).toEqual(base);
  });
});
