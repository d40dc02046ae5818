import { describe, expect, it } from '@jest/globals';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import { evolve } from '../../../events/budget/budget.evolve.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { pairsAcross } from '../../../projections/compare/across-budgets.js';
import type { ComparedRow } from '../../../projections/compare/compare.js';
import { comparedRows } from '../../../projections/compare/compare.js';
import { pairsWithin } from '../../../projections/compare/within-budget.js';
import { anyone } from '../../support/given-when-then/budget-builders.js';
import { stampOf } from '../../support/random/edits.js';
import { budgetOf, sideOf } from '../../support/random/table-sides.js';
import { idOf } from '../../support/stories/imported-table.js';
import { nextYearOf } from '../../support/stories/next-year.js';
import { anIndicator, project, table } from '../../support/stories/small-table.js';

const one = ['1.00', null, null] as const;

function pairsAcrossOf(from: OpenBudgetState, to: OpenBudgetState) {
  return pairsAcross(sideOf(from), sideOf(to));
}

describe('of the next year', () => {
  const year = budgetOf(table({ 局: [project('招商', one), project('宣传', one)], 中心: [] }));
  const opened = nextYearOf(year);

  function edited(...edits: BudgetEdit[]): OpenBudgetState {
    return editedFrom(opened, ...edits);
  }

  function editedFrom(first: OpenBudgetState, ...edits: BudgetEdit[]): OpenBudgetState {
    const { budgetId } = first;
    const events = decide({ type: 'EditBudget', by: anyone, budgetId, expectedVersion: null, edits }, first);
    return events.reduce((state, event) => evolve(state, event, stampOf(2)) as OpenBudgetState, first);
  }

  function indicatorBelow(state: OpenBudgetState, name: string): string {
    return state.projects.get(idOf(state, name))?.indicators.keySeq().first() ?? '';
  }

  function told(from: OpenBudgetState, to: OpenBudgetState): unknown[] {
    return comparedRows(pairsAcrossOf(from, to)).map(({ kind, matchedBy, entityName, cells }) => [
      kind,
      matchedBy,
      entityName,
      ...cells.map(({ path, before, after }) => `${path}: ${before} → ${after}`),
    ]);
  }

  it('a row that was renamed is told as renamed, whichever year is asked for first', () => {
    const next = edited({ type: 'RenameProject', projectId: idOf(opened, '招商'), name: '招商引资' });
    expect(told(year, next)).toEqual([['RENAMED', 'LINEAGE', '招商引资', 'name: 招商 → 招商引资']]);
    expect(told(next, year)).toEqual([['RENAMED', 'LINEAGE', '招商', 'name: 招商引资 → 招商']]);
  });

  it('two of three indicators that were turned round have moved', () => {
    const indicators = ['子', '丑', '寅'].map((name) => ({ ...anIndicator, name }));
    const before = budgetOf(table({ 局: [project('招商', one, { indicators })] }));
    const first = nextYearOf(before);
    const move = (name: string, after: string | null): BudgetEdit => {
      return { type: 'MoveIndicator', indicatorId: idOf(first, name), after: after && idOf(first, after) };
    };
    expect(told(before, editedFrom(first, move('寅', null), move('丑', '寅')))).toEqual([
      ['MOVED', 'LINEAGE', '寅', 'place: 3 → 1'],
      ['MOVED', 'LINEAGE', '子', 'place: 1 → 3'],
    ]);
  });

  it('a row that is gone from a project that was renamed is named by the project’s name of then', () => {
    const next = edited(
      { type: 'RenameProject', projectId: idOf(opened, '招商'), name: '招商引资' },
      { type: 'WithdrawIndicator', indicatorId: indicatorBelow(opened, '招商') },
    );
    const gone = (rows: ComparedRow[]) => rows.find(({ kind }) => kind === 'REMOVED');
    expect(gone(comparedRows(pairsAcrossOf(year, next)))).toMatchObject({ projectName: '招商' });
    expect(gone(comparedRows(pairsWithin(sideOf(opened), sideOf(next))))).toMatchObject({ projectName: '招商' });
  });

  it('two rows that have each other’s names are each renamed', () => {
    const first = idOf(opened, '招商');
    const second = idOf(opened, '宣传');
    const next = edited(
      { type: 'RenameProject', projectId: first, name: '某' },
      { type: 'RenameProject', projectId: second, name: '招商' },
      { type: 'RenameProject', projectId: first, name: '宣传' },
    );
    expect(told(year, next)).toEqual([
      ['RENAMED', 'LINEAGE', '宣传', 'name: 招商 → 宣传'],
      ['RENAMED', 'LINEAGE', '招商', 'name: 宣传 → 招商'],
    ]);
  });

  it('a project that went to another fund user did just that', () => {
    const projectId = idOf(opened, '招商');
    const fundUserId = idOf(opened, '中心');
    const next = edited({ type: 'AssignFundUser', projectId, fundUserId });
    const cell = `fundUser: ${idOf(year, '局')} → ${fundUserId}`;
    expect(told(year, next)).toEqual([['MODIFIED', 'LINEAGE', '招商', cell]]);
  });

  it('a project that was put before those of another fund user has moved none of them', () => {
    const before = budgetOf(table({ 局: [project('招商', one), project('宣传', one)], 中心: [project('调研', one)] }));
    const first = nextYearOf(before);
    const projectId = idOf(first, '调研');
    const fundUserId = idOf(first, '局');
    const edits: BudgetEdit[] = [
      { type: 'AssignFundUser', projectId, fundUserId },
      { type: 'MoveProject', projectId, after: null },
      { type: 'WithdrawProject', projectId: idOf(first, '宣传') },
    ];
    const next = editedFrom(first, ...edits);
    for (const rows of [comparedRows(pairsAcrossOf(before, next)), comparedRows(pairsAcrossOf(next, before))]) {
      const both = rows.filter(({ kind }) => kind !== 'ADDED' && kind !== 'REMOVED');
      expect(both.map(({ entityName, cells }) => [entityName, ...cells.map(({ path }) => path)])).toEqual([
        ['调研', 'fundUser'],
      ]);
    }
  });

  it('a new row under the name of one that was withdrawn is matched by that name', () => {
    const fundUserId = idOf(opened, '局');
    const next = edited(
      { type: 'WithdrawProject', projectId: idOf(opened, '宣传') },
      {
        type: 'AddProject',
        projectId: 'new',
        fundUserId,
        name: '宣传',
        goal: '宣传。',
        indicators: [],
        funding: { fiscalAppropriation: '1.00' },
        declaredTotal: '1.00',
      },
    );
    expect(told(year, next).slice(0, 1)).toEqual([['MODIFIED', 'NAME', '宣传', 'goal: 完成工作。 → 宣传。']]);
  });
});
