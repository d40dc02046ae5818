import { describe, expect, it } from '@jest/globals';
import type { OpenBudgetState } from '../../events/budget/budget.state.js';
import type { BudgetView, NodeView, Queries, Reading } from '../../services/services.js';
import {
  expectedBudget,
  expectedFundUser,
  expectedIndicator,
  expectedProject,
} from '../support/oracles/expected-views.js';
import { plainViews } from '../support/oracles/plain-views.js';
import type { Replayed } from '../support/oracles/replay.js';
import { whateverIsRecorded } from '../support/random/whatever-was-recorded.js';

/** What the save at or around the position made; every position lies in a save. */
function saveAround(saves: readonly Replayed[], position: string): Replayed {
  const around = saves.find((save) => save.position >= position);
  if (around === undefined) throw new Error(`no save ends at or behind ${position}`);
  return around;
}

async function expectTable(queries: Queries, view: BudgetView | null, state: OpenBudgetState | undefined) {
  if (view === null || state === undefined) expect({ view, state }).toEqual({ view: null, state: undefined });
  else expect(await plainViews(queries).budget(view)).toEqual(expectedBudget(state));
}

describe('a budget’s whole table', () => {
  it('at any position is what replaying the events up to the end of its save says', () =>
    whateverIsRecorded(async ({ some, queries, events, saves, ids, read }) => {
      for (const { position } of some(events)) {
        const { budgets, ...save } = saveAround(saves, position);
        for (const id of ids.budgets) {
          const view = await queries.budget(id, read({ position }));
          await expectTable(queries, view, budgets.get(id));
          if (view === null) continue;
          const basis = { position: save.position, recordedAt: save.recordedAt, version: budgets.get(id)?.version };
          expect(view.basis).toEqual(basis);
        }
      }
    }));

  it('at any of its versions is what replaying the events up to that save says', () =>
    whateverIsRecorded(async ({ some, queries, saves, read }) => {
      for (const { budgetId, version, position, recordedAt, budgets } of some(saves)) {
        const view = await queries.budget(budgetId, read({ version }));
        expect(view?.basis).toEqual({ position, recordedAt, version });
        await expectTable(queries, view, budgets.get(budgetId));
      }
    }));

  it('at any past time is what replaying everything recorded by then says', () =>
    whateverIsRecorded(async ({ some, queries, saves, ids, read }) => {
      const clocks = saves.map(({ recordedAt }) => Date.parse(recordedAt));
      for (const instant of some([...new Set(clocks.flatMap((clock) => [clock - 1, clock]))])) {
        const time = new Date(instant).toISOString();
        const seen = saves.filter(({ recordedAt }) => recordedAt <= time).at(-1);
        for (const id of ids.budgets) {
          await expectTable(queries, await queries.budget(id, read({ time })), seen?.budgets.get(id));
        }
      }
    }));

  it('without a point is what replaying everything says', () =>
    whateverIsRecorded(async ({ queries, saves, ids, read }) => {
      for (const id of ids.budgets) {
        await expectTable(queries, await queries.budget(id, read(null)), saves.at(-1)?.budgets.get(id));
      }
    }));

  it('is found by its unit and year, at any position', () =>
    whateverIsRecorded(async ({ some, queries, saves, ids, read }) => {
      for (const { position, budgets } of some(saves)) {
        for (const { unitKey, fiscalYear, budgetId } of saves.at(-1)?.budgets.values() ?? []) {
          const view = await queries.budgetOf(unitKey, fiscalYear, read({ position }));
          expect(view?.id).toBe(budgets.has(budgetId) ? budgetId : undefined);
          await expectTable(queries, view, budgets.get(budgetId));
        }
        expect(await queries.budgetOf('无此单位', 2024, read({ position }))).toBeNull();
      }
      expect(ids.budgets.length).toBe(saves.at(-1)?.budgets.size);
    }));

  it('has one content hash for one content, and another for another', () =>
    whateverIsRecorded(async ({ some, queries, saves, read }) => {
      const contents = new Map<string, string>();
      for (const { budgetId, version, budgets } of some(saves)) {
        const view = (await queries.budget(budgetId, read({ version }))) as BudgetView;
        const state = budgets.get(budgetId) as OpenBudgetState;
        const content = { ...expectedBudget(state), version: 0, places: placesOf(state) };
        const text = JSON.stringify(content, (key, value: unknown) => (key === 'version' ? undefined : value));
        expect(contents.get(view.contentHash) ?? text).toBe(text);
        contents.set(view.contentHash, text);
      }
      expect(new Set(contents.values()).size).toBe(contents.size);
    }));
});

describe('a row asked for by its id', () => {
  it('at any position is what the replay says, and nothing before it was added', () =>
    whateverIsRecorded(async ({ some, queries, saves, ids, read }) => {
      for (const { position, budgets } of some(saves)) {
        await expectRows(queries, ids, [...budgets.values()], read({ position }));
      }
    }));

  it('at any version of its budget is what the replay says, and nothing before it was added', () =>
    whateverIsRecorded(async ({ some, queries, saves, ids, read }) => {
      for (const { budgetId, version, budgets } of some(saves)) {
        const state = budgets.get(budgetId) as OpenBudgetState;
        const last = saves.at(-1)?.budgets.get(budgetId) as OpenBudgetState;
        const own = {
          fundUsers: ids.fundUsers.filter((id) => last.fundUsers.has(id)),
          projects: ids.projects.filter((id) => last.projects.has(id)),
          indicators: ids.indicators.filter((id) => last.projectOfIndicator.has(id)),
        };
        await expectRows(queries, own, [state], read({ version }));
      }
    }));
});

interface Ids {
  fundUsers: string[];
  projects: string[];
  indicators: string[];
}

async function expectRows(queries: Queries, ids: Ids, states: OpenBudgetState[], reading: Reading): Promise<void> {
  const plain = plainViews(queries);
  const node = <Kind extends NodeView['kind']>(id: string) =>
    queries.node(id, reading) as Promise<Extract<NodeView, { kind: Kind }> | null>;
  for (const id of ids.fundUsers) {
    const [state] = states.filter(({ fundUsers }) => fundUsers.has(id));
    const row = state?.fundUsers.get(id);
    const view = (await node<'FUND_USER'>(id))?.fundUser;
    expect(view && (await plain.fundUser(view))).toEqual(row && state && expectedFundUser(row, state));
  }
  for (const id of ids.projects) {
    const [state] = states.filter(({ projects }) => projects.has(id));
    const row = state?.projects.get(id);
    const expected = row && state && expectedProject(row, state);
    for (const view of [await queries.project(id, reading), (await node<'PROJECT'>(id))?.project]) {
      expect(view ? await plain.project(view) : undefined).toEqual(expected);
    }
  }
  for (const id of ids.indicators) {
    const [state] = states.filter(({ projectOfIndicator }) => projectOfIndicator.has(id));
    const project = state?.projects.get(state.projectOfIndicator.get(id) ?? '');
    const row = project?.indicators.get(id);
    const expected = row && project && expectedIndicator(row, project);
    for (const view of [await queries.indicator(id, reading), (await node<'INDICATOR'>(id))?.indicator]) {
      expect(view ? await plain.indicator(view) : undefined).toEqual(expected);
    }
  }
}

/** Part of the content: moving a row to and fro can leave the order as it was and its place another. */
function placesOf({ fundUsers, projects }: OpenBudgetState): string[] {
  const rows = [...fundUsers.values(), ...projects.values()].filter(({ withdrawn }) => !withdrawn);
  const indicators = rows.flatMap((row) => ('indicators' in row ? [...row.indicators.values()] : []));
  const shown = [...rows, ...indicators.filter(({ withdrawn }) => !withdrawn)];
  return shown.map(({ id, place }) => `${id} ${place}`).sort();
}
