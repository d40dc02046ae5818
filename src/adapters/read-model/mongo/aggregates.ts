import { noProjects, sumsByGroup } from '../../../../projections/search/project-sums.js';
import type { Aggregates, IndicatorGrouping, ProjectGrouping } from '../../../ports/read-model.js';
import type { Reading } from './documents.js';
import { editedRows } from './edited-rows.js';
import { indicatorsAsked, projectsAsked } from './list-filters.js';
import { holdingRows } from './lists.js';
import { indicatorVersions, projectVersions } from './row-kinds.js';
import type { IndicatorDocument, ProjectDocument } from './row-kinds.js';
import { listOf } from './rows.js';

const projectKeys: Record<Exclude<ProjectGrouping, 'SOURCE'>, (document: ProjectDocument) => string> = {
  BUDGET: ({ row }) => row.budgetId,
  FUND_USER: ({ row }) => row.fundUserId,
  UNIT: ({ row }) => row.unitKey,
  FISCAL_YEAR: ({ row }) => String(row.fiscalYear),
};
const indicatorKeys: Record<IndicatorGrouping, (document: IndicatorDocument) => string> = {
  BUDGET: ({ row }) => row.budgetId,
  PROJECT: ({ row }) => row.projectId,
  UNIT: ({ row }) => row.unitKey,
  FISCAL_YEAR: ({ row }) => String(row.fiscalYear),
  LEVEL1: ({ row }) => row.level2.slice(0, 1),
  LEVEL2: ({ row }) => row.level2,
  KIND: ({ targetKind }) => targetKind,
};

/** All that the keys and sums are made of, and the ids by which a row in both halves of a list is told. */
const projectFields = {
  'row.budgetId': 1,
  'row.fundUserId': 1,
  'row.unitKey': 1,
  'row.fiscalYear': 1,
  'row.funding': 1,
} as const;
const indicatorFields = {
  'row.budgetId': 1,
  'row.projectId': 1,
  'row.unitKey': 1,
  'row.fiscalYear': 1,
  'row.level2': 1,
  targetKind: 1,
} as const;

export function aggregatesOf(reading: Reading): Aggregates {
  return {
    projectGroups: (filter, by, position, bound) =>
      reading.ask(async (copy) => {
        const list = await listOf(copy, projectVersions, projectsAsked(filter), await copy.upTo(position));
        const rows = await holdingRows(copy, list, { projection: projectFields, limit: bound + 1 });
        if (rows.length > bound) return null;
        const keyOf = by === null ? () => '' : projectKeys[by];
        const groups = sumsByGroup(rows.map((each) => ({ key: keyOf(each), funding: each.row.funding })));
        return by === null && groups.length === 0 ? [noProjects] : groups;
      }),

    indicatorGroups: (filter, by, position, bound) =>
      reading.ask(async (copy) => {
        const list = await listOf(copy, indicatorVersions, indicatorsAsked(filter), await copy.upTo(position));
        const rows = await holdingRows(copy, list, { projection: indicatorFields, limit: bound + 1 });
        if (rows.length > bound) return null;
        const counts = new Map<string, number>();
        for (const key of rows.map(indicatorKeys[by])) counts.set(key, (counts.get(key) ?? 0) + 1);
        return [...counts].map(([key, indicators]) => ({ key, indicators }));
      }),

    editedRows: (filter, moreThan, position, bound) =>
      reading.ask(async (copy) => editedRows(copy, filter, moreThan, await copy.upTo(position), bound)),
  };
}
