import { unknownId } from '../../../events/unknown.js';
import type { TableOf } from '../../../events/identity.js';
import { budgetOfStream, draftOfStream } from '../../../events/identity.js';
import { Refusal } from '../../../events/refusal.js';
import type { ChangedCell, SaveRow } from '../../../projections/rows.js';
import { readChangeId } from '../../../services/compound-ids.js';
import type { RevertWhat } from '../../../services/services.js';
import type { Position, StoredEvent } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';
import { checkNotLost } from '../lost.js';
import { decodeOfTable } from '../stored-event.js';
import { everyRow } from '../whole-lists.js';
import type { RevertContext } from './revert-context.js';
import { saveOfVersion, tableIn } from './revert-context.js';
import type { Undone } from './undo.js';

export type UndoWhat = Extract<RevertWhat, { change: string } | { event: string } | { save: object }>;

/**
 * The changes to undo for a change, an event or a save. Undoing a change by which a cell was added or removed with its
 * row undoes all of that row's changes in the event. In a draft, changes of the draft and of its budget can be undone.
 * @throws Refusal if it does not exist, belongs to another table, opened the table, or changed no cell
 */
export async function loadUndone(what: UndoWhat, context: RevertContext): Promise<Undone & { budgetId: string }> {
  if ('save' in what) {
    const { budgetId, version } = what.save;
    const recordedIn = tableIn(budgetId, context.from);
    const save = await saveOfVersion(recordedIn, version, context, ['what', 'save', 'version']);
    if (isOpening(save)) throw opening(recordedIn, ['what', 'save']);
    if (save.changes === 0) throw nothingChanged(['what', 'save']);
    const end = endIn(context, recordedIn, save.lastPosition);
    return { budgetId, end, changes: await changesOfSave(save, context.readModel) };
  }
  if ('event' in what) return changesOfEvent(what.event, ['what', 'event'], context);
  const { eventId, ordinal } = readChangeId(what.change) ?? notAChange(what.change);
  const event = await changesOfEvent(eventId, ['what', 'change'], context);
  const change = event.changes.find((each) => each.ordinal === ordinal);
  if (change === undefined) throw unknownId('变更', 'change', what.change, ['what', 'change']);
  const withItsRow = ['ADDED', 'REMOVED', 'RESTORED'].includes(change.kind);
  const changes = event.changes.filter((each) =>
    withItsRow ? each.entityId === change.entityId : each.ordinal === change.ordinal,
  );
  return { ...event, changes, ofOneRow: true };
}

/** The cells that a save changed, oldest first. */
export async function changesOfSave(save: SaveRow, readModel: ReadModel): Promise<ChangedCell[]> {
  const { budgetId, draftId, version, lastPosition } = save;
  const before = isOpening(save) ? null : await readModel.saveAt(draftId ?? budgetId, { version: version - 1 });
  return changesBetween({ budgetId, draftId }, before?.lastPosition ?? null, lastPosition, readModel);
}

function isOpening({ draftId, version }: SaveRow): boolean {
  return version === (draftId === null ? 1 : 0);
}

async function changesOfEvent(eventId: string, argument: string[], context: RevertContext) {
  const { readModel, store, head, into } = context;
  const position = await readModel.eventPosition(eventId);
  const stored = position === null || position > head ? null : await store.readAt(position);
  if (stored === null) throw unknownId('事件', 'event', eventId, argument);
  const recordedIn = await tableOfEvent(stored, context);
  if (recordedIn === null) throw unknownId('事件', 'event', eventId, argument);
  if (recordedIn.draftId !== null && recordedIn.draftId !== into?.draftId)
    throw await ofADraft(recordedIn.draftId, argument, context);
  if (into !== null && recordedIn.budgetId !== into.budgetId)
    throw await ofAnotherBudget(recordedIn.budgetId, argument, context);
  const { type } = decodeOfTable(stored);
  if (type === 'BudgetOpened' || type === 'DraftOpened') throw opening(recordedIn, argument);
  const [before] = await store.readStream(stored.stream, stored.revision - 1, 1);
  const changes = await changesBetween(recordedIn, before?.position ?? null, stored.position, readModel);
  if (changes.length === 0) throw nothingChanged(argument);
  const end = endIn(context, recordedIn, stored.position);
  return { budgetId: recordedIn.budgetId, end, changes };
}

async function tableOfEvent({ stream }: StoredEvent, { readModel, head }: RevertContext): Promise<TableOf | null> {
  const budgetId = budgetOfStream(stream);
  if (budgetId !== null) return { budgetId, draftId: null };
  const found = await readModel.draft(draftOfStream(stream) ?? '', head);
  return found === null ? null : { budgetId: found.draft.budgetId, draftId: found.draft.draftId };
}

/**
 * The end of the changes in the history of the table that is set back; null: the budget made them after the draft's
 * base.
 */
function endIn({ into }: RevertContext, { draftId }: TableOf, end: Position): Position | null {
  return into !== null && draftId === null && end > into.openedOn ? null : end;
}

function changesBetween({ budgetId, draftId }: TableOf, behind: Position | null, upTo: Position, readModel: ReadModel) {
  const filter = {
    budgetIds: [budgetId],
    ...(draftId === null ? {} : { drafts: { only: draftId } }),
    ...(behind === null ? {} : { behind }),
  };
  return everyRow((page) => readModel.changes(filter, 'OLDEST_FIRST', upTo, page));
}

function notAChange(given: string): never {
  throw new Refusal(
    'INVALID_ID',
    `“${given.slice(0, 80)}”不是变更编号；请使用 Change.id，形如“<事件编号>:<序号>”。`,
    `"${given.slice(0, 80)}" is no id of a change; use Change.id, which reads "<event id>:<ordinal>".`,
    { argument: ['what', 'change'] },
  );
}

async function ofADraft(draftId: string, argument: string[], { readModel, head }: RevertContext): Promise<Refusal> {
  const { draft } = checkNotLost(await readModel.draft(draftId, head), `the draft ${draftId}`);
  return new Refusal(
    'INVALID_INPUT',
    `它是草案“${draft.name}”中的修改；请在该草案中撤回（draftId），已并入预算的请撤回并入的那次保存。`,
    `It was recorded in the draft "${draft.name}" (${draftId}); revert it there (draftId), or the save that promoted the draft.`,
    { argument, entityId: draftId },
  );
}

async function ofAnotherBudget(budgetId: string, argument: string[], { readModel }: RevertContext): Promise<Refusal> {
  const { unitKey, fiscalYear } = checkNotLost(await readModel.budget(budgetId), `the budget ${budgetId}`);
  return new Refusal(
    'INVALID_INPUT',
    `它是另一个预算，即“${unitKey}”${fiscalYear} 年的预算中的修改，不能在这一草案中撤回；请核对编号。`,
    `It was recorded in another budget, that of "${unitKey}" for ${fiscalYear}, and cannot be reverted in this draft; check the id.`,
    { argument, entityId: budgetId },
  );
}

/** For saves that change no cell: seals, control numbers, corrections, and steps of a draft's review. */
function nothingChanged(argument: string[]): Refusal {
  return new Refusal(
    'INVALID_INPUT',
    '它没有修改任何单元格，不能撤回；定稿请用 withdrawSeal 撤销，控制数请重新下达或用 withdrawControlNumber 撤销，更正请再作更正，送审请退回。',
    'It changed no cell, so there is nothing to revert; withdraw a seal by withdrawSeal, issue another control number or lift it by withdrawControlNumber, correct a correction, return what was submitted.',
    { argument },
  );
}

function opening({ draftId }: TableOf, argument: string[]): Refusal {
  if (draftId !== null) {
    return new Refusal(
      'INVALID_INPUT',
      '开立草案不能撤回；可将整张表恢复到草案的版本 0，或用 discardDraft 放弃草案。',
      'Opening a draft cannot be reverted; return the whole table to the draft’s version 0, or discard the draft.',
      { argument, entityId: draftId },
    );
  }
  return new Refusal(
    'INVALID_INPUT',
    '开立预算不能撤回；可逐个撤回同一次保存中的其他事件，或撤销不再需要的行（withdrawProject 等）。',
    'Opening a budget cannot be reverted; revert the other events of that save one by one, or withdraw the rows that are not needed.',
    { argument },
  );
}
