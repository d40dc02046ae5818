/** What comes of the connection's faults, through the adapter: nothing lost, nothing twice, and soon noticed. */
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { KurrentLocation } from '../../../../src/adapters/event-store/kurrent/index.js';
import { openKurrentEventReader, openKurrentEventStore } from '../../../../src/adapters/event-store/kurrent/index.js';
import { usualPatience } from '../../../../src/adapters/event-store/kurrent/patience.js';
import type { EventStore, StoredEvent } from '../../../../src/ports/event-store.js';
import { StoreUnavailable, ledgerStart } from '../../../../src/ports/event-store.js';
import { ledgerAt } from '../../../support/engines/kurrent-ledgers.js';
import { startServer, endServers } from '../../../support/engines/kurrent-server/raw-client.js';
import type { ProxiedKurrent } from '../../../support/engines/proxied-kurrent.js';
import { startProxiedKurrent } from '../../../support/engines/proxied-kurrent.js';
import { newSave, newStream } from '../../../support/ledgers/new-saves.js';
import { useFolder } from '../../../support/ledgers/scratch-folder.js';
import type { Child } from '../../../support/processes/child.js';
import { startChild } from '../../../support/processes/child.js';
import type { Said } from '../../../support/processes/kurrent-appender.process.js';
import { cases } from '../../../support/random/cases.js';

const { directory, closing } = useFolder();
const stopping: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0).reverse()) await stop();
  await endServers();
});

async function proxied(): Promise<ProxiedKurrent> {
  const server = await startProxiedKurrent();
  stopping.push(server.stop);
  return server;
}

/** So that what takes seconds in use takes parts of one here. */
const quick = { ...usualPatience, answerMs: 300, quietMs: 150 };

const open = async (location: KurrentLocation, patience = quick) =>
  closing(await openKurrentEventStore(location, patience));

/** Everything from the start of the ledger, until it is told to end. */
function follower(store: Pick<EventStore, 'follow'>, enough: (events: readonly StoredEvent[]) => boolean) {
  const stop = new AbortController();
  const events: StoredEvent[] = [];
  const done = (async () => {
    for await (const batch of store.follow(ledgerStart, stop.signal)) {
      events.push(...batch);
      if (enough(events)) stop.abort();
    }
  })();
  return { events, done };
}

/** Saves one after the other into a stream of its own; gives the ids of the events that were acknowledged. */
async function write(store: EventStore, saves: number, saved: () => void = () => undefined): Promise<string[]> {
  const stream = newStream();
  const acknowledged: string[] = [];
  for (let n = 0; n < saves; n += 1) {
    const save = newSave({ stream, expectedRevision: 2 * n - 1, version: n + 1, events: 2 });
    const outcome = await store.append(save);
    expect(outcome.lastRevision).toBe(2 * n + 1);
    acknowledged.push(...save.events.map(({ id }) => id));
    saved();
  }
  return acknowledged;
}

describe('a connection to KurrentDB that is spoilt', () => {
  it('loses the answer to an append: it is sent again, and is there once', async () => {
    const { proxy, spoilt, direct } = await proxied();
    const store = await open(spoilt);
    const reader = closing(await openKurrentEventReader(direct));
    const first = newSave();
    await store.append(first);
    const save = newSave({ stream: first.stream, expectedRevision: 0, version: 2, events: 3 });
    proxy.loseAnswers();
    const appended = store.append(save);
    while ((await reader.readStream(save.stream, 1, 10)).length === 0);
    proxy.cut();
    expect(await appended).toMatchObject({ firstRevision: 1, lastRevision: 3 });
    expect((await reader.readStream(save.stream, 1, 10)).map(({ id }) => id)).toEqual(save.events.map(({ id }) => id));
  });

  it('is cut again and again while several write and one follows: no gap, no repeat, no other order', async () => {
    const { proxy, spoilt, direct } = await proxied();
    const store = await open(spoilt);
    const writers = 4;
    const saves = cases(150, 15);
    const { events, done } = follower(store, ({ length }) => length === 2 * writers * saves);
    let saved = 0;
    const cut = (): void => {
      saved += 1;
      if (saved % 11 === 0) proxy.cut();
    };
    const written = await Promise.all(Array.from({ length: writers }, () => write(store, saves, cut)));
    await done;
    const whole = await closing(await openKurrentEventReader(direct)).readAll(ledgerStart, 10_000);
    expect(events).toEqual(whole);
    expect(whole.map(({ id }) => id).sort()).toEqual(written.flat().sort());
  });

  it('is cut while more is being sent than it takes: the process lives on, and everything is there once', async () => {
    const { proxy, spoiltUrl, direct } = await proxied();
    const bursts = cases(30, 3);
    const child = startChild<Said>('kurrent-appender.process.js', [spoiltUrl, String(bursts)]);
    stopping.push(() => child.kill());
    for (let issued = 1; issued <= bursts; issued += 1) {
      await child.until((said) => said.filter(({ kind }) => kind === 'issued').length === issued);
      proxy.cut();
    }
    expect(await child.ended).toBe(0);
    const acknowledged = child.said.flatMap((said) => (said.kind === 'acknowledged' ? [said.id] : []));
    const reader = closing(await openKurrentEventReader(direct));
    const stored = await reader.readAll(ledgerStart, 10_000);
    expect(stored.map(({ id }) => id).sort()).toEqual(acknowledged.sort());
    expect(acknowledged).toHaveLength(100 * bursts);
  });

  it('falls silent without a word: within ten seconds the follower goes on over another', async () => {
    const { proxy, spoilt, direct } = await proxied();
    const store = await open(spoilt, usualPatience);
    const other = await open(direct);
    await other.append(newSave());
    const { events, done } = follower(store, ({ length }) => length === 2);
    while (events.length === 0) await store.head();
    proxy.freeze();
    const begun = performance.now();
    await other.append(newSave());
    await done;
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it('answers nothing at all: an append says that its outcome is not known, and a read that it has none', async () => {
    const { proxy, spoilt, direct } = await proxied();
    const store = await open(spoilt, { ...quick, appendMs: 600, readMs: 600 });
    await store.append(newSave());
    proxy.stall();
    const save = newSave();
    await expect(store.append(save)).rejects.toThrow(StoreUnavailable);
    await expect(store.readAll(ledgerStart, 10)).rejects.toThrow(StoreUnavailable);
    proxy.cut();
    // It may have arrived; the same save again is then the same event.
    await store.append(save).catch(() => undefined);
    const reader = closing(await openKurrentEventReader(direct));
    expect(await reader.readStream(save.stream, 0, 10)).toHaveLength(1);
  });
});

describe('a server for KurrentDB of ours', () => {
  it('that is killed and started again in the middle of appends and of following loses and repeats nothing', async () => {
    const arguments_ = ['--tell', '--file', join(directory(), 'log.jsonl')];
    const start = async (more: readonly string[] = []): Promise<[Child<{ url: string }>, string]> => {
      const child = startChild<{ url: string }>('kurrent-server.process.js', [...arguments_, ...more]);
      stopping.push(() => child.kill());
      await child.until((said) => said.length > 0);
      return [child, child.said[0]?.url ?? ''];
    };
    let [child, url] = await start();
    const store = await open(ledgerAt(url, 'killed'));
    const kills = cases(10, 2);
    const saves = 12 * kills;
    const writers = 3;
    const { events, done } = follower(store, ({ length }) => length === 2 * writers * saves);
    let saved = 0;
    let restarted = Promise.resolve();
    const kill = (): void => {
      saved += 1;
      if (saved % 30 !== 0) return;
      restarted = restarted.then(async () => {
        await child.kill();
        [child, url] = await start(['--port', new URL(url).port]);
      });
    };
    const written = await Promise.all(Array.from({ length: writers }, () => write(store, saves, kill)));
    await done;
    await restarted;
    const whole = await store.readAll(ledgerStart, 10_000);
    expect(saved).toBeGreaterThanOrEqual(30 * kills);
    expect(events).toEqual(whole);
    expect(whole.map(({ id }) => id).sort()).toEqual(written.flat().sort());
  });

  it('that runs ahead, drops subscriptions and is not ready for a while is followed all the same', async () => {
    const server = await startServer();
    const store = await open(ledgerAt(server.url, 'ahead'));
    const saves = cases(60, 20);
    server.faults.runAhead(true);
    const { events, done } = follower(store, ({ length }) => length === 2 * saves);
    let saved = 0;
    await write(store, saves, () => {
      saved += 1;
      if (saved % 7 === 0) server.faults.kickSubscribers();
      if (saved % 13 !== 0) return;
      server.faults.notReady(true);
      server.faults.cut();
      setImmediate(() => server.faults.notReady(false));
    });
    await done;
    expect(events).toEqual(await store.readAll(ledgerStart, 1_000));
  });

  it.each(['silence', 'cut'] as const)('that loses an acknowledgement in %s has the save once', async (how) => {
    const server = await startServer();
    const store = await open(ledgerAt(server.url, 'lost'));
    const save = newSave({ events: 2 });
    void server.faults.loseNextAcknowledgement(how);
    const outcome = await store.append(save);
    const next = newSave({ stream: save.stream, expectedRevision: outcome.lastRevision, version: 2 });
    expect(await store.append(next)).toMatchObject({ firstRevision: 2 });
    expect(await store.readAll(ledgerStart, 10)).toHaveLength(3);
  });
});
