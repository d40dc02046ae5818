import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { AlteredFile } from '../../../ports/altered-file.js';
import { CannotWrite } from '../../../ports/cannot-write.js';
import { StoreUnavailable, WriterLocked } from '../../../ports/event-store.js';
import { pauseAfter } from '../../../ports/growing-pause.js';
import { RolledBack } from '../../../ports/rolled-back.js';
import type { StoreFault } from '../../../ports/store-fault.js';
import { threadEnded } from './faults.js';
import type { Answer, Request } from './writer.worker.js';

/** The thread that writes, started anew when it has ended by itself. */
export interface WriterThread {
  /** Whether the file was of an earlier format when it was opened first. */
  readonly isUpgraded: boolean;
  /** What keeps it from taking requests; null: nothing. */
  fault(): StoreFault | null;
  /** Only while there is no fault. */
  send(request: Request): void;
  /** Ends it when it has done all that was sent. */
  close(): Promise<void>;
}

interface Ears {
  hear(answer: Answer): void;
  /** It has ended by itself: nobody answers what was sent to it. */
  onEnded(fault: StoreFault): void;
}

/** @throws WriterLocked, CannotWrite, AlteredFile, RolledBack, StoreUnavailable */
export async function startWriterThread(
  directory: string,
  despiteLoss: boolean,
  { hear, onEnded }: Ears,
): Promise<WriterThread> {
  let fault: StoreFault | null = null;
  const closing = new AbortController();
  let isUpgraded = false;
  let worker = await start();
  let restarting: Promise<void> = Promise.resolve();

  async function start(): Promise<Worker> {
    const workerData = { directory, despiteLoss };
    const started = new Worker(new URL('./writer.worker.js', import.meta.url), { workerData });
    isUpgraded ||= await waitUntilOpen(started);
    let why = 'exit';
    started.on('error', (error) => (why = error.message));
    started.on('message', hear);
    started.once('exit', () => {
      if (closing.signal.aborted) return;
      fault = threadEnded(why, directory);
      onEnded(fault);
      restarting = restart();
    });
    return started;
  }

  async function restart(): Promise<void> {
    for (let failures = 1; !closing.signal.aborted; failures += 1) {
      await wait(pauseAfter(failures), undefined, { signal: closing.signal }).catch(() => undefined);
      if (closing.signal.aborted) return;
      try {
        worker = await start();
        fault = null;
        return;
      } catch {
        // It has been told that no edit is taken; why it cannot be opened is mostly why it ended.
      }
    }
  }

  return {
    isUpgraded,
    fault: () => fault,
    send: (request) => worker.postMessage(request),
    async close() {
      closing.abort();
      await restarting;
      if (worker.threadId === -1) return;
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      worker.postMessage({ kind: 'close' } satisfies Request);
      await ended;
    },
  };
}

/** @returns whether the file was of an earlier format */
function waitUntilOpen(worker: Worker): Promise<boolean> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (message: Answer) => {
      worker.off('error', reject);
      if (message.kind === 'opened') resolve(message.isUpgraded);
      else if (message.kind === 'locked') reject(new WriterLocked(message.location, message.pid));
      else if (message.kind === 'unwritable') reject(new CannotWrite(message.location, message.why));
      else if (message.kind === 'rolled back') reject(new RolledBack(message.location, message.found, message.lost));
      else if (message.kind === 'altered') reject(new AlteredFile(message.file, message.sign, message.advice));
      else reject(new StoreUnavailable(message.kind === 'failed' ? message.message : 'the writer did not start'));
    });
  });
}
