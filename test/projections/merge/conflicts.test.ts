import { describe, expect, it } from '@jest/globals';
import { mergeTables } from '../../../projections/merge/merge.js';
import type { Resolution } from '../../../projections/merge/choices.js';
import { tableRows } from '../../../projections/merge/table-rows.js';
import { amount, fact, fundUserAdded, indicator, projectAdded } from '../../support/given-when-then/budget-builders.js';
import { refusalOf } from '../../support/given-when-then/decider-spec.js';
import { merging, rowsOf, tables, told } from '../../support/given-when-then/merging.js';

const at = (indicatorId: string) => ({ projectId: 'ward', indicatorId });
const goal = (text: string) => fact('ProjectGoalRevised', { projectId: 'ward', goal: text });
const other = (digits: string) => {
  return fact('ProjectFundingRevised', { projectId: 'ward', funding: { other: amount(digits) } });
};
const annual = (text: string) => fact('IndicatorTargetsRevised', { ...at('a'), targets: { annualTarget: text } });
const wardGone = fact('ProjectWithdrawn', { projectId: 'ward' });
const labGone = fact('ProjectWithdrawn', { projectId: 'lab' });
const aGone = fact('IndicatorWithdrawn', at('a'));
const hospitalGone = [wardGone, labGone, fact('FundUserWithdrawn', { fundUserId: 'hospital' })];
const schoolGone = fact('FundUserWithdrawn', { fundUserId: 'school' });
const toSchool = fact('ProjectAssignedToFundUser', { projectId: 'ward', fundUserId: 'school' });
const gone = { inForce: false, cells: {} };
const stays = (entityId: string, choice: Resolution['choice']): Resolution => ({ entityId, path: null, choice });

describe('a cell', () => {
  it('that both set to different values is a conflict, with the three of them', () => {
    const given = tables([goal('我们的。')], [goal('他们的。')]);
    expect(told(merging(given))).toEqual([['CELL', 'ward.goal', 'ward.goal: null → 我们的。 | 他们的。']]);
    expect(merging(given).rows).toBeNull();
    const about = { entityId: 'ward', path: 'goal' };
    expect(rowsOf(merging(given, { ...about, choice: 'OURS' }))).toEqual({});
    expect(rowsOf(merging(given, { ...about, choice: 'THEIRS' }))).toEqual({ ward: { cells: { goal: '他们的。' } } });
  });

  it('is merged apart from the other cells of its row', () => {
    const merge = merging(tables([goal('我们的。')], [other('2'), annual('≥80%')]));
    expect(told(merge)).toEqual([]);
    expect(rowsOf(merge)).toEqual({
      ward: { cells: { 'funding.other': '2' } },
      a: { cells: { annualTarget: '≥80%' } },
    });
  });

  it('whose amount both have, written in two ways, is as ours has it', () => {
    for (const [our, their] of [
      ['7', '7.00'],
      ['7.00', '7'],
    ] as const) {
      expect(merging(tables([other(our)], [other(their)]))).toMatchObject({ conflicts: [], rows: new Map() });
    }
    expect(told(merging(tables([other('7.00')], [wardGone], [other('7')])))).toEqual([]);
  });

  it('that both set to the same is as both have it', () => {
    expect(rowsOf(merging(tables([goal('扩建。')], [goal('扩建。')])))).toEqual({});
  });

  it('is a row’s place, too', () => {
    const moved = (place: string) => fact('IndicatorMoved', { ...at('a'), place });
    expect(told(merging(tables([moved('a2')], [moved('a3')])))).toEqual([['CELL', 'a.place', 'a.place: a0 → a2 | a3']]);
    expect(rowsOf(merging(tables([annual('≥80%')], [moved('a3')])))).toEqual({ a: { cells: { place: 'a3' } } });
  });

  it('of a row that both brought back is a conflict where they made different things of it', () => {
    const back = fact('ProjectRestored', { projectId: 'ward' });
    expect(told(merging(tables([back, other('1')], [back], [wardGone])))).toEqual([
      ['CELL', 'ward.funding.other', 'ward.funding.other: null → 1 | null'],
    ]);
  });
});

describe('a row that one side withdrew and the other edited', () => {
  it('is a conflict, either way', () => {
    expect(told(merging(tables([aGone], [annual('≥80%')])))).toEqual([
      ['EDITED_AND_WITHDRAWN', 'a', 'a.annualTarget: ≥85% → null | ≥80%'],
    ]);
    expect(told(merging(tables([annual('≥80%')], [aGone])))).toEqual([
      ['EDITED_AND_WITHDRAWN', 'a', 'a.annualTarget: ≥85% → ≥80% | null'],
    ]);
  });

  it('stays or goes as it is chosen', () => {
    const given = tables([annual('≥80%')], [aGone]);
    expect(rowsOf(merging(given, stays('a', 'OURS')))).toEqual({});
    expect(rowsOf(merging(given, stays('a', 'THEIRS')))).toEqual({ a: gone });
  });

  it('is told with its project, and is one conflict however much of it was edited', () => {
    const given = tables([wardGone], [goal('他们的。'), annual('≥80%')]);
    expect(told(merging(given))).toEqual([
      ['EDITED_AND_WITHDRAWN', 'ward', 'ward.goal: null → null | 他们的。', 'a.annualTarget: ≥85% → null | ≥80%'],
    ]);
    expect(merging(given).conflicts).toMatchObject([{ entityKind: 'PROJECT', entityName: 'ward' }]);
    expect(rowsOf(merging(given, stays('ward', 'OURS')))).toEqual({});
    expect(rowsOf(merging(given, stays('ward', 'THEIRS')))).toMatchObject({
      ward: { inForce: true, cells: { goal: '他们的。' }, whole: { kind: 'PROJECT' } },
      a: { inForce: true, cells: { annualTarget: '≥80%' }, whole: { kind: 'INDICATOR', projectId: 'ward' } },
      b: { inForce: true },
    });
  });

  it('is told with what the other side withdrew below it, too', () => {
    const given = tables([aGone, goal('我们的。')], [wardGone]);
    expect(told(merging(given))).toEqual([
      [
        'EDITED_AND_WITHDRAWN',
        'ward',
        'ward.goal: null → 我们的。 | null',
        'a.class: 11 → null | null',
        'a.name: a → null | null',
        'a.cycleTarget: ≥90% → null | null',
        'a.annualTarget: ≥85% → null | null',
        'a.place: a0 → null | null',
      ],
    ]);
    expect(merging(given).conflicts[0]?.cells.map(({ entityName }) => entityName)).toEqual([
      'ward',
      'a',
      'a',
      'a',
      'a',
      'a',
    ]);
    expect(rowsOf(merging(given, stays('ward', 'OURS')))).toEqual({});
    expect(rowsOf(merging(given, stays('ward', 'THEIRS')))).toEqual({ ward: gone });
  });

  it('is none where the other side left it alone', () => {
    expect(rowsOf(merging(tables([goal('我们的。')], [aGone, labGone])))).toEqual({ a: gone, lab: gone });
    expect(rowsOf(merging(tables([wardGone], [])))).toEqual({});
  });

  it('is none where both withdrew it, or the one withdrew it with its project', () => {
    expect(rowsOf(merging(tables([wardGone], [wardGone])))).toEqual({});
    expect(rowsOf(merging(tables([aGone], [wardGone])))).toEqual({ ward: gone });
  });
});

describe('a row below one that the other side withdrew', () => {
  const c = fact('IndicatorAdded', { projectId: 'ward', indicator: indicator('c', { place: 'a2' }) });
  const kitchen = projectAdded('kitchen', { fundUserId: 'school', place: 'a2' });

  it('is a conflict about that where it was added', () => {
    const given = tables([wardGone], [c]);
    expect(told(merging(given))).toEqual([
      [
        'ADDED_UNDER_WITHDRAWN',
        'ward',
        'c.class: null → null | 11',
        'c.name: null → null | c',
        'c.cycleTarget: null → null | ≥90%',
        'c.annualTarget: null → null | ≥85%',
        'c.place: null → null | a2',
      ],
    ]);
    expect(rowsOf(merging(given, stays('ward', 'OURS')))).toEqual({});
    expect(Object.keys(rowsOf(merging(given, stays('ward', 'THEIRS'))) ?? {})).toEqual(['ward', 'a', 'b', 'c']);
  });

  it('is a conflict about a fund user where a project was added or assigned to it', () => {
    expect(merging(tables([kitchen], [schoolGone])).conflicts).toMatchObject([
      { kind: 'ADDED_UNDER_WITHDRAWN', entityId: 'school', cells: [{ path: 'name', ours: 'kitchen' }, {}, {}] },
    ]);
    expect(told(merging(tables([schoolGone], [toSchool])))).toEqual([
      ['ADDED_UNDER_WITHDRAWN', 'school', 'ward.fundUser: hospital → hospital | school'],
    ]);
  });

  it('is a conflict about both where it may stay and what it hangs from went', () => {
    const given = tables([annual('≥80%')], hospitalGone);
    const cell = 'a.annualTarget: ≥85% → ≥80% | null';
    expect(told(merging(given))).toEqual([
      ['EDITED_AND_WITHDRAWN', 'hospital', cell],
      ['EDITED_AND_WITHDRAWN', 'ward', cell],
    ]);
    const both = [stays('hospital', 'OURS'), stays('ward', 'OURS')];
    expect(rowsOf(merging(given, ...both))).toEqual({ lab: gone });
  });

  it('is none where that is not where it ends up', () => {
    const merge = merging(tables([labGone, toSchool], hospitalGone.slice(0, 2)));
    expect(told(merge)).toEqual([['EDITED_AND_WITHDRAWN', 'ward', 'ward.fundUser: hospital → school | null']]);
  });
});

describe('rows that one side added', () => {
  it('are given whole, with what they hang from and where they stand', () => {
    const clinic = projectAdded('clinic', { fundUserId: 'city', place: 'a2', indicators: [indicator('c')] });
    const rows = rowsOf(merging(tables([], [fundUserAdded('city', { place: 'a2' }), clinic])));
    expect(rows).toMatchObject({
      city: { inForce: true, cells: { name: 'city' }, whole: { kind: 'FUND_USER', place: 'a2' } },
      clinic: { inForce: true, cells: { fundUser: 'city', place: 'a2' }, whole: { kind: 'PROJECT' } },
      c: { inForce: true, cells: { name: 'c', place: 'a0' }, whole: { kind: 'INDICATOR', projectId: 'clinic' } },
    });
    expect(rowsOf(merging(tables([clinic, fundUserAdded('city')], [])))).toEqual({});
  });
});

describe('a resolution', () => {
  const given = tables([goal('我们的。')], [goal('他们的。'), other('2')]);
  const refused = (...resolutions: Resolution[]) => refusalOf(() => merging(given, ...resolutions));
  const ours = { entityId: 'ward', path: 'goal', choice: 'OURS' } as const;

  it('is refused about what is no conflict', () => {
    for (const none of [
      { ...ours, path: 'funding.other' },
      { ...ours, path: null },
      { ...ours, entityId: 'lab' },
    ]) {
      const { code, argument, entityId, message, messageEn } = refused(ours, none);
      expect({ code, argument, entityId }).toEqual({
        code: 'INVALID_INPUT',
        argument: ['resolutions', '1'],
        entityId: none.entityId,
      });
      expect(message).toMatch(/没有冲突.*。$/);
      expect(messageEn).toMatch(/^There is no conflict .*\.$/);
    }
    const { message, messageEn } = refused({ ...ours, path: 'funding.other' });
    expect(message).toContain('的“其他资金”没有冲突');
    expect(messageEn).toContain('the cell "funding.other"');
    expect(refused({ ...ours, path: 'constructor' }).message).toContain('的“constructor”没有冲突');
  });

  it('is refused when there is another about the same', () => {
    const { code, argument, message, messageEn } = refused(ours, { ...ours, choice: 'THEIRS' });
    expect([code, argument]).toEqual(['INVALID_INPUT', ['resolutions', '1']]);
    expect([message, messageEn]).toEqual([expect.stringContaining('“ward”'), expect.stringContaining('twice')]);
  });
});

describe('the rows of a table', () => {
  it('may be those alone that differ somewhere', () => {
    const budget = { id: 'budget-1', name: '卫生局' };
    const none = tableRows(budget, []);
    expect(mergeTables({ base: none, ours: none, theirs: tableRows({ ...budget, name: '卫健局' }, []) }, [])).toEqual({
      conflicts: [],
      unresolved: [],
      rows: new Map([['budget-1', { cells: { name: '卫健局' } }]]),
    });
  });
});
