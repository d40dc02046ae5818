import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { ProjectorState } from './app/projector/projector-state.js';
import type { StoresConfig } from './engines/stores.js';
import { pauseAfter } from './ports/growing-pause.js';

/** This process's projector. */
export interface Projections {
  state(): ProjectorState;
  /** How often it has lost its stores, or its lead, since the start. */
  reopened(): number;
  /** Told of every state that follows. */
  watch(listener: (state: ProjectorState) => void): void;
  stop(): Promise<void>;
}

/**
 * Starts the projections in a thread of their own; resolves once they fill the read model, or wait for their turn. A thread
 * that ends by itself after that is started again, after growing pauses, and goes on from the checkpoint.
 * @param script what the thread runs; another one in tests
 * @throws what keeps them from beginning: see `leadProjections`
 */
export async function startProjectionThread(
  { dataDirectory, eventStore, readModel }: StoresConfig,
  script = new URL('./projector.worker.js', import.meta.url),
): Promise<Projections> {
  const listeners = new Set<(state: ProjectorState) => void>();
  const stopping = new AbortController();
  let state: ProjectorState = { is: 'OPENING' };
  let reopened = 0;
  let failures = 0;
  let worker = start();
  /** Settles when there is no thread any more, nor will be. */
  const ended = keepRunning();
  await worker.begun;

  function start() {
    const thread = new Worker(script, { workerData: { dataDirectory, eventStore, readModel } });
    const over = new Promise<unknown>((resolve) => {
      thread.once('error', resolve);
      thread.once('exit', () => resolve(new Error('the thread has exited')));
    });
    const begun = new Promise<void>((resolve, reject) => {
      thread.on('message', (next: ProjectorState) => {
        if (next.is === 'LEADING') failures = 0;
        if (next.is !== 'OPENING') resolve();
        moveTo(next);
      });
      void over.then(reject);
    });
    begun.catch(() => undefined);
    return { thread, begun, over };
  }

  function moveTo(next: ProjectorState): void {
    if (state.is === 'LEADING') reopened += 1;
    state = next;
    for (const listener of listeners) listener(next);
  }

  async function keepRunning(): Promise<void> {
    // Whoever starts it is told why it cannot begin, and nothing is kept running for them.
    if (!(await hasBegun())) return;
    for (;;) {
      const failure = await worker.over;
      if (stopping.signal.aborted) return;
      failures += 1;
      moveTo({ is: 'WAITING', reason: threadEnded(failure), code: 'STOPPED' });
      await wait(pauseAfter(failures), undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      worker = start();
    }
  }

  function hasBegun(): Promise<boolean> {
    return worker.begun.then(
      () => true,
      () => false,
    );
  }

  return {
    state: () => state,
    reopened: () => reopened,
    watch: (listener) => void listeners.add(listener),
    async stop() {
      stopping.abort();
      worker.thread.postMessage('stop');
      await ended;
    },
  };
}

function threadEnded(failure: unknown): { zh: string; en: string } {
  const why = failure instanceof Error ? failure.message : String(failure);
  return {
    zh: `更新视图的线程已意外结束（${why}），正在重新启动；如一再如此，请把日志交给管理员。`,
    en: `The thread that fills the views has ended unexpectedly (${why}), and is started again; if that happens again and again, show the log to the administrator.`,
  };
}
