import { Worker } from 'node:worker_threads';
import { AlteredFile } from '../../../ports/altered-file.js';
import { CannotWrite } from '../../../ports/cannot-write.js';
import type { CommandOutcome, EventStore, NewSave, Position } from '../../../ports/event-store.js';
import {
  CommandRepeated,
  ledgerStart,
  RevisionConflict,
  StorageFull,
  StoreUnavailable,
  WriterLocked,
} from '../../../ports/event-store.js';
import { toOutcome, toPosition } from './position.js';
import { openSqliteEventReader } from './reader.js';
import type { Appended } from './writer.js';
import type { Answer, Request } from './writer.worker.js';

const closed = 'the event store has been closed';

const savesPerMessage = 16;

interface Waiting<T> {
  resolve(value: T): void;
  reject(error: Error): void;
}

/**
 * The event store in one SQLite file. Reading happens here, writing in a worker thread, so that an fsync never keeps
 * the server from answering; appends that arrive together share one commit.
 * @throws WriterLocked if another writer, in this or another process, holds the directory; CannotWrite
 */
export async function openSqliteEventStore(directory: string): Promise<EventStore> {
  const worker = new Worker(new URL('./writer.worker.js', import.meta.url), { workerData: { directory } });
  await waitUntilOpen(worker);
  const reader = openSqliteEventReader(directory);
  const appends = new Map<number, Waiting<CommandOutcome> & { save: NewSave }>();
  const heads = new Map<number, Waiting<Position>>();
  const faults = new Map<number, Waiting<Error | null>>();
  let queued: { numbers: number[]; saves: NewSave[] } | null = null;
  let last = 0;
  let closing: Promise<void> | null = null;
  /** Why the store has stopped; null: it has not. */
  let gone: string | null = null;

  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  void ended.then(() => endAll(closed));
  worker.on('error', (error) => endAll(`the writer thread failed: ${error.message}`));
  worker.on('message', (message: Answer) => {
    if (message.kind === 'head') {
      const waiting = heads.get(message.number);
      if ('unavailable' in message) waiting?.reject(new StoreUnavailable(message.unavailable));
      else waiting?.resolve(message.head === 0 ? ledgerStart : toPosition(message.head));
      heads.delete(message.number);
    } else if (message.kind === 'fault') {
      faults.get(message.number)?.resolve(message.isFull ? new StorageFull(directory) : null);
      faults.delete(message.number);
    } else if (message.kind === 'appended') {
      message.numbers.forEach((number, index) => settle(number, message.answers[index]));
    }
  });

  function settle(number: number, answer: Appended | undefined): void {
    const waiting = appends.get(number);
    if (waiting === undefined || answer === undefined) return;
    appends.delete(number);
    const { stream, expectedRevision } = waiting.save;
    if (answer.kind === 'appended') waiting.resolve(toOutcome(answer.outcome));
    else if (answer.kind === 'repeated') waiting.reject(new CommandRepeated(toOutcome(answer.outcome)));
    else if (answer.kind === 'full') waiting.reject(new StorageFull(directory));
    else if (answer.kind === 'unavailable') waiting.reject(new StoreUnavailable(answer.message));
    else waiting.reject(new RevisionConflict(stream, expectedRevision, answer.actualRevision));
  }

  function endAll(message: string): void {
    gone ??= message;
    for (const waiting of [...appends.values(), ...heads.values(), ...faults.values()])
      waiting.reject(new StoreUnavailable(message));
    appends.clear();
    heads.clear();
    faults.clear();
  }

  function send(request: Request): void {
    worker.postMessage(request);
  }

  /** Sends the requests of one turn to the writer together, in messages small enough that it can begin meanwhile. */
  function flush(): void {
    if (queued !== null) send({ kind: 'append', ...queued });
    queued = null;
  }

  return {
    ...reader,
    append(save) {
      if (save.events.length === 0) return Promise.reject(new TypeError('a save has at least one event'));
      if (gone !== null) return Promise.reject(new StoreUnavailable(gone));
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
      if (gone !== null) return Promise.reject(new StoreUnavailable(gone));
      flush();
      last += 1;
      const number = last;
      return new Promise((resolve, reject) => {
        heads.set(number, { resolve, reject });
        send({ kind: 'head', number });
      });
    },
    fault() {
      if (gone !== null) return Promise.resolve(new StoreUnavailable(gone));
      last += 1;
      const number = last;
      return new Promise((resolve, reject) => {
        faults.set(number, { resolve, reject });
        send({ kind: 'fault', number });
      });
    },
    close() {
      gone ??= closed;
      closing ??= (async () => {
        flush();
        await reader.close();
        send({ kind: 'close' });
        await ended;
      })();
      return closing;
    },
  };
}

function waitUntilOpen(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (message: Answer) => {
      worker.off('error', reject);
      if (message.kind === 'opened') resolve();
      else if (message.kind === 'locked') reject(new WriterLocked(message.location, message.pid));
      else if (message.kind === 'unwritable') reject(new CannotWrite(message.location, message.why));
      else if (message.kind === 'altered') reject(new AlteredFile(message.file, message.sign, message.advice));
      else reject(new StoreUnavailable(message.kind === 'failed' ? message.message : 'the writer did not start'));
    });
  });
}
