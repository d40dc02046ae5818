import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../events/budget/budget.decide.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import type { Grounds } from '../../../events/draft/adjustment.js';
import type { SealingCommand } from '../../../events/sealing/sealing.commands.js';
import { fact } from '../../support/given-when-then/budget-builders.js';
import { given, outcomeOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { sealedForGood, sealWithdrawn } from '../../support/given-when-then/drafts.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';
import {
  annotating,
  controlNumber,
  issuing,
  sealed,
  sealing,
  withdrawing,
} from '../../support/given-when-then/sealing.js';

describe('a budget whose 二下 is sealed', () => {
  const final = [...hospitalBudget, ...sealedForGood];
  const otherSaves: [command: SealingCommand, event: BudgetEvent][] = [
    [issuing({ total: '1' }), controlNumber({ total: '1' })],
    [sealing('new', { stage: 'ADJUSTMENT' }), sealed('new', { stage: 'ADJUSTMENT', name: '调整' })],
    [withdrawing('SECOND_DOWN'), sealWithdrawn],
    [annotating(1, '更正', null), fact('SaveAnnotated', { version: 1, reason: '更正' })],
  ];
  const grounds = { reason: '年中调整', basisDocument: '财预〔2024〕9号' };

  it.each(otherSaves)('still gets %j, with a reason and a document', (command, event) => {
    given(...final)
      .when({ ...command, grounds })
      .then(event);
    for (const missing of ['reason', 'basisDocument'] as const) {
      for (const blank of [null, '']) {
        given(...final)
          .when({ ...command, grounds: { ...grounds, [missing]: blank } })
          .thenRefused('INVALID_INPUT', { argument: [missing] });
      }
    }
  });

  it.each(otherSaves)(
    'gets %j without a document where the practice waives it, but never without a reason',
    (command, event) => {
      const state = stateAfter(...final);
      const waived = { adjustmentDocument: 'OPTIONAL' } as const;
      const on = (given: Grounds) => outcomeOf(() => decide({ ...command, grounds: given }, state, waived), state);
      on({ ...grounds, basisDocument: null }).then(event);
      on({ ...grounds, reason: null }).thenRefused('INVALID_INPUT', { argument: ['reason'] });
    },
  );

  it.each(otherSaves)('got %j before that seal without either', (command) => {
    const before = stateAfter(...hospitalBudget, ...sealedForGood.slice(0, -1));
    const isOfThatSeal = command.type === 'WithdrawSeal' || command.type === 'SealVersion';
    const earlier = isOfThatSeal ? withdrawing('SECOND_UP') : command;
    const none = { reason: null, basisDocument: null };
    expect(decide({ ...earlier, grounds: none }, before)).toHaveLength(1);
  });
});
