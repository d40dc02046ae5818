import { reader } from '../support/ledgers/reader.js';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openLedger } from '../../src/compose.js';
import type { Config } from '../../src/config.js';
import { importSamples } from '../../src/first-start.js';
import { openEventStore } from '../../src/engines/stores.js';
import type { Child } from '../support/processes/child.js';
import { startChild } from '../support/processes/child.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import { configOf } from '../support/ledgers/pair.js';

const folder = openFolder();
let projector: Child<{ ready: true }> | null = null;
afterEach(async () => {
  await projector?.kill();
  projector = null;
  await folder.leave();
});

/** A ledger whose read model a process of its own fills. */
async function projectedElsewhere(): Promise<Config> {
  const config = configOf(folder.directory());
  // There is something to follow once the store has been opened for writing.
  await (await openEventStore(config)).close();
  projector = startChild('projecting.process.js', [JSON.stringify(config)]);
  await projector.until((said) => said.length > 0);
  return config;
}

describe('a ledger that another process projects', () => {
  it('answers with what was just recorded, in the process that writes and in one that reads', async () => {
    const config = await projectedElsewhere();
    const writing = folder.closing(await openLedger(config, { write: true, projector: 'elsewhere' }));
    expect(await writing.isEmpty()).toBe(true);

    await importSamples(writing.services.commands);

    const page = { first: 10, after: null };
    const { queries } = writing.services;
    const written = await queries.budgets({}, page, { caller: reader, at: null, head: await queries.head(null) });
    expect(written.edges.length).toBeGreaterThan(0);

    const reading = folder.closing(await openLedger(config, { write: false }));
    expect(reading.isServed).toBe(true);
    const head = await reading.queries.head(null);
    const read = await reading.queries.budgets({}, page, { caller: reader, at: null, head });
    const contents = ({ edges }: typeof read) => edges.map(({ node: { id, contentHash } }) => ({ id, contentHash }));
    expect(contents(read)).toEqual(contents(written));
    expect(await writing.readiness()).toMatchObject({ ready: true, behind: 0 });
  });

  it('is projected here once the other process has ended', async () => {
    const config = await projectedElsewhere();
    const ledger = folder.closing(await openLedger(config, { write: true, projector: 'here' }));
    expect(await ledger.readiness()).toMatchObject({ ready: true, isLed: true, projector: 'STANDING_BY' });

    await projector?.kill();
    await importSamples(ledger.services.commands);

    // On MongoDB the lead is taken over when its holder has been silent for some seconds.
    expect(await ledger.readModel.reached(await ledger.store.head(), 60_000)).toBe(true);
    const { queries } = ledger.services;
    const head = await queries.head(await ledger.store.head());
    const page = { first: 10, after: null };
    expect((await queries.budgets({}, page, { caller: reader, at: null, head })).edges.length).toBeGreaterThan(0);
    expect(await ledger.readiness()).toMatchObject({ ready: true, isLed: true, projector: 'LEADING', behind: 0 });
  });

  it('leaves the other process projecting when it is closed', async () => {
    const config = await projectedElsewhere();
    for (let time = 0; time < 2; time += 1) {
      const ledger = await openLedger(config, { write: true, projector: 'elsewhere' });
      await importSamples(ledger.services.commands);
      expect(await ledger.readiness()).toMatchObject({ ready: true });
      await ledger.close();
    }
  });
});

describe('a ledger that is only read', () => {
  it('is not made where there is none', async () => {
    const config = configOf(folder.directory());
    await expect(openLedger(config, { write: false })).rejects.toMatchObject({ code: 'NOTHING_THERE' });
  });
});
