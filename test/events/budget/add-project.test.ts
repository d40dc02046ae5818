import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../events/budget/budget.decide.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import {
  addProject,
  amount,
  editing,
  fact,
  fundUserAdded,
  indicator,
  newIndicator,
  noFunding,
  opened,
  projectAdded,
} from '../../support/given-when-then/budget-builders.js';
import { given, stateAfter } from '../../support/given-when-then/decider-spec.js';

const at = (...argument: string[]) => ({ argument: ['edits', '0', ...argument] });
const hospital = [opened(), fundUserAdded('hospital', { name: '医院' })];

describe('adding a project', () => {
  it('says its whole first content in one event', () => {
    const content = { name: '设备购置', goal: '购置设备。' };
    given(...hospital)
      .when(
        editing(
          addProject('ward', {
            ...content,
            funding: { fiscalAppropriation: '1,200.50', other: '0' },
            declaredTotal: '1200.50',
            indicators: [newIndicator('i-1', { level2: '31', annualTarget: '' }), newIndicator('i-2')],
          }),
        ),
      )
      .then(
        projectAdded('ward', {
          ...content,
          funding: { ...noFunding, fiscalAppropriation: amount('1200.50') },
          declaredTotal: amount('1200.50'),
          indicators: [indicator('i-1', { level2: '31', annualTarget: '' }), indicator('i-2', { place: 'a1' })],
        }),
      );
  });

  it('puts it behind all others, withdrawn ones too', () => {
    given(...hospital, projectAdded('a', { place: 'a4' }), fact('ProjectWithdrawn', { projectId: 'a' }))
      .when(editing(addProject('ward')))
      .then(projectAdded('ward', { place: 'a5' }));
  });

  it('refuses a fund user that is not there or withdrawn', () => {
    given(opened())
      .when(editing(addProject('ward')))
      .thenRefused('NOT_FOUND', { ...at('fundUserId'), entityId: 'hospital' });
    given(...hospital, fact('FundUserWithdrawn', { fundUserId: 'hospital' }))
      .when(editing(addProject('ward')))
      .thenRefused('WITHDRAWN', { ...at(), entityId: 'hospital' });
  });

  it('refuses the name of another project of the same fund user', () => {
    given(...hospital, projectAdded('a', { name: '设备购置' }))
      .when(editing(addProject('ward', { name: '设备购置' })))
      .thenRefused('DUPLICATE_NAME', { ...at('name'), entityId: 'a' });
  });

  it('may take the name of a withdrawn project, and of one of another fund user', () => {
    given(
      ...hospital,
      fundUserAdded('school', { place: 'a1' }),
      [projectAdded('a', { name: '设备购置' }), fact('ProjectWithdrawn', { projectId: 'a' })],
      projectAdded('b', { name: '设备购置', fundUserId: 'school', place: 'a1' }),
    )
      .when(editing(addProject('ward', { name: '设备购置' })))
      .then(projectAdded('ward', { name: '设备购置', place: 'a2' }));
  });

  it.each(['fiscalAppropriation', 'specialAccount', 'other'])('refuses as %s what is no amount', (cell) => {
    given(...hospital)
      .when(editing(addProject('ward', { funding: { [cell]: '12万' } })))
      .thenRefused('INVALID_INPUT', at('funding', cell));
  });

  it('refuses as its declared total what is no amount', () => {
    given(...hospital)
      .when(editing(addProject('ward', { declaredTotal: '-1' })))
      .thenRefused('INVALID_INPUT', at('declaredTotal'));
  });

  it('refuses an indicator of a class that the taxonomy does not have', () => {
    given(...hospital)
      .when(editing(addProject('ward', { indicators: [newIndicator('i-1'), newIndicator('i-2', { level2: '41' })] })))
      .thenRefused('UNKNOWN_CLASS', at('indicators', '1', 'level2'));
  });

  it('refuses two indicators of one class and name, and takes one name in two classes', () => {
    const twice = (level2: string) => [
      newIndicator('i-1', { name: '数量' }),
      newIndicator('i-2', { name: '数量', level2 }),
    ];
    given(...hospital)
      .when(editing(addProject('ward', { indicators: twice('11') })))
      .thenRefused('DUPLICATE_NAME', at('indicators', '1', 'name'));
    given(...hospital)
      .when(editing(addProject('ward', { indicators: twice('12') })))
      .then(
        projectAdded('ward', {
          indicators: [
            indicator('i-1', { name: '数量' }),
            indicator('i-2', { name: '数量', level2: '12', place: 'a1' }),
          ],
        }),
      );
  });
});

describe('a project too large for one event', () => {
  const many = Array.from({ length: 300 }, (_, number) => newIndicator(`i-${number}`, { name: `指标${number}` }));
  const goal = '目'.repeat(10_000);
  const added = (events: BudgetEvent[]) => events.flatMap(({ data }) => ('indicator' in data ? [data.indicator] : []));
  const places = (events: BudgetEvent[]) => added(events).map(({ place }) => place);

  it('is followed by its indicators, in their order', () => {
    const [first, ...rest] = decide(editing(addProject('ward', { goal, indicators: many })), stateAfter(...hospital));
    expect(first).toEqual(projectAdded('ward', { goal }));
    const followers = many.map((content, index) => ({ ...content, place: places(rest)[index] }));
    expect(rest).toEqual(
      followers.map((content) => ({ type: 'IndicatorAdded', data: { projectId: 'ward', indicator: content } })),
    );
    expect(places(rest)).toEqual([...new Set(places(rest))].sort());
  });

  it('comes to the same state as one that was small enough', () => {
    const events = decide(editing(addProject('ward', { goal, indicators: many })), stateAfter(...hospital));
    const whole = projectAdded('ward', { goal, indicators: added(events) });
    expect(stateAfter(...hospital, events)).toEqual(stateAfter(...hospital, whole));
  });

  it('still refuses two indicators of one class and name', () => {
    const doubled = [...many, newIndicator('i-last', { name: '指标7' })];
    given(...hospital)
      .when(editing(addProject('ward', { goal, indicators: doubled })))
      .thenRefused('DUPLICATE_NAME', at('indicators', '300', 'name'));
  });
});
