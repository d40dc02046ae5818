import { describe, expect, it } from '@jest/globals';
import { beforeThereAreViews } from '../../src/app/readiness-before-views.js';
import type { ReadinessTools } from '../../src/app/readiness.js';
import { readinessOf } from '../../src/app/readiness.js';
import { openEventStore } from '../../src/engines/stores.js';
import { CannotConnect } from '../../src/ports/cannot-connect.js';
import { CannotRead } from '../../src/ports/cannot-read.js';
import type { EventStore } from '../../src/ports/event-store.js';
import { StoreUnavailable } from '../../src/ports/event-store.js';
import type { ReadModel } from '../../src/ports/read-model.js';
import { configOf } from '../support/ledgers/pair.js';
import { openViews, openWriter, project } from '../support/ledgers/projecting.js';
import { useFolder } from '../support/ledgers/scratch-folder.js';
import { appendAll } from '../support/ledgers/stored-history.js';
import type { DecidedSave } from '../support/random/history.js';
import { sampleHistory } from '../support/random/history.js';

const folder = useFolder();
const history = sampleHistory({ budgets: 1, saves: 12 }, 5);
/** Long after everything in the history was recorded. */
const later = Date.parse('2030-01-01T00:00:00.000Z');

async function storeWith(saves: readonly DecidedSave[]): Promise<EventStore> {
  const store = folder.closing(await openEventStore(configOf(folder.directory())));
  await appendAll(store, saves);
  return store;
}

/** A read model that shows the whole store, and whether it is being filled. */
async function viewsOf(
  store: EventStore,
): Promise<{ readModel: ReadModel; fill(): Promise<{ close(): Promise<void> }> }> {
  const views = folder.directory();
  await project(store, views, await store.head());
  return {
    readModel: folder.closing(await openViews(views)),
    fill: async () => folder.closing(await openWriter(views)),
  };
}

const tools = (store: EventStore, readModel: ReadModel): ReadinessTools => ({
  store,
  readModel,
  projections: null,
  locations: { eventStore: '/events', readModel: '/views' },
  now: () => later,
});

describe('a process without views', () => {
  const away = new CannotConnect('NO_SERVER', { zh: '没有应答', en: 'nobody answers' });
  const none = new CannotRead('NOTHING_THERE', { zh: '没有', en: 'none' });
  const silent: Promise<never> = Promise.reject(new StoreUnavailable('refused'));
  silent.catch(() => undefined);

  it.each([
    ['there are none', null, none, [/^还没有视图。There are no views yet\..*start one/]],
    ['their store cannot be reached', null, away, [/^还不能读取账本.*没有应答nobody answers$/]],
    ['its own projector builds them', 'LEADING', none, [/being built from the events/]],
    ['its own projector leads, and their store cannot be reached', 'LEADING', away, [/nobody answers$/]],
  ] as const)('says so where %s, and never that one that it could not ask is empty', async (_, is, why, reasons) => {
    const projections = is === null ? null : { state: () => ({ is }) };
    const readiness = beforeThereAreViews({ store: null, projections, whyNone: () => Promise.resolve(why) });
    expect(await readiness()).toMatchObject({
      ready: false,
      reasons: reasons.map((each) => expect.stringMatching(each)),
    });
  });

  it('also says that the event store does not answer', async () => {
    const store = { head: () => silent };
    const readiness = beforeThereAreViews({ store, projections: null, whyNone: () => Promise.resolve(none) });
    expect((await readiness()).reasons).toContainEqual(expect.stringMatching(/事件库没有应答.*: refused/));
  });
});

describe('a process is ready', () => {
  it('while somebody fills its read model, and for a short while between two who do', async () => {
    const store = await storeWith(history);
    const { readModel, fill } = await viewsOf(store);
    let now = later;
    const readiness = readinessOf({ ...tools(store, readModel), now: () => now, lagLimitMs: 5_000 });
    const filling = await fill();
    expect(await readiness()).toMatchObject({ ready: true, reasons: [], isLed: true, behind: 0 });
    await folder.close(filling);
    expect(await readiness()).toMatchObject({ ready: true, isLed: false });
    now += 4_999;
    expect(await readiness()).toMatchObject({ ready: true, isLed: false });
    now += 1;
    expect(await readiness()).toMatchObject({
      ready: false,
      reasons: [expect.stringMatching(/没有进程在更新视图.*No projector fills the read model/)],
    });
    await fill();
    expect(await readiness()).toMatchObject({ ready: true, isLed: true });
  });

  it('not while a store does not answer, and says which in both languages', async () => {
    const store = await storeWith(history);
    const { readModel, fill } = await viewsOf(store);
    await fill();
    const away = () => Promise.reject(new StoreUnavailable('the connection was refused'));
    const noEvents = { ...store, head: away };
    const noViews = { ...readModel, status: away, leader: away };
    expect(await readinessOf(tools(noEvents, readModel))()).toMatchObject({
      ready: false,
      head: null,
      behind: null,
      lagMs: null,
      reasons: [expect.stringMatching(/事件库没有应答.*The event store does not answer: the connection was refused/)],
    });
    expect(await readinessOf({ ...tools(store, noViews), lagLimitMs: 1 })()).toMatchObject({
      ready: false,
      applied: null,
      appliedClock: null,
      behind: null,
      lagMs: null,
      reasons: [
        expect.stringMatching(/视图所在的库没有应答.*The read model does not answer: the connection was refused/),
      ],
    });
  });

  it('not while its own projector waits for a store, and says for what', async () => {
    const store = await storeWith(history);
    const { readModel, fill } = await viewsOf(store);
    await fill();
    const reason = { zh: '服务器没有应答。', en: 'The server does not answer.' };
    const projections = {
      state: () => ({ is: 'WAITING', reason, code: 'UNAVAILABLE' }) as const,
    };
    expect(await readinessOf({ ...tools(store, readModel), projections })()).toMatchObject({
      ready: false,
      projector: 'WAITING',
      reasons: [expect.stringMatching(/服务器没有应答。The server does not answer\.$/)],
    });
  });

  it('not when its event store was replaced by an earlier one beneath it', async () => {
    const store = await storeWith(history);
    const { readModel, fill } = await viewsOf(store);
    await fill();
    const restored = await storeWith(history.slice(0, 3));
    let events: EventStore = store;
    const beneath = {
      ...store,
      head: () => events.head(),
      readAll: (...page: Parameters<EventStore['readAll']>) => events.readAll(...page),
      readAt: (position: Parameters<EventStore['readAt']>[0]) => events.readAt(position),
    };
    const readiness = readinessOf(tools(beneath, readModel));
    expect(await readiness()).toMatchObject({ ready: true });
    events = restored;
    expect(await readiness()).toMatchObject({
      ready: false,
      reasons: [expect.stringMatching(/\/views.*may be an older copy/)],
    });
  });
});
