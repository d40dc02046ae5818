import type {
  BudgetView,
  ConnectionArguments,
  ConnectionView,
  Queries,
  RootArguments,
} from '../../../services/services.js';
import type { DecidedSave } from '../random/history.js';

export type ListOf = (
  queries: Queries,
  page: ConnectionArguments,
  reading: RootArguments,
) => Promise<ConnectionView<unknown>>;

/** Every list that has pages: those over all budgets, and those that hang from a budget or a row of it. */
export function everyList({
  budgetId,
  projectId,
  indicatorId,
}: Record<'budgetId' | 'projectId' | 'indicatorId', string>) {
  const below =
    (
      list: (queries: Queries, budget: BudgetView, page: ConnectionArguments) => Promise<ConnectionView<unknown>>,
    ): ListOf =>
    async (queries, page, reading) =>
      list(queries, found(await queries.budget(budgetId, reading)), page);
  const lists: Record<string, ListOf> = {
    budgets: (queries, page, reading) => queries.budgets({}, page, reading),
    'projects in printed order': (queries, page, reading) => queries.projects({}, 'PLACE_ASC', page, reading),
    'projects by name': (queries, page, reading) => queries.projects({}, 'NAME_ASC', page, reading),
    'projects, the largest first': (queries, page, reading) => queries.projects({}, 'TOTAL_DESC', page, reading),
    'projects, the smallest first': (queries, page, reading) => queries.projects({}, 'TOTAL_ASC', page, reading),
    'withdrawn projects': (queries, page, reading) =>
      queries.projects({ status: 'WITHDRAWN' }, 'PLACE_ASC', page, reading),
    indicators: (queries, page, reading) => queries.indicators({}, page, reading),
    'indicators of one class': (queries, page, reading) => queries.indicators({ level1Codes: ['1'] }, page, reading),
    'a budget’s projects': below((queries, budget, page) => queries.projectsOf(budget, {}, page)),
    'a budget’s matching projects': below((queries, budget, page) =>
      queries.projectsOf(budget, { total: { min: '0.1' } }, page),
    ),
    'a budget’s versions': below((queries, budget, page) => queries.versions(budget, page)),
    'a budget’s history': below((queries, budget, page) => queries.history({ budget }, page)),
    'a project’s history': async (queries, page, reading) =>
      queries.history({ project: found(await queries.project(projectId, reading)) }, page),
    'what differs from a budget’s first version': async (queries, page, reading) =>
      (await queries.compare({ budgetId, at: { version: 1 } }, { budgetId, at: null }, reading)).rows({}, page),
    'the rows of a budget’s stages': async (queries, page, reading) =>
      (await queries.stages(budgetId, { only: null, withCurrent: true }, reading)).rows({}, page),
    'an indicator’s history': async (queries, page, reading) =>
      queries.history({ indicator: found(await queries.indicator(indicatorId, reading)) }, page),
  };
  return lists;
}

/** Rows above it; and that a point is the head, which it is no more once something is recorded. */
const notItsOwn = ['budget', 'project', 'live'];

/** A node as text, with all that it says of itself. */
export function nodeText(node: unknown): string {
  return JSON.stringify(node, (key, value: unknown) => (notItsOwn.includes(key) ? undefined : value));
}

function found<T>(row: T | null): T {
  if (row === null) throw new Error('the row that the list hangs from is not there');
  return row;
}

/** The budget, project and indicator that a history is most about, and that it leaves in force or not. */
export function busiestRows(history: readonly DecidedSave[]) {
  const text = JSON.stringify(history.flatMap(({ events }) => events));
  const busiest = (key: string) => {
    const times = new Map<string, number>();
    for (const [, id = ''] of text.matchAll(new RegExp(`"${key}":"([^"]+)"`, 'g')))
      times.set(id, (times.get(id) ?? 0) + 1);
    return [...times].sort(([, one], [, other]) => other - one)[0]?.[0] ?? '';
  };
  const indicatorId = busiest('indicatorId');
  return { budgetId: history[0]?.budgetId ?? '', projectId: busiest('projectId'), indicatorId };
}
