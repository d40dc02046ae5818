import { describe, expect, it } from '@jest/globals';
import type { WantedRow } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import type { BudgetEvent, FundUserAdded } from '../../../events/budget/budget.events.js';
import type { Cells } from '../../../events/budget/cells.js';
import {
  amount,
  fact,
  fundUserAdded,
  indicator,
  noTotals,
  projectAdded,
  setting,
} from '../../support/given-when-then/budget-builders.js';
import { given, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';

const gone = { inForce: false };
const withdrawn = (projectId: string) => fact('ProjectWithdrawn', { projectId });

const newFundUser = (name: string, cells: Cells = {}): WantedRow => ({
  inForce: true,
  cells: { name, ...cells },
  whole: { kind: 'FUND_USER', place: 'a2' },
});
const newProject = (name: string, cells: Cells = {}): WantedRow => ({
  inForce: true,
  cells: { name, fundUser: 'hospital', place: 'a2', ...cells },
  whole: { kind: 'PROJECT' },
});
const newIndicator = (name: string, projectId: string, cells: Cells = {}): WantedRow => {
  const standard = { class: '11', name, cycleTarget: '≥90%', annualTarget: '≥85%', place: 'a2' };
  return { inForce: true, cells: { ...standard, ...cells }, whole: { kind: 'INDICATOR', projectId } };
};

/** The row, as taken over from one of an earlier table. */
function takenOver({ whole, ...row }: WantedRow, lineage: string): WantedRow {
  if (whole === undefined) throw new TypeError('a row that is taken over is given whole');
  return { ...row, whole: { ...whole, lineage } };
}

describe('setting rows that the budget never had', () => {
  it('adds them under their own ids, each behind what it hangs from, a project with its indicators', () => {
    given(...hospitalBudget)
      .when(
        setting({
          d: newIndicator('d', 'clinic', { place: 'a1' }),
          c: newIndicator('c', 'ward'),
          clinic: newProject('clinic', {
            fundUser: 'city',
            'funding.other': '2.50',
            declaredTotal: '2.50',
            goal: '好',
          }),
          e: newIndicator('e', 'clinic', { annualTarget: '' }),
          city: newFundUser('city', { 'declaredTotals.total': '2.50' }),
          ward: { cells: { fundUser: 'city' } },
        }),
      )
      .then(
        fundUserAdded('city', { place: 'a2', declared: { ...noTotals, total: amount('2.50') } }),
        projectAdded('clinic', {
          fundUserId: 'city',
          place: 'a2',
          declaredTotal: amount('2.50'),
          goal: '好',
          funding: { fiscalAppropriation: null, specialAccount: null, other: amount('2.50') },
          indicators: [indicator('d', { place: 'a1' }), indicator('e', { place: 'a2', annualTarget: '' })],
        }),
        fact('ProjectAssignedToFundUser', { projectId: 'ward', fundUserId: 'city' }),
        fact('IndicatorAdded', { projectId: 'ward', indicator: indicator('c', { place: 'a2' }) }),
      );
  });

  it('adds a project too large for one event as several, its indicators behind it', () => {
    const many = Array.from({ length: 300 }, (_, number) => `i-${number}`);
    const goal = '目'.repeat(10_000);
    const rows = many.map((id) => [id, newIndicator(id, 'clinic', { annualTarget: '' })] as const);
    const command = setting({ clinic: newProject('clinic', { goal }), ...Object.fromEntries(rows) });
    expect(decide(command, stateAfter(...hospitalBudget))).toEqual([
      projectAdded('clinic', { place: 'a2', goal }),
      ...many.map((id) =>
        fact('IndicatorAdded', { projectId: 'clinic', indicator: indicator(id, { place: 'a2', annualTarget: '' }) }),
      ),
    ]);
  });

  it('gives them the lineage that they are given with', () => {
    const city = fundUserAdded('city', { place: 'a2' });
    const c = indicator('c', { place: 'a2', lineage: 'old-c' });
    given(...hospitalBudget)
      .when(
        setting({
          city: takenOver(newFundUser('city'), 'old-city'),
          clinic: takenOver(newProject('clinic'), 'old-clinic'),
          d: takenOver(newIndicator('d', 'clinic'), 'old-d'),
          c: takenOver(newIndicator('c', 'ward'), 'old-c'),
        }),
      )
      .then(
        fact('FundUserAdded', { ...(city.data as FundUserAdded), lineage: 'old-city' }),
        projectAdded('clinic', {
          place: 'a2',
          lineage: 'old-clinic',
          indicators: [indicator('d', { place: 'a2', lineage: 'old-d' })],
        }),
        fact('IndicatorAdded', { projectId: 'ward', indicator: c }),
      );
  });

  it('lets them take the names of rows that go, or change theirs', () => {
    given(...hospitalBudget)
      .when(
        setting({ lab: gone, clinic: newProject('lab'), a: { cells: { name: 'c' } }, c: newIndicator('a', 'ward') }),
      )
      .then(
        projectAdded('clinic', { name: 'lab', place: 'a2' }),
        fact('IndicatorAdded', { projectId: 'ward', indicator: indicator('c', { name: 'a', place: 'a2' }) }),
        fact('IndicatorRenamed', { projectId: 'ward', indicatorId: 'a', name: 'c' }),
        withdrawn('lab'),
      );
  });

  it('changes nothing for one that shall not be in the table', () => {
    const row = { ...newProject('clinic'), ...gone };
    given(...hospitalBudget)
      .when(setting({ clinic: row, c: { ...newIndicator('c', 'clinic'), ...gone } }))
      .thenNothing();
  });

  it('refuses what no cell can hold, with the row and the cell', () => {
    const at = (rows: Record<string, WantedRow>) => given(...hospitalBudget).when(setting(rows));
    at({ city: newFundUser('') }).thenRefused('INVALID_INPUT', { argument: ['rows', 'city', 'name'] });
    at({ clinic: newProject('clinic', { 'funding.other': '-1' }) }).thenRefused('INVALID_INPUT', {
      argument: ['rows', 'clinic', 'funding', 'other'],
    });
    at({ clinic: newProject('clinic', { fundUser: 'nobody' }) }).thenRefused('NOT_FOUND', {
      argument: ['rows', 'clinic', 'fundUser'],
      entityId: 'nobody',
    });
    at({ c: newIndicator('c', 'ward', { class: '99' }) }).thenRefused('UNKNOWN_CLASS', {
      argument: ['rows', 'c', 'class'],
    });
    at({ clinic: newProject('clinic'), c: newIndicator('c', 'clinic', { name: '' }) }).thenRefused('INVALID_INPUT', {
      argument: ['rows', 'c', 'name'],
    });
  });

  it('takes a row without a place for a fault of the program, no editor gives one', () => {
    const { place: _none, ...cells } = newProject('clinic').cells;
    const command = setting({ clinic: { ...newProject('clinic'), cells } });
    expect(() => decide(command, stateAfter(...hospitalBudget))).toThrow(TypeError);
  });

  it('refuses a row that would hang from one that is not in the table', () => {
    given(...hospitalBudget)
      .when(setting({ c: newIndicator('c', 'nobody') }))
      .thenRefused('NOT_FOUND', { argument: ['rows', 'c'], entityId: 'nobody' });
    given(...hospitalBudget)
      .when(setting({ c: newIndicator('c', 'ward'), ward: gone }))
      .thenRefused('WITHDRAWN', { argument: ['rows', 'c'], entityId: 'ward' });
    given(...hospitalBudget, withdrawn('ward'))
      .when(setting({ c: newIndicator('c', 'ward') }))
      .thenRefused('WITHDRAWN', { argument: ['rows', 'c'], entityId: 'ward' });
    given(...hospitalBudget, fact('FundUserWithdrawn', { fundUserId: 'school' }))
      .when(setting({ clinic: newProject('clinic', { fundUser: 'school' }) }))
      .thenRefused('WITHDRAWN', { argument: ['rows', 'clinic', 'fundUser'], entityId: 'school' });
  });

  it('refuses a name that another row has in the end', () => {
    const at = (rows: Record<string, WantedRow>) => given(...hospitalBudget).when(setting(rows));
    const taken = (id: string, entityId: string) => ({ argument: ['rows', id, 'name'], entityId });
    at({ city: newFundUser('school') }).thenRefused('DUPLICATE_NAME', taken('city', 'school'));
    at({ clinic: newProject('lab') }).thenRefused('DUPLICATE_NAME', taken('clinic', 'lab'));
    at({ c: newIndicator('a', 'ward') }).thenRefused('DUPLICATE_NAME', taken('c', 'a'));
    at({
      clinic: newProject('clinic'),
      d: newIndicator('d', 'clinic'),
      e: newIndicator('d', 'clinic'),
    }).thenRefused('DUPLICATE_NAME', taken('d', 'e'));
  });
});

describe('a project that is given whole', () => {
  const ward: WantedRow = { inForce: true, cells: {}, whole: { kind: 'PROJECT' } };
  const a: WantedRow = { inForce: true, cells: {}, whole: { kind: 'INDICATOR', projectId: 'ward' } };

  it('comes back without the indicators that are not given with it', () => {
    const restored: BudgetEvent = fact('ProjectRestored', { projectId: 'ward' });
    given(...hospitalBudget, withdrawn('ward'))
      .when(setting({ ward, a }))
      .then(restored, fact('IndicatorWithdrawn', { projectId: 'ward', indicatorId: 'b' }));
  });

  it('keeps those that are given', () => {
    given(...hospitalBudget)
      .when(setting({ ward, a, b: { cells: {} } }))
      .thenNothing();
  });
});
