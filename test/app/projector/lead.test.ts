import { describe, expect, it } from '@jest/globals';
import type { LeadTools, ProjectorStores } from '../../../src/app/projector/lead.js';
import { leadProjections } from '../../../src/app/projector/lead.js';
import type { ProjectorState } from '../../../src/app/projector/projector-state.js';
import { openEventStore } from '../../../src/engines/stores.js';
import type { EventStore } from '../../../src/ports/event-store.js';
import { StoreUnavailable } from '../../../src/ports/event-store.js';
import { LeaseLost } from '../../../src/ports/read-model/writer.js';
import { configOf } from '../../support/ledgers/pair.js';
import { now, openWriter, reading } from '../../support/ledgers/projecting.js';
import { eventually } from '../../support/processes/eventually.js';
import { useFolder } from '../../support/ledgers/scratch-folder.js';
import { appendAll } from '../../support/ledgers/stored-history.js';
import type { DecidedSave } from '../../support/random/history.js';
import { sampleHistory } from '../../support/random/history.js';

const folder = useFolder();
const history = sampleHistory({ budgets: 1, saves: 12 }, 5);
const pauses = { look: 5, first: 1, longest: 5 };

interface Leading {
  states: ProjectorState[];
  /** Resolves when it is, or has become, this. */
  until(is: ProjectorState['is'], times?: number): Promise<void>;
  stop(): Promise<void>;
  ended: Promise<void>;
}

/** Runs the loop until it is stopped. */
function lead(open: LeadTools['open'], others: Partial<LeadTools> = {}): Leading {
  const stop = new AbortController();
  const states: ProjectorState[] = [];
  const listeners = new Set<() => void>();
  const ended = leadProjections({
    open,
    haltNow: async () => null,
    signal: stop.signal,
    now,
    pauses,
    tell(state) {
      states.push(state);
      for (const listener of listeners) listener();
    },
    ...others,
  });
  ended.catch(() => undefined);
  const leading: Leading = {
    states,
    ended,
    until: (is, times = 1) =>
      new Promise((resolve) => {
        const look = () => states.filter((state) => state.is === is).length >= times && resolve();
        listeners.add(look);
        look();
      }),
    async stop() {
      stop.abort();
      await ended;
    },
  };
  folder.closing({ close: () => leading.stop().catch(() => undefined) });
  return leading;
}

async function storeWith(saves: readonly DecidedSave[]): Promise<EventStore> {
  const store = folder.closing(await openEventStore(configOf(folder.directory())));
  await appendAll(store, saves);
  return store;
}

/** As a process opens them; the event store is the test's own and stays open. */
async function openStores(events: EventStore, views: string): Promise<ProjectorStores> {
  const readModel = await openWriter(views);
  return { events, readModel, close: () => readModel.close() };
}

const reached = async (views: string, store: EventStore) => {
  const head = await store.head();
  return reading(views, (readModel) => readModel.reached(head, 60_000));
};

describe('a projector', () => {
  it('stands by while another one leads, and takes its place when that ends', async () => {
    const store = await storeWith(history.slice(0, 6));
    const views = folder.directory();
    const first = lead(() => openStores(store, views));
    await first.until('LEADING');
    const second = lead(() => openStores(store, views));
    await second.until('STANDING_BY', 3);
    expect(second.states.every(({ is }) => is !== 'LEADING')).toBe(true);
    await first.stop();
    await second.until('LEADING');
    await appendAll(store, history.slice(6));
    expect(await reached(views, store)).toBe(true);
  });

  it('goes on from the checkpoint when a store that was away is back, with nothing lost and nothing twice', async () => {
    const store = await storeWith(history);
    const views = folder.directory();
    let opened = 0;
    /** Lost again and again: the events at each page, the read model at each save. */
    const leading = lead(async () => {
      opened += 1;
      if (opened % 3 === 2) throw new StoreUnavailable('the server does not answer');
      const stores = await openStores(store, views);
      if (opened > 12) return stores;
      return { ...stores, events: losingItself(store), readModel: losingItsLease(stores.readModel, opened) };
    });
    await eventually(async () => opened > 12 && (await reached(views, store)));
    expect(leading.states).toContainEqual({
      is: 'WAITING',
      reason: { zh: 'the server does not answer', en: 'the server does not answer' },
      code: 'UNAVAILABLE',
    });
    const versions = await reading(views, (readModel) =>
      readModel.saves(history[0]?.budgetId ?? '', 1_000, { first: 100, after: null }),
    );
    expect(versions.rows.map(({ row }) => row.version)).toEqual(
      history.map(({ events }) => events[0]?.version).reverse(),
    );
  });

  it('does not try an event again that it cannot apply, until the read model was led past it', async () => {
    const store = await storeWith(history.slice(0, 3));
    await appendAll(store, [spoilt(history[3] as DecidedSave)]);
    const views = folder.directory();
    let halt: { eventId: string } | null = null;
    let opened = 0;
    const leading = lead(
      () => {
        opened += 1;
        return openStores(store, views);
      },
      {
        async haltNow() {
          const found = await reading(views, async (readModel) => (await readModel.status()).halt);
          return halt === null ? found : null;
        },
      },
    );
    await leading.until('HALTED');
    expect(leading.states.at(-1)).toMatchObject({ is: 'HALTED', halt: { message: expect.any(String) } });
    // Whoever rebuilds the read model may hold it meanwhile.
    await (await openWriter(views)).close();
    expect(opened).toBe(1);
    halt = { eventId: 'none' };
    await leading.until('HALTED', 2);
    expect(opened).toBe(2);
  });

  it('ends with what is wrong where the first try cannot open, and waits where a later one cannot', async () => {
    const store = await storeWith(history);
    const views = folder.directory();
    const wrong = new Error('the credentials are wrong');
    await expect(lead(() => Promise.reject(wrong)).ended).rejects.toBe(wrong);

    let opened = 0;
    const later = lead(async () => {
      opened += 1;
      if (opened === 2) throw wrong;
      const stores = await openStores(store, views);
      return opened === 1 ? { ...stores, events: losingItself(store) } : stores;
    });
    await later.until('LEADING', 2);
    expect(later.states).toContainEqual({
      is: 'WAITING',
      reason: { zh: wrong.message, en: wrong.message },
      code: 'UNAVAILABLE',
    });
  });

  it('ends when it is stopped, whatever it is doing', async () => {
    const store = await storeWith(history);
    const views = folder.directory();
    const leads = lead(() => openStores(store, views));
    await leads.until('LEADING');
    const stands = lead(() => openStores(store, views), { pauses: { ...pauses, look: 3_600_000 } });
    await stands.until('STANDING_BY');
    await stands.stop();
    await leads.stop();
    // Nobody holds the read model any more.
    await (await openWriter(views)).close();
    expect([leads, stands].map(({ states }) => states.at(-1)?.is)).toEqual(['LEADING', 'STANDING_BY']);
  });
});

/** A store whose connection breaks after one page of two events. */
function losingItself(store: EventStore): EventStore {
  return {
    ...store,
    async *follow(after) {
      const page = await store.readAll(after, 2);
      if (page.length > 0) yield page;
      throw new StoreUnavailable('the connection is lost');
    },
  };
}

/** A read model that another projector takes over at the second save. */
function losingItsLease(readModel: ProjectorStores['readModel'], turn: number): ProjectorStores['readModel'] {
  let applied = 0;
  return {
    ...readModel,
    async apply(...saves) {
      applied += 1;
      if (turn % 2 === 0 && applied > 1) throw new LeaseLost('another projector leads');
      return readModel.apply(...saves);
    },
  };
}

/** The same save with a first event that nobody can apply. */
function spoilt(save: DecidedSave): DecidedSave {
  const [first, ...rest] = save.events;
  return { ...save, events: [{ ...first, type: 'TableSung' }, ...rest] as unknown as DecidedSave['events'] };
}
