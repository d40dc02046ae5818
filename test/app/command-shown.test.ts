import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { usualRules } from '../../events/draft/adjustment.rules.js';
import { budgetIdOf, budgetStream } from '../../events/identity.js';
import { commandLanes } from '../../src/app/command-lanes.js';
import { commandOutcomes } from '../../src/app/command-outcomes.js';
import { createCommands } from '../../src/app/commands.js';
import type { Ledger } from '../../src/compose.js';
import { openLedger } from '../../src/compose.js';
import { startProxiedMongo } from '../support/engines/proxied-mongo.js';
import { onMongo } from '../support/engines/mongo-databases.js';
import { request } from '../support/ledgers/ledger.js';
import { configOf } from '../support/ledgers/pair.js';
import { project } from '../support/ledgers/projecting.js';
import { useFolder } from '../support/ledgers/scratch-folder.js';
import { beforeAppending } from '../support/ledgers/two-processes.js';
import { accepted } from '../support/random/drafting.js';

const unit = { unitKey: '甲局', name: '甲局', fiscalYear: 2024, taxonomy: 'cn-2020' };
const budgetId = budgetIdOf(unit.unitKey, unit.fiscalYear);
const folder = useFolder();

/** Commands that wait for the views no longer than a moment. */
function impatient({ store, readModel }: Ledger, between = (real: Ledger['store']) => real) {
  const outcomes = commandOutcomes({ store, readModel });
  const tools = { store: between(store), readModel, outcomes, newId: randomUUID };
  const lanes = commandLanes({ ...tools, now: () => new Date().toISOString() });
  const commands = createCommands({ ...tools, lanes, rules: usualRules, patienceMs: 50 });
  return {
    open: () => commands.openBudget({ ...request(), ...unit, commandId: 'opening' }),
    rename: (name: string, commandId = 'renaming') =>
      commands.edit({
        ...request(),
        commandId,
        payload: name,
        of: { budgetId },
        expectedVersion: null,
        edits: [{ type: 'RenameBudget', name }],
      }),
  };
}

describe('a command whose save no projector shows', () => {
  it('is recorded and says that it is not shown, and once it is shown says so under its commandId', async () => {
    const directory = folder.directory();
    // Views that are there, and that nobody fills.
    await (await openLedger(configOf(directory), { write: true, projector: 'here' })).close();
    const ledger = folder.closing(await openLedger(configOf(directory), { write: true, projector: 'elsewhere' }));
    const { open, rename } = impatient(ledger);
    expect(accepted(await open())).toMatchObject({ version: 1, isShown: false });
    const done = accepted(await rename('乙局'));
    expect(done).toMatchObject({ version: 2, isShown: false, repeated: false });
    expect(await ledger.readModel.reached(done.position, 0)).toBe(false);

    await project(ledger.store, directory, await ledger.store.head());
    expect(accepted(await rename('乙局'))).toMatchObject({
      position: done.position,
      version: 2,
      isShown: true,
      repeated: true,
    });
    expect(accepted(await rename('乙局', 'once-more'))).toMatchObject({ version: 2, isShown: true, events: [] });
  });

  it('is answered at once, as nobody fills the views, and waits no longer than somebody takes to look', async () => {
    const directory = folder.directory();
    await (await openLedger(configOf(directory), { write: true, projector: 'here' })).close();
    const ledger = folder.closing(await openLedger(configOf(directory), { write: true, projector: 'elsewhere' }));
    const began = performance.now();
    const opened = await ledger.services.commands.openBudget({ ...request(), ...unit, commandId: 'opening' });
    expect(accepted(opened)).toMatchObject({ version: 1, isShown: false });
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

onMongo('a command while MongoDB is away', () => {
  async function openedBehindProxy() {
    const directory = folder.directory();
    const { proxy, spoilt } = await startProxiedMongo(directory);
    folder.closing({ close: () => proxy.stop() });
    const url = `${spoilt.url}&serverSelectionTimeoutMS=300`;
    const readModel = { scheme: 'mongodb', ...spoilt, url } as const;
    const config = { ...configOf(directory), readModel };
    const ledger = folder.closing(await openLedger(config, { write: true, projector: 'here' }));
    return { proxy, ledger };
  }

  it('that cannot be planned is not said to be perhaps recorded: a store does not answer, and nothing is recorded', async () => {
    const { proxy, ledger } = await openedBehindProxy();
    accepted(await impatient(ledger).open());
    const head = await ledger.store.head();
    // Another process's, which has not read the table yet.
    const { rename } = impatient(ledger);
    await proxy.away();
    await expect(rename('乙局')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await ledger.store.head()).toBe(head);
    await proxy.back();
    expect(accepted(await rename('乙局'))).toMatchObject({ version: 2, repeated: false });
  });

  it('that goes away when its save is on its way is recorded, and says that it is not shown', async () => {
    const { proxy, ledger } = await openedBehindProxy();
    const before = beforeAppending();
    const { open, rename } = impatient(ledger, before.between);
    accepted(await open());
    before.to(budgetStream(budgetId), () => proxy.away());
    expect(accepted(await rename('乙局'))).toMatchObject({ version: 2, isShown: false });
    await proxy.back();
    const done = accepted(await rename('乙局'));
    expect(done).toMatchObject({ version: 2, repeated: true });
    expect(await ledger.readModel.reached(done.position, 60_000)).toBe(true);
  });
});
