import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { pairsAcross } from '../../../projections/compare/across-budgets.js';
import type { CellDifference } from '../../../projections/cell-differences.js';
import type { ComparedRow } from '../../../projections/compare/compare.js';
import { comparedRows } from '../../../projections/compare/compare.js';
import type { Pair } from '../../../projections/compare/pairs.js';
import { pairsWithin } from '../../../projections/compare/within-budget.js';
import type { TableRow } from '../../../projections/table-row.js';
import { shown } from '../../support/oracles/expected-history.js';
import { tableOf } from '../../support/stories/imported-table.js';
import { nextYearOf } from '../../support/stories/next-year.js';
import { anySaves, openedBudget, playSaves } from '../../support/random/edits.js';
import { budgetOf, likeTables, sideOf } from '../../support/random/table-sides.js';
import { cases } from '../../support/random/cases.js';

function across(from: OpenBudgetState, to: OpenBudgetState): Pair<TableRow>[] {
  return pairsAcross(sideOf(from), sideOf(to));
}

/** The lineage of every row of a budget that has one; the budget itself is no such row. */
function lineages({ fundUsers, projects }: OpenBudgetState): Map<string, string> {
  const indicators = [...projects.values()].flatMap((row) => [...row.indicators.values()]);
  const rows = [...fundUsers.values(), ...projects.values(), ...indicators];
  return new Map(rows.flatMap(({ id, lineage }): [string, string][] => (lineage === undefined ? [] : [[id, lineage]])));
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
          const [budget, ...rows] = pairs;
          expect(budget?.matchedBy).toBe('NAME');
          for (const { before, after, matchedBy } of rows) {
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
        const inYear = edited.map((row) => {
          const before = ({ path, before: id }: CellDifference) =>
            path === 'fundUser' ? (lineage.get(id ?? '') ?? id) : id;
          return { ...row, cells: row.cells.map((cell) => ({ ...cell, before: before(cell) })) };
        });
        const cells = (rows: ComparedRow[]) => cellsOf(rows, { opened, next });
        expect(cells(comparedRows(pairs))).toEqual(cells(inYear));
      }),
      { numRuns: cases(200) },
    ));

  it('and the earlier one each speak for themselves: ids, names and values of a row are those of its own table', () =>
    fc.assert(
      fc.property(twoYears, fc.boolean(), ({ year, next }, turned) => {
        const [from, to] = turned ? [next, year] : [year, next];
        const rows = { before: shown(from), after: shown(to) };
        const pairs = across(from, to);
        for (const pair of pairs) {
          for (const side of ['before', 'after'] as const) {
            if (pair[side] === null) continue;
            const { place: _, ...cells } = pair[side].cells;
            expect(rows[side].get(pair[side].entityId)?.cells).toMatchObject(cells);
          }
        }
        for (const { kind, entityId, entityName, projectId, projectName } of comparedRows(pairs)) {
          const own = rows[kind === 'REMOVED' ? 'before' : 'after'];
          const row = own.get(entityId);
          expect([entityName, projectId]).toEqual([row?.entityName, row?.projectId]);
          expect(projectName).toBe(projectId === null ? null : own.get(projectId)?.entityName);
        }
      }),
      { numRuns: cases(200) },
    ));

  it('has moved no row that nobody moved', () =>
    fc.assert(
      fc.property(twoYears, ({ year, opened, next }) => {
        const pairs = across(year, next);
        const moved = (rows: ComparedRow[]) =>
          rows.filter(({ kind, cells }) => kind !== 'ADDED' && kind !== 'REMOVED' && cells.some(isPlace));
        const isClear = pairs.slice(1).every(({ matchedBy }) => matchedBy !== 'NAME');
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
