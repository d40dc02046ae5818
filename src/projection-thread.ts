import { Worker } from 'node:worker_threads';
import type { ProjectorState } from './app/projector/projector-state.js';
import type { StoresConfig } from './engines/stores.js';

/** This process's projector. */
export interface Projections {
  state(): ProjectorState;
  /** How often it has lost its stores, or its lead, since the start. */
  reopened(): number;
  /** Told of every state that follows. */
  watch(listener: (state: ProjectorState) => void): void;
  /** Settles when they have ended: stopped, or (rejecting) broken. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the projections in a thread of their own; resolves once they fill the read model, or wait for their turn.
 * @throws what keeps them from beginning: see `leadProjections`
 */
export async function startProjectionThread({
  dataDirectory,
  eventStore,
  readModel,
}: StoresConfig): Promise<Projections> {
  const worker = new Worker(new URL('./projector.worker.js', import.meta.url), {
    workerData: { dataDirectory, eventStore, readModel },
  });
  let state: ProjectorState = { is: 'OPENING' };
  let reopened = 0;
  const listeners = new Set<(state: ProjectorState) => void>();
  const ended = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
  ended.catch(() => undefined);
  const begun = new Promise<void>((resolve) => {
    worker.on('message', (next: ProjectorState) => {
      if (state.is === 'LEADING') reopened += 1;
      state = next;
      if (next.is !== 'OPENING') resolve();
      for (const listener of listeners) listener(next);
    });
  });
  await Promise.race([begun, ended.then(() => Promise.reject(new Error('the projections ended before they began')))]);
  return {
    state: () => state,
    reopened: () => reopened,
    watch: (listener) => void listeners.add(listener),
    ended,
    async stop() {
      worker.postMessage('stop');
      await ended;
    },
  };
}
