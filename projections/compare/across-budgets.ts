import type { FundUserDocument, IndicatorDocument, ProjectDocument } from '../content-documents.js';
import type { TableRow } from '../table-row.js';
import type { Pair } from './pairs.js';
import { byLineage, grouped, matchRows, presentIn, sameIn } from './pairs.js';
import { arrangeSiblings } from './siblings.js';
import type { TableSide } from './table-side.js';
import { budgetPair, fundUserPair, projectPairs } from './table-side.js';

/**
 * The rows of two budgets in pairs, in the printed order of `to`. If one budget was opened from the other, rows are
 * matched by lineage first, however they have changed. All others are matched by name: fund users by their own, projects
 * by fund user and name, indicators by class and name. If each budget has only one fund user, these two are a pair, so
 * that two units, or a unit before and after it was renamed, can be compared. Two budgets never have an id in common.
 *
 * Rows of `from` are given in terms of `to`: they have the id of the matched fund user, and a row that kept its order has
 * the same place.
 */
export function pairsAcross(from: TableSide, to: TableSide): Pair<TableRow>[] {
  // The same rows count as moved when the two sides are exchanged.
  const leads = from.budget.id < to.budget.id ? 'from' : 'to';
  const old = documentsOf(from);
  const now = documentsOf(to);
  const only = old.fundUsers.length === 1 && now.fundUsers.length === 1;
  const fundUsers = matchRows<FundUserDocument>(old.fundUsers, now.fundUsers, [
    ...byLineage<FundUserDocument>(),
    sameIn('NAME', ({ name }) => name),
    sameIn('NAME', () => (only ? '' : null)),
  ]);
  const partners = new Map(
    fundUsers.flatMap(({ before, after }): [string, string][] => (before && after ? [[before.id, after.id]] : [])),
  );
  const partnerOf = (id: string) => partners.get(id) ?? id;
  const projects = matchRows<ProjectDocument>(old.projects, now.projects, [
    ...byLineage<ProjectDocument>(),
    {
      by: 'NAME',
      before: ({ fundUserId, name }) => `${partnerOf(fundUserId)} ${name}`,
      after: ({ fundUserId, name }) => `${fundUserId} ${name}`,
    },
  ]);
  const groups = grouped(projects, ({ before, after }) => after?.fundUserId ?? partnerOf(before?.fundUserId ?? ''));

  function inTermsOfTo(pair: Pair<ProjectDocument>): Pair<ProjectDocument> {
    const { before, after } = pair;
    if (before === null || after === null) return pair;
    const fundUserId = partnerOf(before.fundUserId);
    // Under another fund user it has other siblings, so its old place cannot be compared with its new one.
    const place = fundUserId === after.fundUserId ? before.place : after.place;
    return { ...pair, before: { ...before, fundUserId, place } };
  }

  function indicatorPairs(before: readonly IndicatorDocument[], after: readonly IndicatorDocument[]) {
    const pairs = matchRows<IndicatorDocument>(before, after, [
      ...byLineage<IndicatorDocument>(),
      sameIn('NAME', ({ level2, name }) => `${level2} ${name}`),
    ]);
    return arrangeSiblings(pairs, { leads, ordinalOf: ordinalIn(before, after) });
  }

  /** The projects below one fund user, in pairs. */
  function projectsBelow(id: string): Pair<ProjectDocument>[] {
    const stood = (before: ProjectDocument) => partnerOf(before.fundUserId) === id;
    return arrangeSiblings(groups.get(id) ?? [], { leads, ordinalOf, stood });
  }

  const ordinalOf = ordinalIn(old.projects, now.projects);
  return [
    budgetPair(from, to, isSuccessor(from.budget, to.budget) ? 'LINEAGE' : 'NAME'),
    ...arrangeSiblings(fundUsers, { leads, ordinalOf: ordinalIn(old.fundUsers, now.fundUsers) }).flatMap((pair) => [
      fundUserPair(pair),
      ...projectsBelow(partnerOf(presentIn(pair).id)).flatMap((project) =>
        projectPairs(inTermsOfTo(project), indicatorPairs),
      ),
    ]),
  ];
}

/** Whether one of the two was opened from the other. */
function isSuccessor(one: TableSide['budget'], other: TableSide['budget']): boolean {
  return one.openedFrom?.budgetId === other.id || other.openedFrom?.budgetId === one.id;
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
