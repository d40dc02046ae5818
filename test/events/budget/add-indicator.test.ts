import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../events/budget/budget.decide.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import {
  editing,
  fact,
  fundUserAdded,
  indicator,
  newIndicator,
  opened,
  projectAdded,
} from '../../support/given-when-then/budget-builders.js';
import { given, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { indicatorsInOrder } from '../../support/oracles/printed-order.js';

const at = (...argument: string[]) => ({ argument: ['edits', '0', ...argument] });
const add = (indicatorId: string, content: object = {}) =>
  ({ type: 'AddIndicator', projectId: 'ward', ...newIndicator(indicatorId), ...content }) as const;
const ward = [indicator('a'), indicator('b', { place: 'a1' })];
const before = [opened(), fundUserAdded('hospital'), projectAdded('ward', { indicators: ward })] as const;
const withdrawn = (indicatorId: string) => fact('IndicatorWithdrawn', { projectId: 'ward', indicatorId });

describe('adding an indicator', () => {
  it('says its whole content, behind all others of its project', () => {
    const content = { level2: '31', name: '满意度', cycleTarget: '≥95%', annualTarget: '' };
    given(...before)
      .when(editing(add('c', content)))
      .then(fact('IndicatorAdded', { projectId: 'ward', indicator: indicator('c', { ...content, place: 'a2' }) }));
  });

  it('stands behind withdrawn ones too', () => {
    given(...before, withdrawn('b'))
      .when(editing(add('c')))
      .then(fact('IndicatorAdded', { projectId: 'ward', indicator: indicator('c', { place: 'a2' }) }));
  });

  it.each([
    [null, 'nab'],
    ['a', 'anb'],
    ['b', 'abn'],
  ])('behind %s puts it there', (after, order) => {
    const events = decide(editing(add('n', { after })), stateAfter(...before));
    expect(indicatorsInOrder(stateAfter(...before, events) as OpenBudgetState, 'ward').join('')).toBe(order);
  });

  it('refuses to stand behind one that is not there, withdrawn, or of another project', () => {
    const other = projectAdded('lab', { place: 'a1', indicators: [indicator('x')] });
    for (const after of ['y', 'b', 'x']) {
      given(...before, withdrawn('b'), other)
        .when(editing(add('n', { after })))
        .thenRefused('NOT_FOUND', { ...at('place', 'after'), entityId: after });
    }
  });

  it('refuses the class and name of another one of the project', () => {
    given(...before)
      .when(editing(add('c', { name: 'b' })))
      .thenRefused('DUPLICATE_NAME', { ...at('name'), entityId: 'b' });
  });

  it.each([
    ['in another class', add('c', { name: 'b', level2: '12' }), []],
    ['of a withdrawn one', add('c', { name: 'b' }), [withdrawn('b')]],
  ])('may take a name %s', (_which, edit, saves) => {
    const { projectId, type: _type, ...content } = edit;
    given(...before, ...saves)
      .when(editing(edit))
      .then(fact('IndicatorAdded', { projectId, indicator: { ...content, place: 'a2' } }));
  });

  it('refuses a class of another taxonomy, and takes it where the budget is read by that', () => {
    given(...before)
      .when(editing(add('c', { level2: '41' })))
      .thenRefused('UNKNOWN_CLASS', at('level2'));
    given(opened({ taxonomy: 'cn-2021' }), fundUserAdded('hospital'), projectAdded('ward'))
      .when(editing(add('c', { level2: '41' })))
      .then(fact('IndicatorAdded', { projectId: 'ward', indicator: indicator('c', { level2: '41' }) }));
  });

  it.each(['', '1', '110', '产出', '99'])('refuses %j as a class', (level2) => {
    given(...before)
      .when(editing(add('c', { level2 })))
      .thenRefused('UNKNOWN_CLASS', at('level2'));
  });
});
