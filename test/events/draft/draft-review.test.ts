import { describe, expect, it } from '@jest/globals';
import { usualRules } from '../../../events/draft/adjustment.rules.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
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
  discarded,
  discarding,
  draftAfter,
  edit,
  hospitalBase,
  returned,
  returning,
  submitted,
  submitting,
  withdrawingSubmission,
  withdrawn,
} from '../../support/given-when-then/drafts.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';

function given(...saves: DraftSave[]) {
  const draft = draftAfter(...saves);
  return { when: (command: DraftCommand) => outcomeOf(() => decideDraft(command, draft, usualRules), draft) };
}

const draft = { argument: ['draftId'], entityId: 'draft-1' };
const isSubmitted = (version: number) => fact('DraftSubmitted', { version });
const isReturned = (version: number) => fact('DraftReturned', { version, opinion: '请调减。', remarks: [] });
const isApproved = (version: number) => fact('DraftApproved', { version, opinion: null });
const isWithdrawn = fact('SubmissionWithdrawn', { version: 2 });
const isDiscarded = fact('DraftDiscarded', { draftId: 'draft-1' });

/** How a draft may stand, and what may then be asked of it; everything else is refused. */
const standings: [status: string, saves: DraftSave[], may: Partial<Record<DraftCommand['type'], BudgetEvent>>][] = [
  ['OPEN', [], { SubmitDraft: isSubmitted(0) }],
  ['OPEN', [edit], { SubmitDraft: isSubmitted(1) }],
  [
    'SUBMITTED',
    [edit, submitted],
    { WithdrawSubmission: isWithdrawn, ReturnDraft: isReturned(2), ApproveDraft: isApproved(2) },
  ],
  ['OPEN', [edit, submitted, withdrawn], { SubmitDraft: isSubmitted(3) }],
  ['RETURNED', [edit, submitted, returned], { SubmitDraft: isSubmitted(3) }],
  ['APPROVED', [edit, submitted, approved], { ReturnDraft: isReturned(3) }],
];

const commands: DraftCommand[] = [submitting(), withdrawingSubmission(), returning(), approving(), discarding()];

describe('the review of a draft', () => {
  it.each(standings)('that is %s, after %j, goes on as it may and not otherwise', (status, saves, may) => {
    expect(draftAfter(...saves).draft?.status).toBe(status);
    for (const command of commands) {
      const event = command.type === 'DiscardDraft' ? isDiscarded : may[command.type];
      if (event === undefined)
        given(...saves)
          .when(command)
          .thenRefused('DRAFT_STATUS', draft);
      else
        given(...saves)
          .when(command)
          .then(event);
    }
  });

  it('ends when it is discarded', () => {
    for (const command of commands) given(edit, discarded).when(command).thenRefused('DRAFT_CLOSED', draft);
  });

  it('is of drafts alone', () => {
    for (const command of commands) {
      for (const state of [absentBudget, stateAfter(...hospitalBudget)]) {
        outcomeOf(() => decideDraft(command, state, usualRules), state).thenRefused('NOT_FOUND', draft);
      }
    }
  });

  it('is about what was looked at: an edit that came in between is told', () => {
    for (const [, saves, may] of standings) {
      const { version } = draftAfter(...saves);
      for (const command of commands) {
        const event = command.type === 'DiscardDraft' ? isDiscarded : may[command.type];
        if (event === undefined) continue;
        given(...saves)
          .when({ ...command, expectedVersion: version })
          .then(event);
        given(...saves)
          .when({ ...command, expectedVersion: version + 1 })
          .thenRefused('VERSION_AHEAD', { argument: ['expectedVersion'], entityId: 'draft-1' });
        given(...saves)
          .when({ ...command, expectedVersion: -1 })
          .thenRefused('INVALID_INPUT', { argument: ['expectedVersion'] });
        if (version === 0) continue;
        given(...saves)
          .when({ ...command, expectedVersion: version - 1 })
          .thenRefused('STALE_CONTENT', { argument: ['expectedVersion'], entityId: 'draft-1' });
      }
    }
  });

  it.each(['viewer', 'auditor', ''])('is forbidden to the role %j', (role) => {
    const stranger = asked(role, 'stranger');
    given(edit)
      .when(submitting({ by: stranger }))
      .thenRefused('FORBIDDEN');
    for (const command of [returning(), approving(), discarding()]) {
      given(edit, submitted)
        .when({ ...command, by: stranger })
        .thenRefused('FORBIDDEN');
    }
  });

  it('is done by reviewers, finance and administrators; editors submit', () => {
    const editor = asked('editor', 'stranger');
    given(edit)
      .when(submitting({ by: editor }))
      .then(isSubmitted(1));
    for (const command of [returning(), approving(), discarding()]) {
      given(edit, submitted)
        .when({ ...command, by: editor })
        .thenRefused('FORBIDDEN');
      for (const role of ['reviewer', 'finance', 'admin']) {
        const state = draftAfter(edit, submitted);
        expect(decideDraft({ ...command, by: asked(role, 'head-1') }, state, usualRules)).toHaveLength(1);
      }
    }
  });
});

describe('submitting a draft', () => {
  it('whose table is that of its base is refused, however often it was edited', () => {
    for (const saves of [[], [edit, edit], [edit, submitted, returned]]) {
      given(...saves)
        .when(submitting({ contentHash: hospitalBase.contentHash }))
        .thenRefused('NO_CHANGES', draft);
    }
  });
});

describe('taking a submission back', () => {
  it('is for whoever submitted it, on whose behalf that was, and whoever acts for one of them', () => {
    const forChief: DraftSave = { ...submitted, onBehalfOf: 'chief' };
    for (const by of [asked('editor', 'drafter'), asked('editor', 'clerk', 'drafter'), asked('editor', 'chief')]) {
      given(edit, forChief).when(withdrawingSubmission({ by })).then(isWithdrawn);
    }
  });

  it.each(['editor', 'reviewer', 'finance', 'admin'])('is refused to anybody else, such as a %s', (role) => {
    for (const who of ['opener', 'head-1']) {
      given(edit, submitted)
        .when(withdrawingSubmission({ by: asked(role, who) }))
        .thenRefused('FORBIDDEN', draft);
    }
  });
});

describe('returning a draft', () => {
  const returningWith = (remark: { entityId: string; path?: string | null; opinion?: string }) =>
    returning({ remarks: [{ path: null, opinion: '依据不足。', ...remark }] });

  it('records the opinion on it, and those on rows and on cells of every kind', () => {
    const remarks = [
      { entityId: 'budget-1', path: 'name', opinion: '名称有误。' },
      { entityId: 'hospital', path: 'declaredTotals.total', opinion: '合计不符。' },
      { entityId: 'ward', path: 'funding.other', opinion: '依据不足。' },
      { entityId: 'ward', path: null, opinion: '请并入检验科。' },
      { entityId: 'a', path: 'annualTarget', opinion: '指标偏低。' },
    ];
    given(edit, submitted)
      .when(returning({ opinion: '请逐项修改。', remarks }))
      .then(fact('DraftReturned', { version: 2, opinion: '请逐项修改。', remarks }));
  });

  it.each([
    ['', 'INVALID_INPUT'],
    ['一\n二', 'INVALID_INPUT'],
    ['见'.repeat(2_001), 'TOO_LARGE'],
  ] as const)('with the opinion %j is refused, on the draft as on a row', (opinion, code) => {
    given(edit, submitted)
      .when(returning({ opinion }))
      .thenRefused(code, { argument: ['opinion'] });
    given(edit, submitted)
      .when(returningWith({ entityId: 'ward', opinion }))
      .thenRefused(code, { argument: ['remarks', '0', 'opinion'] });
  });

  it('with a remark about a row that the draft does not have is refused', () => {
    given(edit, submitted)
      .when(returningWith({ entityId: 'library' }))
      .thenRefused('NOT_FOUND', { argument: ['remarks', '0', 'entityId'], entityId: 'library' });
  });

  it('with a remark about a cell that the row does not have is refused', () => {
    for (const [entityId, path] of [
      ['budget-1', 'goal'],
      ['hospital', 'funding.other'],
      ['ward', 'annualTarget'],
      ['a', 'goal'],
    ] as const) {
      given(edit, submitted)
        .when(returningWith({ entityId, path }))
        .thenRefused('INVALID_INPUT', { argument: ['remarks', '0', 'path'], entityId });
    }
  });

  it('takes remarks about withdrawn rows, which are what the draft did', () => {
    const remark = { entityId: 'lab', path: null, opinion: '不应撤销。' };
    given(by('drafter', fact('ProjectWithdrawn', { projectId: 'lab' })), submitted)
      .when(returning({ remarks: [remark] }))
      .then(fact('DraftReturned', { version: 2, opinion: '请调减。', remarks: [remark] }));
  });

  it('takes 200 remarks and not one more', () => {
    const remarks = Array.from({ length: 201 }, () => ({ entityId: 'ward', path: null, opinion: '依据不足。' }));
    const atMost = remarks.slice(1);
    given(edit, submitted)
      .when(returning({ remarks: atMost }))
      .then(fact('DraftReturned', { version: 2, opinion: '请调减。', remarks: atMost }));
    given(edit, submitted)
      .when(returning({ remarks }))
      .thenRefused('TOO_LARGE', { argument: ['remarks'] });
  });
});

describe('discarding a draft', () => {
  it.each([null, ''])('for the reason %j is refused', (reason) => {
    given(edit)
      .when(discarding({ reason }))
      .thenRefused('INVALID_INPUT', { argument: ['reason'], entityId: 'draft-1' });
  });

  it('is allowed to whoever opened it, and to one who acts on their behalf', () => {
    for (const asker of [asked('editor', 'opener'), asked('editor', 'clerk', 'opener')]) {
      given(edit)
        .when(discarding({ by: asker }))
        .then(isDiscarded);
    }
  });
});
