import { describe, expect, it } from '@jest/globals';
import type { ConnectionArguments, ConnectionView } from '../../../services/services.js';
import { indicatorOrders, orders } from '../../support/oracles/all-answers.js';
import { expectedIndicators, expectedProjects } from '../../support/oracles/expected-lists.js';
import { expectedIndicator, expectedProject } from '../../support/oracles/expected-views.js';
import { plainViews } from '../../support/oracles/plain-views.js';
import { draw, indicatorsFilters, projectsFilters } from '../../support/random/filters.js';
import { oneOf } from '../../support/random/one-draft.js';
import { whateverWasDrafted } from '../../support/random/whatever-was-drafted.js';

const all = { first: 500, after: null };
const noIds = { budgets: [], fundUsers: [], projects: [], indicators: [], events: [], drafts: [] };

/** Read in pages of one size, from either end, it holds the same rows, and says whether there are more. */
async function expectPages<Row extends { id: string }>(
  list: (page: ConnectionArguments) => Promise<ConnectionView<Row>>,
  whole: ConnectionView<Row>,
  size: number,
): Promise<void> {
  const idsOf = ({ edges }: ConnectionView<Row>) => edges.map(({ node }) => node.id);
  const forwards = [await list({ first: size, after: null })];
  for (let last = forwards[0]; last?.hasNextPage; last = forwards.at(-1)) {
    forwards.push(await list({ first: size, after: last.edges.at(-1)?.cursor ?? null }));
  }
  const backwards = [await list({ last: size, before: null })];
  for (let first = backwards[0]; first?.hasPreviousPage; first = backwards[0]) {
    backwards.unshift(await list({ last: size, before: first.edges[0]?.cursor ?? null }));
  }
  expect(forwards.flatMap(idsOf)).toEqual(idsOf(whole));
  expect(backwards.flatMap(idsOf)).toEqual(idsOf(whole));
}

describe('a draft at any of its versions', () => {
  it('filters and orders its projects as a scan of the replay does, by any way to ask, in both directions', () =>
    whateverWasDrafted(async (asking) => {
      const { queries, budgetId, number } = asking;
      const { state, view, reading } = await oneOf(asking);
      const ids = { ...noIds, budgets: [budgetId], fundUsers: [...state.fundUsers.keys()] };
      const plain = plainViews(queries);
      for (const [turn, drawn] of [{}, ...draw(projectsFilters(ids), number, 6)].entries()) {
        const order = orders[(number + turn) % orders.length] ?? 'PLACE_ASC';
        const filter = { ...drawn, budgetIds: [budgetId] };
        const { budgetIds: _one, units: _two, fiscalYears: _three, ...within } = filter;
        const below = expectedProjects(new Map([[budgetId, state]]), { ...within, budgetIds: [budgetId] }, order);
        const rooted = expectedProjects(new Map([[budgetId, state]]), filter, order);
        const asked = [
          [below, (page: ConnectionArguments) => queries.projectsOf(view, within, page, order)],
          [rooted, (page: ConnectionArguments) => queries.projects(filter, order, page, reading)],
        ] as const;
        for (const [rows, list] of asked) {
          const whole = await list(all);
          const found = await Promise.all(whole.edges.map(({ node }) => plain.project(node)));
          expect(found).toEqual(rows.map(({ project }) => expectedProject(project, state)));
          expect(await whole.count()).toEqual({ value: rows.length, exact: true });
          await expectPages(list, whole, 1 + (number % 4));
        }
      }
    }));

  it('filters and orders its indicators as a scan of the replay does, by any way to ask, in both directions', () =>
    whateverWasDrafted(async (asking) => {
      const { queries, budgetId, number } = asking;
      const { state, view, reading } = await oneOf(asking);
      const ids = { ...noIds, budgets: [budgetId], projects: [...state.projects.keys()] };
      const plain = plainViews(queries);
      for (const [turn, drawn] of [{}, ...draw(indicatorsFilters(ids), number, 6)].entries()) {
        const order = indicatorOrders[(number + turn) % indicatorOrders.length] ?? 'PLACE_ASC';
        const filter = { ...drawn, budgetIds: [budgetId] };
        const { budgetIds: _one, units: _two, fiscalYears: _three, ...within } = filter;
        const below = expectedIndicators(new Map([[budgetId, state]]), { ...within, budgetIds: [budgetId] }, order);
        const rooted = expectedIndicators(new Map([[budgetId, state]]), filter, order);
        const asked = [
          [below, (page: ConnectionArguments) => queries.indicatorsOf(view, within, page, order)],
          [rooted, (page: ConnectionArguments) => queries.indicators(filter, page, reading, order)],
        ] as const;
        for (const [rows, list] of asked) {
          const whole = await list(all);
          const found = await Promise.all(whole.edges.map(({ node }) => plain.indicator(node)));
          expect(found).toEqual(rows.map(({ indicator, project }) => expectedIndicator(indicator, project)));
          expect(await whole.count()).toEqual({ value: rows.length, exact: true });
          await expectPages(list, whole, 1 + (number % 4));
        }
      }
    }));
});
