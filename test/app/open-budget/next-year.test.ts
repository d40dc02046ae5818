import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import { budgetIdOf } from '../../../events/identity.js';
import type { BudgetView, CommandAnswer, Done, OpenBudgetRequest, BudgetAt } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { ledgerIn, request } from '../../support/ledgers/ledger.js';
import { eventStore } from '../../support/ledgers/pair.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { reader } from '../../support/ledgers/reader.js';

const folder = openFolder();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await ledgerIn(folder);
  await opened({ unitKey: '甲局', fiscalYear: 2024, name: '甲局（本级）' });
  await edit(
    { type: 'AddFundUser', fundUserId: 'own', name: '本级', declared: { total: '21,926.04' } },
    { type: 'AddFundUser', fundUserId: 'centre', name: '中心', declared: {} },
    addProject('second', 'centre', 2),
    addProject('first', 'own', 1),
    addProject('gone', 'own', 1),
    addProject('large', 'own', 400),
  );
  await edit(
    { type: 'WithdrawProject', projectId: 'gone' },
    { type: 'WithdrawIndicator', indicatorId: 'second-2' },
    { type: 'MoveProject', projectId: 'large', after: null },
  );
});
afterAll(() => folder.leave());

const year = budgetIdOf('甲局', 2024);

function addProject(projectId: string, fundUserId: string, indicators: number): BudgetEdit {
  return {
    type: 'AddProject',
    projectId,
    fundUserId,
    name: projectId,
    goal: `${projectId} 的目标。`,
    funding: { fiscalAppropriation: '64.70', other: '1' },
    declaredTotal: '65.70',
    indicators: Array.from({ length: indicators }, (_, index) => ({
      indicatorId: `${projectId}-${index + 1}`,
      level2: '11',
      name: `指标${index + 1}`,
      cycleTarget: '≥10',
      annualTarget: '完成全年各项培训、宣传与调研工作，服务对象满意',
    })),
  };
}

type Wanted = Partial<OpenBudgetRequest> & Pick<OpenBudgetRequest, 'unitKey' | 'fiscalYear'>;

function open(wanted: Wanted): Promise<CommandAnswer> {
  return ledger.services.commands.openBudget({ ...request(), name: null, taxonomy: null, ...wanted });
}

async function opened(wanted: Wanted): Promise<Done> {
  const answer = await open(wanted);
  if (answer.refused) throw answer.refusals[0] ?? new Error('refused');
  return answer.done;
}

function edit(...edits: BudgetEdit[]): Promise<void> {
  return editIn(year, edits);
}

async function editIn(budgetId: string, edits: BudgetEdit[]): Promise<void> {
  const of = { budgetId };
  const answer = await ledger.services.commands.edit({ ...request(), of, expectedVersion: null, edits });
  if (answer.refused) throw answer.refusals[0] ?? new Error('refused');
}

async function budgetOf(budgetId: string): Promise<BudgetView> {
  const { queries } = ledger.services;
  return (await queries.budget(budgetId, { caller: reader, at: null, head: await queries.head(null) })) as BudgetView;
}

/** Its rows in printed order, without ids. */
async function rowsOf(budgetId: string) {
  const { queries } = ledger.services;
  const budget = await budgetOf(budgetId);
  const { edges } = await queries.projectsOf(budget, {}, { first: 100, after: null });
  const fundUsers = await queries.fundUsers(budget);
  return {
    fundUsers: fundUsers.map(({ name, declaredTotals }) => ({ name, declaredTotals })),
    projects: edges.map(({ node: { name, funding, declaredTotal, goal, indicators, fundUserId } }) => ({
      name,
      funding,
      declaredTotal,
      goal,
      under: fundUsers.find(({ id }) => id === fundUserId)?.name,
      indicators: indicators.map(({ level2, name: level3, cycleTarget, annualTarget }) => {
        return { level2: level2.code, name: level3, cycleTarget, annualTarget };
      }),
    })),
  };
}

describe('a budget that is opened from an earlier table', () => {
  it('says what that one says, in its order, without what was withdrawn, each row with its lineage', async () => {
    const { budgetId, version } = await opened({
      unitKey: '甲局',
      fiscalYear: 2025,
      from: { budgetId: year, at: null },
    });
    const before = await budgetOf(year);
    const after = await budgetOf(budgetId);
    expect(await rowsOf(budgetId)).toEqual(await rowsOf(year));
    expect(after).toMatchObject({
      name: '甲局（本级）',
      unit: '甲局',
      fiscalYear: 2025,
      totals: before.totals,
      openedFrom: { budgetId: year, version: 3, contentHash: before.contentHash },
    });
    expect([version, before.openedFrom]).toEqual([1, null]);
    const { queries } = ledger.services;
    const { edges } = await queries.projectsOf(after, {}, { first: 100, after: null });
    expect(edges.map(({ node }) => node.lineage)).toEqual(['large', 'first', 'second']);
    expect(edges[0]?.node.indicators.map(({ lineage }) => lineage)).toEqual(
      Array.from({ length: 400 }, (_, index) => `large-${index + 1}`),
    );
    const fundUsers = await queries.fundUsers(after);
    expect(fundUsers.map(({ id, lineage }) => [id === lineage, lineage])).toEqual([
      [false, 'own'],
      [false, 'centre'],
    ]);
  });

  it('keeps the lineage of its rows while they are withdrawn', async () => {
    const { budgetId } = await opened({ unitKey: '丙局', fiscalYear: 2025, from: { budgetId: year, at: null } });
    const { commands, queries } = ledger.services;
    const budget = await budgetOf(budgetId);
    const [, first, second] = (await queries.projectsOf(budget, {}, { first: 9, after: null })).edges;
    const indicatorId = first?.node.indicators[0]?.id ?? '';
    const projectId = second?.node.id ?? '';
    const fundUserId = second?.node.fundUserId ?? '';
    const edits: BudgetEdit[] = [
      { type: 'WithdrawIndicator', indicatorId },
      { type: 'WithdrawProject', projectId },
      { type: 'WithdrawFundUser', fundUserId },
    ];
    await commands.edit({ ...request(), of: { budgetId }, expectedVersion: null, edits });
    const reading = { caller: reader, at: null, head: await queries.head(null) };
    expect(await queries.indicator(indicatorId, reading)).toMatchObject({ status: 'WITHDRAWN', lineage: 'first-1' });
    expect(await queries.project(projectId, reading)).toMatchObject({ status: 'WITHDRAWN', lineage: 'second' });
    expect(await queries.node(fundUserId, reading)).toMatchObject({
      fundUser: { status: 'WITHDRAWN', lineage: 'centre' },
    });
  });

  it('takes the table over as it was at the version that is named', async () => {
    const at = { version: 2 };
    const { budgetId } = await opened({
      unitKey: '甲局',
      fiscalYear: 2026,
      name: '新局',
      from: { budgetId: year, at },
    });
    const { projects } = await rowsOf(budgetId);
    expect(projects.map(({ name }) => name)).toEqual(['first', 'gone', 'large', 'second']);
    expect(await budgetOf(budgetId)).toMatchObject({ name: '新局', openedFrom: { budgetId: year, version: 2 } });
  });

  it('is opened once, whatever happened to the earlier table before the command is repeated', async () => {
    const wanted = { unitKey: '乙局', fiscalYear: 2025, commandId: 'once', from: { budgetId: year, at: null } };
    const first = await opened(wanted);
    await edit({ type: 'ReviseGoal', projectId: 'first', goal: '另一目标。' });
    const again = await opened(wanted);
    expect(again).toMatchObject({ repeated: true, position: first.position, version: 1 });
    expect(again.events).toEqual(first.events);
  });
});

describe('opening a budget from a table', () => {
  const unknown: [string, BudgetAt, string, string[]][] = [
    ['an unknown budget', { budgetId: 'nothing', at: null }, 'NOT_FOUND', ['from', 'budgetId']],
    ['an unknown version', { budgetId: year, at: { version: 99 } }, 'NOT_FOUND', ['from', 'at', 'version']],
    ['no version', { budgetId: year, at: { version: 0 } }, 'NOT_FOUND', ['from', 'at', 'version']],
    ['a future time', { budgetId: year, at: { time: '2199-01-01T00:00:00Z' } }, 'FUTURE_TIME', ['from', 'at', 'time']],
    ['a future date', { budgetId: year, at: { date: '2199-01-01' } }, 'FUTURE_TIME', ['from', 'at', 'date']],
    ['a time before it was', { budgetId: year, at: { date: '2001-01-01' } }, 'NOT_FOUND', ['from', 'budgetId']],
    ['an unknown seal', { budgetId: year, at: { sealId: 'nothing' } }, 'NOT_FOUND', ['from', 'at', 'sealId']],
    ['no point', { budgetId: year, at: {} }, 'INVALID_INPUT', ['from', 'at']],
    ['a draft', { budgetId: year, at: { draft: { id: 'draft' } } }, 'INVALID_INPUT', ['from', 'at', 'draft']],
  ];
  it.each(unknown)('at %s is refused with the place, and nothing is stored', async (_what, from, code, argument) => {
    const head = await ledger.store.head();
    const answer = await open({ unitKey: '丁局', fiscalYear: 2025, from });
    expect(answer).toMatchObject({ refused: true, refusals: [{ code, argument }] });
    expect(await ledger.store.head()).toBe(head);
  });

  it('that has the same unit and year is refused: that budget exists', async () => {
    const head = await ledger.store.head();
    const answer = await open({ unitKey: '甲局', fiscalYear: 2024, from: { budgetId: year, at: null } });
    expect(answer).toMatchObject({ refusals: [{ code: 'ALREADY_EXISTS', argument: ['unit'], entityId: year }] });
    expect(await ledger.store.head()).toBe(head);
  });

  it('under a taxonomy that lacks its classes is refused at the taxonomy', async () => {
    const head = await ledger.store.head();
    await edit({ type: 'ReviseIndicator', indicatorId: 'first-1', level2: '14' });
    const before = await ledger.store.head();
    const answer = await open({
      unitKey: '丁局',
      fiscalYear: 2025,
      taxonomy: 'cn-2021',
      from: { budgetId: year, at: null },
    });
    expect(answer).toMatchObject({ refusals: [{ code: 'UNKNOWN_CLASS', argument: ['taxonomy'] }] });
    expect(await ledger.store.head()).toBe(before);
    expect(before).not.toBe(head);
  });
});

/** KurrentDB as it is shipped takes no save of more than 1 MiB. */
const projects = eventStore === 'kurrentdb' ? 250 : 1_000;

describe('a table of thousands of rows', () => {
  it('is taken over in one save', async () => {
    const big = await opened({ unitKey: '大局', fiscalYear: 2024 });
    const edits: BudgetEdit[] = [
      { type: 'AddFundUser', fundUserId: 'all', name: '本级', declared: {} },
      ...Array.from({ length: projects }, (_, index) => addProject(`p${index}`, 'all', 3)),
    ];
    await editIn(big.budgetId, edits);
    const next = await opened({ unitKey: '大局', fiscalYear: 2025, from: { budgetId: big.budgetId, at: null } });
    expect([next.version, next.events.length]).toEqual([1, projects + 2]);
    const { queries } = ledger.services;
    const reading = { caller: reader, at: null, head: await queries.head(null) };
    const comparison = await queries.compare(
      { budgetId: big.budgetId, at: null },
      { budgetId: next.budgetId, at: null },
      reading,
    );
    expect(await comparison.identical()).toBe(true);
  });
});
