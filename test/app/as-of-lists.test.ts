import { describe, expect, it } from '@jest/globals';
import type { OpenBudgetState } from '../../events/budget/budget.state.js';
import type { ConnectionView } from '../../services/services.js';
import { expectedBudgets, expectedIndicators, expectedProjects } from '../support/oracles/expected-lists.js';
import { expectedBudget, expectedIndicator, expectedProject, sums } from '../support/oracles/expected-views.js';
import { plainViews } from '../support/oracles/plain-views.js';
import { budgetsFilters, draw, indicatorsFilters, projectsFilters, projectsOrders } from '../support/random/filters.js';
import { whateverWasRecorded } from '../support/random/whatever-was-recorded.js';

const all = { first: 500, after: null };

async function expectList<Node>(list: ConnectionView<Node>, plain: (node: Node) => Promise<unknown>, rows: unknown[]) {
  const { edges, hasNextPage, hasPreviousPage } = list;
  expect(await Promise.all(edges.map(({ node }) => plain(node)))).toEqual(rows);
  expect({ hasNextPage, hasPreviousPage }).toEqual({ hasNextPage: false, hasPreviousPage: false });
  expect(await list.count()).toEqual({ value: rows.length, exact: true });
}

describe('a list as of any position', () => {
  it('of budgets holds those that match in the replay, with their exact totals', () =>
    whateverWasRecorded(async ({ queries, saves, ids, read }) => {
      const plain = plainViews(queries);
      for (const [turn, { position, recordedAt, budgets }] of saves.entries()) {
        for (const filter of draw(budgetsFilters(ids), turn, 3)) {
          const list = await queries.budgets(filter, all, read({ position }));
          const rows = expectedBudgets(budgets, filter);
          await expectList(list, plain.budget, rows.map(expectedBudget));
          expect(list.basis).toEqual({ position, recordedAt, version: null });
          expect(await list.totals()).toEqual(sums(rows.flatMap(inForce)));
        }
      }
    }));

  it('of projects holds those that match in the replay, in the order that was asked for', () =>
    whateverWasRecorded(async ({ queries, saves, ids, read }) => {
      const plain = plainViews(queries);
      for (const [turn, { position, recordedAt, budgets }] of saves.entries()) {
        const [order = 'PLACE_ASC'] = draw(projectsOrders, turn, 1);
        for (const filter of [{}, ...draw(projectsFilters(ids), turn, 6)]) {
          const list = await queries.projects(filter, order, all, read({ position }));
          const rows = expectedProjects(budgets, filter, order);
          const expected = rows.map(({ project, budget }) => expectedProject(project, budget));
          await expectList(list, plain.project, expected);
          expect(await list.totals()).toEqual(sums(rows.map(({ project }) => project)));
          expect(list.basis).toEqual({ position, recordedAt, version: null });
        }
      }
    }));

  it('of indicators holds those that match in the replay, in printed order', () =>
    whateverWasRecorded(async ({ queries, saves, ids, read }) => {
      const plain = plainViews(queries);
      for (const [turn, { position, recordedAt, budgets }] of saves.entries()) {
        for (const filter of [{}, ...draw(indicatorsFilters(ids), turn, 8)]) {
          const list = await queries.indicators(filter, all, read({ position }));
          const rows = expectedIndicators(budgets, filter);
          const expected = rows.map(({ indicator, project }) => expectedIndicator(indicator, project));
          await expectList(list, plain.indicator, expected);
          expect(list.basis).toEqual({ position, recordedAt, version: null });
        }
      }
    }));

  it('of one budget’s projects holds those of its version that match in the replay', () =>
    whateverWasRecorded(async ({ queries, saves, ids, read }) => {
      const plain = plainViews(queries);
      for (const [turn, { budgetId, version, budgets }] of saves.entries()) {
        const view = await queries.budget(budgetId, read({ version }));
        if (view === null) throw new Error('the budget has a version that cannot be read');
        for (const { budgetIds: _one, units: _two, fiscalYears: _three, ...filter } of draw(
          projectsFilters(ids),
          turn,
          6,
        )) {
          const list = await queries.projectsOf(view, filter, all);
          const rows = expectedProjects(budgets, { ...filter, budgetIds: [budgetId] }, 'PLACE_ASC');
          const expected = rows.map(({ project, budget }) => expectedProject(project, budget));
          await expectList(list, plain.project, expected);
          expect(await list.totals()).toEqual(sums(rows.map(({ project }) => project)));
          expect(list.basis).toEqual(view.basis);
        }
      }
    }));
});

function inForce({ projects }: OpenBudgetState) {
  return [...projects.values()].filter(({ withdrawn }) => !withdrawn);
}
