import { expect, it } from '@jest/globals';
import { matchesBudget } from '../../support/oracles/reference-filters.js';
import { cases } from '../../support/random/cases.js';
import { budgetsFilters, draw } from '../../support/random/filters.js';
import { oneOf } from '../../support/random/one-draft.js';
import { whateverWasDrafted } from '../../support/random/whatever-was-drafted.js';

const all = { first: 500, after: null };
const noIds = { budgets: [], fundUsers: [], projects: [], indicators: [], events: [], drafts: [] };

it('the list of budgets at a draft is its table alone, if it matches, with its sums', async () => {
  const told = { found: 0, notFound: 0 };
  await whateverWasDrafted(
    async (asking) => {
      const { queries, budgetId, number } = asking;
      const { state, view, reading } = await oneOf(asking);
      for (const drawn of [
        {},
        { text: state.name },
        ...draw(budgetsFilters({ ...noIds, budgets: [budgetId] }), number, 8),
      ]) {
        const filter = { ...drawn, budgetIds: [budgetId] };
        const list = await queries.budgets(filter, all, reading);
        const expected = matchesBudget(state, filter) ? [view] : [];
        expect(list.edges.map(({ node }) => node)).toEqual(expected);
        expect(await list.count()).toEqual({ value: expected.length, exact: true });
        expect((await list.totals()).total).toBe(expected.length === 0 ? '0' : view.totals.total);
        expect(list.basis).toEqual(view.basis);
        for (const { cursor } of list.edges) {
          const behind = await queries.budgets(filter, { first: 1, after: cursor }, reading);
          const before = await queries.budgets(filter, { last: 1, before: cursor }, reading);
          expect([behind.edges, behind.hasNextPage, behind.hasPreviousPage]).toEqual([[], false, true]);
          expect([before.edges, before.hasNextPage, before.hasPreviousPage]).toEqual([[], true, false]);
        }
        told[expected.length === 0 ? 'notFound' : 'found'] += 1;
      }
    },
    cases(30, 10),
  );
  expect(told.found).toBeGreaterThan(20);
  expect(told.notFound).toBeGreaterThan(5);
});

it('the saves of a budget at a draft are those recorded by its version', () =>
  whateverWasDrafted(
    async (asking) => {
      const { queries, budgetId } = asking;
      const { draft, reading } = await oneOf(asking);
      const filter = { budgetIds: [budgetId] };
      const at = { position: draft.position };
      const idsOf = async (root: typeof reading) =>
        (await queries.saves(filter, all, root)).edges.map(({ node }) => [node.draftId, node.version]);
      const found = await idsOf(reading);
      expect(found).toEqual(await idsOf({ ...reading, at }));
      expect(found[0]).toEqual([draft.draftId, draft.version]);
    },
    cases(30, 10),
  ));
