import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import { evolve } from '../../../events/budget/budget.evolve.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { anyone } from '../../support/given-when-then/budget-builders.js';
import { stampOf } from '../../support/random/edits.js';
import { idOf, imported } from '../../support/stories/imported-table.js';
import { project, table } from '../../support/stories/small-table.js';

const printed = table({ 局: [project('甲', ['7.00', null, '0.50'])] });
const { state } = imported(printed);

function edited(...edits: BudgetEdit[]): OpenBudgetState {
  const { budgetId } = state;
  const events = decide({ type: 'EditBudget', by: anyone, budgetId, expectedVersion: null, edits }, state);
  return events.reduce((before, event) => evolve(before, event, stampOf(2)) as OpenBudgetState, state);
}

const written = (...ways: string[]) => fc.constantFrom(...ways);

describe('an amount that a file prints otherwise than it was written', () => {
  it('is the same money: nothing changes, and the text stays', () => {
    const funding = fc.record(
      {
        fiscalAppropriation: written('7', '7.0', '7.000'),
        other: written('0.5', '0.50'),
        declaredTotal: written('7.5', '7.500'),
      },
      { requiredKeys: [] },
    );
    const declared = fc.record(
      { total: written('7.5', '7.500'), other: written('0.5', '0.500') },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(funding, declared, (byHand, declaredByHand) => {
        const now = edited(
          { type: 'ReviseFunding', projectId: idOf(state, '甲'), funding: byHand },
          { type: 'ReviseDeclaredTotals', fundUserId: idOf(state, '局'), declared: declaredByHand },
        );
        expect(now.projects.get(idOf(state, '甲'))).toMatchObject({ funding: pick(byHand) });
        expect(imported(printed, now).events).toEqual([]);
      }),
    );
  });

  it('is told where the money is another, and only there', () => {
    const projectId = idOf(state, '甲');
    const now = edited({ type: 'ReviseFunding', projectId, funding: { fiscalAppropriation: '7', other: '0.51' } });
    expect(imported(printed, now).events).toEqual([
      { type: 'ProjectFundingRevised', data: { projectId, funding: { other: '0.50' } } },
    ]);
  });

  it('does not hide that a row was only renamed', () => {
    const projectId = idOf(state, '甲');
    const now = edited({ type: 'ReviseFunding', projectId, funding: { fiscalAppropriation: '7' } });
    const renamed = table({ 局: [project('乙', ['7.00', null, '0.50'])] });
    expect(imported(renamed, now).events).toEqual([{ type: 'ProjectRenamed', data: { projectId, name: '乙' } }]);
  });
});

/** The sources alone. */
function pick({ declaredTotal: _, ...sources }: Record<string, string | undefined>) {
  return sources;
}
