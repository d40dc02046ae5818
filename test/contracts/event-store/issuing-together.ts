import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CommandOutcome, NewSave } from '../../../src/ports/event-store.js';
import { ledgerStart } from '../../../src/ports/event-store.js';
import { newSave, newStream } from '../../support/ledgers/new-saves.js';
import { cases } from '../../support/random/cases.js';
import { expectAppended, expectAscending, expectConflict, expectRepeated, expectStored, issue } from './results.js';
import type { Stores } from './stores.js';

const many = 64;
const numbers = Array.from({ length: many }, (_, number) => number);

/** Saves issued without waiting for each other. */
export function issuingTogether(stores: Stores): void {
  it('tries saves of one stream in the order of the calls', async () => {
    const store = await stores.open();
    const stream = newStream();
    const saves = numbers.map((n) => newSave({ stream, expectedRevision: 2 * n - 1, version: n + 1, events: 2 }));

    const results = await issue(store, ...saves);

    const saved = saves.map((save, n) => [save, expectAppended(results[n], save)] as const);
    expectStored(await store.readStream(stream, 0, 3 * many), ...saved);
    expectStored(await store.readAll(ledgerStart, 3 * many), ...saved);
  });

  it('appends to many streams at once and loses none', async () => {
    const store = await stores.open();
    const saves = numbers.map((n) => newSave({ events: 1 + (n % 3) }));

    const results = await issue(store, ...saves);

    const outcomes = saves.map((save, n) => expectAppended(results[n], save));
    for (const [n, save] of saves.entries())
      expectStored(await store.readStream(save.stream, 0, 10), [save, outcomes[n] as CommandOutcome]);
    const all = await store.readAll(ledgerStart, 3 * many);
    expectAscending(all.map(({ position }) => position));
    expect(all.map(({ id }) => id).sort()).toEqual(saves.flatMap(({ events }) => events.map(({ id }) => id)).sort());
  });

  it('lets the first of many saves on the same revision win, and tells the others where the stream is', async () => {
    const store = await stores.open();
    const stream = newStream();
    await store.append(newSave({ stream }));
    const saves = numbers.map(() => newSave({ stream, expectedRevision: 0, version: 2, events: 2 }));

    const [winner, ...others] = await issue(store, ...saves);

    const [first, ...refused] = saves;
    expectAppended(winner, first as NewSave);
    for (const [n, save] of refused.entries()) expectConflict(others[n], save, 2);
    expect(await store.readStream(stream, 0, 3 * many)).toHaveLength(3);
  });

  it('leaves nothing of a save that fails, and refuses those behind it that expected its revision', async () => {
    const store = await stores.open();
    const stream = newStream();
    const given = newSave({ stream, events: 2 });
    const failing = newSave({ stream, expectedRevision: 7, version: 2, events: 3 });
    const onTheFailed = newSave({ stream, expectedRevision: 4, version: 3 });
    const elsewhere = newSave();
    const onTheGiven = newSave({ stream, expectedRevision: 1, version: 2 });

    const results = await issue(store, given, failing, onTheFailed, elsewhere, onTheGiven);

    const first = expectAppended(results[0], given);
    expectConflict(results[1], failing, 1);
    expectConflict(results[2], onTheFailed, 1);
    const other = expectAppended(results[3], elsewhere);
    const last = expectAppended(results[4], onTheGiven);
    expectStored(await store.readStream(stream, 0, 100), [given, first], [onTheGiven, last]);
    expectStored(await store.readStream(elsewhere.stream, 0, 100), [elsewhere, other]);
    expect(await store.readAll(ledgerStart, 100)).toHaveLength(4);
    if (store.findCommand === undefined) return;
    for (const { commandId } of [failing, onTheFailed]) expect(await store.findCommand(commandId)).toBeNull();
  });

  it('gives the answers that a list in memory gives, whatever is issued together', async () => {
    const store = await stores.open();
    const attempt = fc.record({
      stream: fc.nat(2),
      /** Of the list: how far beside the truth the expectation is, mostly not at all. */
      beside: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: -2, max: 2 })),
      command: fc.nat(5),
      events: fc.integer({ min: 1, max: 3 }),
    });

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(attempt, { minLength: 1, maxLength: 12 }), { maxLength: 4 }),
        async (bursts) => {
          const streams = [newStream(), newStream(), newStream()];
          const commands = streams.map(() => Array.from({ length: 6 }, () => newSave().commandId));
          const stored = streams.map((): NewSave[] => []);
          /** By save, and where commands are known by command. */
          const outcomes = new Map<NewSave | string, CommandOutcome>();
          for (const burst of bursts) {
            const revisions = stored.map((saves) => saves.flatMap(({ events }) => events).length - 1);
            /** What saves that failed would have made: whoever expects just that was decided on one of them. */
            const neverMade = new Set<string>();
            const planned = burst.flatMap(({ stream, beside, command, events }) => {
              const commandId = commands[stream]?.[command] ?? '';
              const actual = revisions[stream] ?? -1;
              const save = newSave({
                stream: streams[stream] ?? '',
                commandId,
                events,
                expectedRevision: Math.max(-1, actual + beside),
              });
              if (neverMade.has(`${stream} ${save.expectedRevision}`)) return [];
              const repeats =
                store.findCommand !== undefined &&
                stored[stream]?.some((earlier) => earlier.commandId === commandId) === true;
              const conflicts = save.expectedRevision !== actual;
              if (!repeats && !conflicts) {
                stored[stream]?.push(save);
                revisions[stream] = actual + events;
              } else neverMade.add(`${stream} ${save.expectedRevision + events}`);
              return { save, actual, repeats, conflicts };
            });
            const results = await issue(store, ...planned.map(({ save }) => save));
            // What is issued in the turn in which a save fails may have been decided on it; the next burst is not.
            await new Promise((resolve) => setImmediate(resolve));
            for (const [n, { save, actual, repeats, conflicts }] of planned.entries()) {
              if (repeats) expectRepeated(results[n], outcomes.get(save.commandId) as CommandOutcome);
              else if (conflicts) expectConflict(results[n], save, actual);
              else {
                const outcome = expectAppended(results[n], save);
                outcomes.set(save, outcome).set(save.commandId, outcome);
              }
            }
          }
          for (const [n, stream] of streams.entries()) {
            const saved = stored[n]?.map((save) => [save, outcomes.get(save) as CommandOutcome] as const) ?? [];
            expectStored(await store.readStream(stream, 0, 1000), ...saved);
          }
        },
      ),
      { numRuns: cases(60) },
    );
  });
}
