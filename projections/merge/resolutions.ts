import { cellName } from '../../events/budget/cell-names.js';
import { Refusal } from '../../events/refusal.js';
import type { Choice, ChoiceOf, Resolution } from './choices.js';
import type { MergeConflict } from './conflicts.js';

/**
 * The conflicts with what was chosen about them.
 * @throws Refusal if a resolution names no conflict, or one that another names; its path is `resolutions` and the index
 */
export function withChoices(conflicts: readonly MergeConflict[], resolutions: readonly Resolution[]): MergeConflict[] {
  const chosen = new Map<MergeConflict, Choice>();
  const conflictAt = conflictFinder(conflicts);
  resolutions.forEach((resolution, index) => {
    const { entityId, path, choice } = resolution;
    const conflict = conflictAt(resolution);
    if (conflict === undefined) throw noConflict(entityId, path, index);
    if (chosen.has(conflict)) throw chosenTwice(conflict, index);
    chosen.set(conflict, choice);
  });
  return conflicts.map((conflict) => ({ ...conflict, choice: chosen.get(conflict) ?? null }));
}

export function conflictFinder(
  conflicts: readonly MergeConflict[],
): (about: Pick<Resolution, 'entityId' | 'path'>) => MergeConflict | undefined {
  const known = new Map<string, MergeConflict>();
  for (const conflict of conflicts) {
    for (const id of conflict.entityIds) known.set(keyOf(id, conflict.path), conflict);
  }
  return ({ entityId, path }) => known.get(keyOf(entityId, path));
}

/** Choices about whether rows stay, and about cells. What was chosen about rows of one name is looked up otherwise. */
export function choicesOf(conflicts: readonly MergeConflict[]): ChoiceOf {
  const chosen = new Map(
    conflicts
      .filter(({ kind }) => kind !== 'SAME_NAME')
      .map(({ entityId, path, choice }) => [keyOf(entityId, path), choice]),
  );
  return (entityId, path) => chosen.get(keyOf(entityId, path)) ?? null;
}

function keyOf(entityId: string, path: string | null): string {
  return JSON.stringify([entityId, path]);
}

/** What a conflict is about, in a sentence. */
export function nameConflict({ kind, entityName, path }: MergeConflict): { zh: string; en: string } {
  if (kind === 'SAME_NAME') return { zh: `同名的“${entityName}”`, en: `the rows that are both called "${entityName}"` };
  if (path === null) return { zh: `“${entityName}”的去留`, en: `whether "${entityName}" stays` };
  return { zh: `“${entityName}”的“${cellName(path)}”`, en: `the cell "${path}" of "${entityName}"` };
}

function noConflict(entityId: string, path: string | null, index: number): Refusal {
  const id = entityId.slice(0, 80);
  const cell = path?.slice(0, 80) ?? null;
  const zh = cell === null ? `行“${id}”的去留` : `行“${id}”的“${cellName(cell)}”`;
  const en = cell === null ? `whether the row "${id}" stays` : `the cell "${cell}" of the row "${id}"`;
  return new Refusal(
    'INVALID_INPUT',
    `${zh}没有冲突，不需要选择；请只对列出的冲突作出选择。`,
    `There is no conflict about ${en}, so nothing is to be chosen; choose only about the conflicts that are listed.`,
    { argument: ['resolutions', String(index)], entityId },
  );
}

function chosenTwice(conflict: MergeConflict, index: number): Refusal {
  const { zh, en } = nameConflict(conflict);
  return new Refusal(
    'INVALID_INPUT',
    `对${zh}的冲突作出了两次选择；请只保留一个。`,
    `The conflict about ${en} is resolved twice; keep one of the two choices.`,
    { argument: ['resolutions', String(index)], entityId: conflict.entityId },
  );
}
