import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AppendTooLarge, ledgerStart } from '../../../src/ports/event-store.js';
import { newSave, newStream } from '../../support/ledgers/new-saves.js';
import { cases } from '../../support/random/cases.js';
import { expectAppended, expectAscending, expectConflict, expectStored, issue } from './results.js';
import type { Stores } from './stores.js';

const bodyBound = 65_535;

/** A body of exactly so many bytes: Chinese text, filled up with one-byte letters. */
function bodyOfBytes(bytes: number): string {
  const around = Buffer.byteLength(JSON.stringify({ 立项依据: '' }));
  const characters = '保障师生的饮水安全';
  const repeats = Math.floor((bytes - around) / Buffer.byteLength(characters));
  const text = characters.repeat(repeats);
  return JSON.stringify({ 立项依据: text + 'x'.repeat(bytes - around - Buffer.byteLength(text)) });
}

export function appending(stores: Stores, appendBound: number | undefined, setting: string | null): void {
  it('acknowledges a save with everything that it came to', async () => {
    const store = await stores.open();
    const save = newSave({ events: 3 });

    const [result] = await issue(store, save);

    const outcome = expectAppended(result, save);
    expectStored(await store.readStream(save.stream, 0, 10), [save, outcome]);
  });

  it('goes on with the revisions of a stream from save to save', async () => {
    const store = await stores.open();
    const stream = newStream();
    const first = newSave({ stream, events: 2 });
    const second = newSave({ stream, expectedRevision: 1, version: 2, events: 1 });
    const third = newSave({ stream, expectedRevision: 2, version: 3, events: 4 });

    const outcomes = [];
    for (const save of [first, second, third]) {
      const [result] = await issue(store, save);
      outcomes.push(expectAppended(result, save));
    }

    const [one, two, three] = outcomes;
    if (one === undefined || two === undefined || three === undefined) throw new Error('unreachable');
    expectStored(await store.readStream(stream, 0, 100), [first, one], [second, two], [third, three]);
  });

  it('keeps the version that a save makes, whatever the revisions are', async () => {
    const store = await stores.open();
    const save = newSave({ version: 41, events: 2 });

    const [result] = await issue(store, save);

    expect(expectAppended(result, save).version).toBe(41);
  });

  it('places what is appended after an acknowledgement behind what was acknowledged', async () => {
    const store = await stores.open();
    const positions: string[] = [];

    for (const save of [newSave({ events: 2 }), newSave(), newSave({ events: 3 }), newSave()]) {
      const { firstPosition, lastPosition } = await store.append(save);
      positions.push(...new Set([firstPosition, lastPosition]));
    }

    expectAscending(positions);
  });

  it.each([
    ['a stream that exists as if it did not', -1, 2],
    ['a stream as it was earlier', 0, 2],
    ['a stream as it may be later', 3, 2],
    ['a stream that does not exist as if it did', 0, -1],
  ])('refuses a save that expects %s, and stores nothing of it', async (_, expectedRevision, actualRevision) => {
    const store = await stores.open();
    const stream = newStream();
    if (actualRevision >= 0) await store.append(newSave({ stream, events: actualRevision + 1 }));
    const before = { head: await store.head(), events: await store.readStream(stream, 0, 100) };
    const save = newSave({ stream, expectedRevision, version: 2, events: 2 });

    const [result] = await issue(store, save);

    expectConflict(result, save, actualRevision);
    expect({ head: await store.head(), events: await store.readStream(stream, 0, 100) }).toEqual(before);
    expect(await store.readAll(ledgerStart, 100)).toEqual(before.events);
  });

  it('keeps bodies of 65,535 bytes to the byte', async () => {
    const store = await stores.open();
    const bodies = [bodyOfBytes(bodyBound), bodyOfBytes(bodyBound - 1), JSON.stringify('x'.repeat(bodyBound - 2))];
    const save = newSave({ events: bodies });

    const outcome = await store.append(save);

    expect(Buffer.byteLength(bodies[0] ?? '')).toBe(bodyBound);
    expectStored(await store.readStream(save.stream, 0, 10), [save, outcome]);
  });

  it('keeps text of every script to the letter', async () => {
    const store = await stores.open();
    const text = fc.string({ unit: 'grapheme', maxLength: 200 }).map((value) => JSON.stringify({ 备注: value }));
    const texts = fc.array(text, { minLength: 1, maxLength: 5 });

    await fc.assert(
      fc.asyncProperty(texts, async (events) => {
        const save = newSave({ events });
        const outcome = await store.append(save);
        expectStored(await store.readStream(save.stream, 0, 10), [save, outcome]);
      }),
      { numRuns: cases(50) },
    );
  });

  if (appendBound === undefined) {
    it('takes a save of 16 MiB, since the engine sets no bound', async () => {
      const store = await stores.open();
      const save = newSave({ events: Array.from({ length: 257 }, () => bodyOfBytes(bodyBound)) });

      const [result] = await issue(store, save);

      expectStored(await store.readAll(ledgerStart, 300), [save, expectAppended(result, save)]);
    });
  } else {
    it('refuses a save over the bound of the engine, with its size and the bound, and stores nothing', async () => {
      const store = await stores.open();
      const events = Array.from({ length: Math.ceil(appendBound / bodyBound) + 1 }, () => bodyOfBytes(bodyBound));

      const [result] = await issue(store, newSave({ events }));

      const reason: unknown = result?.status === 'rejected' ? result.reason : null;
      if (!(reason instanceof AppendTooLarge)) throw new Error('it was not refused as too large', { cause: reason });
      const { bytes, bound } = reason;
      expect({ ...reason, message: reason.message }).toEqual({
        ...new AppendTooLarge(bytes, appendBound, setting),
        message: new AppendTooLarge(bytes, appendBound, setting).message,
      });
      expect(bytes).toBeGreaterThan(bound);
      expect(await store.head()).toBe(ledgerStart);
    });
  }
}
