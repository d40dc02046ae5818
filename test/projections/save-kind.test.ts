import { describe, expect, it } from '@jest/globals';
import type { BudgetEvent } from '../../events/budget/budget.events.js';
import { ledgerStart } from '../../events/position.js';
import { envelop } from '../../events/record.js';
import { saveKind } from '../../projections/sealing-rows.js';
import { fact } from '../support/given-when-then/budget-builders.js';
import { draftOpened, hospitalBase } from '../support/given-when-then/drafts.js';
import { adjustment, controlNumber, sealed } from '../support/given-when-then/sealing.js';
import { sampleSave } from '../support/given-when-then/stored-event.js';

const promoted = fact('DraftPromoted', {
  draftId: 'draft-1',
  version: 3,
  base: hospitalBase,
  changesHash: 'd',
  contentHash: 'c',
});
const renamed = fact('ProjectRenamed', { projectId: 'ward', name: '病房' });
const saved = (facts: readonly BudgetEvent[]) =>
  envelop(facts, sampleSave, 0, () => 'event').map((event) => ({ ...event, position: ledgerStart }));

describe('the kind of a save', () => {
  it.each<[ReturnType<typeof saveKind>, BudgetEvent[]]>([
    ['EDIT', [renamed]],
    ['DRAFT_OPENING', [draftOpened()]],
    ['SUBMISSION', [fact('DraftSubmitted', { version: 1 })]],
    ['SUBMISSION_WITHDRAWAL', [fact('SubmissionWithdrawn', { version: 2 })]],
    ['CONVERSION', [fact('DraftConvertedToAdjustment', adjustment)]],
    ['RETURN', [fact('DraftReturned', { version: 2, opinion: '请调减。', remarks: [] })]],
    ['APPROVAL', [fact('DraftApproved', { version: 2, opinion: null })]],
    ['REFRESH', [fact('DraftRefreshed', { base: hospitalBase, choices: 1 }), renamed]],
    ['REFRESH', [fact('DraftRefreshed', { base: hospitalBase, choices: 1 })]],
    ['DISCARD', [fact('DraftDiscarded', { draftId: 'draft-1' })]],
    ['PROMOTION', [renamed, renamed, promoted]],
    ['PROMOTION', [promoted]],
    ['SEAL', [sealed('seal-1')]],
    ['CONTROL_NUMBER', [controlNumber({ total: '1' })]],
  ])('is %s', (kind, facts) => {
    expect(saveKind(saved(facts))).toBe(kind);
  });
});
