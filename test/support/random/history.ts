import fc from 'fast-check';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import { evolve } from '../../../events/budget/budget.evolve.js';
import type { BudgetState, OpenBudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget, stampOf } from '../../../events/budget/budget.state.js';
import { budgetIdOf, budgetStream } from '../../../events/identity.js';
import { envelop } from '../../../events/record.js';
import { refusalsIn } from '../../../events/refusals.js';
import type { RecordedEvent } from '../../../events/upcast.js';
import type { EditSeed } from './edit-seeds.js';
import { editSeed, toEdit } from './edit-seeds.js';
import { anyone } from '../given-when-then/budget-builders.js';

/** One save as it was decided. */
export interface DecidedSave {
  budgetId: string;
  /** What opened the budget, or what edited it. */
  opens: { unitKey: string; name: string; fiscalYear: number; taxonomy: string } | null;
  edits: readonly BudgetEdit[];
  events: RecordedEvent[];
}

interface TurnSeed {
  budget: number;
  edits: EditSeed[];
  /** Milliseconds on the server's clock since the save before; it may have been set back. */
  passed: number;
  told: boolean;
}

export const budgetsOfHistories = [
  { unitKey: '甲单位', name: '甲单位（本级）', fiscalYear: 2023, taxonomy: 'cn-2020' },
  { unitKey: '乙单位', name: '乙单位', fiscalYear: 2024, taxonomy: 'cn-2021' },
  { unitKey: '甲单位', name: '甲单位', fiscalYear: 2024, taxonomy: 'cn-2020' },
] as const;

/** Histories of several budgets, save by save in ledger order; only what the rules allow is in them. */
export function histories(size: { budgets?: number; saves: number }): fc.Arbitrary<DecidedSave[]> {
  const turn: fc.Arbitrary<TurnSeed> = fc.record({
    budget: fc.nat({ max: (size.budgets ?? 2) - 1 }),
    edits: fc.array(editSeed, { minLength: 1, maxLength: 5, size: 'max' }),
    passed: fc.integer({ min: -2, max: 5 }),
    told: fc.boolean(),
  });
  return fc.array(turn, { minLength: Math.ceil(size.saves / 2), maxLength: size.saves, size: 'max' }).map(historyOf);
}

/** A history that is the same in every run of a test. */
export function sampleHistory(size: { budgets?: number; saves: number }, seed: number): DecidedSave[] {
  const [history = []] = fc.sample(histories(size), { seed, numRuns: 1 });
  return history;
}

/** What every budget begins with, so that the edits behind it have rows to be about. */
const firstContent: EditSeed[] = [
  ...[1, 3].map((text): EditSeed => ({ type: 'AddFundUser', row: 0, other: 4, text })),
  ...[2, 5, 7].map((text): EditSeed => ({ type: 'AddProject', row: text, other: 3, text })),
];

function historyOf(turns: readonly TurnSeed[]): DecidedSave[] {
  const states = new Map<number, BudgetState>();
  const revisions = new Map<number, number>();
  const saves: DecidedSave[] = [];
  let clock = Date.parse('2024-01-01T00:00:00.000Z');
  let events = 0;
  for (const seed of turns) {
    const opens = budgetsOfHistories[seed.budget % budgetsOfHistories.length] ?? budgetsOfHistories[0];
    const state = states.get(seed.budget) ?? absentBudget;
    const budgetId = budgetIdOf(opens.unitKey, opens.fiscalYear);
    const seeds = state.version === 1 ? [...firstContent, ...seed.edits] : seed.edits;
    const edits = state.status === 'open' ? allowedEdits(state, seeds, saves.length) : [];
    const facts =
      state.status === 'open'
        ? decide({ type: 'EditBudget', by: anyone, budgetId, expectedVersion: null, edits }, state)
        : decide({ type: 'OpenBudget', by: anyone, budgetId, ...opens, edits: [] }, state);
    if (facts.length === 0) continue;
    clock += seed.passed;
    const save = {
      stream: budgetStream(budgetId),
      version: state.version + 1,
      recordedAt: new Date(clock).toISOString(),
      actor: { id: `finance-${seed.budget}`, role: 'finance', unit: opens.unitKey, onBehalfOf: null },
      reason: seed.told ? '预算调整' : null,
      basisDocument: seed.told ? '财预〔2024〕1号' : null,
      commandId: `command-${saves.length}`,
      commandHash: '0'.repeat(64),
      correlationId: 'request',
      causationId: null,
      source: { kind: 'api' } as const,
    };
    const firstRevision = revisions.get(seed.budget) ?? 0;
    const recorded = envelop(facts, save, firstRevision, () => idOf('event', (events += 1)));
    revisions.set(seed.budget, firstRevision + recorded.length);
    states.set(seed.budget, recorded.reduce(evolved, state));
    saves.push({ budgetId, opens: state.status === 'open' ? null : opens, edits, events: recorded });
  }
  return saves;
}

/** The edits that the rules allow, each after the ones before it; their new rows are named for the save. */
export function allowedEdits(state: OpenBudgetState, seeds: readonly EditSeed[], save: number): BudgetEdit[] {
  const permitted: BudgetEdit[] = [];
  for (const [index, seed] of seeds.entries()) {
    let rows = 0;
    const edit = toEdit(seed, state, (kind) => idOf(kind, save * 1_000 + index * 20 + (rows += 1)));
    if (edit === null) continue;
    const edits = [...permitted, edit];
    try {
      decide({ type: 'EditBudget', by: anyone, budgetId: state.budgetId, expectedVersion: null, edits }, state);
      permitted.push(edit);
    } catch (error) {
      if (refusalsIn(error) === null) throw error;
    }
  }
  return permitted;
}

/** The state after one more recorded event. */
export function evolved(state: BudgetState, event: RecordedEvent): BudgetState {
  return evolve(state, event, stampOf(event));
}

const kinds = { event: 'e', fundUser: 'f', project: 'a', indicator: 'b' };

function idOf(kind: keyof typeof kinds, number: number): string {
  return `00000000-000${kinds[kind]}-7000-8000-${String(number).padStart(12, '0')}`;
}
