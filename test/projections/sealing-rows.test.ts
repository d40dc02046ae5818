import { describe, expect, it } from '@jest/globals';
import type { BudgetEvent } from '../../events/budget/budget.events.js';
import type { Position } from '../../events/position.js';
import { envelop } from '../../events/record.js';
import type { PositionedEvent } from '../../projections/positioned-event.js';
import { saveKind, sealingRows } from '../../projections/sealing-rows.js';
import { fact } from '../support/given-when-then/budget-builders.js';
import { draftOpened, hospitalBase } from '../support/given-when-then/drafts.js';
import { controlNumber, sealed } from '../support/given-when-then/sealing.js';
import { sampleSave } from '../support/given-when-then/stored-event.js';

const position = '7' as Position;
const deed = {
  budgetId: 'budget-1',
  position,
  savedAs: 1,
  recordedAt: sampleSave.recordedAt,
  actor: sampleSave.actor,
  reason: null,
  basisDocument: '越财〔2024〕3号',
};

function saved(...facts: BudgetEvent[]): PositionedEvent[] {
  const save = { ...sampleSave, basisDocument: deed.basisDocument };
  return envelop(facts, save, 0, () => 'event-1').map((each) => ({ ...each, position }));
}

function rowsOf(event: BudgetEvent) {
  return sealingRows(saved(event), 'budget-1');
}

describe('the rows of a control number', () => {
  it('hold its limits, and the document once', () => {
    const limits = { total: '100', fiscalAppropriation: null, specialAccount: '0', other: null };
    const { controlNumbers, withdrawnControlNumbers } = rowsOf(
      controlNumber({ ...limits, document: '越财〔2024〕3号' }),
    );
    expect(controlNumbers).toEqual([{ ...limits, ...deed }]);
    expect(withdrawnControlNumbers).toEqual([]);
  });

  it.each([
    ['its withdrawal', fact('ControlNumberWithdrawn', {})],
    ['an empty control number, which lifted one before that', controlNumber({})],
  ])('tell %s', (_what, event) => {
    const { controlNumbers, withdrawnControlNumbers } = rowsOf(event);
    expect(controlNumbers).toEqual([]);
    expect(withdrawnControlNumbers).toEqual([deed]);
  });
});

const renamed = fact('ProjectRenamed', { projectId: 'ward', name: '病房' });
const refreshed = fact('DraftRefreshed', { base: hospitalBase, choices: 0 });
const promoted = fact('DraftPromoted', {
  draftId: 'draft-1',
  version: 3,
  base: hospitalBase,
  changesHash: 'd',
  contentHash: 'c',
});

describe('the kind of a save', () => {
  it.each<[ReturnType<typeof saveKind>, BudgetEvent[]]>([
    ['SEAL', [sealed('seal-1')]],
    ['SEAL_WITHDRAWAL', [fact('SealWithdrawn', { sealId: 'seal-1' })]],
    ['CONTROL_NUMBER', [controlNumber({ total: '1' })]],
    ['CONTROL_NUMBER_WITHDRAWAL', [fact('ControlNumberWithdrawn', {})]],
    ['CONTROL_NUMBER_WITHDRAWAL', [controlNumber({})]],
    ['ANNOTATION', [fact('SaveAnnotated', { version: 1, reason: '更正' })]],
    ['EDIT', [renamed]],
    ['DRAFT_OPENING', [draftOpened()]],
    ['SUBMISSION', [fact('DraftSubmitted', { version: 1 })]],
    ['RETURN', [fact('DraftReturned', { version: 2, opinion: '请调减。', remarks: [] })]],
    ['APPROVAL', [fact('DraftApproved', { version: 2, opinion: null })]],
    ['REFRESH', [refreshed, renamed]],
    ['REFRESH', [refreshed]],
    ['DISCARD', [fact('DraftDiscarded', { draftId: 'draft-1' })]],
    ['PROMOTION', [renamed, renamed, promoted]],
    ['PROMOTION', [promoted]],
  ])('is %s', (kind, facts) => {
    expect(saveKind(saved(...facts))).toBe(kind);
  });
});
