import type { EventData } from '@kurrent/kurrentdb-client';
import type { NewSave } from '../../../ports/event-store.js';
import { countedBytes, toEventData } from './stored-event.js';

/** A save as it is sent: made once, so that every attempt has the same ids and the same bytes. */
export interface PreparedSave {
  save: NewSave;
  events: readonly EventData[];
  /** As the server counts them. */
  bytes: number;
  /** Revision of its last event. */
  lastRevision: number;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws TypeError the server would take it and do nothing, or answer nothing that can be understood */
export function prepareSave(save: NewSave): PreparedSave {
  if (save.events.length === 0) throw new TypeError('a save has at least one event');
  for (const { id } of save.events) if (!uuid.test(id)) throw new TypeError(`${id} is no UUID in small letters`);
  if (!Number.isSafeInteger(save.expectedRevision) || save.expectedRevision < -1)
    throw new TypeError(`${save.expectedRevision} is no revision`);
  const events = save.events.map(toEventData);
  return {
    save,
    events,
    bytes: events.reduce((sum, event) => sum + countedBytes(event), 0),
    lastRevision: save.expectedRevision + events.length,
  };
}
