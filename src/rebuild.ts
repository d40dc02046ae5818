import { runProjector } from './app/projector.js';
import type { EngineConfig } from './engines.js';
import { openEventReader, openReadModelWriter } from './engines.js';
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
  config: EngineConfig,
  signal: AbortSignal,
  onEvents: (count: number) => void,
): Promise<Rebuilt> {
  const reader = openEventReader(config);
  try {
    const writer = await openReadModelWriter(config, { rebuild: true });
    const built = new AbortController();
    let count = 0;
    try {
      const halt = await runProjector({
        events: reader,
        readModel: writer,
        signal: AbortSignal.any([signal, built.signal]),
        now: () => new Date().toISOString(),
        onEvents(read) {
          count += read;
          onEvents(read);
        },
        onServed: () => built.abort(),
      });
      return { isServed: built.signal.aborted, position: (await writer.checkpoint()).position, events: count, halt };
    } finally {
      await writer.close();
    }
  } finally {
    await reader.close();
  }
}
