import { describe, expect, it } from '@jest/globals';
import { jsonEvent } from '@kurrent/kurrentdb-client';
import { countKurrentEvents, inspectKurrentEventStore } from '../../../../src/adapters/event-store/kurrent/index.js';
import { ledgerStart } from '../../../../src/ports/event-store.js';
import type { Position } from '../../../../src/ports/event-store.js';
import { ForeignChange } from '../../../../src/ports/foreign-change.js';
import { followUntil } from '../../../contracts/event-store/following.js';
import { ledgerAt } from '../../../support/engines/kurrent-ledgers.js';
import { clientOf, saved, startServer } from '../../../support/engines/kurrent-server/raw-client.js';
import { useKurrentStores } from '../../../support/engines/kurrent-stores.js';
import { newSave } from '../../../support/ledgers/new-saves.js';

const { open, openReader } = useKurrentStores();

describe('a server that others use, too', () => {
  it('keeps ledgers apart whose names begin alike', async () => {
    const { url } = await startServer();
    const ledgers = [await open(url, 'city'), await open(url, 'city-2'), await open(url, 'cit')];
    const saves = ledgers.map(() => newSave({ stream: 'budget-1', events: 2 }));
    for (const [n, store] of ledgers.entries()) await store.append(saves[n] ?? newSave());

    for (const [n, store] of ledgers.entries()) {
      const ids = saves[n]?.events.map(({ id }) => id) ?? [];
      const all = await store.readAll(ledgerStart, 10);
      expect(all.map(({ id }) => id)).toEqual(ids);
      expect(await store.readStream('budget-1', 0, 10)).toEqual(all);
      expect(await followUntil(store, ledgerStart, ids.at(-1) ?? '')).toEqual(all);
      expect(await store.head()).toBe(all.at(-1)?.position);
    }
  });

  it('leaves events of others alone, and finds the head behind them', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const others = () =>
      clientOf(server).appendToStream('shop-1', [saved('theirs'), jsonEvent({ type: 'Sold', data: { n: 1 } })]);
    await others();
    expect(await store.head()).toBe(ledgerStart);
    const { lastPosition } = await store.append(newSave());
    await others();
    expect(await store.head()).toBe(lastPosition);
    expect(await store.head()).toBe(lastPosition);
    const next = await store.append(newSave());
    await others();

    expect(await store.head()).toBe(next.lastPosition);
    expect(await store.readAll(ledgerStart, 10)).toHaveLength(2);
  });

  it('has no event of ours at the places of others, nor between, nor beyond', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const { lastPosition } = await store.append(newSave());
    await clientOf(server).appendToStream('shop-1', saved('theirs'));
    const theirs = server.log.events.at(-1)?.position ?? 0n;
    const placeOf = (place: bigint) => String(place).padStart(19, '0').repeat(2) as Position;
    const ours = BigInt(lastPosition.slice(0, 19));

    expect(await store.readAt(placeOf(ours))).not.toBeNull();
    for (const place of [theirs, theirs + 10_000_000n, ours + 1n, 0n])
      expect(await store.readAt(placeOf(place))).toBeNull();
    for (const text of ['1', '', `${lastPosition}0`, lastPosition.slice(1), 'seven'])
      expect(await store.readAt(text as Position)).toBeNull();
    expect(await store.readAt(`${'0'.repeat(19)}${lastPosition.slice(19)}` as Position)).toBeNull();
  });
});

describe('an event inside the ledger that no ledger wrote', () => {
  it.each([
    ['JSON', jsonEvent({ type: 'Sold', data: { n: 1 } })],
    ['bytes with other metadata', saved('theirs')],
  ])('of %s is refused by every way of reading, and at the start', async (_, event) => {
    const server = await startServer();
    const store = await open(server.url);
    const reader = await openReader(server.url);
    const ours = await store.append(newSave());
    await clientOf(server).appendToStream('ours:budget-9', event);

    await expect(store.readAll(ledgerStart, 10)).rejects.toThrow(ForeignChange);
    await expect(store.readStream('budget-9', 0, 10)).rejects.toThrow(/ours:budget-9.*请/);
    const batches = reader.follow(ledgerStart, new AbortController().signal)[Symbol.asyncIterator]();
    expect(((await batches.next()).value as unknown[]).length).toBe(1);
    await expect(batches.next()).rejects.toThrow(ForeignChange);
    expect(await store.readAll(ledgerStart, 1)).toMatchObject([{ position: ours.lastPosition }]);
    await expect(open(server.url)).rejects.toThrow(ForeignChange);
    await expect(openReader(server.url)).rejects.toThrow(ForeignChange);
    await expect(inspectKurrentEventStore(ledgerAt(server.url, 'ours'))).rejects.toThrow(ForeignChange);
  });

  it('is told of as a stream cut short where events were taken away', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const save = newSave({ events: 5 });
    await store.append(save);
    await clientOf(server).setStreamMetadata(`ours:${save.stream}`, { truncateBefore: 2 });

    await expect(store.readStream(save.stream, 0, 10)).rejects.toThrow(ForeignChange);
    expect(await store.readStream(save.stream, 3, 10)).toHaveLength(2);
  });
});

describe('what is said of a ledger in KurrentDB', () => {
  it('counts what is inside it, names the server without user and password, and warns of what is unproven', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const bodies = ['"预算"', '"b"', '"c"'];
    await store.append(newSave({ events: bodies }));
    await store.append(newSave({ events: ['"d"'] }));
    await clientOf(server).appendToStream('shop-1', saved('theirs'));
    const location = ledgerAt(server.url.replace('//', '//clerk:geheim@'), 'ours');

    expect(await countKurrentEvents(location)).toBe(4);
    expect(await inspectKurrentEventStore(location)).toEqual({
      engine: 'KurrentDB 23.10.6',
      location: `kurrentdb://127.0.0.1:${server.port}/ours?tls=false`,
      events: 4,
      streams: 2,
      bytes: Buffer.byteLength([...bodies, '"d"'].join('')),
      check: null,
      caution: null,
      reminders: [
        {
          zh: expect.stringContaining('真实服务器') as unknown,
          en: expect.stringContaining('real server') as unknown,
        },
        { zh: expect.stringContaining('一个节点') as unknown, en: expect.stringContaining('one node') as unknown },
      ],
    });
  });
});
