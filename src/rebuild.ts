import { runProjector } from './app/projector.js';
import type { StoresConfig } from './engines/stores.js';
import { openEventReader, openReadModelWriter } from './engines/stores.js';
import type { Position } from './ports/event-store.js';
import type { Halt } from './ports/read-model.js';

export interface Rebuilt {
  /** False: it was stopped, or has halted; readers are answered from the views that were there before. */
  isServed: boolean;
  /** Up to which the new views show the ledger. */
  position: Position;
  events: number;
  halt: Halt | null;
}

/**
 * Builds the views anew from the events, beside those that serve, up to what had been recorded when it began, and puts
 * them in their place in one step.
 * @param signal stops it; nothing has changed then
 * @param onEvents so many more have been read
 * @throws WriterLocked while a server, or another rebuild, holds the views; CannotWrite
 */
export async function rebuildViews(
  config: StoresConfig,
  signal: AbortSignal,
  onEvents: (count: number) => void,
): Promise<Rebuilt> {
  const reader = await openEventReader(config);
  try {
    const writer = await openReadModelWriter(config, { rebuild: true });
    const built = new AbortController();
    let isServed = false;
    let count = 0;
    const events = {
      ...reader,
      async *follow(after: Position, until: AbortSignal) {
        for await (const page of reader.follow(after, until)) {
          yield page;
          count += page.length;
          onEvents(page.length);
          // The stores answer within the turn; whoever wants to stop this has to get one.
          await new Promise((resolve) => setImmediate(resolve));
        }
      },
    };
    const readModel = {
      ...writer,
      async serve() {
        if (signal.aborted) return;
        await writer.serve();
        isServed = true;
        built.abort();
      },
    };
    try {
      const ending = AbortSignal.any([signal, built.signal]);
      const halt = await runProjector({ events, readModel, signal: ending, now: () => new Date().toISOString() });
      return { isServed, position: (await writer.checkpoint()).position, events: count, halt };
    } finally {
      await writer.close();
    }
  } finally {
    await reader.close();
  }
}
