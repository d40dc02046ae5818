import { openEventStore, openReadModel, openReadModelWriter } from '../../../src/engines/stores.js';
import { runProjector } from '../../../src/app/projector.js';
import type { EventReader, Position } from '../../../src/ports/event-store.js';
import { ledgerStart } from '../../../src/ports/event-store.js';
import type { Checkpoint, Halt, ReadModel, ReadModelWriter } from '../../../src/ports/read-model.js';
import { configOf } from './pair.js';
import type { ScratchFolder } from './scratch-folder.js';
import type { DecidedSave } from '../random/history.js';
import { appendAll, cutOff, growing } from './stored-history.js';

export const never = new AbortController().signal;
/** Of the halts in tests. */
export const now = () => '2024-06-01T00:00:00.000Z';

/** A real event store with a history in it, and where its saves end. */
export async function storeWith(folder: ScratchFolder, history: readonly DecidedSave[]) {
  const store = folder.closing(await openEventStore(configOf(folder.directory())));
  await appendAll(store, history);
  const stored = await store.readAll(ledgerStart, 100_000);
  const ends = history.map(({ events }) => stored.find(({ id }) => id === events.at(-1)?.id)?.position ?? ledgerStart);
  return { store, ends, positions: stored.map(({ position }) => position), head: await store.head() };
}

export interface Run {
  rebuild?: boolean;
  /** The ledger goes on behind the position, and the projector knows; default: it grew up to there. */
  ahead?: boolean;
  batch?: number;
  cachedRows?: number;
  onApplied?: (checkpoint: Checkpoint) => void;
}

/** Opens the read model, projects up to and with the position, and closes it again. */
export async function project(
  store: EventReader,
  readModel: string,
  last: Position,
  run: Run = {},
): Promise<Halt | null> {
  const { rebuild = false, ahead = false, batch = 3, ...tools } = run;
  const events = (ahead ? cutOff : growing)(store, last, batch);
  const writer = await openWriter(readModel, { rebuild });
  try {
    return await runProjector({
      events,
      readModel: writer,
      signal: never,
      now,
      ...tools,
    });
  } finally {
    await writer.close();
  }
}

/** For the projector of a test. */
export function openWriter(directory: string, options: { rebuild?: boolean } = {}): Promise<ReadModelWriter> {
  return openReadModelWriter(configOf(directory), options);
}

/** For the readers of a test; one that is being built is waited for. */
export function openViews(directory: string): Promise<ReadModel> {
  return openReadModel(configOf(directory), never);
}

/** Asks the read model that the directory serves. */
export async function reading<T>(readModel: string, ask: (readModel: ReadModel) => Promise<T>): Promise<T> {
  const reader = await openViews(readModel);
  try {
    return await ask(reader);
  } finally {
    await reader.close();
  }
}
