import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openLedger } from '../../../src/compose.js';
import type { Config } from '../../../src/config.js';
import { readConfig } from '../../../src/config.js';
import { openEventReader, openEventStore, openReadModel } from '../../../src/engines/stores.js';
import type { LoadedLedger, MovingTools } from '../../../src/moving.js';
import { dumpLedger, loadLedger } from '../../../src/moving.js';
import { ledgerStart } from '../../../src/ports/event-store.js';
import type { StoredEvent } from '../../../src/ports/event-store.js';
import { allAnswers, idsOf } from '../oracles/all-answers.js';
import type { DecidedSave } from '../random/history.js';
import type { ScratchFolder } from './scratch-folder.js';
import { appendAll } from './stored-history.js';

export const movingTools: MovingTools = {
  version: '0.1.0',
  now: () => '2024-06-01T00:00:00.000Z',
  onStage: () => undefined,
  onCount: () => undefined,
  signal: new AbortController().signal,
};

/** A ledger of its own with a history in it, and its views. */
export async function recordedLedger(folder: ScratchFolder, history: readonly DecidedSave[]): Promise<Config> {
  const config = readConfig({ DATA_DIR: folder.directory() });
  await recordMore(config, history);
  return config;
}

/** Appends to a ledger that nobody has open, and brings its views up to date. */
export async function recordMore(config: Config, history: readonly DecidedSave[]): Promise<void> {
  const store = await openEventStore(config);
  await appendAll(store, history).finally(() => store.close());
  const ledger = await openLedger(config, { write: true, projector: 'here' });
  await ledger.close();
}

/** Writes a dump into a new folder. */
export async function dumped(folder: ScratchFolder, config: Config, withNames = false): Promise<string> {
  const file = join(folder.directory(), 'dump.jsonl');
  await dumpLedger(config, { file, withNames, count: 0 }, movingTools);
  return file;
}

export async function load(config: Config, file: string, tools: Partial<MovingTools> = {}): Promise<LoadedLedger> {
  return loadLedger(config, file, (await stat(file)).size, { ...movingTools, ...tools });
}

/** All events as they are stored, in ledger order, but for their positions, which belong to the engine. */
export async function eventsOf(config: Config): Promise<Omit<StoredEvent, 'position'>[]> {
  const events = await openEventReader(config);
  try {
    const stored = await events.readAll(ledgerStart, 1_000_000);
    return stored.map(({ position: _of, ...event }) => event);
  } finally {
    await events.close();
  }
}

/**
 * Every answer of the read model at its last positions, a position told by the number of its event, and without the keys
 * that pages go on behind: both are the engine's own.
 */
export async function answersOf(config: Config, history: readonly DecidedSave[]): Promise<unknown> {
  const events = await openEventReader(config);
  const readModel = await openReadModel(config, AbortSignal.abort());
  try {
    const stored = await events.readAll(ledgerStart, 1_000_000);
    const answers = await allAnswers(
      readModel,
      idsOf(history),
      stored.slice(-3).map(({ position }) => position),
    );
    const numbers = new Map<unknown, string>(stored.map(({ position }, index) => [position, `#${index}`]));
    return JSON.parse(answers, (name, value: unknown) => (name === 'key' ? null : (numbers.get(value) ?? value)));
  } finally {
    await readModel.close();
    await events.close();
  }
}
