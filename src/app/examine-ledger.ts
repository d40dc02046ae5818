import { draftOfStream } from '../../events/identity.js';
import type { BudgetEventType } from '../../events/budget/budget.events.js';
import { makesVersion } from '../../events/draft/draft.hold.js';
import { decodeEnvelope } from '../../events/record.js';
import { upcast } from '../../events/upcast.js';
import type { EventEnvelope } from '../../events/envelope.js';
import type { CommandOutcome, EventReader, Position, StoredEvent } from '../ports/event-store.js';
import { ledgerStart } from '../ports/event-store.js';
import { fitsItsHash, saysTheSame } from './stored-event.js';

/** What was found wrong with an event. */
export interface Finding {
  position: Position;
  message: string;
  messageEn: string;
}

export interface LedgerCheck {
  head: Position;
  events: number;
  saves: number;
  /** The ledger's clock at the head; null: nothing is recorded. */
  clock: string | null;
  /** At most twenty; empty: it is sound. */
  findings: Finding[];
}

interface StreamEnd {
  revision: number;
  version: number;
  /** First event of the save that is not at its end yet. */
  open: StoredEvent | null;
}

const pageSize = 500;
const findingsKept = 20;

/**
 * Reads a whole ledger as strictly as it was written: every event decodes, fits the hash beside it and says the same as
 * the store about itself, positions rise, each stream's revisions and versions are without holes, saves are whole, and
 * the outcome of each command is the one that its events tell.
 * @param onEvents so many more have been checked
 */
export async function examineLedger(
  reader: Pick<EventReader, 'readAll'> & IndexReader,
  onEvents: (count: number) => void = () => undefined,
): Promise<LedgerCheck> {
  const streams = new Map<string, StreamEnd>();
  const check: LedgerCheck = { head: ledgerStart, events: 0, saves: 0, clock: null, findings: [] };
  for (let page = await reader.readAll(ledgerStart, pageSize); page.length > 0;) {
    for (const stored of page) {
      const wrong = await faultOf(stored, check, streams, reader);
      if (wrong !== null) check.findings.push({ position: stored.position, ...wrong });
      if (check.findings.length >= findingsKept) return check;
    }
    onEvents(page.length);
    page = await reader.readAll(check.head, pageSize);
  }
  for (const [stream, { open }] of streams) {
    if (open !== null) check.findings.push({ position: open.position, ...unfinished(stream) });
  }
  return check;
}

/** A budget's saves are counted from 1, a draft's from 0: that is its base. */
function beginning(stream: string): StreamEnd {
  return { revision: -1, version: draftOfStream(stream) === null ? 0 : -1, open: null };
}

/** What is asked where the store has an index of commands; a dump has none. */
type IndexReader = Partial<Pick<EventReader, 'readAt' | 'findCommand'>>;

type Fault = Omit<Finding, 'position'>;

/** Checks one event, and takes it into account. */
async function faultOf(
  stored: StoredEvent,
  check: LedgerCheck,
  streams: Map<string, StreamEnd>,
  reader: IndexReader,
): Promise<Fault | null> {
  const { position, stream, revision } = stored;
  const end = streams.get(stream) ?? beginning(stream);
  const isLater = position > check.head;
  const isNext = revision === end.revision + 1;
  check.head = position;
  check.events += 1;
  const envelope = envelopeOf(stored);
  if (envelope === null) {
    streams.set(stream, { ...end, revision });
    return fault('无法解读，或由更新的版本写入', 'cannot be read, or was written by a newer version');
  }
  const { version, endsSave, recordedAt, type } = envelope;
  const makesOne = end.open === null && makesVersion([{ type: type as BudgetEventType }]);
  const isOwnVersion = version === (makesOne ? end.version + 1 : end.version);
  const first = end.open ?? stored;
  streams.set(stream, { revision, version, open: endsSave ? null : first });
  if (check.clock === null || recordedAt > check.clock) check.clock = recordedAt;
  if (endsSave) check.saves += 1;
  if (!isLater) return fault('位置不大于前一条', 'is not behind the event before it');
  if (!isNext) return fault(`在 ${stream} 中的修订号不连续`, `leaves a hole in the revisions of ${stream}`);
  if (!saysTheSame(stored, envelope))
    return fault('正文与其登记不符', 'says something else than the store about itself');
  if (!fitsItsHash(stored))
    return fault('正文与其旁存放的散列不符', 'has another body than the hash beside it was made of');
  if (!isOwnVersion)
    return fault(
      `版本 ${version} 与前一次保存不衔接`,
      `is of version ${version}, which does not follow the save before`,
    );
  return endsSave ? outcomeFault(first, stored, envelope, reader) : null;
}

/** null: this program cannot read it. */
function envelopeOf({ body }: StoredEvent): EventEnvelope | null {
  try {
    const envelope = decodeEnvelope(body);
    upcast(envelope);
    return envelope;
  } catch {
    return null;
  }
}

async function outcomeFault(
  first: StoredEvent,
  last: StoredEvent,
  { commandId, commandHash, version }: EventEnvelope,
  reader: IndexReader,
): Promise<Fault | null> {
  if (reader.findCommand === undefined) return null;
  const outcome = await reader.findCommand(commandId);
  const isSame =
    outcome?.commandHash === commandHash &&
    outcome.stream === last.stream &&
    outcome.version === version &&
    outcome.firstPosition === first.position &&
    outcome.lastPosition === last.position &&
    outcome.lastRevision === last.revision;
  return isSame || (await isTaken(commandId, outcome, first, reader))
    ? null
    : fault(
        `命令 ${commandId} 的结果与其事件不符`,
        `ends a command whose outcome is not what its events tell (${commandId})`,
      );
}

/** Whether the id is that of an earlier save of another table, as it may be where several processes write. */
async function isTaken(
  commandId: string,
  outcome: CommandOutcome | null,
  { stream, position }: StoredEvent,
  { readAt }: IndexReader,
): Promise<boolean> {
  if (outcome === null || outcome.stream === stream || outcome.lastPosition >= position) return false;
  const last = await readAt?.(outcome.lastPosition);
  return (
    last !== undefined && last !== null && last.stream === outcome.stream && envelopeOf(last)?.commandId === commandId
  );
}

function unfinished(stream: string): Fault {
  return fault(`${stream} 的最后一次保存不完整`, `begins a save of ${stream} that has no end`);
}

function fault(zh: string, en: string): Fault {
  return { message: zh, messageEn: en };
}
