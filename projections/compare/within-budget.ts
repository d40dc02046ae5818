import { byPlace } from '../../events/budget/budget.state.js';
import type { IndicatorDocument } from '../content-documents.js';
import type { TableRow } from '../table-row.js';
import type { Pair } from './pairs.js';
import { matchRows, presentIn, sameIn } from './pairs.js';
import type { Keyed, TableSide } from './table-side.js';
import { budgetPair, fundUserPair, projectPairs } from './table-side.js';

/**
 * The rows of one budget at two points in pairs, by permanent id only: a withdrawn row and a row that was added under its
 * name are two rows. In printed order; places of one budget can be compared, so a row that is gone keeps its place. Rows
 * that are the same on both sides may be left out.
 */
export function pairsWithin(from: TableSide, to: TableSide): Pair<TableRow>[] {
  const fundUsers = byId(from.fundUsers, to.fundUsers).map((pair) => ({
    key: presentIn(pair).key,
    rows: [fundUserPair(documentsIn(pair))],
  }));
  const projects = byId(from.projects, to.projects).map((pair) => ({
    key: presentIn(pair).key,
    rows: projectPairs(documentsIn(pair), indicatorPairs),
  }));
  const ordered = [...fundUsers, ...projects].sort((one, other) => (one.key < other.key ? -1 : 1));
  return [budgetPair(from, to, 'ID'), ...ordered.flatMap(({ rows }) => rows)];
}

function byId<Document extends { id: string }>(from: readonly Keyed<Document>[], to: readonly Keyed<Document>[]) {
  return matchRows(from, to, [sameIn('ID', ({ document }) => document.id)]);
}

function indicatorPairs(from: readonly IndicatorDocument[], to: readonly IndicatorDocument[]) {
  const pairs = matchRows(from, to, [sameIn('ID', ({ id }) => id)]);
  return pairs.sort((one, other) => byPlace(presentIn(one), presentIn(other)));
}

function documentsIn<Document>({ before, after, matchedBy }: Pair<Keyed<Document>>): Pair<Document> {
  return { before: before?.document ?? null, after: after?.document ?? null, matchedBy };
}
