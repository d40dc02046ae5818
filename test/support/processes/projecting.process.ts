/** A process of its own that fills the read model of a data folder until its standard input ends. Run with the folder. */
import { writeSync } from 'node:fs';
import { runProjector } from '../../../src/app/projector.js';
import { readConfig } from '../../../src/config.js';
import { openProjectorStores } from '../../../src/projector-stores.js';

const [dataDirectory = ''] = process.argv.slice(2);
const stop = new AbortController();
process.stdin.resume().once('end', () => stop.abort());
const { events, readModel, close } = await openProjectorStores(readConfig({ DATA_DIR: dataDirectory }));
writeSync(3, `${JSON.stringify({ ready: true })}\n`);
await runProjector({ events, readModel, signal: stop.signal, now: () => new Date().toISOString() });
await close();
