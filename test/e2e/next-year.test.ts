import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  Budget,
  BudgetPayload,
  Comparison,
  Mutation,
  MutationName,
  Project,
} from '../support/clients/contract.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

const projectRows = `id lineage name funding { total } indicators { id lineage name annualTarget { text } }`;

/** What a mutation is answered, whichever it is. */
type Answers = Record<string, Mutation[MutationName]>;

let ledger: RunningLedger;
/** The real table of 2024, and of 2025 as it was opened from it. */
let year: Budget;
let opened: BudgetPayload;
beforeAll(async () => {
  ledger = await startLedger();
  year = (
    await ledger.data(`{ budgets { nodes { id unit contentHash totals { total }
    fundUsers { id name } projects { nodes { ${projectRows} } } } } }`)
  ).budgets.nodes[0];
  opened = await open({ fiscalYear: 2025, reason: '2025 年预算', commandId: 'open-2025' });
});
afterAll(cleanUp);

async function open(input: object): Promise<BudgetPayload> {
  const from = { budgetId: year.id, at: { version: 1 } };
  const { openBudget } = await ledger.data(
    `mutation($input: OpenBudgetInput!) { openBudget(input: $input) { version position
      budget { id name fiscalYear contentHash openedFrom { budgetId version contentHash } totals { total }
        fundUsers { id lineage name declaredTotals { total } } projects(first: 100) { nodes { ${projectRows} } } }
      userErrors { code argument message messageEn } } }`,
    { input: { unit: year.unit, from, ...input } },
  );
  return openBudget;
}

async function save(mutation: string): Promise<void> {
  const [answer] = Object.values(await ledger.data<Answers>(`mutation { ${mutation} { userErrors { message } } }`));
  expect(answer?.userErrors).toEqual([]);
}

const compare = `query($from: PointInput!, $to: PointInput!) { compare(from: $from, to: $to) {
  identical totalsFrom { total } totalsTo { total }
  stats { rows { added removed modified renamed moved } cells strengthened weakened }
  rows(first: 100) { nodes { entityId entityKind kind matchedBy entityName projectName
    cells { path before after delta effect lastChange { reason version } } } } } }`;

async function compared(from: object, to: object): Promise<Comparison> {
  return (await ledger.data(compare, { from, to })).compare;
}

it('equal targets are told of projects that are known to run for years: those taken over, and no others', async () => {
  const equal = async (takenOver: boolean) => {
    const filter = { hasEqualTargets: true, takenOver };
    const asked = `query($filter: IndicatorFilter) { indicators(filter: $filter, first: 500) {
      nodes { lineage budget { fiscalYear } cycleTarget { text } annualTarget { text } } } }`;
    return (await ledger.data(asked, { filter })).indicators.nodes;
  };
  const over = await equal(true);
  const first = await equal(false);
  expect(over.length).toBeGreaterThan(10);
  expect(over.every(({ lineage, budget }) => lineage !== null && budget.fiscalYear === 2025)).toBe(true);
  expect(first.every(({ lineage, budget }) => lineage === null && budget.fiscalYear === 2024)).toBe(true);
  expect(over.map(({ annualTarget }) => annualTarget.text)).toEqual(first.map(({ annualTarget }) => annualTarget.text));
  for (const { cycleTarget, annualTarget } of over) expect(cycleTarget.text).toBe(annualTarget.text);
});

describe('the real table of the next year', () => {
  it('is the one of this year, under new ids, each row with its lineage', async () => {
    const { budget, version, userErrors } = opened;
    expect({ version, userErrors }).toEqual({ version: 1, userErrors: [] });
    expect(budget).toMatchObject({
      name: '广州市越秀区商务局(本级)',
      fiscalYear: 2025,
      totals: { total: '21926.04' },
      openedFrom: { budgetId: year.id, version: 1, contentHash: year.contentHash },
      fundUsers: [{ lineage: year.fundUsers[0].id, declaredTotals: { total: '21926.04' } }],
    });
    const earlier = year.projects.nodes.map(({ id, indicators, ...row }) => {
      return {
        ...row,
        lineage: id,
        indicators: indicators.map(({ id: lineage, ...cells }) => ({ ...cells, lineage })),
      };
    });
    const now = budget.projects.nodes.map(({ id: _id, indicators, ...row }) => {
      return { ...row, indicators: indicators.map(({ id: _own, ...cells }) => cells) };
    });
    expect(now).toEqual(earlier);
    const ids = (nodes: Project[]) => nodes.flatMap(({ id, indicators }) => [id, ...indicators.map((row) => row.id)]);
    const all = [...ids(year.projects.nodes), ...ids(budget.projects.nodes)];
    expect(new Set(all).size).toBe(2 * 95);
    expect(await compared({ budgetId: year.id }, { budgetId: budget.id })).toMatchObject({ identical: true });
  });

  it('is opened once: the same command has the same answer, another one is refused', async () => {
    const again = await open({ fiscalYear: 2025, reason: '2025 年预算', commandId: 'open-2025' });
    expect(again).toEqual(opened);
    const { userErrors, version } = await open({ fiscalYear: 2025 });
    expect(version).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'ALREADY_EXISTS', argument: ['input', 'unit'] }]);
  });

  it('is not opened from what is not there, and says where and what to do', async () => {
    for (const [from, code, argument] of [
      [{ budgetId: 'nothing' }, 'INVALID_ID', ['input', 'from', 'budgetId']],
      [{ budgetId: year.id, at: { version: 7 } }, 'NOT_FOUND', ['input', 'from', 'at', 'version']],
      [{ budgetId: year.id, at: { date: '2199-01-01' } }, 'FUTURE_TIME', ['input', 'from', 'at', 'date']],
    ]) {
      const { userErrors } = await open({ fiscalYear: 2026, from });
      expect(userErrors).toMatchObject([{ code, argument }]);
    }
    const { budgets } = await ledger.data('{ budgets { nodes { fiscalYear } } }');
    expect(budgets.nodes.map((budget) => budget.fiscalYear)).toEqual([2025, 2024]);
  });

  it('is compared with this year row by row: edited, renamed, added and withdrawn rows, and no others', async () => {
    const { id: budgetId, fundUsers, projects } = opened.budget;
    const [first, second, third] = projects.nodes;
    await save(
      `reviseFunding(input: { projectId: "${first.id}", funding: { fiscalAppropriation: "70.00" }, reason: "增人" })`,
    );
    await save(
      `reviseIndicator(input: { indicatorId: "${first.indicators[1].id}", annualTarget: "≥12", reason: "增人" })`,
    );
    await save(`renameProject(input: { projectId: "${second.id}", name: "外贸专项" })`);
    await save(
      `addProject(input: { fundUserId: "${fundUsers[0].id}", name: "新项目", goal: "开展工作。", place: { first: true } })`,
    );
    await save(`withdrawProject(input: { projectId: "${third.id}" })`);
    const found = await compared({ budgetId: year.id }, { budgetId });
    const gone = third.indicators.length;
    expect(found).toMatchObject({
      totalsFrom: { total: '21926.04' },
      stats: { rows: { added: 1, removed: 1 + gone, modified: 2, renamed: 1, moved: 0 }, strengthened: 1, weakened: 0 },
    });
    const [added, funding, target, renamed, removed, ...below] = found.rows.nodes;
    expect(added).toMatchObject({ kind: 'ADDED', matchedBy: 'NONE', entityName: '新项目' });
    expect(funding).toMatchObject({
      entityId: first.id,
      kind: 'MODIFIED',
      matchedBy: 'LINEAGE',
      cells: [
        {
          path: 'funding.fiscalAppropriation',
          before: '64.70',
          after: '70.00',
          delta: '5.30',
          lastChange: { reason: '增人', version: 2 },
        },
      ],
    });
    expect(target).toMatchObject({
      entityId: first.indicators[1].id,
      matchedBy: 'LINEAGE',
      projectName: first.name,
      cells: [{ path: 'annualTarget', before: '≥10', after: '≥12', delta: '2', effect: 'STRENGTHENED' }],
    });
    expect(renamed).toMatchObject({
      entityId: second.id,
      kind: 'RENAMED',
      matchedBy: 'LINEAGE',
      cells: [{ path: 'name', before: second.name, after: '外贸专项' }],
    });
    expect(removed).toMatchObject({
      entityId: third.lineage,
      kind: 'REMOVED',
      matchedBy: 'NONE',
      entityName: third.name,
    });
    expect(below.map(({ entityKind, kind }) => [entityKind, kind])).toEqual(
      Array.from({ length: gone }, () => ['INDICATOR', 'REMOVED']),
    );
    const back = await compared({ budgetId }, { budgetId: year.id });
    expect(back.stats.rows).toEqual({ added: 1 + gone, removed: 1, modified: 2, renamed: 1, moved: 0 });
  });

  it('tells the lineage of any row by its id, of a withdrawn one, too', async () => {
    const { lineage, id, indicators } = opened.budget.projects.nodes[2];
    const asked = await ledger.data(
      `query($id: ID!, $indicator: ID!, $fundUser: ID!) { project(id: $id) { status lineage }
        indicator(id: $indicator) { status lineage } node(id: $fundUser) { ... on FundUser { lineage } } }`,
      { id, indicator: indicators[0].id, fundUser: opened.budget.fundUsers[0].id },
    );
    expect(asked).toEqual({
      project: { status: 'WITHDRAWN', lineage },
      indicator: { status: 'WITHDRAWN', lineage: indicators[0].lineage },
      node: { lineage: year.fundUsers[0].id },
    });
    expect(year.projects.nodes.every((row) => row.lineage === null)).toBe(true);
  });
});
