import type { EventEnvelope } from '../../events/envelope.js';
import { budgetOfStream, draftOfStream, ledgerStream } from '../../events/identity.js';
import { decodeEnvelope } from '../../events/record.js';
import type { SaveRow } from '../../projections/rows.js';
import type { EventReader, Position, StoredEvent } from '../ports/event-store.js';
import { ledgerStart } from '../ports/event-store.js';
import { checkHash } from './stored-event.js';
import type { Checkpoint, Points } from '../ports/read-model.js';

/** A read model that was not made of the events beside it, or events of another program. Nothing is served or applied. */
export class LedgerMismatch extends Error {
  override readonly name = 'LedgerMismatch';
  readonly messageEn: string;
  constructor(
    readonly code: 'READ_MODEL_AHEAD' | 'READ_MODEL_OF_ANOTHER_LEDGER' | 'FOREIGN_EVENT',
    explanation: { zh: string; en: string },
  ) {
    super(explanation.zh);
    this.messageEn = explanation.en;
  }
}

export interface TwoStores {
  events: Pick<EventReader, 'head' | 'readAll' | 'readAt'>;
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
 * was recorded at, as ids of events may come from those of commands. Costs a few reads by key.
 * @throws LedgerMismatch, also if the store begins with something that no ledger wrote; AlteredEvent
 */
export async function checkSameLedger({ events, readModel, shown, locations }: TwoStores): Promise<void> {
  const [first] = await events.readAll(ledgerStart, 1);
  if (first !== undefined) checkOurs(first, locations.eventStore);
  if (shown.position === ledgerStart) return;
  const last = await events.readAt(shown.position);
  // One that was altered is of this ledger, and says nothing of another.
  if (last !== null) checkHash(last);
  if (last !== null && (await isShownLast(last, shown, readModel))) return;
  const head = await events.head();
  throw (await isSameBeginning(events, readModel))
    ? ahead(shown.position, head, locations)
    : another(first === undefined, locations);
}

async function isShownLast(
  last: StoredEvent,
  { leafHash }: Checkpoint,
  readModel: Pick<Points, 'saveAt'>,
): Promise<boolean> {
  return leafHash === undefined ? isShown(last, readModel) : last.leafHash === leafHash;
}

/** Whether the views have the first save of a table. What the ledger says of itself is in none. */
async function isSameBeginning(
  events: Pick<EventReader, 'readAll'>,
  readModel: Pick<Points, 'saveAt'>,
): Promise<boolean> {
  for (let after = ledgerStart; ;) {
    const page = await events.readAll(after, 100);
    const first = page.find(({ stream }) => tableOf(stream) !== null);
    if (first !== undefined) return isShown(first, readModel);
    if (page.length < 100) return false;
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
    zh: `视图（${readModel}）已到位置 ${shown}，事件库（${eventStore}）只到 ${head}，或在该处已是另一次保存：事件库可能是由较早的备份恢复的。请核对 EVENT_STORE；如确认以事件库为准，请运行 budget-ledger rebuild 重建视图。`,
    en: `The views (${readModel}) show the ledger up to ${shown}; the event store (${eventStore}) ends at ${head}, or has another save there: it may have been restored from an earlier backup. Check EVENT_STORE; if the event store is right, run "budget-ledger rebuild" to make the views anew.`,
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
