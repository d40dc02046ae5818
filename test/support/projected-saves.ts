import type { BudgetState } from '../../events/budget/budget.state.js';
import { absentBudget } from '../../events/budget/budget.state.js';
import type { Position } from '../../events/position.js';
import { readNode } from '../../projections/content/tree.js';
import { projectSave } from '../../projections/project-save.js';
import type { ProjectedSave } from '../../projections/rows.js';
import type { DecidedSave } from './random-history.js';

/**
 * What the folds make of a history: the rows that a read model is given. Positions have gaps, since no engine promises
 * that they are dense.
 */
export async function projectedSaves(history: readonly DecidedSave[]): Promise<ProjectedSave[]> {
  const budgets = new Map<string, { state: BudgetState; treeRoot: string | null }>();
  const contents = new Map<string, string>();
  const saves: ProjectedSave[] = [];
  let number = 0;
  for (const { budgetId, events } of history) {
    const before = budgets.get(budgetId) ?? { state: absentBudget, treeRoot: null };
    const positioned = events.map((event) => ({ ...event, position: positionAt((number += 3)) }));
    const loadNode = (hash: string) => readNode(contents.get(hash) ?? '');
    const { state, rows } = await projectSave(positioned, {
      ...before,
      clock: saves.at(-1)?.save.clock ?? '',
      loadNode,
    });
    for (const [hash, body] of rows.contents) contents.set(hash, body);
    budgets.set(budgetId, { state, treeRoot: rows.save.treeRoot });
    saves.push(rows);
  }
  return saves;
}

/** The place of the n-th third of an event: 3, 6, 9, … are events, the others lie between them. */
export function positionAt(number: number): Position {
  return String(number).padStart(16, '0') as Position;
}

/** The place right behind, where there is nothing. */
export function behind(position: Position): Position {
  return positionAt(Number(position) + 1);
}
