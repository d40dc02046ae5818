import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sumAmounts } from '../../events/money.js';
import type { Budget } from '../support/clients/contract.js';
import { mutate } from '../support/clients/mutate.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
let budget: Budget;

/** The real table, and one target of it that is lowered. */
beforeAll(async () => {
  ledger = await startLedger();
  budget = (
    await ledger.data(`{ budgets { nodes { entityId name unit totals { total other } fundUsers { entityId name }
      projects(first: 500) { nodes { fundUser { entityId } funding { total fiscalAppropriation other } goal
        indicators { entityId name level2 { code name } annualTarget { value measure } } } } } } }`)
  ).budgets.nodes[0];
  const indicatorId = indicators().find(({ name }) => name === '走访企业数量')?.entityId;
  const input = { indicatorId, annualTarget: '≥8', reason: '企业数量减少' };
  await mutate(ledger, 'reviseIndicator', input, 'userErrors { message }', { id: 'finance', role: 'finance' });
});
afterAll(cleanUp);

const projects = () => budget.projects.nodes;
const indicators = () => projects().flatMap((project) => project.indicators);

describe('the sums of all that match', () => {
  it('stand beside any page of projects, of all budgets and of one', async () => {
    const list = 'projects(filter: { total: { min: "100" } }, first: 2) { nodes { entityId } totals { total } }';
    const expected = sumAmounts(
      projects()
        .map(({ funding }) => funding.total)
        .filter((total) => Number(total) >= 100),
    );
    const { projects: all, budgets } = await ledger.data(`{ ${list} budgets { nodes { ${list} } } }`);
    for (const found of [all, budgets.nodes[0].projects]) {
      expect([found.nodes.length, found.totals.total]).toEqual([2, expected]);
    }
  });

  it('come by fund user, with its name, and add up to the table', async () => {
    const { projectTotals } = await ledger.data(
      '{ projectTotals(groupBy: FUND_USER) { projects totals { total } groups { key name projects totals { total } } } }',
    );
    expect(projectTotals.totals.total).toBe(budget.totals.total);
    expect(projectTotals.projects).toBe(projects().length);
    const expected = budget.fundUsers.map(({ entityId: key, name }) => {
      const own = projects().filter(({ fundUser }) => fundUser.entityId === key);
      return {
        key,
        name,
        projects: own.length,
        totals: { total: sumAmounts(own.map(({ funding }) => funding.total)) },
      };
    });
    const filled = expected.filter((group) => group.projects > 0).sort((one, other) => (one.key < other.key ? -1 : 1));
    expect(projectTotals.groups).toEqual(filled);
  });

  it('come by source, each with what comes from it alone', async () => {
    const { projectTotals } = await ledger.data(
      '{ projectTotals(groupBy: SOURCE, filter: { textIn: [GOAL], text: "企业" }) { groups { key projects totals { total other } } } }',
    );
    const own = projects().filter(({ goal }) => goal.includes('企业'));
    expect(own.length).toBeGreaterThan(0);
    const other = sumAmounts(own.map(({ funding }) => funding.other));
    expect(projectTotals.groups.map(({ key }) => key)).toEqual(['FISCAL_APPROPRIATION', 'OTHER', 'SPECIAL_ACCOUNT']);
    expect(projectTotals.groups[1]).toEqual({
      key: 'OTHER',
      projects: own.filter(({ funding }) => Number(funding.other) > 0).length,
      totals: { total: other, other },
    });
  });

  it('come by unit and by year, at any point', async () => {
    const { projectTotals } = await ledger.data(
      '{ projectTotals(groupBy: UNIT) { basis { position } groups { key name projects } } }',
    );
    expect(projectTotals.groups).toEqual([{ key: budget.unit, name: budget.name, projects: projects().length }]);
    const before = await ledger.data(
      `{ projectTotals(groupBy: FISCAL_YEAR, at: { position: "${projectTotals.basis.position}" }) { groups { key name projects } } }`,
    );
    expect(before.projectTotals.groups).toMatchObject([{ name: null, projects: projects().length }]);
  });
});

describe('the numbers of indicators', () => {
  it('come by class, with its name', async () => {
    const { indicatorCounts } = await ledger.data(
      '{ indicatorCounts(groupBy: LEVEL2) { indicators groups { key name indicators } } }',
    );
    expect(indicatorCounts.indicators).toBe(indicators().length);
    const classes = new Map(indicators().map(({ level2 }) => [level2.code, level2.name]));
    const expected = [...classes].sort().map(([key, name]) => {
      return { key, name, indicators: indicators().filter(({ level2 }) => level2.code === key).length };
    });
    expect(indicatorCounts.groups).toEqual(expected);
  });

  it('are of those that a filter finds: by a range of targets in the units of a family', async () => {
    const { indicatorCounts } = await ledger.data(
      '{ indicatorCounts(groupBy: KIND, filter: { annualTarget: { min: "0.9", max: "1" } }) { groups { key indicators } } }',
    );
    const found = indicators().filter(({ annualTarget: { value, measure } }) => {
      const scaled = Number(value) / (measure === '%' ? 100 : 1);
      return (measure === '%' || measure === null) && value !== null && scaled >= 0.9 && scaled <= 1;
    });
    expect(found.some(({ annualTarget: { measure } }) => measure === '%')).toBe(true);
    expect(indicatorCounts.groups).toEqual([{ key: 'QUANTITATIVE', indicators: found.length }]);
  });
});

describe('what became weaker between two points', () => {
  it.each(['FUND_USER', 'LEVEL1', 'LEVEL2'])('is counted by %s', async (by) => {
    const { compare } = await ledger.data(
      `query($id: ID!) { compare(from: { budgetId: $id, at: { version: 1 } }, to: { budgetId: $id }) {
        statsBy(groupBy: ${by}) { key name stats { weakened indicators { modified } cells } } } }`,
      { id: budget.entityId },
    );
    const lowered = projects().find((project) => project.indicators.some(({ name }) => name === '走访企业数量'));
    const level2 = lowered?.indicators.find(({ name }) => name === '走访企业数量')?.level2;
    const key = { FUND_USER: lowered?.fundUser.entityId, LEVEL1: level2?.code.slice(0, 1), LEVEL2: level2?.code }[by];
    const name = expect.stringMatching(/./);
    expect(compare.statsBy).toEqual([{ key, name, stats: { weakened: 1, indicators: { modified: 1 }, cells: 1 } }]);
  });
});
