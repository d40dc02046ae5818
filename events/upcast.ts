import type { BudgetEvent } from './budget/budget.events.js';
import { budgetSchemaVersions } from './budget/budget.events.js';
import type { EventEnvelope } from './envelope.js';
import type { OwnEvent } from './ledger/ledger.events.js';
import { ownSchemaVersions } from './ledger/ledger.events.js';

/** A fact in its newest shape, with its envelope: the only thing that consumers ever see. */
export type Recorded<Event> = Omit<EventEnvelope, 'type' | 'data'> & Event;

/** Of a table: a budget, or a draft of it. */
export type RecordedEvent = Recorded<BudgetEvent>;

/** Of the ledger itself. */
export type RecordedOwnEvent = Recorded<OwnEvent>;

/** The newest schema version of every type. */
export const schemaVersions = {
  ...budgetSchemaVersions,
  ...ownSchemaVersions,
};

type Data = Record<string, unknown>;

type Upcaster = (data: Data, stored: Pick<EventEnvelope, 'reason' | 'basisDocument'>) => Data;

/** From the schema version that is the key to the next one; added to, never edited. */
const upcasters: Record<string, Record<number, Upcaster>> = {
  BudgetOpened: {
    // The first files knew a unit by its printed name alone; a name can change, so the key became a cell of its own.
    1: ({ unit, ...rest }) => ({ ...rest, unitKey: unit, name: unit }),
  },
  DraftOpened: {
    // An adjustment had no kind, and its reason and document were in the envelope alone.
    1: ({ adjustment, ...rest }, { reason, basisDocument }) => ({
      ...rest,
      adjustment: adjustment === true ? { kind: null, reason: reason ?? '', basisDocument } : null,
    }),
  },
  DraftRefreshed: {
    // Whether something was chosen was not recorded; whoever refreshed a draft counted as an editor.
    1: (data) => ({ ...data, choices: null }),
  },
  ControlNumberIssued: {
    1: (data, { basisDocument }) => ({ ...data, document: basisDocument }),
  },
  VersionSealed: {
    // Nobody was asked who had issued it, nor about the control number.
    1: (data) => ({ ...data, issued: null, withoutControlNumber: null, controlDifference: [] }),
  },
  DraftPromoted: {
    // A promotion named the table that came out, so that any other save in between made its preview stale.
    1: (data) => ({ ...data, changesHash: null }),
  },
};

/**
 * An event as stored → the newest shape of its type, one schema version after the other.
 * @throws Error for a type or a schema version that this program does not know: written by a newer one, or not ours
 */
export function upcast(stored: EventEnvelope): RecordedEvent | RecordedOwnEvent {
  const newest = (schemaVersions as Record<string, number | undefined>)[stored.type];
  if (newest === undefined || !(stored.schemaVersion >= 1 && stored.schemaVersion <= newest)) {
    throw new Error(
      `event ${stored.id} is a ${stored.type} of schema version ${stored.schemaVersion}, which this program cannot read`,
    );
  }
  let data = stored.data as Data;
  for (let version = stored.schemaVersion; version < newest; version += 1) {
    const step = upcasters[stored.type]?.[version];
    if (step === undefined) throw new Error(`no upcaster for ${stored.type} from schema version ${version}`);
    data = step(data, stored);
  }
  return { ...stored, schemaVersion: newest, data } as RecordedEvent | RecordedOwnEvent;
}

export function isOwnEvent<Event extends RecordedOwnEvent>(event: RecordedEvent | Event): event is Event {
  return event.type in ownSchemaVersions;
}
