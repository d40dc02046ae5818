import type { FundUserDocument, IndicatorDocument, ProjectDocument } from '../rows.js';
import type { TableRow } from '../table-row.js';
import type { Pair } from './pairs.js';
import { grouped, matchRows, presentIn, sameIn } from './pairs.js';
import { arranged } from './siblings.js';
import type { TableSide } from './table-side.js';
import { budgetPair, fundUserPair, projectPairs } from './table-side.js';

/**
 * The rows of two budgets in pairs, in the printed order of `to`. Fund users are matched by name; where each budget has
 * but one they are each other's, so that two units, or a unit before and after it was renamed, can be compared. Projects
 * are matched by fund user and name, indicators by class and name.
 *
 * Rows of `from` are told in the terms of `to`: a matched fund user is the same, and so is the place of a row that kept
 * its order.
 */
export function pairsAcross(from: TableSide, to: TableSide): Pair<TableRow>[] {
  // Whichever side is asked for first, the same rows have moved.
  const leads = from.budget.id < to.budget.id ? 'from' : 'to';
  const [old, now] = [documentsOf(from), documentsOf(to)];
  const only = old.fundUsers.length === 1 && now.fundUsers.length === 1;
  const fundUsers = matchRows<FundUserDocument>(old.fundUsers, now.fundUsers, [
    sameIn('NAME', ({ name }) => name),
    sameIn('NAME', () => (only ? '' : null)),
  ]);
  const partners = new Map(
    fundUsers.flatMap(({ before, after }): [string, string][] => (before && after ? [[before.id, after.id]] : [])),
  );
  const partnerOf = (id: string) => partners.get(id) ?? id;
  const projects = matchRows<ProjectDocument>(old.projects, now.projects, [
    {
      by: 'NAME',
      before: ({ fundUserId, name }) => `${partnerOf(fundUserId)} ${name}`,
      after: ({ fundUserId, name }) => `${fundUserId} ${name}`,
    },
  ]);
  const groups = grouped(projects, ({ before, after }) => after?.fundUserId ?? partnerOf(before?.fundUserId ?? ''));

  function inTermsOfTo(pair: Pair<ProjectDocument>): Pair<ProjectDocument> {
    const { before, after } = pair;
    return before && after ? { ...pair, before: { ...before, fundUserId: partnerOf(before.fundUserId) } } : pair;
  }

  function indicatorPairs(before: readonly IndicatorDocument[], after: readonly IndicatorDocument[]) {
    const pairs = matchRows(before, after, [sameIn('NAME', ({ level2, name }) => `${level2} ${name}`)]);
    return arranged(pairs, { leads, ordinalOf: ordinalIn(before, after) });
  }

  const ordinalOf = ordinalIn(old.projects, now.projects);
  return [
    budgetPair(from, to, 'NAME'),
    ...arranged(fundUsers, { leads, ordinalOf: ordinalIn(old.fundUsers, now.fundUsers) }).flatMap((pair) => [
      fundUserPair(pair),
      ...arranged(groups.get(partnerOf(presentIn(pair).id)) ?? [], { leads, ordinalOf }).flatMap((project) =>
        projectPairs(inTermsOfTo(project), indicatorPairs),
      ),
    ]),
  ];
}

function documentsOf({ fundUsers, projects }: TableSide) {
  return {
    fundUsers: fundUsers.map(({ document }) => document),
    projects: projects.map(({ document }) => document),
  };
}

/** Printed order of each row in its own table. */
function ordinalIn<Row>(from: readonly Row[], to: readonly Row[]): (row: Row) => number {
  const ordinals = new Map([from, to].flatMap((rows) => rows.map((row, index): [Row, number] => [row, index])));
  return (row) => ordinals.get(row) ?? 0;
}
