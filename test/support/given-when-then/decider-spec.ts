import { expect } from '@jest/globals';
import type { BudgetCommand } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import { evolve } from '../../../events/budget/budget.evolve.js';
import type { BudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import type { ConflictDetails, RefusalCode, RefusalDetails } from '../../../events/refusal.js';
import { Refusal } from '../../../events/refusal.js';
import { refusalsIn } from '../../../events/refusals.js';
import { stampOf } from '../random/edits.js';

/** One save: an event, or the events that were saved together. */
export type Save = BudgetEvent | readonly BudgetEvent[];

interface Expected extends Omit<RefusalDetails, 'cause' | 'conflict'> {
  conflict?: Omit<ConflictDetails, 'table' | 'draftId'>;
}

interface Outcome {
  /** Exactly these events, in this order, and the state takes them. */
  then(...events: BudgetEvent[]): void;
  /** Nothing is wrong and nothing changes. */
  thenNothing(): void;
  /** Refused with this code, at this place (from the command inwards), naming this row; a conflict is of this table. */
  thenRefused(code: RefusalCode, details?: Expected): void;
  /** Refused for exactly these reasons, in this order: each its code, then its place from the command inwards. */
  thenRefusedFor(...reasons: (readonly [code: RefusalCode, ...argument: string[]])[]): void;
}

/** The state after saves; the first is version 1, each with the who and when of `stampOf`. */
export function stateAfter(...saves: Save[]): BudgetState {
  return saves.reduce<BudgetState>((state, save, index) => fold(state, [save].flat(), index + 1), absentBudget);
}

/** Given these saves, when this command arrives, then … */
export function given(...saves: Save[]): { when(command: BudgetCommand): Outcome } {
  const state = stateAfter(...saves);
  return { when: (command) => outcomeOf(() => decide(command, state), state) };
}

/** What deciding comes to. @param state what the events that it comes to are events of */
export function outcomeOf(deciding: () => BudgetEvent[], state: BudgetState): Outcome {
  return {
    then(...events) {
      expect(deciding()).toEqual(events);
      expect(() => fold(state, events, state.version + 1)).not.toThrow();
    },
    thenNothing() {
      expect(deciding()).toEqual([]);
    },
    thenRefusedFor(...reasons) {
      expect(reasonsOf(deciding)).toEqual(reasons);
    },
    thenRefused(code, { argument = [], entityId, conflict } = {}) {
      const refusal = refusalOf(deciding);
      const { message, messageEn } = refusal;
      expect({ code: refusal.code, argument: refusal.argument, entityId: refusal.entityId }).toEqual({
        code,
        argument,
        entityId,
      });
      expect(refusal.conflict).toEqual(conflict && { ...conflict, ...tableIn(state) });
      expect({ message, messageEn }).toEqual({
        message: expect.stringMatching(/\p{Script=Han}.*[。]$/u),
        messageEn: expect.stringMatching(/^[A-Z"].*\.$/),
      });
    },
  };
}

/** The table of a state, in which whatever its commands are in conflict with was changed. */
function tableIn(state: BudgetState): Pick<ConflictDetails, 'table' | 'draftId'> {
  if (state.status === 'absent') throw new Error('there is no table yet');
  const draftId = state.draft?.id ?? null;
  return { table: { budgetId: state.budgetId, draftId }, draftId };
}

/** Everything that the attempt was refused with: each code with its place. Anything else that it does fails the test. */
export function reasonsOf(attempt: () => unknown): (readonly [code: RefusalCode, ...argument: string[]])[] {
  try {
    attempt();
  } catch (error) {
    const refusals = refusalsIn(error);
    if (refusals === null) throw error;
    return refusals.map(({ code, argument }) => [code, ...argument]);
  }
  throw new Error('nothing was refused');
}

/** What the attempt was refused with; anything else that it does fails the test. */
export function refusalOf(attempt: () => unknown): Refusal {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

function fold(state: BudgetState, events: readonly BudgetEvent[], version: number): BudgetState {
  return events.reduce((before, event) => evolve(before, event, stampOf(version)), state);
}
