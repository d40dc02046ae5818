import { LRUCache } from 'lru-cache';
import type { Position } from '../../../events/position.js';
import type { IndicatorVersion, ProjectVersion } from '../../../projections/rows.js';
import type {
  BudgetView,
  IndicatorFilter,
  IndicatorOrder,
  ProjectFilter,
  ProjectOrder,
} from '../../../services/services.js';
import { orderOf } from '../../ports/orders.js';
import type { Count, Page, Paged, Rows } from '../../ports/read-model.js';
import type { SortColumns } from '../../ports/sort-keys.js';
import { indicatorSortColumns, projectSortColumns, writeKey } from '../../ports/sort-keys.js';
import { matchesIndicator, matchesProject } from './matching-rows.js';
import { mergedPage } from './merged-list.js';

/** The lists of one table, a budget's or a draft's, at its point. Filters and orders mean the same of both. */
export interface TableRows {
  projects(table: BudgetView, filter: ProjectFilter, order: ProjectOrder, page: Page): Promise<Paged<ProjectVersion>>;
  countProjects(table: BudgetView, filter: ProjectFilter, bound: number): Promise<Count>;
  indicators(
    table: BudgetView,
    filter: IndicatorFilter,
    order: IndicatorOrder,
    page: Page,
  ): Promise<Paged<IndicatorVersion>>;
  countIndicators(table: BudgetView, filter: IndicatorFilter, bound: number): Promise<Count>;
  indicatorsBeside(table: BudgetView, filter: IndicatorFilter): Promise<Beside<IndicatorVersion>>;
}

/** The rows that match in which a draft's table differs from its budget's where it was opened. A budget's has none. */
export interface Beside<Row> {
  /** As the draft has set them. */
  own: Row[];
  /** As they were there. */
  overridden: Row[];
}

/** How the rows of one kind are asked for. */
interface RowLists<Row, Filter, Order> {
  page(filter: Filter, order: Order, position: Position, page: Page): Promise<Paged<Row>>;
  count(filter: Filter, position: Position, bound: number): Promise<Count>;
  ofDraft(draftId: string, position: Position): Promise<Row[]>;
  versions(ids: readonly string[], position: Position): Promise<(Row | null)[]>;
  idOf(row: Row): string;
  matches(row: Row, filter: Filter): boolean;
  /** As the order sorts them. */
  columnsIn(order: Order): { columnsOf: (row: Row) => SortColumns; descending: boolean };
}

/** About what a kept row of a draft takes, in bytes. */
const bytesOfRow = 700;

/**
 * A draft's table is its budget's as it was where the draft was opened, with the rows that the draft has set in their
 * place. The budget's come sorted out of the read model's index; the draft's are matched and sorted here, and kept for the
 * next page.
 */
export function tableRows(readModel: Rows, bytes: number): TableRows {
  const projects = listsOf<ProjectVersion, ProjectFilter, ProjectOrder>(bytes / 2, {
    page: (...asked) => readModel.projects(...asked),
    count: (...asked) => readModel.countProjects(...asked),
    ofDraft: (...asked) => readModel.projectsOfDraft(...asked),
    versions: (...asked) => readModel.projectVersions(...asked),
    idOf: ({ projectId }) => projectId,
    matches: matchesProject,
    columnsIn(order) {
      const { by, descending } = orderOf(order);
      return { columnsOf: projectSortColumns[by], descending };
    },
  });
  const indicators = listsOf<IndicatorVersion, IndicatorFilter, IndicatorOrder>(bytes / 2, {
    page: (...asked) => readModel.indicators(...asked),
    count: (...asked) => readModel.countIndicators(...asked),
    ofDraft: (...asked) => readModel.indicatorsOfDraft(...asked),
    versions: (...asked) => readModel.indicatorVersions(...asked),
    idOf: ({ indicatorId }) => indicatorId,
    matches: matchesIndicator,
    columnsIn(order) {
      const { by, descending } = orderOf(order);
      return { columnsOf: indicatorSortColumns[by], descending };
    },
  });
  return {
    projects: projects.page,
    countProjects: projects.count,
    indicators: indicators.page,
    countIndicators: indicators.count,
    indicatorsBeside: indicators.beside,
  };
}

function listsOf<Row extends object, Filter extends { budgetIds?: readonly string[] }, Order>(
  bytes: number,
  lists: RowLists<Row, Filter, Order>,
) {
  const kept = new LRUCache<string, Map<string, Row>>({
    maxSize: Math.max(1, Math.floor(bytes)),
    sizeCalculation: (rows) => (1 + rows.size) * bytesOfRow,
  });

  /** What the draft has set, by id. A version of a draft never changes. */
  async function setBy({ branch, basis }: BudgetView): Promise<Map<string, Row>> {
    if (branch === null) return new Map();
    const key = `${branch.draftId} ${basis.version}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const rows = await lists.ofDraft(branch.draftId, basis.position);
    const byId = new Map(rows.map((row) => [lists.idOf(row), row]));
    kept.set(key, byId);
    return byId;
  }

  async function beside(table: BudgetView, filter: Filter): Promise<Beside<Row>> {
    const { branch } = table;
    if (branch === null) return { own: [], overridden: [] };
    const set = await setBy(table);
    const before = await lists.versions([...set.keys()], branch.openedOn);
    return {
      own: [...set.values()].filter((row) => lists.matches(row, filter)),
      overridden: before.filter((row) => row !== null).filter((row) => lists.matches(row, filter)),
    };
  }

  return {
    beside,

    async page(table: BudgetView, asked: Filter, order: Order, page: Page): Promise<Paged<Row>> {
      const { branch, basis } = table;
      const filter = { ...asked, budgetIds: [table.id] };
      if (branch === null) return lists.page(filter, order, basis.position, page);
      const set = await setBy(table);
      const { columnsOf, descending } = lists.columnsIn(order);
      const matching = [...set.values()].filter((row) => lists.matches(row, filter));
      return mergedPage(page, {
        descending,
        read: (wanted) => lists.page(filter, order, branch.openedOn, wanted),
        isOverridden: (row) => set.has(lists.idOf(row)),
        own: matching.map((row) => ({ key: writeKey(columnsOf(row)), row })),
      });
    },

    async count(table: BudgetView, asked: Filter, bound: number): Promise<Count> {
      const { branch, basis } = table;
      const filter = { ...asked, budgetIds: [table.id] };
      if (branch === null) return lists.count(filter, basis.position, bound);
      const { own, overridden } = await beside(table, filter);
      const below = await lists.count(filter, branch.openedOn, bound + overridden.length);
      const value = below.value - overridden.length + own.length;
      return { value: Math.min(value, bound), exact: below.exact && value <= bound };
    },
  };
}
