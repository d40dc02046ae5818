import { describe, expect, it } from '@jest/globals';
import type { BudgetCommand } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { versionIn } from '../../../events/budget/budget.state.js';
import {
  amount,
  editing,
  editingOn,
  fact,
  fundUserAdded,
  opened,
  setting,
} from '../../support/given-when-then/budget-builders.js';
import { given, outcomeOf, refusalOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import type { DraftSave } from '../../support/given-when-then/drafts.js';
import { adjustment } from '../../support/given-when-then/sealing.js';
import {
  approved,
  by,
  discarded,
  draftAfter,
  draftOf,
  draftOpened,
  draftStamp,
  returned,
  sealedForGood,
  sealWithdrawn,
  submitted,
  withdrawn,
} from '../../support/given-when-then/drafts.js';
import { everyEdit, hospitalBudget } from '../../support/given-when-then/every-edit.js';
import { stampOf } from '../../support/random/edits.js';

const wardFunded = fact('ProjectFundingRevised', { projectId: 'ward', funding: { other: amount('2.5') } });
const goalRevised = fact('ProjectGoalRevised', { projectId: 'ward', goal: '更新。' });
const goalSet = setting({ ward: { cells: { goal: '更新。' } } });

describe('a budget whose 二下 is sealed', () => {
  const final = [...hospitalBudget, ...sealedForGood];
  const needsAdjustment = { argument: ['budgetId'], entityId: 'budget-1' };

  it('is not edited, whatever the edit, nor are its rows set', () => {
    for (const edit of Object.values(everyEdit)) {
      given(...final)
        .when(editing(edit))
        .thenRefused('NEEDS_ADJUSTMENT', needsAdjustment);
    }
    given(...final)
      .when(goalSet)
      .thenRefused('NEEDS_ADJUSTMENT', needsAdjustment);
  });

  it('is edited again once that seal was withdrawn', () => {
    given(...final, sealWithdrawn)
      .when(editing(everyEdit.ReviseGoal))
      .then(goalRevised);
    given(...final, sealWithdrawn)
      .when(goalSet)
      .then(goalRevised);
  });

  it('is edited up to that seal', () => {
    given(...hospitalBudget, ...sealedForGood.slice(0, -1))
      .when(editing(everyEdit.ReviseGoal))
      .then(goalRevised);
  });

  it('is edited in its drafts', () => {
    const draft = draftOf(stateAfter(...final), draftOpened({ adjustment }));
    outcomeOf(() => decide(editing(everyEdit.ReviseGoal), draft), draft).then(goalRevised);
    outcomeOf(() => decide(goalSet, draft), draft).then(goalRevised);
  });
});

describe('a draft', () => {
  const inDraft = (...saves: DraftSave[]) => {
    const draft = draftAfter(...saves);
    return { when: (command: BudgetCommand) => outcomeOf(() => decide(command, draft), draft) };
  };

  const underReview = [[submitted], [submitted, approved], [submitted, returned, submitted]];

  it('is edited before it is reviewed, and after it was returned or its submission was taken back', () => {
    for (const saves of [[], [submitted, returned], [submitted, withdrawn]]) {
      for (const command of [editing(everyEdit.ReviseGoal), goalSet]) {
        inDraft(...saves)
          .when(command)
          .then(goalRevised);
      }
    }
  });

  it('that is submitted or approved is edited by a command that says that it voids the review, and by no other', () => {
    for (const saves of underReview) {
      for (const command of [editing(everyEdit.ReviseGoal), goalSet]) {
        for (const said of [{}, { voidsReview: false }]) {
          inDraft(...saves)
            .when({ ...command, ...said })
            .thenRefused('VOIDS_REVIEW', { argument: ['voidsReview'], entityId: 'draft-1' });
        }
        inDraft(...saves)
          .when({ ...command, voidsReview: true })
          .then(goalRevised);
      }
    }
  });

  it('says whose submission and approval an edit would void, and since when', () => {
    const draft = draftAfter({ ...submitted, onBehalfOf: 'chief' }, approved);
    const { message, messageEn } = refusalOf(() => decide(editing(everyEdit.ReviseGoal), draft));
    for (const text of [message, messageEn])
      for (const who of ['drafter', 'chief', 'head-1']) expect(text).toContain(who);
    for (const version of [1, 2]) expect(messageEn).toContain(draftStamp(submitted, version).recordedAt);
  });

  it('is told to wait for a review only while there is one', () => {
    const told = (...saves: DraftSave[]) => {
      const { message, messageEn } = refusalOf(() => decide(editing(everyEdit.ReviseGoal), draftAfter(...saves)));
      return [
        /待审核办结/.test(message),
        /先将其并入/.test(message),
        /wait/.test(messageEn),
        /promoted/.test(messageEn),
      ];
    };
    expect(told(submitted)).toEqual([true, false, true, false]);
    expect(told(submitted, approved)).toEqual([false, true, false, true]);
  });

  it('that was discarded is not edited, nor are its rows set', () => {
    for (const command of [editing(everyEdit.ReviseGoal), goalSet]) {
      inDraft(discarded)
        .when(command)
        .thenRefused('DRAFT_CLOSED', { argument: ['draftId'], entityId: 'draft-1' });
    }
  });

  const wardNow = {
    name: 'ward',
    fundUser: 'hospital',
    goal: null,
    place: 'a0',
    declaredTotal: null,
    'funding.fiscalAppropriation': null,
    'funding.specialAccount': null,
    'funding.other': '2.5',
  };
  const revise = { type: 'ReviseGoal', projectId: 'ward', goal: '更新。' } as const;
  const others: DraftSave[] = ['一', '二'].map((name) =>
    by('drafter', fact('ProjectRenamed', { projectId: 'lab', name })),
  );

  it('has what it has from its base in version 0, however high the budget’s version', () => {
    for (const expectedVersion of [0, 1, null]) {
      inDraft(by('drafter', fact('ProjectRenamed', { projectId: 'lab', name: '检验科' })))
        .when({ ...editing(revise), expectedVersion })
        .then(goalRevised);
    }
  });

  it('refuses an edit of what was changed in it after the version that the editor was looking at', () => {
    const { recordedAt } = stampOf(103);
    const conflict = { current: wardNow, version: 3, actorId: 'colleague', recordedAt };
    const saves = [...others, by('colleague', wardFunded)];
    for (const expectedVersion of [0, 2]) {
      inDraft(...saves)
        .when(editingOn(expectedVersion, revise))
        .thenRefused('CONFLICT', { argument: ['edits', '0'], entityId: 'ward', conflict });
      inDraft(...saves)
        .when(setting({ ward: { cells: { goal: '更新。' } } }, expectedVersion))
        .thenRefused('CONFLICT', { argument: ['rows', 'ward'], entityId: 'ward', conflict });
    }
    inDraft(...saves)
      .when(editingOn(3, revise))
      .then(goalRevised);
  });

  it('has no versions but its own', () => {
    inDraft(...others)
      .when(editingOn(3, revise))
      .thenRefused('VERSION_AHEAD', { argument: ['expectedVersion'], entityId: 'draft-1' });
    inDraft()
      .when(editingOn(-1, revise))
      .thenRefused('INVALID_INPUT', { argument: ['expectedVersion'] });
  });

  it('says of each row in which of its versions it was last changed', () => {
    const draft = draftAfter(...others, by('drafter', wardFunded));
    const versions = [...draft.projects.values()].map(({ id, stamp }) => [id, versionIn(draft, stamp)]);
    expect(Object.fromEntries(versions)).toEqual({ ward: 3, lab: 2 });
    expect([...draft.fundUsers.values()].map(({ stamp }) => versionIn(draft, stamp))).toEqual([0, 0]);
    expect(versionIn(draft, draft.stamp)).toBe(0);
    const budget = stateAfter(...hospitalBudget) as OpenBudgetState;
    expect([...budget.projects.values()].map(({ stamp }) => versionIn(budget, stamp))).toEqual([3, 3]);
  });
});

describe('a broken stream', () => {
  it.each<BudgetEvent>([
    fact('DraftSubmitted', { version: 1 }),
    fact('DraftReturned', { version: 1, opinion: '请调减。', remarks: [] }),
    fact('DraftApproved', { version: 1, opinion: null }),
    fact('DraftRefreshed', { base: { version: 1, revision: 0, contentHash: '' }, choices: 0 }),
    fact('SubmissionWithdrawn', { version: 1 }),
    fact('DraftConvertedToAdjustment', adjustment),
    fact('DraftDiscarded', { draftId: 'draft-1' }),
    fact('DraftHeld', { asVersion: 4 }),
  ])('throws at $type in a budget', (event) => {
    expect(() => stateAfter(...hospitalBudget, event)).toThrow('the budget budget-1 is no draft');
  });

  it('throws at a draft in a draft, and at one of another budget', () => {
    expect(() => draftAfter(by('opener', draftOpened()))).toThrow('DraftOpened in the draft draft-1');
    expect(() => draftOf(stateAfter(opened(), fundUserAdded('hospital')), draftOpened({ budgetId: 'other' }))).toThrow(
      'the draft draft-1 is of other, not of budget-1',
    );
  });

  it('throws in a draft at a promotion, which is the budget’s', () => {
    const { base } = draftAfter().draft as NonNullable<OpenBudgetState['draft']>;
    const promoted = fact('DraftPromoted', { draftId: 'draft-1', version: 0, base, changesHash: '', contentHash: '' });
    expect(() => draftAfter(by('head-1', promoted))).toThrow('DraftPromoted in the draft draft-1');
  });
});
