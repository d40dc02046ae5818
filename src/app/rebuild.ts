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
  const { readModel, signal, onEvents } = tools;
  const served = new AbortController();
  let count = 0;
  const halt = await runProjector({
    ...tools,
    signal: AbortSignal.any([signal, served.signal]),
    onEvents(read) {
      count += read;
      onEvents(read);
    },
    onServed: () => served.abort(),
  });
  return { isServed: served.signal.aborted, position: (await readModel.checkpoint()).position, events: count, halt };
}
