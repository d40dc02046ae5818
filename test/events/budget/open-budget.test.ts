import { describe, expect, it } from '@jest/globals';
import { decideByEdit } from '../../../events/budget/budget.decide.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import {
  addProject,
  editing,
  fundUserAdded,
  openBudget,
  opened,
  projectAdded,
} from '../../support/given-when-then/budget-builders.js';
import { given } from '../../support/given-when-then/decider-spec.js';

const addHospital = { type: 'AddFundUser', fundUserId: 'hospital', name: 'hospital', declared: {} } as const;

describe('opening a budget', () => {
  it('says whose it is, for which year, and by which taxonomy its codes are read', () => {
    given()
      .when(openBudget({ unitKey: '卫生局', name: '区卫生局', fiscalYear: 2025, taxonomy: 'cn-2021' }))
      .then(opened({ unitKey: '卫生局', name: '区卫生局', fiscalYear: 2025, taxonomy: 'cn-2021' }));
  });

  it('takes the first content along in the same save', () => {
    given()
      .when(openBudget({ edits: [addHospital, addProject('ward')] }))
      .then(opened(), fundUserAdded('hospital'), projectAdded('ward'));
  });

  it('tells which events answer the command itself and which answer its edits', () => {
    const decided = decideByEdit(openBudget({ edits: [addHospital, addProject('ward')] }), absentBudget);
    expect(decided.map(({ edit, events }) => [edit, ...events.map(({ type }) => type)])).toEqual([
      [null, 'BudgetOpened'],
      [0, 'FundUserAdded'],
      [1, 'ProjectAdded'],
    ]);
  });

  it('is refused whole when one edit of the first content is refused', () => {
    given()
      .when(openBudget({ edits: [addHospital, addProject('ward', { fundUserId: 'school' })] }))
      .thenRefused('NOT_FOUND', { argument: ['edits', '1', 'fundUserId'], entityId: 'school' });
  });

  it('is refused when the budget exists already, naming it', () => {
    given(opened())
      .when(openBudget())
      .thenRefused('ALREADY_EXISTS', { argument: ['unit'], entityId: 'budget-1' });
  });

  it.each([1949, 2199])('takes the fiscal year %d, an end of the range', (fiscalYear) => {
    given().when(openBudget({ fiscalYear })).then(opened({ fiscalYear }));
  });

  it.each([1948, 2200, 24, 2024.5, Number.NaN])('refuses the fiscal year %d', (fiscalYear) => {
    given()
      .when(openBudget({ fiscalYear }))
      .thenRefused('INVALID_INPUT', { argument: ['fiscalYear'] });
  });

  it('refuses a taxonomy that there is not', () => {
    given()
      .when(openBudget({ taxonomy: 'cn-1999' }))
      .thenRefused('INVALID_INPUT', { argument: ['taxonomy'] });
  });

  it.each(['', ' 卫生局', '卫生\n局'])('refuses %j as a unit and as a name', (text) => {
    given()
      .when(openBudget({ unitKey: text }))
      .thenRefused('INVALID_INPUT', { argument: ['unit'] });
    given()
      .when(openBudget({ name: text }))
      .thenRefused('INVALID_INPUT', { argument: ['name'] });
  });

  it('refuses a unit and a name of more than 500 characters', () => {
    const text = '局'.repeat(501);
    given()
      .when(openBudget({ unitKey: text }))
      .thenRefused('TOO_LARGE', { argument: ['unit'] });
    given()
      .when(openBudget({ name: text }))
      .thenRefused('TOO_LARGE', { argument: ['name'] });
  });
});

describe('an edit of a budget', () => {
  it('is refused when there is no such budget', () => {
    given()
      .when(editing({ type: 'RenameBudget', name: '教育局' }))
      .thenRefused('NOT_FOUND', { argument: ['budgetId'], entityId: 'budget-1' });
  });

  it('is refused when it expects a version that the budget has not reached', () => {
    given(opened())
      .when({ ...editing({ type: 'RenameBudget', name: '教育局' }), expectedVersion: 2 })
      .thenRefused('VERSION_AHEAD', { argument: ['expectedVersion'], entityId: 'budget-1' });
  });

  it('may be none at all, which changes nothing', () => {
    given(opened()).when(editing()).thenNothing();
  });
});
