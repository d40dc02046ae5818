import type { EventReader, Position, StoredEvent } from '../ports/event-store.js';
import type { ReadModelWriter } from '../ports/read-model.js';
import { runProjector } from './projector.js';

export interface ReplayTools {
  events: EventReader;
  readModel: ReadModelWriter;
  now: () => string;
  /** So many more have been read. */
  onEvents: (count: number) => void;
}

const pageSize = 500;

/** Folds the ledger from its start up to a position into views that are empty, as a projector would that stopped there. */
export async function replayViews(upTo: Position, { events, ...tools }: ReplayTools): Promise<void> {
  await runProjector({ ...tools, events: endingAt(upTo, events), signal: new AbortController().signal });
}

function endingAt(upTo: Position, events: EventReader): EventReader {
  return {
    ...events,
    head: async () => upTo,
    async *follow(after) {
      for (let at = after; at < upTo;) {
        const page: StoredEvent[] = (await events.readAll(at, pageSize)).filter(({ position }) => position <= upTo);
        const last = page.at(-1);
        if (last === undefined) return;
        at = last.position;
        yield page;
      }
    },
  };
}
