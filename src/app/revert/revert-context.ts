import type { TableOf } from '../../../events/identity.js';
import { Refusal } from '../../../events/refusal.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { EventReader, Position } from '../../ports/event-store.js';
import type { Branch, Points, ReadModel } from '../../ports/read-model.js';

/** The draft in which something is reverted. */
export interface RevertedDraft extends Branch {
  budgetId: string;
}

/** What a revert is planned on. */
export interface RevertContext {
  readModel: ReadModel;
  store: Pick<EventReader, 'readAt' | 'readStream'>;
  /** The position that everything is read at. */
  head: Position;
  /** The draft that is set back; null: the budget. */
  into: RevertedDraft | null;
  /** The draft that the versions in the request count; null: they are versions of the budget. */
  from: RevertedDraft | null;
}

type Point = Pick<RevertContext, 'head'> & { readModel: Points };

export function tableIn(budgetId: string, draft: RevertedDraft | null): TableOf {
  return { budgetId, draftId: draft?.draftId ?? null };
}

/** The newest save of a table. @throws Refusal NOT_FOUND if there is no such budget */
export async function newestSave(
  { budgetId, draftId }: TableOf,
  { readModel, head }: Point,
  path: string[],
): Promise<SaveRow> {
  const save = await readModel.saveAt(draftId ?? budgetId, { position: head });
  return save ?? notFound('预算', 'budget', budgetId, path);
}

/**
 * @throws Refusal NOT_FOUND if there is no such budget, or it has no such version; the last of the path is the
 * version's
 */
export async function saveOfVersion(table: TableOf, version: number, point: Point, path: string[]): Promise<SaveRow> {
  const { budgetId, draftId } = table;
  const newest = await newestSave(table, point, [...path.slice(0, -1), 'budgetId']);
  const [zh, en, first] = draftId === null ? ['预算', 'budget', 1] : ['草案', 'draft', 0];
  const isOne = version >= first && version <= newest.version;
  const save = isOne ? await point.readModel.saveAt(draftId ?? budgetId, { version }) : null;
  if (save !== null) return save;
  throw new Refusal(
    'NOT_FOUND',
    `${zh}没有版本 ${version}；已有版本 ${first} 到 ${newest.version}。`,
    `The ${en} has no version ${version}; it has versions ${first} to ${newest.version}.`,
    { path, entityId: draftId ?? budgetId },
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
