import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Budget } from '../support/clients/contract.js';
import { budgetId } from '../support/clients/reverting.js';
import { stagesDesk } from '../support/clients/stages-desk.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
const { act } = stagesDesk(() => ledger);
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(cleanUp);

async function controlNumberAt(at: string): Promise<Pick<Budget, 'controlNumber' | 'controlNumberWithdrawal'>> {
  const asked = 'controlNumber { total } controlNumberWithdrawal { version actor { personId } reason basisDocument }';
  return (await ledger.data(`{ budget(id: "${budgetId}"${at}) { ${asked} } }`)).budget;
}

it('a control number that was lifted is none, and is told from one that never was', async () => {
  const { version: issued } = await act('finance', 'issueControlNumber', { budgetId, total: '21930' });
  const grounds = { reason: '指标收回', basisDocument: '越财〔2024〕40号' };
  const { version } = await act('finance', 'withdrawControlNumber', { budgetId, ...grounds });
  const inForce = { controlNumber: { total: '21930' }, controlNumberWithdrawal: null };
  const lifted = {
    controlNumber: null,
    controlNumberWithdrawal: { version, actor: { personId: 'finance-1' }, ...grounds },
  };
  expect(await controlNumberAt(', at: { version: 1 }')).toEqual({ controlNumber: null, controlNumberWithdrawal: null });
  expect(await controlNumberAt(`, at: { version: ${issued} }`)).toEqual(inForce);
  expect(await controlNumberAt('')).toEqual(lifted);

  const { versions } = (
    await ledger.data(`{ budget(id: "${budgetId}") { versions(first: 2) { nodes { kind changedCells } } } }`)
  ).budget;
  expect(versions.nodes).toEqual([
    { kind: 'CONTROL_NUMBER_WITHDRAWAL', changedCells: 0 },
    { kind: 'CONTROL_NUMBER', changedCells: 0 },
  ]);

  await act('finance', 'issueControlNumber', { budgetId, total: '21930' });
  expect(await controlNumberAt('')).toEqual(inForce);
  expect(await controlNumberAt(`, at: { version: ${version} }`)).toEqual(lifted);
});
