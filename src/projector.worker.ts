import { parentPort, workerData } from 'node:worker_threads';
import { runProjector } from './app/projector.js';
import type { StoresConfig } from './engines/stores.js';
import { openProjectorStores } from './projector-stores.js';

/**
 * The projections, in a thread of their own: folding a large save must not keep the server from answering. Says
 * `ready` once it holds the read model, ends when told to stop, and when an event cannot be applied.
 */
const stop = new AbortController();
const { events, readModel, close } = await openProjectorStores(workerData as StoresConfig);
parentPort?.once('message', () => stop.abort());
parentPort?.postMessage({ ready: true });
await runProjector({ events, readModel, signal: stop.signal, now: () => new Date().toISOString() });
await close();
parentPort?.close();
