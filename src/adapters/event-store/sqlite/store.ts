import type { CommandOutcome, EventStore, NewSave, OpenOptions, Position } from '../../../ports/event-store.js';
import {
  CommandRepeated,
  ledgerStart,
  NothingStored,
  RevisionConflict,
  StorageFull,
  StoreUnavailable,
} from '../../../ports/event-store.js';
import { StoreFault } from '../../../ports/store-fault.js';
import type { Appended } from './appended.js';
import { toOutcome, toPosition } from './position.js';
import { openSqliteEventReader } from './reader.js';
import { startWriterThread } from './writer-thread.js';
import type { Answer, ToldFault } from './writer.worker.js';

const closed = 'the event store has been closed';

const savesPerMessage = 16;

function upgraded(directory: string): { zh: string; en: string } {
  return {
    zh: `${directory} 中的事件库已由较早的格式升级，每条事件旁已存其散列；升级之前若有改动，已无从得知。`,
    en: `The event store in ${directory} was brought from an earlier format to this one, with the hash of each event beside it; what was altered before that cannot be known.`,
  };
}

interface Waiting<T> {
  resolve(value: T | Promise<T>): void;
  reject(error: Error): void;
}

/**
 * The event store in one SQLite file. Reading happens here, writing in a worker thread, so that an fsync never keeps
 * the server from answering; appends that arrive together share one commit.
 * @throws WriterLocked if another writer, in this or another process, holds the directory; CannotWrite; AlteredFile; RolledBack
 */
export async function openSqliteEventStore(
  directory: string,
  { despiteLoss = false }: OpenOptions = {},
): Promise<EventStore> {
  const appends = new Map<number, Waiting<CommandOutcome> & { save: NewSave }>();
  const heads = new Map<number, Waiting<Position>>();
  const faults = new Map<number, Waiting<Error | null>>();
  const listeners = new Set<(fault: StoreFault) => void>();
  const thread = await startWriterThread(directory, despiteLoss, {
    hear,
    onEnded(fault) {
      endAll(fault.messageEn);
      tell(fault);
    },
  });
  const reader = openSqliteEventReader(directory);
  let queued: { numbers: number[]; saves: NewSave[] } | null = null;
  let last = 0;
  let closing: Promise<void> | null = null;

  function hear(message: Answer): void {
    if (message.kind === 'met') tell(faultIn(message.fault));
    else if (message.kind === 'head') {
      const { number, head } = message;
      if (head === null) heads.get(number)?.resolve(reader.head());
      else heads.get(number)?.resolve(head === 0 ? ledgerStart : toPosition(head));
      heads.delete(number);
    } else if (message.kind === 'fault') {
      const { number, isFull, stoppedBy } = message;
      const full = isFull ? new StorageFull(directory) : null;
      faults.get(number)?.resolve(stoppedBy === null ? full : faultIn(stoppedBy));
      faults.delete(number);
    } else if (message.kind === 'appended') {
      message.numbers.forEach((number, index) => settle(number, message.answers[index]));
    }
  }

  function tell(fault: StoreFault): void {
    for (const listener of listeners) listener(fault);
  }

  function settle(number: number, answer: Appended | undefined): void {
    const waiting = appends.get(number);
    if (waiting === undefined || answer === undefined) return;
    appends.delete(number);
    const { stream, expectedRevision } = waiting.save;
    if (answer.kind === 'appended') waiting.resolve(toOutcome(answer.outcome));
    else if (answer.kind === 'repeated') waiting.reject(new CommandRepeated(toOutcome(answer.outcome)));
    else if (answer.kind === 'full') waiting.reject(new StorageFull(directory));
    else if (answer.kind === 'refused') waiting.reject(new NothingStored(answer.message));
    else if (answer.kind === 'unknown') waiting.reject(new StoreUnavailable(answer.message));
    else waiting.reject(new RevisionConflict(stream, expectedRevision, answer.actualRevision));
  }

  function endAll(message: string): void {
    const unsent = new Set(queued?.numbers);
    queued = null;
    for (const [number, { reject }] of appends)
      reject(unsent.has(number) ? new NothingStored(message) : new StoreUnavailable(message));
    for (const { reject } of [...heads.values(), ...faults.values()]) reject(new StoreUnavailable(message));
    appends.clear();
    heads.clear();
    faults.clear();
  }

  /** Why nothing is to be sent; null: it can be. */
  function whyNot(): string | null {
    return closing === null ? (thread.fault()?.messageEn ?? null) : closed;
  }

  /** Sends the requests of one turn to the writer together, in messages small enough that it can begin meanwhile. */
  function flush(): void {
    if (queued !== null) thread.send({ kind: 'append', ...queued });
    queued = null;
  }

  return {
    ...reader,
    append(save) {
      if (save.events.length === 0) return Promise.reject(new TypeError('a save has at least one event'));
      const why = whyNot();
      if (why !== null) return Promise.reject(new NothingStored(why));
      last += 1;
      const number = last;
      return new Promise((resolve, reject) => {
        appends.set(number, { resolve, reject, save });
        if (queued === null) {
          queued = { numbers: [], saves: [] };
          queueMicrotask(flush);
        }
        queued.numbers.push(number);
        queued.saves.push(save);
        if (queued.saves.length === savesPerMessage) flush();
      });
    },
    head() {
      if (closing !== null) return Promise.reject(new StoreUnavailable(closed));
      // Nothing is under way in a thread that has ended.
      if (thread.fault() !== null) return reader.head();
      flush();
      last += 1;
      const number = last;
      return new Promise((resolve, reject) => {
        heads.set(number, { resolve, reject });
        thread.send({ kind: 'head', number });
      });
    },
    fault() {
      if (closing !== null) return Promise.resolve(new StoreUnavailable(closed));
      const ended = thread.fault();
      if (ended !== null) return Promise.resolve(ended);
      last += 1;
      const number = last;
      return new Promise((resolve, reject) => {
        faults.set(number, { resolve, reject });
        thread.send({ kind: 'fault', number });
      });
    },
    onFault: (listener) => void listeners.add(listener),
    notice: thread.isUpgraded ? upgraded(directory) : null,
    close() {
      closing ??= (async () => {
        flush();
        await reader.close();
        await thread.close();
        endAll(closed);
      })();
      return closing;
    },
  };
}

function faultIn({ code, said }: ToldFault): StoreFault {
  return new StoreFault(code, said);
}
