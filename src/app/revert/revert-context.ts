import { unknownId, unknownVersion } from '../../../events/unknown.js';
import type { TableOf } from '../../../events/identity.js';
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
  argument: string[],
): Promise<SaveRow> {
  const save = await readModel.saveAt(draftId ?? budgetId, { position: head });
  if (save === null) throw unknownId('预算', 'budget', budgetId, argument);
  return save;
}

/**
 * @throws Refusal NOT_FOUND if there is no such budget, or it has no such version; the last of the path is the
 * version's
 */
export async function saveOfVersion(
  table: TableOf,
  version: number,
  point: Point,
  argument: string[],
): Promise<SaveRow> {
  const { budgetId, draftId } = table;
  const newest = await newestSave(table, point, [...argument.slice(0, -1), 'budgetId']);
  const isOne = version >= (draftId === null ? 1 : 0) && version <= newest.version;
  const save = isOne ? await point.readModel.saveAt(draftId ?? budgetId, { version }) : null;
  if (save === null) throw unknownVersion(table, version, newest.version, argument);
  return save;
}
