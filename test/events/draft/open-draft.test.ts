import { describe, it } from '@jest/globals';
import type { OpenDraft } from '../../../events/draft/draft.commands.js';
import { openDraft } from '../../../events/draft/draft.decide.js';
import type { BudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import { outcomeOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { asked, draftOpened, opening, sealedForGood, sealWithdrawn } from '../../support/given-when-then/drafts.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';

const budget = stateAfter(...hospitalBudget);
const final = stateAfter(...hospitalBudget, ...sealedForGood);

const when = (command: OpenDraft, state: BudgetState = budget) => ({
  then: (...content: Parameters<typeof draftOpened>) =>
    outcomeOf(() => [openDraft(command, state)], state).then(draftOpened(...content)),
  thenRefused: outcomeOf(() => [openDraft(command, state)], state).thenRefused,
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
    when(opening(), absentBudget).thenRefused('NOT_FOUND', { path: ['budgetId'], entityId: 'budget-1' });
  });

  it('on a version that is not there is refused', () => {
    when(opening({ base: null, version: 4 })).thenRefused('NOT_FOUND', { path: ['version'], entityId: 'budget-1' });
  });

  it.each([
    ['', 'INVALID_INPUT'],
    [' 稿', 'INVALID_INPUT'],
    ['一\n二', 'INVALID_INPUT'],
    ['稿'.repeat(501), 'TOO_LARGE'],
  ] as const)('under the name %j is refused', (name, code) => {
    when(opening({ name })).thenRefused(code, { path: ['name'] });
  });
});

describe('a draft that is opened after 二下', () => {
  const grounds = { reason: '年中调整', basisDocument: '财预〔2024〕9号' };

  it('is an adjustment, whatever version it branches off from', () => {
    when(opening(grounds), final).then({ adjustment: true });
  });

  it.each(['reason', 'basisDocument'] as const)('needs its %s', (missing) => {
    for (const blank of [null, '']) {
      when(opening({ ...grounds, [missing]: blank }), final).thenRefused('INVALID_INPUT', { path: [missing] });
    }
  });

  it('is an ordinary one again once that seal was withdrawn, and needs neither', () => {
    when(opening(), stateAfter(...hospitalBudget, ...sealedForGood, sealWithdrawn)).then();
  });
});
