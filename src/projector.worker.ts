import { parentPort, workerData } from 'node:worker_threads';
import { openEventReader, openReadModelWriter } from './engines/stores.js';
import { runProjector } from './app/projector.js';
import type { StoresConfig } from './engines/stores.js';

/**
 * The projections, in a thread of their own: folding a large save must not keep the server from answering. Says
 * `ready` once it holds the views, ends when told to stop, and when an event cannot be applied.
 */
const config = workerData as StoresConfig;
const stop = new AbortController();
const events = await openEventReader(config);
const readModel = await openReadModelWriter(config);
parentPort?.once('message', () => stop.abort());
parentPort?.postMessage({ ready: true });
await runProjector({ events, readModel, signal: stop.signal, now: () => new Date().toISOString() });
await readModel.close();
await events.close();
parentPort?.close();
