import { createHash, randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { EventReader, StoredEvent } from '../../../src/ports/event-store.js';
import { ledgerStart } from '../../../src/ports/event-store.js';
import { newSave } from '../../support/ledgers/new-saves.js';
import { followUntil } from './following.js';
import type { OpenReader, Stores } from './stores.js';

/** Hashes of no body: an engine that works them out, instead of keeping what it was given, has others. */
function savedBesideTheirBodies() {
  const save = newSave({ events: 4 });
  const hash = () => createHash('sha256').update(randomUUID()).digest('hex');
  return { ...save, events: save.events.map((event) => ({ ...event, leafHash: hash() })) };
}

/** The whole ledger in every way of reading it. */
async function everyReading(reader: EventReader, stream: string, last: string): Promise<StoredEvent[][]> {
  const all = await reader.readAll(ledgerStart, 100);
  const each = await Promise.all(all.map(({ position }) => reader.readAt(position)));
  return [
    all,
    each.flatMap((event) => event ?? []),
    await reader.readStream(stream, 0, 100),
    await followUntil(reader, ledgerStart, last),
  ];
}

export function leafHashes(stores: Stores, openReader: OpenReader | undefined): void {
  it('come back as they were given, in every way of reading, also once it was opened again', async () => {
    const folder = stores.folder();
    const store = await stores.open(folder);
    const save = savedBesideTheirBodies();
    const given = save.events.map(({ leafHash }) => leafHash);
    await store.append(save);

    const readings = await everyReading(store, save.stream, save.events.at(-1)?.id ?? '');
    if (openReader !== undefined) {
      const beside = await stores.openReader(folder, openReader);
      readings.push(...(await everyReading(beside, save.stream, save.events.at(-1)?.id ?? '')));
    }
    await stores.close(store);
    const again = await stores.open(folder);
    readings.push(...(await everyReading(again, save.stream, save.events.at(-1)?.id ?? '')));

    for (const events of readings) expect(events.map(({ leafHash }) => leafHash)).toEqual(given);
  });
}
