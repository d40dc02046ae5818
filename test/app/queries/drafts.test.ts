import { describe, expect, it } from '@jest/globals';
import type { ChangedCell } from '../../../projections/rows.js';
import type { BudgetView, ConnectionView, DraftFilter, RootArguments, RowView } from '../../../services/services.js';
import type { ExpectedChange } from '../../support/oracles/expected-history.js';
import { expectedChanges, shown } from '../../support/oracles/expected-history.js';
import {
  expectedBudget,
  expectedFundUser,
  expectedIndicator,
  expectedProject,
} from '../../support/oracles/expected-views.js';
import { nodeText } from '../../support/oracles/every-list.js';
import { plainViews } from '../../support/oracles/plain-views.js';
import { draw, projectsFilters } from '../../support/random/filters.js';
import type { ReplayedDraft } from '../../support/random/whatever-was-drafted.js';
import { oneOf } from '../../support/random/one-draft.js';
import { whateverWasDrafted } from '../../support/random/whatever-was-drafted.js';
import { reader } from '../../support/ledgers/reader.js';

const all = { first: 500, after: null };

const placeOf = ({ position, entityId, path }: ExpectedChange) => `${position} ${entityId} ${path}`;
const sortedPlaces = ({ edges }: ConnectionView<ChangedCell>) => edges.map(({ node }) => placeOf(node)).sort();

/** What is seen of all changes from there. */
function seenFrom({ draftId, position, openedOn }: ReplayedDraft, changes: readonly ExpectedChange[]) {
  return changes.filter((change) =>
    change.draftId === null ? change.position <= openedOn : change.draftId === draftId && change.position <= position,
  );
}

describe('a draft at any of its versions', () => {
  it('has the table that its base with its own events has', () =>
    whateverWasDrafted(async (asking) => {
      const { draft, state, view } = await oneOf(asking);
      const { draftId, position, version } = draft;
      expect(await plainViews(asking.queries).budget(view)).toEqual(expectedBudget(state));
      expect(view.basis).toMatchObject({ position, version, draftId });
    }));

  it('has every row that the replay has, found by its id, and no other', () =>
    whateverWasDrafted(async (asking) => {
      const { queries, drafts } = asking;
      const plain = plainViews(queries);
      const { state, reading } = await oneOf(asking);
      const ever = drafts.map((each) => each.state);
      for (const id of new Set(ever.flatMap(({ projects }) => [...projects.keys()]))) {
        const row = state.projects.get(id);
        const found = await queries.project(id, reading);
        expect(found && (await plain.project(found))).toEqual(row ? expectedProject(row, state) : null);
      }
      for (const id of new Set(ever.flatMap(({ projectOfIndicator }) => [...projectOfIndicator.keys()]))) {
        const project = state.projects.get(state.projectOfIndicator.get(id) ?? '');
        const row = project?.indicators.get(id);
        const found = await queries.indicator(id, reading);
        expect(found && (await plain.indicator(found))).toEqual(
          project && row ? expectedIndicator(row, project) : null,
        );
      }
      for (const id of new Set(ever.flatMap(({ fundUsers }) => [...fundUsers.keys()]))) {
        const row = state.fundUsers.get(id);
        const found = await queries.node(id, reading);
        const fundUser = found?.kind === 'FUND_USER' ? await plain.fundUser(found.fundUser) : null;
        expect(fundUser).toEqual(row ? expectedFundUser(row, state) : null);
      }
    }));

  it('tells what it changed, and before that what the budget had changed up to where it was opened', () =>
    whateverWasDrafted(async (asking) => {
      const { queries, events, budgetId } = asking;
      const { draft, view, reading } = await oneOf(asking);
      const seen = seenFrom(draft, expectedChanges(events));
      const atPoint = await queries.changes(
        { budgetIds: [budgetId] },
        { first: 10_000, after: null },
        reading,
        'TIME_ASC',
      );
      expect(sortedPlaces(atPoint)).toEqual(seen.map(placeOf).sort());
      expect(nodeText(atPoint.basis)).toBe(nodeText(view.basis));
      expect(sortedPlaces(await queries.history({ budget: view }, { first: 10_000, after: null }))).toEqual(
        seen.map(placeOf).sort(),
      );
      const own = seen.filter(({ draftId }) => draftId !== null);
      const found = await queries.draft(draft.draftId, reading);
      if (found === null) throw new Error('the draft is not there');
      const { draftId, version } = draft;
      for (const list of [
        await queries.draftChanges(found, { first: 10_000, after: null }),
        await queries.changes(
          { draftId, versions: { from: 0, to: version } },
          { first: 10_000, after: null },
          { ...reading, at: null },
        ),
      ]) {
        expect(sortedPlaces(list)).toEqual(own.map(placeOf).sort());
      }
    }));

  it('names of every cell who set it last, seen from there', () =>
    whateverWasDrafted(async (asking) => {
      const { queries, events } = asking;
      const { draft, state, reading } = await oneOf(asking);
      const seen = seenFrom(draft, expectedChanges(events));
      for (const { entityId, cells } of shown(state).values()) {
        const node = await queries.node(entityId, reading);
        const blame = await queries.blame(node as RowView);
        expect(Object.fromEntries(blame.map(({ path, value }) => [path, value]))).toEqual(cells);
        for (const { path, lastChange } of blame) {
          const last = seen.findLast((each) => each.entityId === entityId && each.path === path);
          expect(lastChange && placeOf(lastChange)).toEqual(last === undefined ? null : placeOf(last));
        }
      }
    }));

  it('differs from another version of it, or of another draft, in the cells that the replays have otherwise', () =>
    whateverWasDrafted(async (asking) => {
      const { queries, budgetId } = asking;
      const from = await oneOf(asking);
      const to = await oneOf(asking, 1);
      const point = ({ reading: { at } }: typeof from) => ({ budgetId, at });
      const compared = await queries.compare(point(from), point(to), { ...to.reading, at: null });
      const found = (await compared.rows({}, all)).edges.flatMap(({ node }) =>
        node.cells.map(({ path, before, after }) => `${node.entityId} ${path} ${before} ${after}`),
      );
      expect(found.sort()).toEqual(comparedRows(shown(from.state), shown(to.state)).sort());
      expect(await compared.identical()).toBe(found.length === 0);
    }));
});

const noIds = { budgets: [], fundUsers: [], projects: [], indicators: [], events: [], drafts: [] };

type Table = ReturnType<typeof shown>;

function comparedRows(from: Table, to: Table): string[] {
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((id) => {
    const was = from.get(id)?.cells;
    const is = to.get(id)?.cells;
    return Object.keys(was ?? is ?? {}).flatMap((path) => {
      const before = was?.[path] ?? null;
      const after = is?.[path] ?? null;
      return before === after ? [] : [`${id} ${path} ${before} ${after}`];
    });
  });
}

describe('a draft that nobody has edited', () => {
  it('answers every list as its base does', () =>
    whateverWasDrafted(async ({ queries, drafting, budgetId, number }) => {
      const id = await drafting.open('未改动的草案');
      const head = await queries.head(null);
      const of = async (at: RootArguments['at']) =>
        (await queries.budget(budgetId, { caller: reader, at, head })) as BudgetView;
      const base = await of(null);
      const draft = await of({ draft: { id } });
      const idsOf = ({ edges }: ConnectionView<{ id: string }>) => edges.map(({ node }) => node.id);
      expect(draft).toMatchObject({ contentHash: base.contentHash, totals: base.totals, name: base.name });
      for (const { budgetIds: _one, units: _two, fiscalYears: _three, ...filter } of draw(
        projectsFilters(noIds),
        number,
        4,
      )) {
        const there = await queries.projectsOf(base, filter, all);
        const here = await queries.projectsOf(draft, filter, all);
        expect(idsOf(here)).toEqual(idsOf(there));
        expect(await here.count()).toEqual(await there.count());
      }
      expect(await queries.checks(draft)).toEqual(await queries.checks(base));
      const history = async (budget: BudgetView) => sortedPlaces(await queries.history({ budget }, all));
      expect(await history(draft)).toEqual(await history(base));
      const lastChanges = async (budget: BudgetView) =>
        (await queries.blame({ budget })).map(({ path, lastChange }) => [path, lastChange]);
      expect(await lastChanges(draft)).toEqual(await lastChanges(base));
      expect(
        await (
          await queries.compare(
            { budgetId, at: null },
            { budgetId, at: { draft: { id } } },
            { caller: reader, at: null, head },
          )
        ).identical(),
      ).toBe(true);
    }));
});

describe('the drafts of all budgets', () => {
  it('are found by their budgets, and by the units of these', () =>
    whateverWasDrafted(async ({ queries, budgetId }) => {
      const root = { caller: reader, at: null, head: await queries.head(null) };
      const ids = async (filter: DraftFilter) => {
        const { edges, count } = await queries.draftList(filter, all, root);
        expect(await count()).toEqual({ value: edges.length, exact: true });
        return edges.map(({ node }) => node.id).sort();
      };
      const budget = await queries.budget(budgetId, root);
      const unit = budget?.unit ?? '';
      const own = budget === null ? [] : (await queries.drafts(budget, null)).map(({ id }) => id).sort();
      expect(await ids({ budgetIds: [budgetId] })).toEqual(own);
      expect(await ids({ units: [unit] })).toEqual(own);
      expect(await ids({ units: ['另一单位', unit], budgetIds: [budgetId, 'no-such-id'] })).toEqual(own);
      expect(await ids({ units: ['另一单位'] })).toEqual([]);
      expect(await ids({ units: [unit], budgetIds: ['no-such-id'] })).toEqual([]);
    }));
});
