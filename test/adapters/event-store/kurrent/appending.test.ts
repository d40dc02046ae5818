import { describe, expect, it } from '@jest/globals';
import type { NewSave } from '../../../../src/ports/event-store.js';
import { ledgerStart, StoreUnavailable } from '../../../../src/ports/event-store.js';
import { expectAppended, expectStored, issue } from '../../../contracts/event-store/results.js';
import { countAppends } from '../../../support/engines/kurrent-server/count-appends.js';
import { clientOf, saved, startServer } from '../../../support/engines/kurrent-server/raw-client.js';
import { useKurrentStores } from '../../../support/engines/kurrent-stores.js';
import { newSave, newStream } from '../../../support/ledgers/new-saves.js';
import { chain } from '../../../support/ledgers/saves-in-chains.js';

const { open } = useKurrentStores();

describe('an append whose acknowledgement is lost', () => {
  it.each(['silence', 'cut'] as const)('in %s is made once, and answered as it was made', async (how) => {
    const server = await startServer();
    const store = await open(server.url);
    const appends = countAppends(server);
    const save = newSave({ events: 3 });
    void server.faults.loseNextAcknowledgement(how);

    const outcome = await store.append(save);

    expect(appends()).toBe(1);
    expectStored(await store.readAll(ledgerStart, 10), [save, outcome]);
  });

  it('is known again after the server has been started anew and forgotten the ids', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const save = newSave();
    const lost = server.faults.loseNextAcknowledgement('cut').then(() => server.faults.away());
    const appending = store.append(save);
    await lost;
    await server.faults.back();

    const outcome = await appending;
    expectStored(await store.readAll(ledgerStart, 10), [save, outcome]);
  });

  it('is known again even if the server calls its repetition a conflict', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const save = newSave({ events: 2 });
    void server.faults.loseNextAcknowledgement('cut').then(() => {
      server.log.append = () => ({ is: 'conflict', actual: server.log.lastRevision(`ours:${save.stream}`) });
    });

    const outcome = await store.append(save);

    expectStored(await store.readAll(ledgerStart, 10), [save, outcome]);
  });

  it('keeps those behind it waiting, and in their order', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const saves = chain(newStream(), 10);
    void server.faults.loseNextAcknowledgement('cut');

    const first = issue(store, ...saves.slice(0, 1));
    await new Promise((resolve) => setImmediate(resolve));
    const results = [...(await issue(store, ...saves.slice(1))), ...(await first)];

    const outcomes = [...results.slice(-1), ...results.slice(0, -1)];
    const stored = saves.map((save, n) => [save, expectAppended(outcomes[n], save)] as const);
    expectStored(await store.readAll(ledgerStart, 100), ...stored);
  });
});

describe('an append while the server is away', () => {
  it('is made when it comes back', async () => {
    const server = await startServer();
    const store = await open(server.url, 'ours', { appendMs: 30_000 });
    await server.faults.away();
    const save = newSave();
    const appending = store.append(save);
    await expect(clientOf(server).appendToStream('other', saved('1'))).rejects.toThrow();
    await server.faults.back();

    const outcome = await appending;
    expectStored(await store.readAll(ledgerStart, 10), [save, outcome]);
  });

  it('is made when it has warmed up', async () => {
    const server = await startServer();
    const store = await open(server.url, 'ours', { appendMs: 30_000 });
    server.faults.notReady(true);
    const save = newSave();
    const appending = store.append(save);
    await expect(clientOf(server).appendToStream('other', saved('1'))).rejects.toThrow('Not Ready');
    server.faults.notReady(false);

    const outcome = await appending;
    expectStored(await store.readAll(ledgerStart, 10), [save, outcome]);
  });

  it('is not waited for without end where the connection stands and says nothing', async () => {
    const server = await startServer();
    const store = await open(server.url, 'ours', { appendMs: 800 });
    await store.append(newSave());
    server.faults.stall();
    const save = newSave();

    await expect(store.append(save)).rejects.toThrow(StoreUnavailable);
    server.faults.resume();

    // Whether it was made or not, it can be said now, and made only once.
    const [result] = await issue(store, save);
    expectStored(await store.readStream(save.stream, 0, 10), [save, expectAppended(result, save)]);
  });

  it('is not known to be made where it stays away, nor is any behind it; later ones are tried', async () => {
    const server = await startServer();
    const store = await open(server.url, 'ours', { appendMs: 300 });
    const saves = chain(newStream(), 3);
    await server.faults.away();

    const results = await issue(store, ...saves);
    await server.faults.back();

    for (const result of results) expect(result).toMatchObject({ reason: expect.any(StoreUnavailable) as unknown });
    const [first] = await issue(store, saves[0] as NewSave);
    expectAppended(first, saves[0] as NewSave);
  });
});

describe('where the ledger ends', () => {
  it('is asked by many at once, of whom none waits for another', async () => {
    const server = await startServer();
    const readMs = 500;
    const store = await open(server.url, 'ours', { readMs });
    server.faults.stall();
    const begun = performance.now();

    const heads = await Promise.allSettled(Array.from({ length: 30 }, () => store.head()));

    expect(heads.every(({ status }) => status === 'rejected')).toBe(true);
    expect(performance.now() - begun).toBeLessThan(10 * readMs);
  });
});
