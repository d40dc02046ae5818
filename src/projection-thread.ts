import { Worker } from 'node:worker_threads';
import type { StoresConfig } from './engines/stores.js';

export interface ProjectionThread {
  /** Settles when the thread has ended: stopped, halted at an event, or (rejecting) broken. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts the projections in their own thread; resolves once they hold the views. */
export async function startProjectionThread(config: StoresConfig): Promise<ProjectionThread> {
  const { dataDirectory, eventStore, readModel } = config;
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
