import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import Database from 'libsql';
import type { Manifest } from '../../../src/app/backup/manifest.js';
import { restoreBackup } from '../../../src/app/backup/restore-backup.js';
import { takeBackup } from '../../../src/app/backup/take-backup.js';
import type { StoresConfig } from '../../../src/engines/stores.js';
import { ledgerBackup, openFileStore, readActorNames, takeActorNames } from '../../../src/engines/stores.js';
import { readConfig } from '../../../src/config.js';
import { openLedger } from '../../../src/compose.js';
import { record } from '../../support/ledgers/ledger.js';
import { ownIntent } from '../../support/ledgers/own-events.js';
import { useFolder } from '../../support/ledgers/scratch-folder.js';
import { sampleHistory } from '../../support/random/history.js';

const folder = useFolder();
const now = () => '2024-06-01T00:00:00.000Z';
const names = new Map([
  ['auditor-1', '审计一'],
  ['finance', '财务室'],
]);

/** A ledger with a few saves, two names and these files, in SQLite: other engines of events make copies of their own. */
async function ledgerWith(files: readonly string[]): Promise<StoresConfig> {
  const config = readConfig({ DATA_DIR: folder.directory() });
  await takeActorNames(config, names);
  const ledger = await openLedger(config, { write: true, projector: 'here' });
  await record(ledger, sampleHistory({ budgets: 1, saves: 3 }, 2));
  await ledger.close();
  const store = folder.closing(await openFileStore(config));
  for (const file of files) await store.put([Buffer.from(file)]);
  return config;
}

async function filesOf(config: StoresConfig): Promise<string[]> {
  const store = folder.closing(await openFileStore(config));
  const found: string[] = [];
  for await (const { sha256 } of store.list()) {
    const pieces: Uint8Array[] = [];
    for await (const piece of (await store.get(sha256)) ?? []) pieces.push(piece);
    found.push(Buffer.concat(pieces).toString());
  }
  return found.sort();
}

async function backupOf(config: StoresConfig): Promise<string> {
  const target = join(folder.directory(), 'backup');
  await takeBackup(target, { ...ledgerBackup(config), version: '0', now });
  return target;
}

async function restored(backup: string): Promise<StoresConfig> {
  const config = readConfig({ DATA_DIR: folder.directory() });
  await restoreBackup(backup, false, { ...ledgerBackup(config), now, newId: () => randomUUID(), intent: ownIntent() });
  return config;
}

it('a backup brings back the names and every kept file', async () => {
  const backup = await backupOf(await ledgerWith(['附件一', '附件二', '']));

  const config = await restored(backup);

  expect(await filesOf(config)).toEqual(['', '附件一', '附件二']);
  expect(await readActorNames(config)).toEqual(names);
});

it('a backup whose copy of a file was changed is damaged, and nothing is restored', async () => {
  const backup = await backupOf(await ledgerWith(['附件一']));
  writeFileSync(join(backup, createHash('sha256').update('附件一').digest('hex')), '附件乙');

  await expect(restored(backup)).rejects.toMatchObject({ code: 'DAMAGED_BACKUP' });
});

it('a backup of the first format, with names in a file of SQLite, is restored with them', async () => {
  const backup = await backupOf(await ledgerWith([]));
  asFirstFormat(backup, 'clerk', '经办');

  expect(await readActorNames(await restored(backup))).toEqual(new Map([['clerk', '经办']]));
});

/** As it was written before: format 1, and a copy of the directory's own file instead of lines. */
function asFirstFormat(backup: string, actorId: string, name: string): void {
  const copy = new Database(join(backup, 'actors.db'));
  copy.exec('create table actors (actor_id text primary key, name text not null) without rowid');
  copy.prepare('insert into actors values (?, ?)').run(actorId, name);
  copy.close();
  rmSync(join(backup, 'actors.jsonl'));
  const file = join(backup, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const bytes = readFileSync(join(backup, 'actors.db'));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const files = manifest.files.map((each) =>
    each.holds === 'ACTORS' ? { ...each, name: 'actors.db', bytes: bytes.length, sha256 } : each,
  );
  writeFileSync(file, JSON.stringify({ ...manifest, format: 1, files }));
}
