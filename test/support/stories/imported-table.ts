import type { BudgetCommand } from '../../../events/budget/budget.commands.js';
import { decideByEdit } from '../../../events/budget/budget.decide.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import { evolve } from '../../../events/budget/budget.evolve.js';
import type { BudgetState, OpenBudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget, byPlace } from '../../../events/budget/budget.state.js';
import { defaultTaxonomy } from '../../../events/taxonomy.js';
import type { SourcedEvent } from '../../../src/app/command-lanes.js';
import type { Mapping } from '../../../src/app/import/match-rows.js';
import { planImport } from '../../../src/app/import/plan-import.js';
import type { ImportPlan } from '../../../src/app/import/import-plan.js';
import { rowsRestored } from '../../../src/app/import/import-plan.js';
import type { TableModel } from './table-model.js';
import { documentOf } from './table-model.js';
import { anyone } from '../given-when-then/budget-builders.js';

export interface Imported {
  plan: ImportPlan;
  events: BudgetEvent[];
  /** The events, each with the line that it comes from. */
  facts: SourcedEvent[];
  /** Once the events have happened. */
  state: OpenBudgetState;
}

let rows = 0;
const newId = () => `row-${(rows += 1)}`;

export function planned(table: TableModel, state: BudgetState, mapping: Mapping = new Map()): ImportPlan {
  return planImport(documentOf(table), state, { mapping, newId });
}

/** Imports a table over what is there, rows without a partner left as they are. */
export function imported(
  table: TableModel,
  before: BudgetState = absentBudget,
  mapping: Mapping = new Map(),
): Imported {
  const plan = planned(table, before, mapping);
  const edits = plan.edits.map(({ edit }) => edit);
  const about = { budgetId: 'budget-1', unitKey: 'unit-1', fiscalYear: 2024, taxonomy: defaultTaxonomy };
  const command: BudgetCommand =
    before.status === 'absent'
      ? { type: 'OpenBudget', by: anyone, ...about, name: table.unitName, edits }
      : {
          type: 'EditBudget',
          by: anyone,
          budgetId: before.budgetId,
          expectedVersion: null,
          edits,
          restoring: rowsRestored(edits),
        };
  const facts = decideByEdit(command, before).flatMap(({ edit, events }): SourcedEvent[] => {
    const line = edit === null ? null : (plan.edits[edit]?.line ?? null);
    return events.map((event) => ({ event, source: { kind: 'import', fileName: '表.txt', sha256: '', line } }));
  });
  const events = facts.map(({ event }) => event);
  const stamp = { version: before.version + 1, actorId: 'finance', recordedAt: '2024-03-01T08:00:00.000Z' };
  const after = events.reduce<BudgetState>((state, event) => evolve(state, event, stamp), before);
  return { plan, events, facts, state: after as OpenBudgetState };
}

/** The table that a budget shows: rows in force, in printed order. */
export function tableOf(state: OpenBudgetState): TableModel {
  const projects = inForce(state.projects.values());
  return {
    unitName: state.name,
    fundUsers: inForce(state.fundUsers.values()).map(({ id, name, declared }) => ({
      name,
      declared,
      projects: projects
        .filter((row) => row.fundUserId === id)
        .map((row) => ({
          name: row.name,
          declaredTotal: row.declaredTotal,
          funding: row.funding,
          goal: row.goal,
          indicators: inForce(row.indicators.values()).map(({ level2, name: level3, cycleTarget, annualTarget }) => ({
            level2,
            name: level3,
            cycleTarget,
            annualTarget,
          })),
        })),
    })),
  };
}

function inForce<Row extends { id: string; place: string; withdrawn: boolean }>(all: Iterable<Row>): Row[] {
  return [...all].filter((row) => !row.withdrawn).sort(byPlace);
}

/** Id of the one row of that name, in force or not. */
export function idOf(state: OpenBudgetState, name: string): string {
  const indicators = [...state.projects.values()].flatMap((project) => [...project.indicators.values()]);
  const all = [...state.fundUsers.values(), ...state.projects.values(), ...indicators];
  const [row, ...others] = all.filter((each) => each.name === name);
  if (row === undefined || others.length > 0) throw new Error(`not exactly one row is named ${name}`);
  return row.id;
}
