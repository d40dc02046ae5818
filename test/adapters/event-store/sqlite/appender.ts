import type { EventStore, NewSave } from '../../../../src/ports/event-store.js';
import { ledgerStart } from '../../../../src/ports/event-store.js';
import { expect } from '@jest/globals';
import { expectStored } from '../../../contracts/event-store/results.js';
import type { Child } from '../../../support/processes/child.js';
import { startChild } from '../../../support/processes/child.js';
import type { AppenderPlan, Said } from '../../../support/processes/event-appender.process.js';
import type { ScratchFolder } from '../../../support/ledgers/scratch-folder.js';

export type Appender = Child<Said>;

/** A process that appends to the store of the directory; killed after the test if it has not ended by itself. */
export function startAppender(
  { closing }: ScratchFolder,
  directory: string,
  plan: AppenderPlan,
  under: readonly string[] = [],
): Appender {
  const child = startChild<Said>('./event-appender.process.js', [directory, JSON.stringify(plan)], under);
  closing({ close: () => child.kill() });
  return child;
}

export function saidOf<Kind extends Said['kind']>({ said }: Appender, kind: Kind): Extract<Said, { kind: Kind }>[] {
  return said.filter((one): one is Extract<Said, { kind: Kind }> => one.kind === kind);
}

/**
 * Checks a store after a process that appended to it came to its end: everything that was acknowledged is there as it
 * was acknowledged, and all that is there are whole saves, each once. Gives the saves that are there.
 */
export async function expectWholeSaves(store: EventStore, appender: Appender): Promise<NewSave[]> {
  const issued = saidOf(appender, 'issued').map(({ save }) => save);
  const found = await Promise.all(
    issued.map(async (save) => [save, (await store.findCommand?.(save.commandId)) ?? null] as const),
  );
  const saved = found
    .flatMap(([save, outcome]) => (outcome === null ? [] : [[save, outcome] as const]))
    .sort(([, a], [, b]) => (a.firstPosition < b.firstPosition ? -1 : 1));
  expectStored(await store.readAll(ledgerStart, 10_000), ...saved);
  const outcomes = new Map(saved.map(([{ commandId }, outcome]) => [commandId, outcome]));
  for (const { outcome } of saidOf(appender, 'acknowledged')) expect(outcomes.get(outcome.commandId)).toEqual(outcome);
  return saved.map(([save]) => save);
}
