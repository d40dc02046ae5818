import { parentPort, workerData } from 'node:worker_threads';
import { leadProjections } from './app/projector/lead.js';
import type { ProjectorState } from './app/projector/projector-state.js';
import type { StoresConfig } from './engines/stores.js';
import { openReadModel } from './engines/stores.js';
import { openProjectorStores } from './projector-stores.js';
import type { Halt } from './ports/read-model.js';
import { mismatchOfServedViews } from './served-views.js';

/**
 * The projections, in a thread of their own: folding a large save must not keep the server from answering. Says what
 * they are doing whenever that changes, and ends when told to stop.
 */
const config = workerData as StoresConfig;
const stop = new AbortController();
parentPort?.once('message', () => stop.abort());
// One that stands by while another leads would learn only at its turn that the views are not of its ledger.
const mismatch = await mismatchOfServedViews(config).catch(() => null);
if (mismatch !== null) throw mismatch;
await leadProjections({
  open: (standBy) => openProjectorStores(config, { standBy }),
  haltNow: () => haltIn(config),
  signal: stop.signal,
  now: () => new Date().toISOString(),
  tell: (state: ProjectorState) => parentPort?.postMessage(state),
});
parentPort?.close();

/** What readers are told, read once. */
async function haltIn(stores: StoresConfig): Promise<Halt | null> {
  const readModel = await openReadModel(stores, AbortSignal.abort());
  try {
    return (await readModel.status()).halt;
  } finally {
    await readModel.close();
  }
}
