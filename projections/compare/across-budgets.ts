import type { FundUserDocument, IndicatorDocument, ProjectDocument } from '../content-documents.js';
import type { TableRow } from '../table-row.js';
import type { ComparablePair, Pair } from './pairs.js';
import { byLineage, grouped, pairRows, presentIn, sameIn } from './pairs.js';
import { arrangeSiblings } from './siblings.js';
import type { TableSide } from './table-side.js';
import { budgetPair, fundUserPair, projectPairs } from './table-side.js';

/**
 * The rows of two budgets in pairs, in the printed order of `to`. If one budget was opened from the other, rows are
 * matched by lineage first, however they have changed. All others are matched by name: fund users by their own, projects
 * by fund user and name, indicators by class and name. If each budget has only one fund user, these two are a pair, so
 * that two units, or a unit before and after it was renamed, can be compared. Two budgets never have an id in common.
 *
 * Every row is given as its own table has it, but for its place: a row that kept its order has the same place on both
 * sides. A project that stayed with its fund user is marked so, since that one has another id in the other table.
 */
export function pairsAcross(from: TableSide, to: TableSide): ComparablePair<TableRow>[] {
  // The same rows count as moved when the two sides are exchanged.
  const leads = from.budget.id < to.budget.id ? 'from' : 'to';
  const old = documentsOf(from);
  const now = documentsOf(to);
  const only = old.fundUsers.length === 1 && now.fundUsers.length === 1;
  const fundUsers = pairRows<FundUserDocument>(old.fundUsers, now.fundUsers, [
    ...byLineage<FundUserDocument>(),
    sameIn('NAME', ({ name }) => name),
    sameIn('NAME', () => (only ? '' : null)),
  ]);
  const partners = new Map(
    fundUsers.flatMap(({ before, after }): [string, string][] => (before && after ? [[before.id, after.id]] : [])),
  );
  const partnerOf = (id: string) => partners.get(id) ?? id;
  const projects = pairRows<ProjectDocument>(old.projects, now.projects, [
    ...byLineage<ProjectDocument>(),
    {
      by: 'NAME',
      before: ({ fundUserId, name }) => `${partnerOf(fundUserId)} ${name}`,
      after: ({ fundUserId, name }) => `${fundUserId} ${name}`,
    },
  ]);
  const groups = grouped(projects, ({ before, after }) => after?.fundUserId ?? partnerOf(before?.fundUserId ?? ''));

  function comparable(pair: Pair<ProjectDocument>): ComparablePair<ProjectDocument> {
    const { before, after } = pair;
    if (before === null || after === null) return pair;
    if (partnerOf(before.fundUserId) === after.fundUserId) return { ...pair, alike: ['fundUser'] };
    // Under another fund user it has other siblings, so its old place cannot be compared with its new one.
    return { ...pair, before: { ...before, place: after.place } };
  }

  function indicatorPairs(before: readonly IndicatorDocument[], after: readonly IndicatorDocument[]) {
    const pairs = pairRows<IndicatorDocument>(before, after, [
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
    budgetPair(from, to, 'NAME'),
    ...arrangeSiblings(fundUsers, { leads, ordinalOf: ordinalIn(old.fundUsers, now.fundUsers) }).flatMap((pair) => [
      fundUserPair(pair),
      ...projectsBelow(partnerOf(presentIn(pair).id)).flatMap((project) =>
        projectPairs(comparable(project), indicatorPairs),
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
