import { afterEach, describe, expect, it } from '@jest/globals';
import type { StoresConfig } from '../../../src/engines/stores.js';
import { openEventStore } from '../../../src/engines/stores.js';
import { openProjectorStores } from '../../../src/projector-stores.js';
import { readConfig } from '../../../src/config.js';
import { onMongo } from '../../support/engines/mongo-databases.js';
import { startProxiedKurrent } from '../../support/engines/proxied-kurrent.js';
import { startProxiedMongo } from '../../support/engines/proxied-mongo.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import type { TcpProxy } from '../../support/processes/tcp-proxy.js';

const folder = openFolder();
afterEach(() => folder.leave());

/** Stands by over as many looks as it takes to know, then leads. */
async function expectOneConnection(config: StoresConfig, proxy: TcpProxy): Promise<void> {
  folder.closing(await openEventStore(config));
  const leader = folder.closing(await openProjectorStores(config));
  const made: number[] = [];
  const looks = 5;
  const turn = new AbortController();
  const standBy = { signal: turn.signal, lookMs: 1, tell: () => looked() };
  let looked = () => {};
  const enough = new Promise<void>((resolve) => {
    looked = () => made.push(proxy.made()) >= looks && resolve();
  });
  const standing = openProjectorStores(config, { standBy });
  await enough;
  expect(new Set(made.slice(0, looks))).toEqual(new Set([made[0]]));
  await folder.close(leader);
  const { readModel } = folder.closing(await standing);
  expect((await readModel.checkpoint()).clock).toBe('');
}

describe('a projector that stands by', () => {
  it('looks again over the connections that it has to KurrentDB', async () => {
    const { proxy, spoiltUrl, stop } = await startProxiedKurrent();
    folder.closing({ close: stop });
    await expectOneConnection(readConfig({ DATA_DIR: folder.directory(), EVENT_STORE: spoiltUrl }), proxy);
  });

  it('ends when it is stopped', async () => {
    const config = readConfig({ DATA_DIR: folder.directory() });
    folder.closing(await openEventStore(config));
    folder.closing(await openProjectorStores(config));
    const stopping = new AbortController();
    const standBy = { signal: stopping.signal, lookMs: 60_000, tell: () => stopping.abort() };
    await expect(openProjectorStores(config, { standBy })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

onMongo('a projector that stands by on MongoDB', () => {
  it('looks again over the connections that it has', async () => {
    const directory = folder.directory();
    const { proxy, spoilt } = await startProxiedMongo(directory);
    folder.closing({ close: () => proxy.stop() });
    const readModel = { scheme: 'mongodb', ...spoilt } as const;
    await expectOneConnection({ ...readConfig({ DATA_DIR: directory }), readModel }, proxy);
  });
});
