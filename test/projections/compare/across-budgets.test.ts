import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pairsAcross } from '../../../projections/compare/across-budgets.js';
import { comparedRows } from '../../../projections/compare/compare.js';
import type { Pair } from '../../../projections/compare/pairs.js';
import type { TableSide } from '../../../projections/compare/table-side.js';
import type { TableRow } from '../../../projections/table-row.js';
import { expectedComparison, withoutMoves } from '../../support/oracles/expected-comparison.js';
import { project, table } from '../../support/stories/small-table.js';
import type { TableModel } from '../../support/stories/table-model.js';
import { budgetOf, likeTables, sideOf } from '../../support/random/table-sides.js';

const one = ['1.00', null, null] as const;

function compared(from: TableModel, to: TableModel) {
  return comparedRows(pairsAcross(sideOf(budgetOf(from)), sideOf(budgetOf(to))));
}

/** Kind, how it was matched, name and cells of each row. */
function told(from: TableModel, to: TableModel): unknown[] {
  return compared(from, to).map(({ kind, matchedBy, entityName, cells }) => [
    kind,
    matchedBy,
    entityName,
    ...cells.map(({ path, before, after }) => `${path}: ${before} → ${after}`),
  ]);
}

describe('the rows of two budgets', () => {
  it('are compared as looking for each by name among all of the other finds, in the same order', () =>
    fc.assert(
      fc.property(likeTables, likeTables, (left, right) => {
        const from = budgetOf(left);
        const to = budgetOf(right);
        const rows = comparedRows(pairsAcross(sideOf(from), sideOf(to))).map(({ cells, project: _project, ...row }) => {
          return { ...row, cells: cells.map(({ path, before, after }) => ({ path, before, after })) };
        });
        expect(withoutMoves(rows)).toEqual(expectedComparison(from, to));
      }),
    ));

  it('of two equal tables do not differ, whatever their ids and ranks', () =>
    fc.assert(
      fc.property(likeTables, (same) => {
        const from = sideOf(budgetOf(same));
        const to = sideOf(budgetOf(same));
        const elsewhere = from.projects.map(({ key, document }, index) => {
          return { key, document: { ...document, place: `b${String(index).padStart(3, '0')}` } };
        });
        expect(comparedRows(pairsAcross({ ...from, projects: elsewhere }, to))).toEqual([]);
      }),
    ));

  it('have moved where they left a longest run in order: their ordinals among the rows that both have', () =>
    fc.assert(
      fc.property(likeTables, likeTables, (left, right) => {
        const from = sideOf(budgetOf(left));
        const to = sideOf(budgetOf(right));
        const pairs = pairsAcross(from, to);
        for (const group of siblings(pairs)) {
          const ordinals = group.map(({ before }) => 1 + olderSiblings(from, before as TableRow, group));
          const moved = group.flatMap(({ before, after }, index) => {
            const places = [before?.cells['place'], after?.cells['place']];
            if (places[0] === places[1]) return [];
            expect(places).toEqual([String(ordinals[index]), String(index + 1)]);
            return [index];
          });
          const kept = ordinals.filter((ordinal, index) => !moved.includes(index) && ordinal !== index + 1);
          expect(kept).toEqual([...kept].sort((a, b) => a - b));
          expect(moved).toHaveLength(leastMoved(ordinals));
        }
      }),
    ));

  it('have moved the same rows whichever side is asked for first', () =>
    fc.assert(
      fc.property(likeTables, likeTables, (left, right) => {
        const from = sideOf(budgetOf(left));
        const to = sideOf(budgetOf(right));
        const moves = (pairs: Pair<TableRow>[], before: 'before' | 'after', after: 'before' | 'after') =>
          pairs
            .filter((pair) => pair.before && pair.after)
            .map((pair) => [pair[before]?.entityId, pair[before]?.cells['place'], pair[after]?.cells['place']])
            .filter(([, was, is]) => was !== is)
            .sort();
        expect(moves(pairsAcross(to, from), 'after', 'before')).toEqual(
          moves(pairsAcross(from, to), 'before', 'after'),
        );
      }),
    ));
});

describe('between two budgets', () => {
  it('the one fund user of each is the other’s, though it is named otherwise', () => {
    const from = table({ 商务局: [project('招商', one)] });
    const to = table({ 商投局: [project('招商', one)] }, '某单位');
    expect(told(from, to)).toEqual([['RENAMED', 'NAME', '商投局', 'name: 商务局 → 商投局']]);
  });

  it('fund users of other names are others where there are several', () => {
    const from = table({ 商务局: [project('招商', one)], 中心: [] });
    const to = table({ 商投局: [project('招商', one)], 中心: [] });
    expect(compared(from, to).map(({ kind, matchedBy, entityName }) => [kind, matchedBy, entityName])).toEqual([
      ['REMOVED', 'NONE', '商务局'],
      ['REMOVED', 'NONE', '招商'],
      ['REMOVED', 'NONE', '数量'],
      ['ADDED', 'NONE', '商投局'],
      ['ADDED', 'NONE', '招商'],
      ['ADDED', 'NONE', '数量'],
    ]);
  });

  it('a project below another fund user is another project', () => {
    const from = table({ 局: [project('招商', one), project('宣传', one)], 中心: [] });
    const to = table({ 局: [project('宣传', one)], 中心: [project('招商', one)] });
    const rows = compared(from, to).filter(({ entityKind }) => entityKind === 'PROJECT');
    expect(rows.map(({ kind, entityName }) => [kind, entityName])).toEqual([
      ['REMOVED', '招商'],
      ['ADDED', '招商'],
    ]);
  });

  it('the budgets are each other’s, and differ in their names', () => {
    const rows = told(table({ 局: [] }, '甲单位'), table({ 局: [] }, '乙单位'));
    expect(rows).toEqual([['RENAMED', 'NAME', '乙单位', 'name: 甲单位 → 乙单位']]);
  });

  it('of three rows that were turned round the middle one stands still', () => {
    const turned = (names: string[]) => table({ 局: names.map((name) => project(name, one)) });
    expect(told(turned(['甲', '乙', '丙']), turned(['丙', '乙', '甲']))).toEqual([
      ['MOVED', 'NAME', '丙', 'place: 3 → 1'],
      ['MOVED', 'NAME', '甲', 'place: 1 → 3'],
    ]);
  });

  it('one row has moved where it stands before another', () => {
    const [a, b, c] = ['甲', '乙', '丙'].map((name) => project(name, one)) as [
      ReturnType<typeof project>,
      never,
      never,
    ];
    expect(told(table({ 局: [a, b, c] }), table({ 局: [c, a, b] }))).toEqual([['MOVED', 'NAME', '丙', 'place: 3 → 1']]);
  });
});

/** Rows that both tables have and that stand below one row, in the order of `to`. */
function siblings(pairs: readonly Pair<TableRow>[]): Pair<TableRow>[][] {
  const groups = new Map<string, Pair<TableRow>[]>();
  for (const pair of pairs) {
    const { before, after } = pair;
    if (before === null || after === null || !('place' in after.cells)) continue;
    const below = after.entityKind === 'PROJECT' ? after.cells['fundUser'] : after.projectId;
    groups.set(`${after.entityKind} ${below}`, [...(groups.get(`${after.entityKind} ${below}`) ?? []), pair]);
  }
  return [...groups.values()];
}

function olderSiblings({ projects }: TableSide, row: TableRow, group: readonly Pair<TableRow>[]): number {
  const order = projects.flatMap(({ document }) => [document.id, ...document.indicators.map(({ id }) => id)]);
  const own = order.indexOf(row.entityId);
  return group.filter(({ before }) => before !== null && order.indexOf(before.entityId) < own).length;
}

/**
 * How many rows are told as moved, by trying all runs that kept their order: the longest stay, of these the ones with the
 * most rows that have the same ordinal on both sides. Those rows have not moved either where no longest run has them.
 */
function leastMoved(ordinals: readonly number[]): number {
  const isStill = (index: number) => ordinals[index] === index + 1;
  const runs = Array.from({ length: 2 ** ordinals.length }, (_, bits) =>
    ordinals.flatMap((_ordinal, index) => ((bits >> index) % 2 === 1 ? [index] : [])),
  ).filter((run) => run.every((index, at) => at === 0 || (ordinals[run[at - 1] ?? 0] ?? 0) < (ordinals[index] ?? 0)));
  const longest = Math.max(...runs.map(({ length }) => length));
  const still = runs.filter(({ length }) => length === longest).map((run) => run.filter(isStill).length);
  const all = ordinals.filter((_, index) => isStill(index)).length;
  return ordinals.length - longest - (all - Math.max(...still));
}
