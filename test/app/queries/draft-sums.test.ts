import { describe, expect, it } from '@jest/globals';
import type { IndicatorGrouping, ProjectGrouping } from '../../../services/services.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { readTarget } from '../../../events/target.js';
import { tableGroups } from '../../../src/app/queries/table-groups.js';
import { tableRows } from '../../../src/app/queries/table-rows.js';
import type { PlacedIndicator } from '../../support/oracles/expected-lists.js';
import { expectedIndicators, expectedProjects } from '../../support/oracles/expected-lists.js';
import { sums } from '../../support/oracles/expected-views.js';
import type { PlacedRow } from '../../support/oracles/replay.js';
import { cases } from '../../support/random/cases.js';
import { draw, indicatorsFilters, projectsFilters } from '../../support/random/filters.js';
import type { AskingDrafts } from '../../support/random/whatever-was-drafted.js';
import { oneOf } from '../../support/random/one-draft.js';
import { whateverWasDrafted } from '../../support/random/whatever-was-drafted.js';

const noIds = { budgets: [], fundUsers: [], projects: [], indicators: [], events: [], drafts: [] };

/** The key of a row's group, and its name. */
type Group = [key: string, name: string | null];

const projectGroups: Record<Exclude<ProjectGrouping, 'SOURCE'>, (row: PlacedRow) => Group> = {
  BUDGET: ({ budget }) => [budget.budgetId, budget.name],
  FUND_USER: ({ budget, project }) => [project.fundUserId, budget.fundUsers.get(project.fundUserId)?.name ?? null],
  UNIT: ({ budget }) => [budget.unitKey, budget.name],
  FISCAL_YEAR: ({ budget }) => [String(budget.fiscalYear), null],
};

const indicatorGroups: Record<Exclude<IndicatorGrouping, 'LEVEL1' | 'LEVEL2'>, (row: PlacedIndicator) => Group> = {
  BUDGET: ({ budget }) => [budget.budgetId, budget.name],
  PROJECT: ({ project }) => [project.id, project.name],
  UNIT: ({ budget }) => [budget.unitKey, budget.name],
  FISCAL_YEAR: ({ budget }) => [String(budget.fiscalYear), null],
  KIND: ({ indicator }) => [readTarget(indicator.annualTarget).kind, null],
};

function groupsOf<Row>(rows: readonly Row[], groupOf: (row: Row) => Group): { group: Group; of: Row[] }[] {
  const groups = new Map<string, { group: Group; of: Row[] }>();
  for (const row of rows) {
    const group = groupOf(row);
    const known = groups.get(group[0]) ?? { group, of: [] };
    known.of.push(row);
    groups.set(group[0], known);
  }
  return [...groups.values()].sort((one, other) => (one.group[0] < other.group[0] ? -1 : 1));
}

async function plain<View extends { name(): Promise<string | null> }>(groups: readonly View[]) {
  return Promise.all(groups.map(async ({ name, ...group }) => ({ ...group, name: await name() })));
}

/** What the program asks, with a bound that a small table can meet. */
function groupsIn({ ledger: { readModel } }: AskingDrafts) {
  return tableGroups(readModel, tableRows(readModel, 1_000_000));
}

const tables = (state: OpenBudgetState) => new Map([[state.budgetId, state]]);

describe('a draft at any of its versions', () => {
  it('has the sums of the projects that match as a scan of the replay finds them, by whatever they are grouped', async () => {
    let told = 0;
    await whateverWasDrafted(
      async (asking) => {
        const { queries, budgetId, number } = asking;
        const { state, view, reading } = await oneOf(asking);
        const inForce = expectedProjects(tables(state), {}, 'PLACE_ASC').length;
        const bounded = (bound: number) => groupsIn(asking).projects(view, {}, null, bound);
        expect(await bounded(inForce)).toMatchObject([{ projects: inForce }]);
        if (inForce > 0) expect(await bounded(inForce - 1)).toBeNull();
        const ids = { ...noIds, budgets: [budgetId], fundUsers: [...state.fundUsers.keys()] };
        for (const drawn of [{}, ...draw(projectsFilters(ids), number, 4)]) {
          const filter = { ...drawn, budgetIds: [budgetId] };
          const rows = expectedProjects(tables(state), filter, 'PLACE_ASC');
          for (const [by, groupOf] of Object.entries(projectGroups)) {
            const found = await queries.projectTotals(filter, by as ProjectGrouping, reading);
            const expected = groupsOf(rows, groupOf).map(({ group: [key, name], of }) => {
              return { key, projects: of.length, totals: sums(of.map(({ project }) => project)), name };
            });
            expect(await plain(found.groups)).toEqual(expected);
            expect(found.totals).toEqual(sums(rows.map(({ project }) => project)));
            expect([found.projects, found.basis]).toEqual([rows.length, view.basis]);
            told += expected.length;
          }
          const { groups } = await queries.projectTotals(filter, 'SOURCE', reading);
          const other = rows.map(({ project }) => project).filter(({ funding }) => funding.other !== null);
          expect(groups.find(({ key }) => key === 'OTHER')).toMatchObject({
            projects: other.length,
            totals: { total: sums(other).other, other: sums(other).other, fiscalAppropriation: '0' },
          });
        }
      },
      cases(30, 10),
    );
    expect(told).toBeGreaterThan(50);
  });

  it('has as many of the indicators that match as a scan of the replay finds, by whatever they are grouped', async () => {
    let told = 0;
    await whateverWasDrafted(
      async (asking) => {
        const { queries, budgetId, number } = asking;
        const { state, view, reading } = await oneOf(asking);
        const inForce = expectedIndicators(tables(state), {}).length;
        const bounded = (bound: number) => groupsIn(asking).indicators(view, {}, 'BUDGET', bound);
        expect(await bounded(inForce)).toEqual(inForce === 0 ? [] : [{ key: budgetId, indicators: inForce }]);
        if (inForce > 0) expect(await bounded(inForce - 1)).toBeNull();
        const ids = { ...noIds, budgets: [budgetId], projects: [...state.projects.keys()] };
        for (const drawn of [{}, ...draw(indicatorsFilters(ids), number, 4)]) {
          const filter = { ...drawn, budgetIds: [budgetId] };
          const rows = expectedIndicators(tables(state), filter);
          for (const [by, groupOf] of Object.entries(indicatorGroups)) {
            const found = await queries.indicatorCounts(filter, by as IndicatorGrouping, reading);
            const expected = groupsOf(rows, groupOf).map(({ group: [key, name], of }) => {
              return { key, indicators: of.length, name };
            });
            expect(await plain(found.groups)).toEqual(expected);
            expect([found.indicators, found.basis]).toEqual([rows.length, view.basis]);
            told += expected.length;
          }
          for (const [by, digits] of [['LEVEL1', 1] as const, ['LEVEL2', 2] as const]) {
            const { groups } = await queries.indicatorCounts(filter, by, reading);
            const expected = groupsOf(rows, ({ indicator }) => [indicator.level2.slice(0, digits), null]);
            expect(groups.map(({ key, indicators }) => [key, indicators])).toEqual(
              expected.map(({ group: [key], of }) => [key, of.length]),
            );
          }
        }
      },
      cases(30, 10),
    );
    expect(told).toBeGreaterThan(50);
  });
});
