import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import type { Ledger } from '../../src/compose.js';
import { openLedger } from '../../src/compose.js';
import { request } from '../support/ledgers/ledger.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import { accepted } from '../support/random/drafting.js';
import type { SmallBudget } from '../support/stories/small-budget.js';
import { smallBudget } from '../support/stories/small-budget.js';
import { configOf } from '../support/ledgers/pair.js';

const folder = openFolder();
let directory = '';
let ledger: Ledger;
let budget: SmallBudget;
let draftId = '';
let sealId = '';

/** A sealed table, edited since and in a draft; then a goal in the views is altered by hand, below unaltered roots. */
beforeAll(async () => {
  directory = folder.directory();
  ledger = folder.closing(await openLedger(configOf(directory), { write: true, projector: 'here' }));
  budget = await smallBudget(() => ledger);
  await budget.edit(null, indicator('甲'), indicator('乙'));
  const sealed = accepted(await seal({ version: 3 }));
  const [event] = sealed.events;
  sealId = event?.type === 'VersionSealed' ? event.data.sealId : '';
  draftId = await budget.open(3);
  await budget.edit(draftId, budget.goal('甲', '草案的目标'));
  await budget.edit(null, budget.goal('乙', '预算的目标'), {
    type: 'RenameFundUser',
    fundUserId: budget.own('user'),
    name: '本部',
  });
  alter('"goal":"一"', '"goal":"假"');
  alter('"name":"本级"', '"name":"假级"');
});
afterAll(() => folder.leave());

function indicator(name: string) {
  const content = { level2: '11', name: '数量', cycleTarget: '≥1', annualTarget: '≥1' };
  return {
    type: 'AddIndicator',
    projectId: budget.own(name),
    indicatorId: budget.own(`${name}-1`),
    ...content,
  } as const;
}

function seal(more: { version: number | null }) {
  const issued = { issuer: null, issuedOn: null, withoutControlNumber: null };
  const asked = { ...issued, stage: null, name: '稿', contentHash: null, approvedBy: null, expectedVersion: null };
  return ledger.services.commands.sealVersion({ ...request(), ...asked, ...more, budgetId: budget.budgetId });
}

function alter(text: string, other: string): void {
  const views = join(directory, 'views');
  const file = readdirSync(views).find((name) => name.endsWith('.db')) ?? '';
  const database = new Database(join(views, file));
  const { changes } = database
    .prepare('update contents set body = replace(body, ?1, ?2) where instr(body, ?1) > 0')
    .run(text, other);
  database.close();
  expect(changes).toBeGreaterThan(0);
}

const openFrom = (at: object | null) => {
  const { unitKey, budgetId } = budget;
  const about = { unitKey, fiscalYear: 2025, name: null, taxonomy: null };
  return ledger.services.commands.openBudget({ ...request(), ...about, from: { budgetId, at } });
};
const merging = (dryRun: boolean) => ({ ...request(), draftId, changesHash: null, resolutions: [], dryRun });

describe('what was altered in the views is never written into the ledger as truth', () => {
  it.each<[string, string, () => Promise<unknown>]>([
    ['opening a budget from a seal', 'BROKEN_SEAL', () => openFrom({ sealId })],
    ['opening a budget from a version', 'BROKEN_CONTENT', () => openFrom({ version: 3 })],
    ['opening a budget from what stands', 'BROKEN_CONTENT', () => openFrom(null)],
    ['sealing a version', 'BROKEN_CONTENT', () => seal({ version: 3 })],
    ['sealing what stands', 'BROKEN_CONTENT', () => seal({ version: null })],
    [
      'returning a table',
      'BROKEN_CONTENT',
      () => budget.revert({ table: { budgetId: budget.budgetId, toVersion: 3 } }),
    ],
    ['returning a project', 'BROKEN_CONTENT', () => budget.revert({ row: { id: budget.own('乙'), toVersion: 3 } })],
    [
      'returning an indicator',
      'BROKEN_CONTENT',
      () => budget.revert({ row: { id: budget.own('乙-1'), toVersion: 3 } }),
    ],
    ['returning a fund user', 'BROKEN_CONTENT', () => budget.revert({ row: { id: budget.own('user'), toVersion: 3 } })],
    ['previewing a promotion', 'BROKEN_CONTENT', () => ledger.services.commands.promoteDraft(merging(true))],
    ['refreshing a draft', 'BROKEN_CONTENT', () => ledger.services.commands.refreshDraft(merging(false))],
  ])('by %s', async (_what, code, attempt) => {
    const before = await ledger.store.head();
    await expect(attempt()).rejects.toMatchObject({ code, message: expect.stringContaining('与其内容哈希不符') });
    expect(await ledger.store.head()).toBe(before);
  });

  it('by opening a draft on a table that calls itself otherwise', async () => {
    alter(`"kind":"budget","name":"${budget.unitKey}"`, '"kind":"budget","name":"假单位"');
    const before = await ledger.store.head();
    await expect(budget.open(3)).rejects.toMatchObject({ code: 'BROKEN_CONTENT' });
    expect(await ledger.store.head()).toBe(before);
  });
});
