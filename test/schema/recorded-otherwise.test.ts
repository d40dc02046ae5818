import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { budgetIdOf, budgetStream } from '../../events/identity.js';
import { envelop } from '../../events/record.js';
import type { Ledger } from '../../src/compose.js';
import { openLedger } from '../../src/compose.js';
import { readConfig } from '../../src/config.js';
import { openEventStore } from '../../src/engines/stores.js';
import { contractDesk } from '../support/clients/contract-desk.js';
import { sampleSave } from '../support/given-when-then/stored-event.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import { newSave } from '../support/ledgers/stored-history.js';

const folder = openFolder();
const unitKey = '老单位';
const budgetId = budgetIdOf(unitKey, 2024);
let ledger: Ledger;
const { ask } = contractDesk(() => ledger);

/** What no program of today would record: a role and a source of another time. */
const saidThen = {
  actor: { id: 'zhang-3', role: '科长', unit: null, onBehalfOf: null },
  source: { kind: 'portal', form: 7 },
};

beforeAll(async () => {
  const config = readConfig({ DATA_DIR: folder.directory() });
  const opened = { budgetId, unitKey, name: unitKey, fiscalYear: 2024, taxonomy: 'cn-2020' };
  const save = { ...sampleSave, stream: budgetStream(budgetId), commandHash: '0'.repeat(64), ...saidThen };
  const facts = [{ type: 'BudgetOpened', data: opened } as const];
  const events = envelop(facts, save as typeof sampleSave, 0, () => '01890a5d-ac96-774b-bcce-b302099a8057');
  const store = await openEventStore(config);
  await store.append(newSave({ events })).finally(() => store.close());
  ledger = await openLedger(config, { write: true, projector: 'here' });
});
afterAll(async () => {
  await ledger.close();
  await folder.leave();
});

describe('what an event says in words that the contract does not have', () => {
  const about = 'actor { personId role recordedRole } source { kind file { line } reverted { save } recorded }';
  const told = {
    actor: { personId: 'zhang-3', role: 'OTHER', recordedRole: '科长' },
    source: { kind: 'OTHER', file: null, reverted: null, recorded: { kind: 'portal', form: 7 } },
  };

  it('is no error, of the save and of the event, and is told as it was recorded', async () => {
    const query = `{ budget(id: "${budgetId}") { versions { nodes { ${about} } } history { nodes { event { ${about} } } } } }`;
    const { versions, history } = (await ask(query)).budget;
    expect(versions.nodes).toEqual([told]);
    expect(history.nodes).toEqual([{ event: told }]);
  });

  it('but a role of today has its name', async () => {
    expect((await ask('{ viewer { actor { role recordedRole } } }')).viewer.actor).toEqual({
      role: 'ADMIN',
      recordedRole: 'admin',
    });
  });
});
