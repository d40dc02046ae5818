import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Position } from '../../../events/position.js';
import type { Count, IndicatorFilter, Page, Paged, ProjectFilter, Rows } from '../../../src/ports/read-model.js';
import { budgetOrders, indicatorOrders, orders } from '../../support/oracles/all-answers.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { budgetsFilters, draw, indicatorsFilters, projectsFilters } from '../../support/random/filters.js';
import { countedUpTo, referenceReadModel } from '../../support/oracles/reference-read-model.js';
import type { EngineWith } from './filled-model.js';
import { ids, openModel, positions, saves, spread, tried } from './filled-model.js';

const all = { first: 100_000, after: null };

/** Asserts that the list holds these rows, in one page and in small ones of both directions, and is counted up to any bound. */
export async function expectList<Row>(
  list: (page: Page) => Promise<Paged<Row>>,
  count: ((bound: number) => Promise<Count>) | null,
  rows: readonly Row[],
  engine: { slow?: boolean } = {},
): Promise<void> {
  const whole = await list(all);
  expect(whole.rows.map(({ row }) => row)).toEqual(rows);
  expect(whole.more).toBe(false);
  for (const first of tried(engine, [1, rows.length, 3]).filter((size) => size > 0 && rows.length / size < 40)) {
    const paged: Paged<Row>['rows'] = [];
    for (let more = true; more;) {
      const page = await list({ first, after: paged.at(-1)?.key ?? null });
      expect(page.rows.length).toBeLessThanOrEqual(first);
      paged.push(...page.rows);
      expect(page.more).toBe(paged.length < rows.length);
      ({ more } = page);
    }
    expect(paged).toEqual(whole.rows);
    const backwards: Paged<Row>['rows'] = [];
    for (let more = true; more;) {
      const page = await list({ last: first, before: backwards[0]?.key ?? null });
      expect(page.rows.length).toBeLessThanOrEqual(first);
      backwards.unshift(...page.rows);
      expect(page.more).toBe(backwards.length < rows.length);
      ({ more } = page);
    }
    expect(backwards).toEqual(whole.rows);
  }
  for (const bound of tried(engine, [1, rows.length + 1, 10_000, rows.length - 1, rows.length]).filter(
    (each) => each > 0,
  )) {
    if (count !== null) expect(await count(bound)).toEqual(countedUpTo(bound, rows.length));
  }
}

export function lists(engine: EngineWith<Rows>): void {
  const reference = referenceReadModel(saves);
  const folder = openFolder();
  let reader: Rows;
  beforeAll(async () => {
    ({ reader } = await openModel(engine, folder));
  });
  afterAll(() => folder.leave());

  /** At ends of saves and between them, with nothing filtered and with some filters that change from place to place. */
  async function everywhere<Filter>(
    filters: (turn: number) => Filter[],
    ask: (filter: Filter, at: Position) => unknown,
  ) {
    for (const [turn, position] of tried(engine, spread(positions, 92)).entries()) {
      for (const filter of filters(turn)) await ask(filter, position);
    }
  }

  describe('the list of budgets', () => {
    it.each(budgetOrders)('holds those that match, each as its last save by then left it, in the order %s', (order) =>
      everywhere(
        (turn) => [{}, ...draw(budgetsFilters(ids), turn, 2)],
        (filter, at) =>
          expectList(
            (page) => reader.budgets(filter, order, at, page),
            (bound) => reader.countBudgets(filter, at, bound),
            reference.budgets(filter, at, order),
            engine,
          ),
      ),
    );

    it('has the exact sums of those that match', () =>
      everywhere(
        (turn) => [{}, ...draw(budgetsFilters(ids), turn, 3)],
        async (filter, at) => expect(await reader.budgetTotals(filter, at)).toEqual(reference.budgetTotals(filter, at)),
      ));
  });

  describe('the list of projects', () => {
    it.each(orders)('holds the rows of the position that match, in the order %s', (order) =>
      everywhere(
        (turn) => [{}, ...draw(projectsFilters(ids), turn, 3)],
        (filter, at) =>
          expectList(
            (page) => reader.projects(filter, order, at, page),
            (bound) => reader.countProjects(filter, at, bound),
            reference.projects(filter, order, at),
            engine,
          ),
      ),
    );

    it('takes every member of a filter by itself', async () => {
      const at = positions.at(-1) as Position;
      const project = reference.projects({}, 'PLACE_ASC', at).at(-1);
      const { budgetId = '', unitKey = '', fiscalYear = 0, fundUserId = '', name = '' } = project ?? {};
      const members: ProjectFilter[] = [
        { budgetIds: [budgetId] },
        { units: [unitKey] },
        { fiscalYears: [fiscalYear] },
        { fundUserIds: [fundUserId] },
        { text: name.slice(1, 3), textIn: ['NAME'] },
        { fundedBy: ['fiscalAppropriation'] },
        { fundedBy: ['specialAccount'] },
        { fundedBy: ['other'] },
        { total: { min: '300' } },
        { total: { max: '300.000' } },
        { funding: { other: { min: '1' } } },
        { hasTargets: true },
        { hasTargets: false },
        { funding: { specialAccount: { max: '0' } } },
        { text: project?.goal.slice(2, 8) ?? '', textIn: ['GOAL'] },
        { status: 'ACTIVE' },
        { status: 'WITHDRAWN' },
      ];
      const every = reference.projects({}, 'PLACE_ASC', at).length;
      for (const filter of members) {
        const rows = reference.projects(filter, 'PLACE_ASC', at);
        expect([filter, rows.length > 0 && (rows.length < every || 'status' in filter)]).toEqual([filter, true]);
        expect((await reader.projects(filter, 'PLACE_ASC', at, all)).rows.map(({ row }) => row)).toEqual(rows);
      }
    });

    it('compares totals as numbers, however they are written', async () => {
      const at = positions.at(-1) as Position;
      const totals = [...new Set(reference.projects({}, 'PLACE_ASC', at).map(({ total }) => total))];
      expect(totals.length).toBeGreaterThan(5);
      for (const total of tried(engine, totals)) {
        const [whole = '', fraction = ''] = total.split('.');
        const written = [whole, `${whole}.${fraction.padEnd(9, '0')}`, `000${total}`, `${whole}.${fraction}1`];
        for (const bound of written) {
          for (const filter of [
            { total: { min: bound } },
            { total: { max: bound } },
            { total: { min: total, max: bound } },
          ]) {
            const rows = reference.projects(filter, 'TOTAL_ASC', at);
            expect((await reader.projects(filter, 'TOTAL_ASC', at, all)).rows.map(({ row }) => row)).toEqual(rows);
          }
        }
      }
    });

    it('takes the letters of a name as they are, and no pattern', async () => {
      const at = positions.at(-1) as Position;
      const textIn = ['NAME'] as const;
      for (const text of ['%', '_', "'", '"', '\\', '*', '?', '[', ']', '^', '-', '.', '$']) {
        const { rows } = await reader.projects({ text, textIn }, 'PLACE_ASC', at, all);
        expect([text, rows]).toEqual([text, []]);
      }
      const found = async (text: string, exact: boolean) =>
        (await reader.projects({ text, textIn, exact }, 'PLACE_ASC', at, all)).rows.length;
      expect(await found('it', true)).toBe(0);
      expect(await found('IT', true)).toBeGreaterThan(0);
      for (const text of ['IT', 'it', 'ＩＴ', 'ｉt']) expect(await found(text, false)).toBe(await found('IT', true));
    });
  });

  describe('the list of indicators', () => {
    it.each(indicatorOrders)('holds the rows of the position that match, in the order %s', (order) =>
      everywhere(
        (turn) => [{}, ...draw(indicatorsFilters(ids), turn, 3)],
        (filter, at) =>
          expectList(
            (page) => reader.indicators(filter, order, at, page),
            (bound) => reader.countIndicators(filter, at, bound),
            reference.indicators(filter, order, at),
            engine,
          ),
      ),
    );

    it('takes every member of a filter by itself', async () => {
      const at = positions.at(-1) as Position;
      const [row] = reference.indicators({}, 'PLACE_ASC', at);
      const { budgetId = '', projectId = '', unitKey = '', fiscalYear = 0, level2 = '', name = '' } = row ?? {};
      const members: IndicatorFilter[] = [
        { budgetIds: [budgetId] },
        { projectIds: [projectId] },
        { units: [unitKey] },
        { fiscalYears: [fiscalYear] },
        { level2Codes: [level2] },
        { level1Codes: [level2.slice(0, 1)] },
        { text: name.slice(1), textIn: ['NAME'] },
        { text: '95', textIn: ['CYCLE_TARGET', 'ANNUAL_TARGET'] },
        { annualTarget: { min: '90', max: '100', measure: '%' } },
        { cycleTarget: { measure: '%' } },
        { hasEqualTargets: true },
        { hasEqualTargets: false },
        { takenOver: true },
        { takenOver: false },
        { status: 'WITHDRAWN' },
        { kinds: ['QUANTITATIVE'] },
        { kinds: ['QUALITATIVE'] },
      ];
      const every = reference.indicators({}, 'PLACE_ASC', at).length;
      for (const filter of members) {
        const rows = reference.indicators(filter, 'PLACE_ASC', at);
        expect([filter, rows.length > 0 && (rows.length < every || 'status' in filter)]).toEqual([filter, true]);
        expect((await reader.indicators(filter, 'PLACE_ASC', at, all)).rows.map(({ row: each }) => each)).toEqual(rows);
      }
    });
  });
}
