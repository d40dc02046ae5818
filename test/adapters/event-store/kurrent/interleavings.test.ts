/**
 * The follower under every order of events that a scheduler can think of: writers, a server that sends, says that it is
 * further than it is, drops, falls silent, refuses and does not answer, a consumer that takes when it likes, and time.
 */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { follow } from '../../../../src/adapters/event-store/kurrent/follow.js';
import type { Position } from '../../../../src/ports/event-store.js';
import { ledgerStart } from '../../../../src/ports/event-store.js';
import type { ScriptedLog } from '../../../support/engines/scripted-log.js';
import { scriptedLog } from '../../../support/engines/scripted-log.js';
import { cases } from '../../../support/random/cases.js';

const patience = {
  connectMs: 1_000,
  answerMs: 400,
  appendMs: 1_000,
  readMs: 1_000,
  quietMs: 200,
  // What never comes back is another promise.
  followMs: Number.POSITIVE_INFINITY,
};

/** Of one schedule. Over night, `CASES=10000`, a million and more are taken. */
const steps = 120;

// The clock is the scheduler's.
beforeEach(
  () => void jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'] }),
);
afterEach(() => void jest.useRealTimers());

describe('a follower of KurrentDB', () => {
  it('leaves nothing out, gives nothing twice and keeps the order, from catching up to live, in any interleaving', async () => {
    let taken = 0;
    const schedule = fc.array(fc.nat(10_000), { minLength: steps, maxLength: steps, size: 'max' });
    const property = fc.asyncProperty(schedule, fc.nat(20), fc.nat(20), async (choices, before, from) => {
      taken += await run(choices, before, from);
    });
    // A case is long: a failure says its seed and is not made shorter.
    await fc.assert(property, { numRuns: cases(), endOnFailure: true });
    expect(taken).toBeGreaterThanOrEqual(steps * cases());
  });

  it('stops at once, also where the server owes it an answer, and takes no connection for dead because of that', async () => {
    const log = scriptedLog(patience);
    const consumer = consumerOf(log, ledgerStart);
    const client = log.connection.client();
    log.answers = 'never';
    consumer.take();
    await settled();
    jest.advanceTimersByTime(patience.quietMs);
    await settled();
    expect(log.unanswered()).toBe(1);

    await consumer.leave();

    expect(log.subscriptions()).toEqual([]);
    expect(log.connection.client()).toBe(client);
  });
});

/** @param before entries in the log before the follower begins @param from how many of the ledger's events it has */
async function run(choices: readonly number[], before: number, from: number): Promise<number> {
  const log = scriptedLog(patience);
  for (let entry = 0; entry < before; entry += 1) log.append(entry % 3 !== 0);
  const first = log.positions().slice(0, from);
  const consumer = consumerOf(log, first.at(-1) ?? ledgerStart);
  const expected = (): Position[] => log.positions().slice(first.length);
  const check = (): void => expect(consumer.given).toEqual(expected().slice(0, consumer.given.length));

  for (const choice of choices) {
    const possible = stepsOf(log, consumer);
    possible[choice % possible.length]?.(Math.floor(choice / possible.length));
    await settled();
    check();
  }
  // Everything is well again, but for what has fallen silent, which nobody tells the follower.
  log.answers = 'at once';
  log.refuses = false;
  for (let round = 0; consumer.given.length < expected().length; round += 1) {
    if (round > 200) throw new Error(`${consumer.given.length} of ${expected().length} events have come`);
    consumer.take();
    jest.advanceTimersByTime(patience.quietMs);
    for (const subscription of log.subscriptions()) subscription.send(100);
    await settled();
    check();
  }
  await consumer.leave();
  expect(log.subscriptions()).toEqual([]);
  return choices.length;
}

/** What can happen next; what should happen more often stands there more often. */
function stepsOf(log: ScriptedLog, consumer: Consumer): ((chance: number) => void)[] {
  const subscriptions = log.subscriptions();
  const behind = subscriptions.filter((subscription) => subscription.isBehind());
  const ours = (chance: number): void =>
    Array.from({ length: 1 + (chance % 3) }, () => log.append(true)).forEach(() => 0);
  const wait = (chance: number): void => void jest.advanceTimersByTime(1 + (chance % (2 * patience.quietMs)));
  return [
    ours,
    ours,
    () => log.append(false),
    wait,
    wait,
    wait,
    () => (log.answers = 'never'),
    () => (log.answers = 'with an error'),
    () => (log.answers = 'at once'),
    () => (log.answers = 'at once'),
    (chance) => (log.refuses = chance % 4 === 0),
    ...(consumer.isWaiting() ? [] : [consumer.take, consumer.take, consumer.take]),
    ...behind.flatMap(({ send }) => [send1to4(send), send1to4(send), send1to4(send)]),
    ...subscriptions.flatMap((subscription) => [
      () => subscription.announce(),
      () => subscription.drop(),
      () => void (subscription.isSilent = true),
    ]),
  ];
}

const send1to4 =
  (send: (entries: number) => void) =>
  (chance: number): void =>
    send(1 + (chance % 4));

interface Consumer {
  given: Position[];
  isWaiting(): boolean;
  take(): void;
  leave(): Promise<void>;
}

function consumerOf(log: ScriptedLog, after: Position): Consumer {
  const stop = new AbortController();
  const batches = follow(log.connection, log.head, after, stop.signal);
  const given: Position[] = [];
  let waiting: Promise<void> | null = null;
  let failed: Error | null = null;
  return {
    given,
    isWaiting: () => waiting !== null,
    take() {
      if (failed !== null) throw failed;
      waiting ??= batches
        .next()
        .then(({ value, done }) => {
          waiting = null;
          if (done === true) return;
          if (value.length === 0) throw new Error('a batch is empty');
          given.push(...value.map(({ position }) => position));
        })
        .catch((error: Error) => void (failed = error));
    },
    async leave() {
      stop.abort();
      // No time passes any more: what waited for some would never come back.
      await settled();
      if (waiting !== null) throw new Error('it has been stopped and goes on');
      await batches.return(undefined);
      if (failed !== null) throw failed;
    },
  };
}

/** When everything that can go on without time passing has gone on. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
