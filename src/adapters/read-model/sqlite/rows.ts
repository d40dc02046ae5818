import type { Position } from '../../../ports/event-store.js';
import type { Branch, Rows } from '../../../ports/read-model.js';
import { countBudgets, pageOfBudgets, totalsOfBudgets } from './budgets.js';
import { draftRowStatements } from './drafts.js';
import { earlier } from './keys.js';
import { indicatorConditions, projectConditions } from './list-filters.js';
import { countOf, pageOfIndicators, pageOfProjects } from './lists.js';
import type { Prepare } from './query.js';
import { selectWith } from './query.js';
import {
  budgetColumns,
  fundUserColumns,
  indicatorColumns,
  projectColumns,
  toBudget,
  toFundUser,
  toIndicator,
  toProject,
} from './row-codecs.js';
import { saveStatements } from './saves.js';

export function rowsOf(prepare: Prepare): Rows {
  const select = selectWith(prepare);
  const saves = saveStatements(prepare);
  const inDrafts = draftRowStatements(prepare);
  const budget = prepare(`select ${budgetColumns} from budgets where budget_id = ?`);
  const fundUser = latest(prepare, 'fund_user_versions', fundUserColumns, toFundUser);
  const project = latest(prepare, 'project_versions', projectColumns, toProject);
  const indicator = latest(prepare, 'indicator_versions', indicatorColumns, toIndicator);
  return {
    async budget(budgetId) {
      const row = budget.get(budgetId);
      return row === undefined ? null : toBudget(row);
    },
    budgets: async (filter, order, position, page) => pageOfBudgets(select, saves, { filter, order, position, page }),
    countBudgets: async (filter, position, bound) => countBudgets(select, filter, position, bound),
    budgetTotals: async (filter, position) => totalsOfBudgets(select, filter, position),
    fundUserVersions: async (ids, position, branch) => versionsAt(fundUser, inDrafts.fundUser, ids, position, branch),
    projectVersions: async (ids, position, branch) => versionsAt(project, inDrafts.project, ids, position, branch),
    indicatorVersions: async (ids, position, branch) =>
      versionsAt(indicator, inDrafts.indicator, ids, position, branch),
    projects: async (filter, order, position, page) => pageOfProjects(select, filter, order, position, page),
    countProjects: async (filter, position, bound) =>
      countOf(select, 'project_versions', projectConditions(filter), position, bound),
    indicators: async (filter, order, position, page) => pageOfIndicators(select, filter, order, position, page),
    countIndicators: async (filter, position, bound) =>
      countOf(select, 'indicator_versions', indicatorConditions(filter), position, bound),
    projectsOfDraft: async (draftId, position) => inDrafts.projects(draftId, position),
    indicatorsOfDraft: async (draftId, position) => inDrafts.indicators(draftId, position),
  };
}

type VersionAt<Row> = (id: string, position: Position) => Row | null;
type DraftVersionAt<Row> = (draftId: string, id: string, position: Position) => Row | null;

function latest<Row>(prepare: Prepare, table: string, columns: string, decode: (row: unknown) => Row): VersionAt<Row> {
  const newest = prepare(
    `select ${columns} from ${table} where id = ? and position <= ? order by position desc limit 1`,
  );
  return (id, position) => {
    const row = newest.get(id, position);
    return row === undefined ? null : decode(row);
  };
}

/** Rows by id. In a draft: its own, otherwise those that its budget had when it was opened. */
function versionsAt<Row>(
  ofBudget: VersionAt<Row>,
  ofDraft: DraftVersionAt<Row>,
  ids: readonly string[],
  position: Position,
  branch?: Branch,
): (Row | null)[] {
  if (branch === undefined) return ids.map((id) => ofBudget(id, position));
  const { draftId, openedOn } = branch;
  return ids.map((id) => ofDraft(draftId, id, position) ?? ofBudget(id, earlier(position, openedOn)));
}
