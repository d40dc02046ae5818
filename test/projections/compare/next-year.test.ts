import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import { evolve } from '../../../events/budget/budget.evolve.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { pairsAcross } from '../../../projections/compare/across-budgets.js';
import type { ComparedRow } from '../../../projections/compare/compare.js';
import { comparedRows } from '../../../projections/compare/compare.js';
import type { Pair } from '../../../projections/compare/pairs.js';
import { pairsWithin } from '../../../projections/compare/within-budget.js';
import type { TableRow } from '../../../projections/table-row.js';
import { idOf, tableOf } from '../../support/stories/imported-table.js';
import { nextYearOf } from '../../support/stories/next-year.js';
import { anySaves, openedBudget, playSaves, stampOf } from '../../support/random/edits.js';
import { project, table } from '../../support/stories/small-table.js';
import { budgetOf, likeTables, sideOf } from '../../support/random/table-sides.js';
import { anyone } from '../../support/given-when-then/budget-builders.js';
import { cases } from '../../support/random/cases.js';

const one = ['1.00', null, null] as const;

function across(from: OpenBudgetState, to: OpenBudgetState): Pair<TableRow>[] {
  return pairsAcross(sideOf(from), sideOf(to));
}

/** The lineage of every row of a budget that has one. */
function lineages({ budgetId, openedFrom, fundUsers, projects }: OpenBudgetState): Map<string, string> {
  const indicators = [...projects.values()].flatMap((row) => [...row.indicators.values()]);
  const rows = [...fundUsers.values(), ...projects.values(), ...indicators];
  const taken = rows.flatMap(({ id, lineage }): [string, string][] => (lineage === undefined ? [] : [[id, lineage]]));
  return new Map([...taken, [budgetId, openedFrom?.budgetId ?? '']]);
}

/** A table as it stands after random edits, and next year's, opened from it and edited at random in its turn. */
const twoYears = fc.tuple(anySaves({ maxSaves: 6 }), anySaves({ maxSaves: 4, maxEdits: 5 })).map(([saves, later]) => {
  const year = playSaves(saves).at(-1)?.after ?? openedBudget();
  const opened = nextYearOf(year);
  return { year, opened, next: playSaves(later, { from: opened, branch: 'next' }).at(-1)?.after ?? opened };
});

describe('a table that was opened from an earlier one', () => {
  it('says what that one says, in its order, under other ids, each with its lineage', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          likeTables.map(budgetOf),
          twoYears.map(({ year }) => year),
        ),
        (year) => {
          const next = nextYearOf(year);
          expect(tableOf(next)).toEqual(tableOf(year));
          const pairs = across(year, next);
          expect(comparedRows(pairs)).toEqual([]);
          for (const { before, after, matchedBy } of pairs) {
            expect(matchedBy).toBe('LINEAGE');
            expect(after?.entityId).not.toBe(before?.entityId);
            expect(lineages(next).get(after?.entityId ?? '')).toBe(before?.entityId);
          }
        },
      ),
      { numRuns: cases(100) },
    ));

  it('is compared with it by lineage, whatever was edited since, and differs in the edited cells alone', () =>
    fc.assert(
      fc.property(twoYears, ({ year, opened, next }) => {
        const lineage = lineages(next);
        const pairs = across(year, next);
        for (const { before, after, matchedBy } of pairs) {
          const earlier = lineage.get(after?.entityId ?? '');
          if (earlier === undefined) expect(matchedBy).not.toBe('LINEAGE');
          else expect([matchedBy, before?.entityId]).toEqual(['LINEAGE', earlier]);
        }
        const edited = comparedRows(pairsWithin(sideOf(opened), sideOf(next)));
        const cells = (rows: ComparedRow[]) => cellsOf(rows, { opened, next });
        expect(cells(comparedRows(pairs))).toEqual(cells(edited));
      }),
      { numRuns: cases(200) },
    ));

  it('has moved no row that nobody moved', () =>
    fc.assert(
      fc.property(twoYears, ({ year, opened, next }) => {
        const pairs = across(year, next);
        const moved = (rows: ComparedRow[]) =>
          rows.filter(({ kind, cells }) => kind !== 'ADDED' && kind !== 'REMOVED' && cells.some(isPlace));
        const isClear = pairs.every(({ matchedBy }) => matchedBy !== 'NAME');
        fc.pre(isClear && moved(comparedRows(pairsWithin(sideOf(opened), sideOf(next)))).length === 0);
        expect(moved(comparedRows(pairs))).toEqual([]);
      }),
      { numRuns: cases(100) },
    ));
});

const isPlace = ({ path }: { path: string }) => path === 'place';

/**
 * The cells of rows on both sides that were taken over, without places. A fund user that is gone by now has no partner, or
 * one of its name: that a project is no longer below it is told in other words then, which are left out.
 */
function cellsOf(rows: readonly ComparedRow[], { opened, next }: Record<'opened' | 'next', OpenBudgetState>): string[] {
  const taken = lineages(next);
  const lostItsFundUser = (projectId: string) =>
    next.fundUsers.get(opened.projects.get(projectId)?.fundUserId ?? '')?.withdrawn ?? false;
  return rows
    .filter(({ kind, entityId }) => kind !== 'ADDED' && kind !== 'REMOVED' && taken.has(entityId))
    .flatMap(({ entityId, cells }) =>
      cells
        .filter((cell) => !isPlace(cell) && (cell.path !== 'fundUser' || !lostItsFundUser(entityId)))
        .map(({ path, before, after }) => `${entityId} ${path}: ${before} → ${after}`),
    )
    .sort();
}

describe('of the next year', () => {
  const year = budgetOf(table({ 局: [project('招商', one), project('宣传', one)], 中心: [] }));
  const opened = nextYearOf(year);

  function edited(...edits: BudgetEdit[]): OpenBudgetState {
    const { budgetId } = opened;
    const events = decide({ type: 'EditBudget', by: anyone, budgetId, expectedVersion: null, edits }, opened);
    return events.reduce((state, event) => evolve(state, event, stampOf(2)) as OpenBudgetState, opened);
  }

  function told(from: OpenBudgetState, to: OpenBudgetState): unknown[] {
    return comparedRows(across(from, to)).map(({ kind, matchedBy, name, cells }) => {
      return [kind, matchedBy, name, ...cells.map(({ path, before, after }) => `${path}: ${before} → ${after}`)];
    });
  }

  it('a row that was renamed is told as renamed, whichever year is asked for first', () => {
    const next = edited({ type: 'RenameProject', projectId: idOf(opened, '招商'), name: '招商引资' });
    expect(told(year, next)).toEqual([['RENAMED', 'LINEAGE', '招商引资', 'name: 招商 → 招商引资']]);
    expect(told(next, year)).toEqual([['RENAMED', 'LINEAGE', '招商', 'name: 招商引资 → 招商']]);
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
    const cell = `fundUser: ${idOf(opened, '局')} → ${fundUserId}`;
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
    const events = decide(
      { type: 'EditBudget', by: anyone, budgetId: first.budgetId, expectedVersion: null, edits },
      first,
    );
    const next = events.reduce((state, event) => evolve(state, event, stampOf(2)) as OpenBudgetState, first);
    for (const rows of [comparedRows(across(before, next)), comparedRows(across(next, before))]) {
      const both = rows.filter(({ kind }) => kind !== 'ADDED' && kind !== 'REMOVED');
      expect(both.map(({ name, cells }) => [name, ...cells.map(({ path }) => path)])).toEqual([['调研', 'fundUser']]);
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
