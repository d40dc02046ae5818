import type { Position } from '../../../../events/position.js';
import type { IndicatorVersion, ProjectVersion } from '../../../../projections/rows.js';
import type { Branch, IndicatorOrder, OrderedBy, Page, Paged, ProjectOrder, Rows } from '../../../ports/read-model.js';
import { budgetAt, countOfBudgets, pageOfBudgets, totalsOfBudgets } from './budgets.js';
import type { Copy, Kind, Reading } from './documents.js';
import type { Gathered } from './gathering.js';
import { gathering } from './gathering.js';
import { earlier } from './keys.js';
import type { Asked } from './list-filters.js';
import { indicatorsAsked, projectsAsked } from './list-filters.js';
import type { List, SortKeys, Sorting } from './lists.js';
import { all, countOf, holdingRows, inPlace, pageOf, sortingOf } from './lists.js';
import { eachAlone, hasOneOf, rarest } from './rarest.js';
import type { DraftRowKind, IndicatorDocument, ProjectDocument } from './row-kinds.js';
import { draftRowId, draftRows, fundUserVersions, indicatorVersions, projectVersions } from './row-kinds.js';
import type { VersionDocument } from './versions.js';
import { holding, notEnded } from './versions.js';

export function rowsOf(reading: Reading): Rows {
  const fundUsers = versionsOf(reading, fundUserVersions, 'FUND_USER');
  const projects = versionsOf(reading, projectVersions, 'PROJECT');
  const indicators = versionsOf(reading, indicatorVersions, 'INDICATOR');
  const at = <Answer>(position: Position, question: (copy: Copy, shown: Position) => Promise<Answer>) =>
    reading.ask(async (copy) => question(copy, await copy.upTo(position)));
  return {
    budget: (budgetId) => reading.ask((copy) => budgetAt(copy, budgetId)),
    budgets: (filter, order, position, page) =>
      at(position, (copy, shown) => pageOfBudgets(copy, filter, order, shown, page)),
    countBudgets: (filter, position, bound) =>
      at(position, (copy, shown) => countOfBudgets(copy, filter, shown, bound)),
    budgetTotals: (filter, position) => at(position, (copy, shown) => totalsOfBudgets(copy, filter, shown)),
    fundUserVersions: fundUsers,
    projectVersions: projects,
    indicatorVersions: indicators,
    projects: (filter, order, position, page) =>
      at(position, (copy, shown) =>
        pageOfRows(copy, projectVersions, projectsAsked(filter), shown, page, sortingOf(projectSortings, order)),
      ),
    countProjects: (filter, position, bound) =>
      at(position, async (copy, shown) =>
        countOf(copy, await listOf(copy, projectVersions, projectsAsked(filter), shown), bound),
      ),
    indicators: (filter, order, position, page) =>
      at(position, (copy, shown) =>
        pageOfRows<IndicatorVersion, IndicatorDocument>(
          copy,
          indicatorVersions,
          indicatorsAsked(filter),
          shown,
          page,
          sortingOf(indicatorSortings, order),
        ),
      ),
    countIndicators: (filter, position, bound) =>
      at(position, async (copy, shown) =>
        countOf(copy, await listOf(copy, indicatorVersions, indicatorsAsked(filter), shown), bound),
      ),
    projectsOfDraft: (draftId, position) =>
      at(position, (copy, shown) => rowsOfDraft<ProjectVersion>(copy, draftId, 'PROJECT', shown)),
    indicatorsOfDraft: (draftId, position) =>
      at(position, (copy, shown) => rowsOfDraft<IndicatorVersion>(copy, draftId, 'INDICATOR', shown)),
  };
}

const projectSortings: Record<OrderedBy<ProjectOrder>, SortKeys<ProjectDocument>> = {
  PLACE: inPlace,
  NAME: { fields: ['row.name', 'placeKey'], keyOf: ({ row, placeKey }) => [row.name, placeKey] },
  TOTAL: { fields: ['totalKey', 'placeKey'], keyOf: ({ totalKey, placeKey }) => [totalKey, placeKey] },
};

const indicatorSortings: Record<OrderedBy<IndicatorOrder>, SortKeys<IndicatorDocument>> = {
  PLACE: inPlace,
  NAME: { fields: ['row.name', 'placeKey'], keyOf: ({ row, placeKey }) => [row.name, placeKey] },
  CLASS: { fields: ['row.level2', 'placeKey'], keyOf: ({ row, placeKey }) => [row.level2, placeKey] },
};

/** The rows of one kind that a draft has set: their ids begin with it and the kind. */
async function rowsOfDraft<Row>(copy: Copy, draftId: string, kind: DraftRowKind, position: Position): Promise<Row[]> {
  const first = draftRowId(draftId, kind, '');
  const where = [{ of: { $gte: first, $lt: `${first}\u{10FFFF}` } }];
  const found = await holdingRows(copy, { kind: draftRows, where, position, hint: 'by_id' });
  return found.map(({ row }) => row as Row);
}

async function pageOfRows<Row, Found extends VersionDocument<Row>>(
  copy: Copy,
  kind: Kind<Found>,
  asked: Asked,
  position: Position,
  page: Page,
  sorting: Sorting<Found>,
): Promise<Paged<Row>> {
  const { rows, more } = await pageOf(copy, await listOf(copy, kind, asked, position), sorting, page);
  return { rows: rows.map(({ key, row }) => ({ key, row: row.row })), more };
}

/** The list, to be found by the rarest of its terms where it asks for a text. */
export async function listOf<Row extends VersionDocument>(
  copy: Copy,
  kind: Kind<Row>,
  { terms, where }: Asked,
  position: Position,
): Promise<List<Row>> {
  const lead = await rarest(eachAlone(terms), (alone, limit) =>
    copy.in(kind).count(all<Row>([hasOneOf(alone), { until: notEnded }]), limit, { hint: 'by_term' }),
  );
  if (lead === undefined) return { kind, where, position };
  return { kind, where: [hasOneOf(lead), ...where], hint: 'by_term', position };
}

/** Rows by id. In a draft: its own, otherwise those that its budget had when it was opened. */
function versionsOf<Row>(reading: Reading, kind: Kind<VersionDocument<Row>>, draftKind: DraftRowKind) {
  const ofBudgets = rowsHolding(reading, kind);
  const ofDrafts = rowsHolding(reading, draftRows as Kind<VersionDocument<unknown>> as typeof kind);
  return async (ids: readonly string[], position: Position, branch?: Branch): Promise<(Row | null)[]> => {
    if (branch === undefined) return ofBudgets(ids, position);
    const { draftId, openedOn } = branch;
    const [own, before] = await Promise.all([
      ofDrafts(
        ids.map((id) => draftRowId(draftId, draftKind, id)),
        position,
      ),
      ofBudgets(ids, earlier(position, openedOn)),
    ]);
    return ids.map((_, index) => own[index] ?? before[index] ?? null);
  };
}

/** Each resolver asks about its own row: what is asked at the same time is asked together. */
function rowsHolding<Row>(reading: Reading, kind: Kind<VersionDocument<Row>>): Gathered<Row> {
  return gathering((ids, position) =>
    reading.ask(async (copy) => {
      const found = await holding(copy, kind, ids, await copy.upTo(position));
      return new Map([...found].map(([id, document]) => [id, document.row]));
    }),
  );
}
