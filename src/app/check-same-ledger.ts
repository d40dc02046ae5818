import type { EventEnvelope } from '../../events/envelope.js';
import { budgetOfStream, draftOfStream, ledgerStream } from '../../events/identity.js';
import { decodeEnvelope } from '../../events/record.js';
import type { SaveRow } from '../../projections/rows.js';
import type { EventReader, Position, StoredEvent } from '../ports/event-store.js';
import { ledgerStart } from '../ports/event-store.js';
import { acceptsPlace } from '../../events/ledger/losses.js';
import { RolledBack } from '../ports/rolled-back.js';
import { readOwnEvents } from './own-events.js';
import { checkHash } from './stored-event.js';
import type { Checkpoint, Points } from '../ports/read-model.js';

/** A read model that was not made of the events beside it, or events of another program. Nothing is served or applied. */
export class LedgerMismatch extends Error {
  override readonly name = 'LedgerMismatch';
  readonly messageEn: string;
  constructor(
    readonly code: 'READ_MODEL_AHEAD' | 'READ_MODEL_OUTDATED' | 'READ_MODEL_OF_ANOTHER_LEDGER' | 'FOREIGN_EVENT',
    explanation: { zh: string; en: string },
  ) {
    super(explanation.zh);
    this.messageEn = explanation.en;
  }
}

export interface TwoStores {
  events: Pick<EventReader, 'head' | 'readAll' | 'readAt' | 'readStream' | 'lost'>;
  readModel: Pick<Points, 'saveAt'>;
  /** Up to which the read model shows the ledger. */
  shown: Checkpoint;
  /** Where the two are, as it may be shown. */
  locations: Locations;
}

export interface Locations {
  eventStore: string;
  readModel: string;
}

/**
 * Checks that the read model was made of these events: what is at its checkpoint is the event that it was made up to.
 * Views that do not have the event's hash yet have the save that ends there, which is known by its command and the time it
 * was recorded at, as ids of events may come from those of commands. Nor must the events end before where they were known
 * to reach. Costs a few reads by key.
 * @throws LedgerMismatch, also if the store begins with something that no ledger wrote; RolledBack; AlteredEvent; AlteredFile
 */
export async function checkSameLedger({ events, readModel, shown, locations }: TwoStores): Promise<void> {
  const [first] = await events.readAll(ledgerStart, 1);
  if (first !== undefined) checkOurs(first, locations.eventStore);
  const lost = (await events.lost?.()) ?? null;
  if (lost !== null) throw new RolledBack(locations.eventStore, await events.head(), lost);
  switch (await viewsBeside({ events, readModel, shown })) {
    case 'OF_THE_EVENTS':
      return;
    case 'OF_LOST_EVENTS':
      throw ahead(shown.position, await events.head(), locations);
    case 'OF_ACCEPTED_LOSS':
      throw outdated(shown.position, locations);
    case 'OF_ANOTHER_LEDGER':
    case 'OF_NO_EVENTS':
      throw another(first === undefined, locations);
  }
}

/** What the views were made of, beside these events. `OF_NO_EVENTS`: of some, and there is no event of a table. */
export type ViewsBeside =
  'OF_THE_EVENTS' | 'OF_LOST_EVENTS' | 'OF_ACCEPTED_LOSS' | 'OF_ANOTHER_LEDGER' | 'OF_NO_EVENTS';

/** @throws AlteredEvent */
export async function viewsBeside({
  events,
  readModel,
  shown,
}: Pick<TwoStores, 'events' | 'readModel' | 'shown'>): Promise<ViewsBeside> {
  if (shown.position === ledgerStart) return 'OF_THE_EVENTS';
  const last = await events.readAt(shown.position);
  // One that was altered is of this ledger, and says nothing of another.
  if (last !== null) checkHash(last);
  if (last !== null && (await isShownLast(last, shown, readModel))) return 'OF_THE_EVENTS';
  const first = await firstOfTables(events);
  if (
    acceptsPlace(await readOwnEvents(events), shown.position) &&
    (first === null || (await isShown(first, readModel)))
  )
    return 'OF_ACCEPTED_LOSS';
  if (first === null) return 'OF_NO_EVENTS';
  return (await isShown(first, readModel)) ? 'OF_LOST_EVENTS' : 'OF_ANOTHER_LEDGER';
}

async function isShownLast(
  last: StoredEvent,
  { leafHash }: Checkpoint,
  readModel: Pick<Points, 'saveAt'>,
): Promise<boolean> {
  return leafHash === undefined ? isShown(last, readModel) : last.leafHash === leafHash;
}

/** What the ledger says of itself is in no views. null: there is none of a table. */
async function firstOfTables(events: Pick<EventReader, 'readAll'>): Promise<StoredEvent | null> {
  for (let after = ledgerStart; ;) {
    const page = await events.readAll(after, 100);
    const first = page.find(({ stream }) => tableOf(stream) !== null);
    if (first !== undefined) return first;
    if (page.length < 100) return null;
    after = page.at(-1)?.position ?? after;
  }
}

/** @throws LedgerMismatch; AlteredEvent */
function checkOurs(stored: StoredEvent, location: string): void {
  checkHash(stored);
  const envelope = envelopeOf(stored);
  const isOfOurs = tableOf(stored.stream) !== null || stored.stream === ledgerStream;
  if (envelope?.id === stored.id && isOfOurs) return;
  const { type, stream, position } = stored;
  throw new LedgerMismatch('FOREIGN_EVENT', {
    zh: `${location} 中有不属于本程序的事件（${type}，流 ${stream}，位置 ${position}）；请让 EVENT_STORE 指向本账本，或一个空的库。`,
    en: `${location} holds events that this program did not write (${type}, stream ${stream}, position ${position}); let EVENT_STORE name this ledger, or an empty store.`,
  });
}

async function isShown(stored: StoredEvent, readModel: Pick<Points, 'saveAt'>): Promise<boolean> {
  const envelope = envelopeOf(stored);
  const tableId = tableOf(stored.stream);
  if (envelope === null || tableId === null) return false;
  const save = await readModel.saveAt(tableId, { version: envelope.version });
  return save !== null && isOfSave(stored, envelope, save);
}

function isOfSave({ position }: StoredEvent, envelope: EventEnvelope, save: SaveRow): boolean {
  const { commandId, commandHash, recordedAt } = envelope;
  return (
    save.commandId === commandId &&
    save.commandHash === commandHash &&
    save.recordedAt === recordedAt &&
    save.firstPosition <= position &&
    position <= save.lastPosition
  );
}

/** null: it is no JSON. */
function envelopeOf({ body }: StoredEvent): EventEnvelope | null {
  try {
    return decodeEnvelope(body);
  } catch {
    return null;
  }
}

function tableOf(stream: string): string | null {
  return budgetOfStream(stream) ?? draftOfStream(stream);
}

function ahead(shown: Position, head: Position, { eventStore, readModel }: Locations): LedgerMismatch {
  return new LedgerMismatch('READ_MODEL_AHEAD', {
    zh: `视图（${readModel}）已到位置 ${shown}，事件库（${eventStore}）只到 ${head}，或在该处已是另一次保存：事件库可能是较早的副本。不会据此作答，也不会写入；请核对 EVENT_STORE，找回原文件或用备份恢复。如确认从现存内容继续，请运行 budget-ledger rebuild --accept-loss ${head}，会记录在账本中，并重建视图。`,
    en: `The views (${readModel}) show the ledger up to ${shown}; the event store (${eventStore}) ends at ${head}, or has another save there: it may be an older copy. Nothing is answered or recorded from it. Check EVENT_STORE, put the right files back, or restore a backup. To go on from what is there, run "budget-ledger rebuild --accept-loss ${head}", which is put on the record and makes the views anew.`,
  });
}

function outdated(shown: Position, { eventStore, readModel }: Locations): LedgerMismatch {
  return new LedgerMismatch('READ_MODEL_OUTDATED', {
    zh: `视图（${readModel}）到位置 ${shown}，其中有些记录已确认丢失，不在事件库（${eventStore}）中；请运行 budget-ledger rebuild 重建视图。`,
    en: `The views (${readModel}) show the ledger up to ${shown}, with what has been accepted as lost and is not in the event store (${eventStore}); run "budget-ledger rebuild" to make them anew.`,
  });
}

/** An empty event store is most often a new or mistaken name: nothing of it says that the views are its own. */
function another(isEmpty: boolean, { eventStore, readModel }: Locations): LedgerMismatch {
  const [zh, en] = isEmpty ? ['（其中没有任何事件）', ', which holds no event'] : ['', ''];
  return new LedgerMismatch('READ_MODEL_OF_ANOTHER_LEDGER', {
    zh: `视图（${readModel}）属于另一个账本，与事件库（${eventStore}）${zh}不符；请核对 EVENT_STORE 与 READ_MODEL 中的名称，或为视图另选位置；如确认以事件库为准，请运行 budget-ledger rebuild --replace，以它替换这些视图。`,
    en: `The views (${readModel}) are of another ledger than the event store (${eventStore})${en}; check the names in EVENT_STORE and READ_MODEL, or name another place for the views. If the event store is right, run "budget-ledger rebuild --replace" to replace these views by its own.`,
  });
}
