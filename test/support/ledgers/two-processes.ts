import { randomUUID } from 'node:crypto';
import type fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { usualRules } from '../../../events/draft/adjustment.rules.js';
import type { LateSave } from '../../../src/app/late-saves.js';
import { commandLanes } from '../../../src/app/command-lanes.js';
import { commandOutcomes } from '../../../src/app/command-outcomes.js';
import { createCommands } from '../../../src/app/commands.js';
import type { KurrentLocation } from '../../../src/adapters/event-store/kurrent/index.js';
import type { Ledger } from '../../../src/compose.js';
import { openLedger } from '../../../src/compose.js';
import { readConfig } from '../../../src/config.js';
import { openEventStore } from '../../../src/engines/stores.js';
import type { EventStore } from '../../../src/ports/event-store.js';
import { RevisionConflict } from '../../../src/ports/event-store.js';
import { useKurrentLedgers } from '../engines/kurrent-ledgers.js';
import { ledgerIn } from './ledger.js';
import type { ScratchFolder } from './scratch-folder.js';

/** Two applications that write to one ledger, each as a process of its own would: neither sees the other's memory. */
export interface TwoProcesses {
  one: Ledger;
  other: Ledger;
}

/** Opens two on a ledger that is empty. */
export type OpenTwo = (folder: ScratchFolder, tools?: ProcessTools) => Promise<TwoProcesses>;

export interface ProcessTools {
  /** What stands between the first process and its store. */
  between?: (store: EventStore) => EventStore;
  now?: () => string;
  onLate?: (late: LateSave) => void;
}

/** Both in this process, over one SQLite store that tells them what an engine without an index of commands would. */
const twoOverSqlite: OpenTwo = async (folder, { between = (store: EventStore) => store, ...tools } = {}) => {
  const ledger = await ledgerIn(folder);
  const shared = withSharedWriters(ledger.store);
  const [one, other] = [between(shared), shared].map((store) => process(ledger, inChains(store), tools));
  return { one, other } as TwoProcesses;
};

/** Each over a connection of its own. */
function twoOverKurrent(ledgerOf: (folder: string) => KurrentLocation): OpenTwo {
  return async (folder, { between = (store: EventStore) => store, ...tools } = {}) => {
    const directory = folder.directory();
    const config = { ...readConfig({ DATA_DIR: directory }), eventStore: ledgerOf(directory) };
    const ledger = folder.closing(await openLedger(config, { write: true, projector: 'here' }));
    const second = folder.closing(await openEventStore(config));
    return { one: process(ledger, between(ledger.store), tools), other: process(ledger, second, tools) };
  };
}

/** Every engine that several processes can write to, and one that is told to be. To be asked for once in a test file. */
export function usePairs(): [name: string, open: OpenTwo][] {
  const { ledgerOf } = useKurrentLedgers();
  return [
    ['SQLite, seen as an engine without an index', twoOverSqlite],
    ['KurrentDB', twoOverKurrent(ledgerOf)],
  ];
}

function process(ledger: Ledger, store: EventStore, { now, onLate }: ProcessTools): Ledger {
  const { readModel } = ledger;
  const newId = () => uuidv7();
  const outcomes = commandOutcomes({ store, readModel });
  const lanes = commandLanes({
    store,
    readModel,
    outcomes,
    newId,
    now: now ?? (() => new Date().toISOString()),
    ...(onLate === undefined ? {} : { onLate }),
  });
  const commands = createCommands({ store, readModel, lanes, outcomes, newId, rules: usualRules });
  return { ...ledger, store, services: { ...ledger.services, commands } };
}

/**
 * The store as several processes have it that write at once. It has no index of commands: under another id for each append
 * the one that there is never finds a command twice.
 */
export function withSharedWriters(store: EventStore): EventStore {
  const { findCommand: _index, ...rest } = store;
  return {
    ...rest,
    sharedWriters: true,
    async append(save) {
      const { commandId } = save;
      return { ...(await store.append({ ...save, commandId: randomUUID() })), commandId };
    },
  };
}

/**
 * A save that was decided on one that is still on its way lands behind that or not at all, also where another process has
 * brought the stream to the revision meanwhile: what the port asks of engines that several write to.
 */
function inChains(store: EventStore): EventStore {
  const underWay = new Map<string, { end: number; appended: Promise<unknown> }>();
  return {
    ...store,
    append(save) {
      const { stream, expectedRevision, events } = save;
      const before = underWay.get(stream);
      const appended =
        before?.end === expectedRevision
          ? before.appended.then(
              () => store.append(save),
              () => Promise.reject(new RevisionConflict(stream, expectedRevision, -1)),
            )
          : store.append(save);
      const mine = { end: expectedRevision + events.length, appended };
      underWay.set(stream, mine);
      const settled = () => underWay.get(stream) === mine && underWay.delete(stream);
      appended.then(settled, settled);
      return appended;
    },
  };
}

/** Has the scheduler choose which of the calls to the stores comes back first. */
export function scheduled(scheduler: fc.Scheduler) {
  return (store: EventStore): EventStore => ({
    ...store,
    append: scheduler.scheduleFunction((save) => store.append(save)),
    readStream: scheduler.scheduleFunction((...of) => store.readStream(...of)),
    readAll: scheduler.scheduleFunction((...of) => store.readAll(...of)),
  });
}

/** Does something once, before the process reads a stream: whatever it has looked for, it has looked for already. */
export function beforeReading(stream: string, work: () => Promise<unknown>) {
  let isDone = false;
  return (store: EventStore): EventStore => ({
    ...store,
    async readStream(...of) {
      const isFirst = !isDone && of[0] === stream;
      isDone ||= isFirst;
      if (isFirst) await work();
      return store.readStream(...of);
    },
  });
}

/** Does something once, when the process is about to append to a stream: what it is about to append is decided already. */
export interface BeforeAppending {
  to(stream: string, work: () => Promise<unknown>): void;
  between(store: EventStore): EventStore;
}

export function beforeAppending(): BeforeAppending {
  const works = new Map<string, () => Promise<unknown>>();
  return {
    to: (stream, work) => void works.set(stream, work),
    between: (store) => ({
      ...store,
      async append(save) {
        const work = works.get(save.stream);
        works.delete(save.stream);
        await work?.();
        return store.append(save);
      },
    }),
  };
}
