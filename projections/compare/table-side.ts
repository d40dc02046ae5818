import type { FundUserDocument, IndicatorDocument, ProjectDocument } from '../content-documents.js';
import type { TableRow } from '../table-row.js';
import { budgetRow, fundUserRow, indicatorRow, projectRow } from '../table-row.js';
import type { ComparablePair, MatchedBy, Pair } from './pairs.js';

/** One of two tables, or those of its rows that are to be compared; both lists in printed order. */
export interface TableSide {
  budget: { id: string; name: string };
  fundUsers: readonly Keyed<FundUserDocument>[];
  projects: readonly Keyed<ProjectDocument>[];
}

/** A row's document under its key in the content tree. */
export interface Keyed<Document> {
  key: string;
  document: Document;
}

export type MatchIndicators = (
  from: readonly IndicatorDocument[],
  to: readonly IndicatorDocument[],
) => Pair<IndicatorDocument>[];

export function budgetPair(from: TableSide, to: TableSide, matchedBy: MatchedBy): Pair<TableRow> {
  return { before: budgetRow(from.budget), after: budgetRow(to.budget), matchedBy };
}

export function fundUserPair(pair: Pair<FundUserDocument>): Pair<TableRow> {
  return inRows(pair, fundUserRow);
}

/** The project's own row, and those of its indicators behind it. */
export function projectPairs(
  pair: ComparablePair<ProjectDocument>,
  matchIndicators: MatchIndicators,
): ComparablePair<TableRow>[] {
  const { before, after, alike } = pair;
  const indicators = matchIndicators(before?.indicators ?? [], after?.indicators ?? []);
  const own = inRows(pair, projectRow);
  return [
    alike === undefined ? own : { ...own, alike },
    ...indicators.map((each): Pair<TableRow> => ({
      before: before && each.before && indicatorRow(before.id, each.before),
      after: after && each.after && indicatorRow(after.id, each.after),
      matchedBy: each.matchedBy,
    })),
  ];
}

function inRows<Document>(
  { before, after, matchedBy }: Pair<Document>,
  rowOf: (document: Document) => TableRow,
): Pair<TableRow> {
  return { before: before && rowOf(before), after: after && rowOf(after), matchedBy };
}
