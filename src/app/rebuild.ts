import type { EventReader, Position } from '../ports/event-store.js';
import type { Halt, ReadModelWriter } from '../ports/read-model.js';
import { runProjector } from './projector.js';

export interface RebuildTools {
  events: EventReader;
  /** Opened to fill a read model beside the one that serves. */
  readModel: ReadModelWriter;
  /** Stops it; nothing has changed then. */
  signal: AbortSignal;
  now: () => string;
  /** So many more have been read. */
  onEvents: (count: number) => void;
}

export interface Rebuilt {
  /** False: it was stopped, or has halted; readers are answered from the read model that was there before. */
  isServed: boolean;
  /** Up to which the new read model shows the ledger. */
  position: Position;
  events: number;
  halt: Halt | null;
}

/**
 * Builds the read model anew from the events, beside the one that serves, up to what had been recorded when it began,
 * and puts it in its place in one step.
 */
export async function rebuildReadModel(tools: RebuildTools): Promise<Rebuilt> {
  const { events, readModel, signal, now, onEvents } = tools;
  const built = new AbortController();
  let isServed = false;
  let count = 0;
  const halt = await runProjector({
    events: {
      ...events,
      async *follow(after: Position, until: AbortSignal) {
        for await (const page of events.follow(after, until)) {
          yield page;
          count += page.length;
          onEvents(page.length);
          // The stores answer within the turn; whoever wants to stop this has to get one.
          await new Promise((resolve) => setImmediate(resolve));
        }
      },
    },
    readModel: {
      ...readModel,
      async serve() {
        if (signal.aborted) return;
        await readModel.serve();
        isServed = true;
        built.abort();
      },
    },
    signal: AbortSignal.any([signal, built.signal]),
    now,
  });
  return { isServed, position: (await readModel.checkpoint()).position, events: count, halt };
}
