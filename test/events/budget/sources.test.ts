import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SourceOf } from '../../../events/budget/budget.commands.js';
import { cellsSetBy } from '../../../events/budget/touches.js';
import { changedCells } from '../../../projections/changed-cells.js';
import { wantedRows } from '../../../projections/merge/table-rows.js';
import {
  amount,
  fact,
  fundUserAdded,
  indicator,
  noFunding,
  projectAdded,
  setting,
} from '../../support/given-when-then/budget-builders.js';
import { anyBranches, folded, settingRows, tableOf } from '../../support/random/branches.js';
import { given } from '../../support/given-when-then/decider-spec.js';
import { shown } from '../../support/oracles/expected-history.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';
import { anySaves, playSaves } from '../../support/random/edits.js';

/** A source for each cell: the one that is told, or else that of its row; `main` unless told. */
const told =
  (sources: Record<string, string>): SourceOf =>
  (rowId, path) =>
    sources[`${rowId} ${path ?? '-'}`] ?? sources[`${rowId} -`] ?? 'main';

describe('cells of several sources', () => {
  it('are set by an event for each', () => {
    const cells = { 'funding.other': '1', 'funding.specialAccount': '2', declaredTotal: '3', name: '病房', goal: '好' };
    given(...hospitalBudget)
      .when({
        ...setting({ ward: { cells }, a: { cells: { cycleTarget: '≥1', annualTarget: '≥2' } } }),
        sourceOf: told({ 'ward funding.specialAccount': 'x', 'ward goal': 'x', 'a annualTarget': 'y' }),
      })
      .then(
        fact('ProjectRenamed', { projectId: 'ward', name: '病房' }),
        fact('ProjectFundingRevised', {
          projectId: 'ward',
          funding: { other: amount('1'), declaredTotal: amount('3') },
        }),
        fact('ProjectFundingRevised', { projectId: 'ward', funding: { specialAccount: amount('2') } }),
        fact('ProjectGoalRevised', { projectId: 'ward', goal: '好' }),
        fact('IndicatorTargetsRevised', { projectId: 'ward', indicatorId: 'a', targets: { cycleTarget: '≥1' } }),
        fact('IndicatorTargetsRevised', { projectId: 'ward', indicatorId: 'a', targets: { annualTarget: '≥2' } }),
      );
  });

  it('of new rows come with the row or behind it, those that are never blank with it', () => {
    const kept = { inForce: true };
    const targets = { cycleTarget: '≥90%', annualTarget: '≥85%' };
    const sources = {
      'city declaredTotals.total': 'x',
      'clinic name': 'x',
      'clinic goal': 'x',
      'c annualTarget': 'x',
      'd -': 'y',
      'd cycleTarget': 'z',
    };
    const named = { class: '11', place: 'a0', ...targets };
    given(...hospitalBudget)
      .when({
        ...setting({
          city: {
            ...kept,
            cells: { name: 'city', 'declaredTotals.total': '1' },
            whole: { kind: 'FUND_USER', place: 'a2' },
          },
          clinic: {
            ...kept,
            whole: { kind: 'PROJECT' },
            cells: { name: 'clinic', fundUser: 'city', 'funding.other': '1', goal: '好', place: 'a2' },
          },
          c: { ...kept, cells: { name: 'c', ...named }, whole: { kind: 'INDICATOR', projectId: 'clinic' } },
          d: { ...kept, cells: { name: 'd', ...named }, whole: { kind: 'INDICATOR', projectId: 'clinic' } },
        }),
        sourceOf: told(sources),
      })
      .then(
        fundUserAdded('city', { place: 'a2' }),
        fact('DeclaredTotalsRevised', { fundUserId: 'city', declared: { total: amount('1') } }),
        projectAdded('clinic', {
          fundUserId: 'city',
          place: 'a2',
          funding: { ...noFunding, other: amount('1') },
          indicators: [indicator('c', { annualTarget: '' })],
        }),
        fact('ProjectGoalRevised', { projectId: 'clinic', goal: '好' }),
        fact('IndicatorAdded', { projectId: 'clinic', indicator: indicator('d', { cycleTarget: '' }) }),
        fact('IndicatorTargetsRevised', {
          projectId: 'clinic',
          indicatorId: 'c',
          targets: { annualTarget: '≥85%' },
        }),
        fact('IndicatorTargetsRevised', {
          projectId: 'clinic',
          indicatorId: 'd',
          targets: { cycleTarget: '≥90%' },
        }),
      );
  });

  const neverBlank = ['name', 'fundUser', 'class', 'place'];

  it('make the same table as cells of one, and no event sets cells of two', () => {
    const anySources = fc.func(fc.constantFrom('x', 'y', 'z')) as fc.Arbitrary<SourceOf>;
    fc.assert(
      fc.property(anyBranches, anySources, ({ ours, theirs }, sourceOf) => {
        const rows = wantedRows(tableOf(ours), tableOf(theirs));
        const events = settingRows(ours, rows, sourceOf);
        expect(shown(folded(ours, events))).toEqual(shown(theirs));
        for (const event of events) {
          const cells = cellsSetBy(event, ours.budgetId);
          const isNew = event.type.endsWith('Added');
          const exact = cells.filter(({ path }) => !isNew || !neverBlank.includes(path ?? ''));
          expect(new Set(exact.map(({ rowId, path }) => sourceOf(rowId, path))).size).toBe(1);
        }
      }),
    );
  });
});

describe('the cells that an event sets', () => {
  it('are those that the table shows changed, but for what a row takes out of the table or back', () => {
    fc.assert(
      fc.property(anySaves(), (saves) => {
        for (const { before, events, after } of playSaves(saves)) {
          let state = before;
          for (const event of events) {
            const next = folded({ ...state, version: after.version - 1 }, [event]);
            const changed = changedCells(state, event, next);
            const set = cellsSetBy(event, after.budgetId);
            if (/(Withdrawn|Restored)$/.test(event.type)) {
              expect(set).toEqual([{ rowId: changed[0]?.entityId, path: null }]);
            } else {
              const isNew = event.type.endsWith('Added');
              const shownChanged = changed.filter((cell) => !isNew || cell.after !== '');
              const cells = set.filter(({ path }) => path !== null).map(({ rowId, path }) => `${rowId} ${path}`);
              expect(cells.sort()).toEqual(shownChanged.map(({ entityId, path }) => `${entityId} ${path}`).sort());
              expect(set.some(({ path }) => path === null)).toBe(isNew);
            }
            state = next;
          }
        }
      }),
    );
  });
});
