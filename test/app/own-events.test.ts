import { describe, expect, it } from '@jest/globals';
import { openLedger } from '../../src/compose.js';
import { openEventReader, openEventStore } from '../../src/engines/stores.js';
import { examineLedger } from '../../src/app/examine-ledger.js';
import { readOwnEvents, recordOwnEvent } from '../../src/app/own-events.js';
import { ledgerStart } from '../../src/ports/event-store.js';
import { configOf, triedOnPair } from '../support/ledgers/pair.js';
import { ledgerIn, record } from '../support/ledgers/ledger.js';
import { anOwnEvent, ownIntent, sayOf } from '../support/ledgers/own-events.js';
import { project, reading } from '../support/ledgers/projecting.js';
import { reader } from '../support/ledgers/reader.js';
import { inFolder, useFolder } from '../support/ledgers/scratch-folder.js';
import { appendAll } from '../support/ledgers/stored-history.js';
import { allAnswers, idsOf } from '../support/oracles/all-answers.js';
import { sampleHistory } from '../support/random/history.js';

const folder = useFolder();
const history = sampleHistory({ saves: 12 }, 9);
const opened = async () => folder.closing(await openEventStore(configOf(folder.directory())));

describe('what the ledger says of itself', () => {
  it('is an event a save, each behind the last, with who said it and why', async () => {
    const store = await opened();
    const outcomes = [await sayOf(store), await sayOf(store)];
    expect(outcomes.map(({ stream, version, firstRevision }) => [stream, version, firstRevision])).toEqual([
      ['ledger', 1, 0],
      ['ledger', 2, 1],
    ]);
    const said = await readOwnEvents(store);
    expect(said.map(({ position }) => position)).toEqual(outcomes.map(({ lastPosition }) => lastPosition));
    expect(said[1]).toMatchObject({
      ...anOwnEvent,
      revision: 1,
      version: 2,
      endsSave: true,
      reason: '硬盘更换',
      actor: { id: 'operator' },
    });
  });

  it('is decided again on what others said meanwhile', async () => {
    const store = await opened();
    const tools = { store, now: () => '2024-06-01T00:00:00.000Z', newId: () => crypto.randomUUID() };
    const counts: number[] = [];
    const both = await Promise.all(
      [1, 2].map(() =>
        recordOwnEvent(tools, ownIntent(), (before) => {
          counts.push(before.length);
          return anOwnEvent;
        }),
      ),
    );
    expect(both.map((outcome) => outcome?.version).sort()).toEqual([1, 2]);
    expect(counts.sort()).toEqual([0, 0, 1]);
    expect(await recordOwnEvent(tools, ownIntent(), () => null)).toBeNull();
    expect(await readOwnEvents(store)).toHaveLength(2);
  });

  it('is no row of the views, which are the same whether they follow it or are made anew, and end behind it', () =>
    inFolder(async (place) => {
      const store = place.closing(await openEventStore(configOf(place.directory())));
      await sayOf(store);
      for (const save of history) {
        await appendAll(store, [save]);
        await sayOf(store);
      }
      const ids = idsOf(history);
      const positions = triedOnPair((await store.readAll(ledgerStart, 1_000)).map(({ position }) => position));
      const head = await store.head();
      const views = place.directory();
      await project(store, views, head, { batch: 4 });
      const answers = await reading(views, (each) => allAnswers(each, ids, positions));
      await project(store, views, head, { rebuild: true, ahead: true, batch: 100 });
      expect(await reading(views, (each) => allAnswers(each, ids, positions))).toBe(answers);
      const stored = await store.readAt(head);
      expect(stored?.stream).toBe('ledger');
      expect(await reading(views, (each) => each.status())).toMatchObject({
        position: head,
        leafHash: stored?.leafHash,
        clock: '2024-06-01T00:00:00.000Z',
      });
    }));

  it('keeps nobody from opening, asking and editing, also where it is the first and the last that was recorded', async () => {
    const directory = folder.directory();
    const config = configOf(directory);
    const store = await openEventStore(config);
    const now = () => new Date().toISOString();
    const first = await sayOf(store, anOwnEvent, now);
    await store.close();
    const ledger = await openLedger(config, { write: true, projector: 'here' });
    await record(ledger, history);
    await sayOf(ledger.store, anOwnEvent, now);
    expect(await ledger.readModel.reached(await ledger.store.head(), 60_000)).toBe(true);
    expect(await ledger.readiness()).toMatchObject({ ready: true, reasons: [], behind: 0 });
    await ledger.close();

    const reopened = folder.closing(await openLedger(config, { write: true, projector: 'here' }));
    expect(await reopened.readiness()).toMatchObject({ ready: true, reasons: [], behind: 0 });
    const { queries } = reopened.services;
    const head = await queries.head(null);
    expect(head.position).toBe(await reopened.store.head());
    const page = { first: 10, after: null };
    const at = (position: string) => queries.budgets({}, page, { caller: reader, at: { position }, head });
    expect((await at(head.position)).edges.length).toBeGreaterThan(0);
    expect((await at(first.lastPosition)).edges).toEqual([]);
  });

  it('has no node: an id that names it names nothing', async () => {
    const ledger = await ledgerIn(folder);
    await sayOf(ledger.store);
    const [said] = await readOwnEvents(ledger.store);
    expect(await ledger.readModel.reached(said?.position ?? ledgerStart, 60_000)).toBe(true);
    expect(await ledger.readModel.kindsOf([said?.id ?? ''])).toEqual([null]);
    expect(await ledger.readModel.eventPositions([said?.id ?? ''])).toEqual([null]);
  });

  it('is sound to whoever examines the ledger', async () => {
    const config = configOf(folder.directory());
    const store = folder.closing(await openEventStore(config));
    for (const save of history) {
      await sayOf(store);
      await appendAll(store, [save]);
    }
    const events = folder.closing(await openEventReader(config));
    expect(await examineLedger(events)).toMatchObject({ findings: [], saves: 2 * history.length });
  });
});
