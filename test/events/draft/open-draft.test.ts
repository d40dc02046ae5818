import { describe, expect, it } from '@jest/globals';
import { adjustmentKinds } from '../../../events/draft/adjustment.js';
import { usualRules } from '../../../events/draft/adjustment.rules.js';
import type { OpenDraft } from '../../../events/draft/draft.commands.js';
import { openDraft } from '../../../events/draft/draft.decide.js';
import type { BudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import { outcomeOf, refusalOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { asked, draftOpened, opening, sealedForGood, sealWithdrawn } from '../../support/given-when-then/drafts.js';
import { adjustment } from '../../support/given-when-then/sealing.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';

const budget = stateAfter(...hospitalBudget);
const final = stateAfter(...hospitalBudget, ...sealedForGood);

const when = (command: OpenDraft, state: BudgetState = budget, rules = usualRules) => ({
  then: (...content: Parameters<typeof draftOpened>) =>
    outcomeOf(() => [openDraft(command, state, rules)], state).then(draftOpened(...content)),
  thenRefused: outcomeOf(() => [openDraft(command, state, rules)], state).thenRefused,
});

describe('opening a draft', () => {
  it('records its name, its budget and the version that it branches off from', () => {
    when(opening()).then();
    const base = { version: 1, revision: 0, contentHash: 'b'.repeat(64) };
    when(opening({ name: '备选稿', base, version: 1 })).then({ name: '备选稿', base });
  });

  it.each(['viewer', 'auditor', ''])('is forbidden to the role %j', (role) => {
    when(opening({ by: asked(role, 'drafter') })).thenRefused('FORBIDDEN');
  });

  it.each(['editor', 'reviewer', 'finance', 'admin'])('is allowed to the role %s', (role) => {
    when(opening({ by: asked(role, 'drafter') })).then();
  });

  it('of a budget that is not open is refused', () => {
    when(opening(), absentBudget).thenRefused('NOT_FOUND', { argument: ['budgetId'], entityId: 'budget-1' });
  });

  it('on a version that is not there is refused', () => {
    when(opening({ base: null, version: 4 })).thenRefused('NOT_FOUND', { argument: ['version'], entityId: 'budget-1' });
  });

  it.each([
    ['', 'INVALID_INPUT'],
    [' 稿', 'INVALID_INPUT'],
    ['一\n二', 'INVALID_INPUT'],
    ['稿'.repeat(501), 'TOO_LARGE'],
  ] as const)('under the name %j is refused', (name, code) => {
    when(opening({ name })).thenRefused(code, { argument: ['name'] });
  });
});

describe('the name of a draft that is opened', () => {
  const other = { id: 'draft-0', name: '一上稿', openedBy: 'colleague', openedAt: '2024-03-01T01:30:00.000Z' };

  it('is that of no other draft that is open', () => {
    when(opening({ others: [{ ...other, name: '一上稿（二）' }] })).then();
    when(opening({ others: [other] })).thenRefused('DUPLICATE_NAME', { argument: ['name'], entityId: 'draft-0' });
  });

  it('is refused with who opened the other one, and when', () => {
    const { message, messageEn } = refusalOf(() => openDraft(opening({ others: [other] }), budget, usualRules));
    expect(message).toContain('“colleague”于 2024-03-01 09:30:00');
    expect(messageEn).toContain('"colleague" at 2024-03-01T01:30:00.000Z');
  });
});

describe('a draft that is opened before 二下', () => {
  it.each(adjustmentKinds)('is no %s', (adjustmentKind) => {
    when(opening({ adjustmentKind })).thenRefused('INVALID_INPUT', { argument: ['adjustmentKind'] });
  });
});

describe('a draft that is opened after 二下', () => {
  const { kind: adjustmentKind, ...rest } = adjustment;
  const grounds = { adjustmentKind, ...rest };

  it.each(adjustmentKinds)('is an adjustment of a kind, here %s, whatever version it branches off from', (kind) => {
    when(opening({ ...grounds, adjustmentKind: kind }), final).then({ adjustment: { ...adjustment, kind } });
  });

  it('needs its kind', () => {
    when(opening({ ...grounds, adjustmentKind: null }), final).thenRefused('INVALID_INPUT', {
      argument: ['adjustmentKind'],
    });
  });

  it('needs no document where the practice waives it, but a reason all the same', () => {
    const waived = { adjustmentDocument: 'OPTIONAL' } as const;
    for (const basisDocument of [null, '']) {
      when(opening({ ...grounds, basisDocument }), final, waived).then({
        adjustment: { ...adjustment, basisDocument: null },
      });
    }
    when(opening({ ...grounds, reason: '' }), final, waived).thenRefused('INVALID_INPUT', { argument: ['reason'] });
  });

  it.each(['reason', 'basisDocument'] as const)('needs its %s', (missing) => {
    for (const blank of [null, '']) {
      when(opening({ ...grounds, [missing]: blank }), final).thenRefused('INVALID_INPUT', { argument: [missing] });
    }
  });

  it('is an ordinary one again once that seal was withdrawn, and needs neither', () => {
    when(opening(), stateAfter(...hospitalBudget, ...sealedForGood, sealWithdrawn)).then();
  });
});
