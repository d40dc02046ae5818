import { cellName } from '../../events/budget/cell-names.js';
import { Refusal } from '../../events/refusal.js';
import type { MergeConflict } from './conflicts.js';

export type Choice = 'OURS' | 'THEIRS';

/** Which side a conflict is decided for. */
export interface Resolution {
  entityId: string;
  /** The cell; null: whether the row stays in the table. */
  path: string | null;
  choice: Choice;
}

/** What was chosen about a conflict; null: nothing yet. */
export type ChoiceOf = (entityId: string, path: string | null) => Choice | null;

/**
 * @throws Refusal if a resolution names no conflict, or one that another names; its path is `resolutions` and the index
 */
export function choicesFor(conflicts: readonly MergeConflict[], resolutions: readonly Resolution[]): ChoiceOf {
  const known = new Set(conflicts.map(({ entityId, path }) => keyOf(entityId, path)));
  const chosen = new Map<string, Choice>();
  resolutions.forEach(({ entityId, path, choice }, index) => {
    const key = keyOf(entityId, path);
    if (!known.has(key)) throw noConflict(entityId, path, index);
    if (chosen.has(key)) throw chosenTwice(entityId, path, index);
    chosen.set(key, choice);
  });
  return (entityId, path) => chosen.get(keyOf(entityId, path)) ?? null;
}

function keyOf(entityId: string, path: string | null): string {
  return JSON.stringify([entityId, path]);
}

function noConflict(entityId: string, path: string | null, index: number): Refusal {
  const [zh, en] = describeConflict(entityId, path);
  return new Refusal(
    'INVALID_INPUT',
    `${zh}没有冲突，不需要选择；请只对列出的冲突作出选择。`,
    `There is no conflict about ${en}, so nothing is to be chosen; choose only about the conflicts that are listed.`,
    { path: ['resolutions', String(index)], entityId },
  );
}

function chosenTwice(entityId: string, path: string | null, index: number): Refusal {
  const [zh, en] = describeConflict(entityId, path);
  return new Refusal(
    'INVALID_INPUT',
    `对${zh}的冲突作出了两次选择；请只保留一个。`,
    `The conflict about ${en} is resolved twice; keep one of the two choices.`,
    { path: ['resolutions', String(index)], entityId },
  );
}

function describeConflict(entityId: string, path: string | null): [string, string] {
  const id = entityId.slice(0, 80);
  if (path === null) return [`行“${id}”的去留`, `whether the row "${id}" stays`];
  const cell = path.slice(0, 80);
  return [`行“${id}”的“${cellName(cell)}”`, `the cell "${cell}" of the row "${id}"`];
}
