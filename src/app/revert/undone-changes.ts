import { budgetOfStream } from '../../../events/identity.js';
import { decodeEvent } from '../../../events/record.js';
import { Refusal } from '../../../events/refusal.js';
import type { ChangedCell, SaveRow } from '../../../projections/rows.js';
import type { RevertWhat } from '../../../schema/services.js';
import type { EventReader, Position } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';
import { everyRow } from '../whole-lists.js';
import { notFound, saveOfVersion } from './points.js';
import type { Undone } from './undo.js';

export interface Reading {
  views: ReadModel;
  store: Pick<EventReader, 'readAt' | 'readStream'>;
  /** The position that everything is read at. */
  head: Position;
}

export type UndoWhat = Extract<RevertWhat, { change: string } | { event: string } | { save: object }>;

/**
 * The changes that a change, an event or a save stands for. A cell that came or went with its row stands for the row.
 * @throws Refusal if there is no such thing, or it opened the budget or changed no cell
 */
export async function undoneChanges(what: UndoWhat, reading: Reading): Promise<Undone & { budgetId: string }> {
  if ('save' in what) {
    const { budgetId, version } = what.save;
    const save = await saveOfVersion(budgetId, version, reading, ['what', 'save', 'version']);
    if (version === 1) throw opening(['what', 'save']);
    if (save.changes === 0) throw nothingChanged(['what', 'save']);
    return { budgetId, end: save.lastPosition, changes: await changesOfSave(save, reading.views) };
  }
  if ('event' in what) return changesOfEvent(what.event, ['what', 'event'], reading);
  const [, eventId = '', ordinal = ''] = /^([^:]+):(0|[1-9]\d{0,8})$/.exec(what.change) ?? notAChange(what.change);
  const event = await changesOfEvent(eventId, ['what', 'change'], reading);
  const change = event.changes[Number(ordinal)];
  if (change === undefined) return notFound('变更', 'change', what.change, ['what', 'change']);
  const withItsRow = ['ADDED', 'REMOVED', 'RESTORED'].includes(change.kind);
  const changes = event.changes.filter((each) =>
    withItsRow ? each.entityId === change.entityId : each.ordinal === change.ordinal,
  );
  return { ...event, changes };
}

/** The cells that a save changed, oldest first. */
export async function changesOfSave(save: SaveRow, views: ReadModel): Promise<ChangedCell[]> {
  const { budgetId, version, lastPosition } = save;
  const before = version === 1 ? null : await views.saveAt(budgetId, { version: version - 1 });
  return changesBetween(budgetId, before?.lastPosition ?? null, lastPosition, views);
}

async function changesOfEvent(eventId: string, path: string[], { views, store, head }: Reading) {
  const position = await views.eventPosition(eventId);
  const stored = position === null || position > head ? null : await store.readAt(position);
  const budgetId = stored === null ? null : budgetOfStream(stored.stream);
  if (stored === null || budgetId === null) return notFound('事件', 'event', eventId, path);
  if (decodeEvent(stored.body).type === 'BudgetOpened') throw opening(path);
  const [before] = await store.readStream(stored.stream, stored.revision - 1, 1);
  const changes = await changesBetween(budgetId, before?.position ?? null, stored.position, views);
  if (changes.length === 0) throw nothingChanged(path);
  return { budgetId, end: stored.position, changes };
}

function changesBetween(budgetId: string, behind: Position | null, upTo: Position, views: ReadModel) {
  const filter = { budgetId, ...(behind === null ? {} : { behind }) };
  return everyRow((page) => views.changes(filter, 'OLDEST_FIRST', upTo, page));
}

function notAChange(given: string): never {
  throw new Refusal(
    'INVALID_INPUT',
    `“${given.slice(0, 80)}”不是变更编号；请使用 Change.id，形如“<事件编号>:<序号>”。`,
    `"${given.slice(0, 80)}" is no id of a change; use Change.id, which reads "<event id>:<ordinal>".`,
    { path: ['what', 'change'] },
  );
}

/** Of seals, control numbers and corrections. */
function nothingChanged(path: string[]): Refusal {
  return new Refusal(
    'INVALID_INPUT',
    '它没有修改任何单元格，不能撤回；定稿请用 withdrawSeal 撤销，控制数请重新下达，更正请再作更正。',
    'It changed no cell, so there is nothing to revert; withdraw a seal by withdrawSeal, issue another control number, correct a correction.',
    { path },
  );
}

function opening(path: string[]): Refusal {
  return new Refusal(
    'INVALID_INPUT',
    '开立预算不能撤回；可逐个撤回同一次保存中的其他事件，或撤销不再需要的行（withdrawProject 等）。',
    'Opening a budget cannot be reverted; revert the other events of that save one by one, or withdraw the rows that are not needed.',
    { path },
  );
}
