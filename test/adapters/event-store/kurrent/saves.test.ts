import { describe, expect, it } from '@jest/globals';
import { NO_STREAM } from '@kurrent/kurrentdb-client';
import type { NewSave } from '../../../../src/ports/event-store.js';
import { AppendTooLarge, ledgerStart, RevisionConflict } from '../../../../src/ports/event-store.js';
import { ForeignChange } from '../../../../src/ports/foreign-change.js';
import { expectAppended, expectConflict, expectStored, issue } from '../../../contracts/event-store/results.js';
import { countAppends } from '../../../support/engines/kurrent-server/count-appends.js';
import { clientOf, saved, startServer } from '../../../support/engines/kurrent-server/raw-client.js';
import { useKurrentStores } from '../../../support/engines/kurrent-stores.js';
import { newSave, newStream } from '../../../support/ledgers/new-saves.js';
import { chain } from '../../../support/ledgers/saves-in-chains.js';

const { open } = useKurrentStores();

describe('revisions', () => {
  it('are always exact: of many stores on one revision one wins, and the others are told where the stream is', async () => {
    const server = await startServer();
    const stores = await Promise.all([open(server.url), open(server.url), open(server.url)]);
    const stream = newStream();

    for (let revision = -1; revision < 10; revision += 1) {
      const saves = stores.map(() => newSave({ stream, expectedRevision: revision, version: revision + 2 }));
      const results = await Promise.allSettled(stores.map((store, n) => store.append(saves[n] as NewSave)));
      const lost = results.filter(({ status }) => status === 'rejected');
      // What is issued in the turn in which a save fails may have been decided on it; the next round is not.
      await new Promise((resolve) => setImmediate(resolve));
      expect(lost).toEqual([
        { status: 'rejected', reason: new RevisionConflict(stream, revision, revision + 1) },
        { status: 'rejected', reason: new RevisionConflict(stream, revision, revision + 1) },
      ]);
    }

    expect(server.log.stream(`ours:${stream}`)).toHaveLength(11);
  });

  it('of a save that was decided on one that failed are no revisions, though another has brought the stream there', async () => {
    const server = await startServer();
    const ours = await open(server.url);
    const theirs = await open(server.url);
    const stream = newStream();
    await ours.append(newSave({ stream }));
    const taken = newSave({ stream, expectedRevision: 0, version: 2 });
    await theirs.append(taken);
    const late = newSave({ stream, expectedRevision: 0, version: 2 });
    const decidedOnIt = newSave({ stream, expectedRevision: 1, version: 3 });
    const andOnThat = newSave({ stream, expectedRevision: 2, version: 4 });
    const inTheSameTurn = newSave({ stream, expectedRevision: 1, version: 3 });

    const appending = issue(ours, late, decidedOnIt, andOnThat);
    await new Promise((resolve) => setImmediate(resolve));
    const more = await ours.append(decidedOnIt).then(
      () => [],
      () => issue(ours, inTheSameTurn),
    );

    const [first, second, third] = await appending;
    expectConflict(first, late, 1);
    expectConflict(second, decidedOnIt, 1);
    expectConflict(third, andOnThat, 1);
    expectConflict(more[0], inTheSameTurn, 1);
    expect((await ours.readStream(stream, 0, 10)).map(({ id }) => id).slice(1)).toEqual([taken.events[0]?.id]);
  });

  it('end where the stream was deleted: it would go on under its old numbers', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const first = newSave({ events: 2 });
    await store.append(first);
    await clientOf(server).deleteStream(`ours:${first.stream}`);

    await expect(store.append(newSave({ stream: first.stream }))).rejects.toThrow(ForeignChange);
    await expect(store.readStream(first.stream, 0, 10)).rejects.toThrow(ForeignChange);
    await clientOf(server).appendToStream(`ours:${first.stream}`, saved('x'), { streamState: NO_STREAM });
    await expect(store.readStream(first.stream, 0, 10)).rejects.toThrow(ForeignChange);
  });

  it('end for ever where the stream was closed', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const first = newSave();
    await store.append(first);
    await clientOf(server).tombstoneStream(`ours:${first.stream}`);

    const next = newSave({ stream: first.stream, expectedRevision: 0, version: 2 });
    await expect(store.append(next)).rejects.toThrow(ForeignChange);
    await expect(store.readStream(first.stream, 0, 10)).rejects.toThrow(ForeignChange);
  });
});

describe('what is sent', () => {
  it.each([
    ['an id that is no UUID', { events: [{ ...newSave().events[0], id: 'seven' }] }],
    ['no event', { events: [] }],
    ['half a revision', { expectedRevision: 0.5 }],
  ])('is refused at once where it has %s, which the server would take or never answer', async (_, wrong) => {
    const server = await startServer();
    const store = await open(server.url);
    const appends = countAppends(server);

    await expect(store.append({ ...newSave(), ...wrong } as NewSave)).rejects.toThrow(TypeError);
    expect(appends()).toBe(0);
  });

  it('is bytes: what looks like JSON comes back to the letter', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const bodies = ['{"b": 1.00,  "a":1e2}', '{"a":12345678901234567890123}', '"\u2028\uFEFF"', '\uFEFF{}'];
    const save = newSave({ events: bodies });
    await store.append(save);

    expect((await store.readStream(save.stream, 0, 10)).map(({ body }) => body)).toEqual(bodies);
    expect(server.log.stream(`ours:${save.stream}`)?.some(({ isJson }) => isJson)).toBe(false);
  });

  it('goes together while an append of the stream is under way', async () => {
    const server = await startServer();
    const store = await open(server.url);
    const appends = countAppends(server);
    const saves = chain(newStream(), 64);

    const results = await issue(store, ...saves);

    const stored = saves.map((save, n) => [save, expectAppended(results[n], save)] as const);
    expectStored(await store.readAll(ledgerStart, 100), ...stored);
    expect(appends()).toBeLessThan(5);
  });
});

describe('a save over the bound of the server', () => {
  it('of 1 MiB is taken where the server allows it', async () => {
    const server = await startServer({ maximumAppendSize: 4 * 1024 * 1024 });
    const store = await open(server.url);
    const save = newSave({ events: Array.from({ length: 48 }, () => JSON.stringify('x'.repeat(60_000))) });

    const outcome = await store.append(save);

    expectStored(await store.readAll(ledgerStart, 100), [save, outcome]);
  });

  it('is refused with the name of the setting, the second time without being sent', async () => {
    const server = await startServer({ maximumAppendSize: 10_000 });
    const store = await open(server.url);
    const tooLarge = () => newSave({ events: [JSON.stringify('x'.repeat(10_000))] });

    const first = await store.append(tooLarge()).catch((error: unknown) => error);
    server.faults.stall();
    const second = await store.append(tooLarge()).catch((error: unknown) => error);
    server.faults.resume();

    for (const refusal of [first, second]) {
      expect(refusal).toBeInstanceOf(AppendTooLarge);
      expect(refusal).toMatchObject({ bound: 10_000, setting: 'MaxAppendSize' });
      expect((refusal as AppendTooLarge).bytes).toBeGreaterThan(10_000);
    }
    expect(await store.head()).toBe(ledgerStart);
  });

  it('is no fault of saves that only went together', async () => {
    const server = await startServer({ maximumAppendSize: 10_000 });
    const store = await open(server.url);
    const saves = chain(newStream(), 20, 3_000);

    const results = await issue(store, ...saves);

    const stored = saves.map((save, n) => [save, expectAppended(results[n], save)] as const);
    expectStored(await store.readAll(ledgerStart, 100), ...stored);
  });

  it('fails those that were decided on it as conflicts', async () => {
    const server = await startServer({ maximumAppendSize: 10_000 });
    const store = await open(server.url);
    const stream = newStream();
    await store.append(newSave({ stream }));
    const large = newSave({ stream, expectedRevision: 0, version: 2, events: [JSON.stringify('x'.repeat(10_000))] });
    const behind = newSave({ stream, expectedRevision: 1, version: 3 });

    const [refused, conflict] = await issue(store, large, behind);

    expect(refused).toMatchObject({ reason: expect.any(AppendTooLarge) as unknown });
    expectConflict(conflict, behind, 0);
  });
});
