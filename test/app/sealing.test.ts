import { fromNow } from '../support/ledgers/feeding.js';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { importSamples } from '../../src/first-start.js';
import type { Ledger } from '../../src/compose.js';
import { openLedger } from '../../src/compose.js';
import { request } from '../support/ledgers/ledger.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import { budgetId } from '../support/clients/reverting.js';
import { reader } from '../support/ledgers/reader.js';
import { sealAsked } from '../support/stories/sealing-grounds.js';
import { onSqlite } from '../support/ledgers/on-sqlite.js';
import { configOf } from '../support/ledgers/pair.js';

const folder = openFolder();
let directory = '';
let ledger: Ledger;
beforeAll(async () => {
  directory = folder.directory();
  ledger = folder.closing(await openLedger(configOf(directory), { write: true, projector: 'here' }));
  await importSamples(ledger.services.commands);
});
afterAll(() => folder.leave());

const now = async () => ({ caller: reader, at: null, head: await ledger.services.queries.head(null) });

async function seal(name: string, more: { version?: number } = {}) {
  const { commands } = ledger.services;
  const answer = await commands.sealVersion({ ...request(), ...sealAsked(null), ...more, budgetId, name });
  if (answer.refused) throw answer.refusals[0] ?? new Error('refused');
  const [event] = answer.done.events;
  if (event?.type !== 'VersionSealed') throw new Error('no seal');
  return { ...event.data, savedAs: answer.done.version };
}

describe('sealing what stands now', () => {
  it('while others edit seals the table that its save follows, with the hash of that table', async () => {
    const { commands, queries } = ledger.services;
    const rename = (name: string) => {
      const edits = [{ type: 'RenameBudget', name }] as const;
      return commands.edit({ ...request(), of: { budgetId }, expectedVersion: null, edits });
    };
    const turns = Array.from({ length: 6 }, (_, turn) => turn);
    const [seals] = await Promise.all([
      Promise.all(turns.map((turn) => seal(`稿${turn}`))),
      Promise.all(turns.map((turn) => rename(`单位${turn}`))),
    ]);
    for (const { version, savedAs, contentHash } of seals) {
      expect(version).toBe(savedAs - 1);
      const read = { caller: reader, at: { version }, head: (await now()).head };
      expect((await queries.budget(budgetId, read))?.contentHash).toBe(contentHash);
    }
  });
});

describe('the feed of a budget', () => {
  it('tells of a save that changes no cell', async () => {
    const feed = await ledger.services.feeds.budgetChanged(budgetId, fromNow, reader);
    const told = feed.next();
    const { savedAs } = await seal('送审');
    expect((await told).value?.node).toMatchObject({ version: savedAs, kind: 'SEAL' });
    await feed.return?.();
  });
});

describe('a seal as a point', () => {
  it('is refused where it is unknown, of another budget, or of no one budget', async () => {
    const { queries } = ledger.services;
    const { head } = await now();
    const { sealId } = await seal('另一稿');
    const at = { sealId };
    await expect(queries.budget(budgetId, { caller: reader, at: { sealId: 'nothing' }, head })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      argument: ['at', 'sealId'],
    });
    await expect(queries.budget('nothing', { caller: reader, at, head })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(queries.budgets({}, { first: 1, after: null }, { caller: reader, at, head })).rejects.toMatchObject({
      code: 'VERSION_NEEDS_ONE_BUDGET',
      argument: ['at', 'sealId'],
    });
    // Its head is from before the sealing: what is recorded is waited for, not denied.
    expect(await queries.budget(budgetId, { caller: reader, at, head })).toMatchObject({ id: budgetId });
  });

  onSqlite('in the files of SQLite', 'the test spoils one of them', () => {
    it.each([
      [
        'the version names another table',
        'update saves set body = replace(body, ?1, ?2) where table_id = ?3 and version = ?4',
      ],
      ['the table says something else', 'update contents set body = replace(body, ?5, ?5 || ?5) where hash = ?6'],
    ])('is told to be broken, and not answered, where %s', async (_what, tamper) => {
      const { queries } = ledger.services;
      const { sealId, contentHash, version } = await seal(`被改动的稿${tamper.length}`);
      const read = { caller: reader, at: { sealId }, head: (await now()).head };
      const { name } = (await queries.budget(budgetId, read)) ?? {};
      const [other] = (await ledger.readModel.saves(budgetId, version, { first: 99, after: null })).rows
        .map(({ row }) => row.contentHash)
        .filter((hash) => hash !== contentHash);
      const readModel = new Database(join(directory, 'views', 'views-1.db'));
      readModel.prepare(tamper).run(contentHash, other, budgetId, version, name, Buffer.from(contentHash, 'hex'));
      readModel.close();
      const broken = {
        code: 'BROKEN_SEAL',
        argument: ['at', 'sealId'],
        messageEn: expect.stringContaining(contentHash),
      };
      await expect(queries.budget(budgetId, read)).rejects.toMatchObject(broken);
    });
  });
});
