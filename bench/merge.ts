import type { BudgetEdit } from '../events/budget/budget.commands.js';
import { decide } from '../events/budget/budget.decide.js';
import type { BudgetEvent } from '../events/budget/budget.events.js';
import { evolve } from '../events/budget/budget.evolve.js';
import type { BudgetState, OpenBudgetState } from '../events/budget/budget.state.js';
import { absentBudget } from '../events/budget/budget.state.js';
import { projectDocument } from '../projections/documents.js';
import { mergeTables } from '../projections/merge/merge.js';
import { tableRows } from '../projections/merge/table-rows.js';
import type { Figure } from './support/measure.js';
import { measureInTurn, milliseconds } from './support/measure.js';

const by = { role: 'finance', actorId: 'finance', onBehalfOf: null, unit: null };

const changed = 1_000;
const budgetId = 'budget-1';

/** A thousand cells that a branch changed, merged into a budget that changed as many others, and decided as one save. */
export async function merge(): Promise<Figure[]> {
  const small = branchesOf(1_000);
  const large = branchesOf(10_000);
  const ms = await measureInTurn({ small: () => mergeAndDecide(small), large: () => mergeAndDecide(large) }, 60);
  return [
    {
      name: 'merging 1,000 changed cells, 10,000 projects × 5 ÷ 1,000 × 5',
      value: ms.large / ms.small,
      bound: '≤ 1.3',
      detail: `${milliseconds(ms.large)} and ${milliseconds(ms.small)}, in memory, ${changed} projects differ`,
    },
  ];
}

interface Branches {
  base: OpenBudgetState;
  ours: OpenBudgetState;
  theirs: OpenBudgetState;
  /** Of the projects in which they differ. */
  ids: readonly string[];
}

/** Both branches edit the same projects, spread over the whole table. */
function branchesOf(projects: number): Branches {
  const base = newBudget(projects);
  const ids = Array.from({ length: changed }, (_, number) => `p-${number * (projects / changed)}`);
  const on = (edits: BudgetEdit[]) =>
    after(base, decide({ type: 'EditBudget', by, budgetId, expectedVersion: null, edits }, base));
  return {
    base,
    ids,
    ours: on(ids.map((projectId) => ({ type: 'ReviseGoal', projectId, goal: '扩建。' }))),
    theirs: on(ids.map((projectId) => ({ type: 'ReviseFunding', projectId, funding: { other: '2.50' } }))),
  };
}

function newBudget(projects: number): OpenBudgetState {
  const indicators = (number: number) =>
    ['11', '12', '13', '21', '31'].map((level2) => ({
      indicatorId: `i-${number}-${level2}`,
      level2,
      name: '指标',
      cycleTarget: '≥90%',
      annualTarget: '≥85%',
    }));
  const edits: BudgetEdit[] = [
    { type: 'AddFundUser', fundUserId: 'f', name: '医院', declared: {} },
    ...Array.from({ length: projects }, (_, number): BudgetEdit => {
      const content = { funding: { other: '1.00' }, goal: '完成。', indicators: indicators(number) };
      return { type: 'AddProject', projectId: `p-${number}`, fundUserId: 'f', name: `项目${number}`, ...content };
    }),
  ];
  const command = { budgetId, unitKey: '卫生局', name: '卫生局', fiscalYear: 2024, taxonomy: 'cn-2020', edits };
  return after(absentBudget, decide({ type: 'OpenBudget', by, ...command }, absentBudget));
}

function after(before: BudgetState, events: readonly BudgetEvent[]): OpenBudgetState {
  const stamp = { version: before.version + 1, actorId: 'finance', recordedAt: '2024-01-01T00:00:00.000Z' };
  return events.reduce((state, event) => evolve(state, event, stamp), before) as OpenBudgetState;
}

function mergeAndDecide({ base, ours, theirs, ids }: Branches): void {
  const rows = (budget: OpenBudgetState) => {
    const projects = ids.flatMap((id) => budget.projects.get(id) ?? []);
    return tableRows({ id: budgetId, name: budget.name }, projects.map(projectDocument));
  };
  const merge = mergeTables({ base: rows(base), ours: rows(ours), theirs: rows(theirs) }, []);
  if (merge.rows === null) throw new Error('there are conflicts');
  const command = { type: 'SetRows', by, budgetId, expectedVersion: null, rows: merge.rows } as const;
  const events = decide(command, ours);
  if (events.length !== changed) throw new Error(`${events.length} events, not ${changed}`);
}
