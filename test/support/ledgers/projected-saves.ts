import type { BudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import { budgetStream } from '../../../events/identity.js';
import type { Position } from '../../../events/position.js';
import { readNode } from '../../../projections/content/tree.js';
import { projectDraftOpening } from '../../../projections/draft-opening.js';
import type { PositionedEvent } from '../../../projections/positioned-event.js';
import { projectSave } from '../../../projections/project-save.js';
import type { ProjectedSave } from '../../../projections/rows.js';
import type { DecidedSave } from '../random/history.js';
import { evolved } from '../random/history.js';

/**
 * What the folds make of a history: the rows that a read model is given. Positions have gaps, since no engine promises
 * that they are dense.
 */
export async function projectedSaves(history: readonly DecidedSave[]): Promise<ProjectedSave[]> {
  /** Of each stream, what each of its saves left. */
  const streams = new Map<string, { state: BudgetState; rows: ProjectedSave }[]>();
  const contents = new Map<string, string>();
  const saves: ProjectedSave[] = [];
  let number = 0;

  async function project(events: readonly PositionedEvent[]): Promise<{ state: BudgetState; rows: ProjectedSave }> {
    const [first] = events;
    const before = streams.get(first?.stream ?? '')?.at(-1);
    const clock = saves.at(-1)?.save.clock ?? '';
    if (first?.type === 'DraftOpened') {
      const { budgetId, base } = first.data;
      const on = streams.get(budgetStream(budgetId))?.find(({ rows }) => rows.save.version === base.version);
      if (on === undefined) throw new Error(`the budget has no version ${base.version}`);
      return { state: evolved(on.state, first), rows: projectDraftOpening(first, on.rows.save, clock) };
    }
    const { state = absentBudget, rows } = before ?? {};
    const loadNode = (hash: string) => readNode(contents.get(hash) ?? '');
    const treeRoot = rows?.save.treeRoot ?? null;
    const draft = rows?.draft ?? null;
    const promotion = events.find(({ type }) => type === 'DraftPromoted');
    const promoted = promotion?.type === 'DraftPromoted' ? promotion.data.draftId : null;
    const promoting = saves.findLast((each) => each.draft?.draftId === promoted)?.draft ?? null;
    return projectSave(events, { state, treeRoot, draft, promoting, clock, loadNode });
  }

  for (const { events } of history) {
    const positioned = events.map((event) => ({ ...event, position: positionAt((number += 3)) }));
    const { state, rows } = await project(positioned);
    const stream = events[0]?.stream ?? '';
    streams.set(stream, [...(streams.get(stream) ?? []), { state, rows }]);
    for (const [hash, body] of rows.contents) contents.set(hash, body);
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
