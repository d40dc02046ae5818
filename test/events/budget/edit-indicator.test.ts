import { describe, expect, it } from '@jest/globals';
import type { ReviseIndicator } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import {
  editing,
  fact,
  fundUserAdded,
  indicator,
  opened,
  projectAdded,
} from '../../support/given-when-then/budget-builders.js';
import { given, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { indicatorsInOrder } from '../../support/oracles/printed-order.js';

const at = (...argument: string[]) => ({ argument: ['edits', '0', ...argument] });
const ward = [indicator('a'), indicator('b', { place: 'a1' }), indicator('c', { place: 'a2', level2: '12' })];
const before = [opened(), fundUserAdded('hospital'), projectAdded('ward', { indicators: ward })] as const;
const row = { projectId: 'ward', indicatorId: 'a' };

describe('revising an indicator', () => {
  const revise = (cells: Omit<ReviseIndicator, 'type' | 'indicatorId'>) =>
    ({ type: 'ReviseIndicator', indicatorId: 'a', ...cells }) as const;

  it('says each kind of change in an event of its own', () => {
    given(...before)
      .when(editing(revise({ level2: '13', name: '及时率', cycleTarget: '100%', annualTarget: '≥99%' })))
      .then(
        fact('IndicatorReclassified', { ...row, level2: '13' }),
        fact('IndicatorRenamed', { ...row, name: '及时率' }),
        fact('IndicatorTargetsRevised', { ...row, targets: { cycleTarget: '100%', annualTarget: '≥99%' } }),
      );
  });

  it.each(['cycleTarget', 'annualTarget'] as const)('says only the %s where only that changed', (cell) => {
    given(...before)
      .when(editing(revise({ cycleTarget: '≥90%', annualTarget: '≥85%', [cell]: '' })))
      .then(fact('IndicatorTargetsRevised', { ...row, targets: { [cell]: '' } }));
  });

  it('takes another text of the same reading for a change', () => {
    given(...before)
      .when(editing(revise({ cycleTarget: '≥0.9' })))
      .then(fact('IndicatorTargetsRevised', { ...row, targets: { cycleTarget: '≥0.9' } }));
  });

  it('given nothing, or the cells that are there, changes nothing', () => {
    given(...before)
      .when(editing(revise({})))
      .thenNothing();
    given(...before)
      .when(editing(revise({ level2: '11', name: 'a', cycleTarget: '≥90%', annualTarget: '≥85%' })))
      .thenNothing();
  });

  it('refuses the class and name of another one, whichever of the two brings it there', () => {
    const refused = { ...at('name'), entityId: 'b' };
    given(...before)
      .when(editing(revise({ name: 'b' })))
      .thenRefused('DUPLICATE_NAME', refused);
    given(
      ...before,
      fact('IndicatorReclassified', { ...row, level2: '12' }),
      fact('IndicatorRenamed', { ...row, name: 'b' }),
    )
      .when(editing(revise({ level2: '11' })))
      .thenRefused('DUPLICATE_NAME', refused);
  });

  it('may take the name of one in another class', () => {
    given(...before)
      .when(editing(revise({ name: 'c' })))
      .then(fact('IndicatorRenamed', { ...row, name: 'c' }));
  });

  it('refuses a class that the taxonomy does not have', () => {
    given(...before)
      .when(editing(revise({ level2: '43' })))
      .thenRefused('UNKNOWN_CLASS', at('level2'));
  });
});

describe('moving an indicator', () => {
  /** `null`: first, `undefined`: last. */
  const move = (indicatorId: string, after: string | null | undefined): BudgetEdit => {
    return { type: 'MoveIndicator', indicatorId, ...(after === undefined ? {} : { after }) };
  };

  it.each([
    ['a', 'b', 'bac'],
    ['a', 'c', 'bca'],
    ['b', null, 'bac'],
    ['b', 'c', 'acb'],
    ['c', null, 'cab'],
    ['c', 'a', 'acb'],
    ['a', undefined, 'bca'],
    ['b', undefined, 'acb'],
  ])('puts %s behind %s, changing its place alone', (indicatorId, after, order) => {
    const events = decide(editing(move(indicatorId, after)), stateAfter(...before));
    const place = expect.any(String) as unknown as string;
    expect(events).toEqual([fact('IndicatorMoved', { projectId: 'ward', indicatorId, place })]);
    expect(indicatorsInOrder(stateAfter(...before, events) as OpenBudgetState, 'ward').join('')).toBe(order);
  });

  it.each([
    ['a', null],
    ['b', 'a'],
    ['c', 'b'],
    ['b', 'b'],
    ['c', undefined],
  ])('%s behind %s, where it stands, changes nothing', (indicatorId, after) => {
    given(...before)
      .when(editing(move(indicatorId, after)))
      .thenNothing();
  });

  it('passes over a withdrawn neighbour', () => {
    given(...before, fact('IndicatorWithdrawn', { projectId: 'ward', indicatorId: 'b' }))
      .when(editing(move('c', 'a')))
      .thenNothing();
  });

  it('refuses to stand behind one that is not there, withdrawn, or of another project', () => {
    const other = projectAdded('lab', { place: 'a1', indicators: [indicator('x')] });
    for (const after of ['y', 'b', 'x']) {
      given(...before, fact('IndicatorWithdrawn', { projectId: 'ward', indicatorId: 'b' }), other)
        .when(editing(move('a', after)))
        .thenRefused('NOT_FOUND', { ...at('place', 'after'), entityId: after });
    }
  });
});
