/** A process of its own that fills the read model of a ledger until its standard input ends. Run with where its stores are, as JSON. */
import { writeSync } from 'node:fs';
import { runProjector } from '../../../src/app/projector.js';
import type { StoresConfig } from '../../../src/engines/stores.js';
import { openProjectorStores } from '../../../src/projector-stores.js';

const [config = ''] = process.argv.slice(2);
const stop = new AbortController();
process.stdin.resume().once('end', () => stop.abort());
const { events, readModel, close } = await openProjectorStores(JSON.parse(config) as StoresConfig);
writeSync(3, `${JSON.stringify({ ready: true })}\n`);
await runProjector({ events, readModel, signal: stop.signal, now: () => new Date().toISOString() });
await close();
