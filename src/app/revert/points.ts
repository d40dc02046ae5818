import { Refusal } from '../../../events/refusal.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { Position } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';

interface Point {
  views: Pick<ReadModel, 'saveAt'>;
  head: Position;
}

/** The newest save of a budget. @throws Refusal NOT_FOUND if there is no such budget */
export async function newestSave(budgetId: string, { views, head }: Point, path: string[]): Promise<SaveRow> {
  return (await views.saveAt(budgetId, { position: head })) ?? notFound('预算', 'budget', budgetId, path);
}

/** @throws Refusal NOT_FOUND if there is no such budget, or it has no such version; the last of the path is the version's */
export async function saveOfVersion(
  budgetId: string,
  version: number,
  { views, head }: Point,
  path: string[],
): Promise<SaveRow> {
  const newest = await newestSave(budgetId, { views, head }, [...path.slice(0, -1), 'budgetId']);
  const save = version < 1 || version > newest.version ? null : await views.saveAt(budgetId, { version });
  if (save !== null) return save;
  throw new Refusal(
    'NOT_FOUND',
    `预算没有版本 ${version}；已有版本 1 到 ${newest.version}。`,
    `The budget has no version ${version}; it has versions 1 to ${newest.version}.`,
    { path, entityId: budgetId },
  );
}

export function notFound(zh: string, en: string, id: string, path: string[]): never {
  const shown = id.slice(0, 80);
  throw new Refusal(
    'NOT_FOUND',
    `没有编号为“${shown}”的${zh}；请核对编号。`,
    `There is no ${en} with the id "${shown}"; check the id.`,
    { path, entityId: id },
  );
}
