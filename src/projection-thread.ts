import { Worker } from 'node:worker_threads';
import type { StoresConfig } from './engines/stores.js';

/** Whoever fills the read model, as far as this process knows of it. */
export interface Projections {
  /** Settles when they have ended: stopped, halted at an event, or (rejecting) broken. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts the projections in a thread of their own; resolves once it holds the read model. */
export async function startProjectionThread({
  dataDirectory,
  eventStore,
  readModel,
}: StoresConfig): Promise<Projections> {
  const worker = new Worker(new URL('./projector.worker.js', import.meta.url), {
    workerData: { dataDirectory, eventStore, readModel },
  });
  const ended = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
  ended.catch(() => undefined);
  await Promise.race([
    new Promise<void>((resolve) => worker.once('message', () => resolve())),
    ended.then(() => Promise.reject(new Error('the projections ended before they began'))),
  ]);
  return {
    ended,
    async stop() {
      worker.postMessage('stop');
      await ended;
    },
  };
}
