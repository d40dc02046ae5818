import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventStoreBackup } from '../../ports/backup.js';
import { DamagedCopy } from '../../ports/backup.js';
import type { EventReader } from '../../ports/event-store.js';
import { examineLedger } from '../examine-ledger.js';
import { BackupError, checkNamed } from './backup-error.js';
import { bytesOf, sha256Of } from '../../files/files.js';
import type { BackupFile, Manifest } from './manifest.js';
import { manifestName, readManifest } from './manifest.js';

/**
 * Reads a backup's copy of the ledger from end to end.
 * @throws BackupError DAMAGED_BACKUP with what is wrong first
 */
export async function checkBackup(
  folder: string,
  store: Pick<EventStoreBackup, 'openCopy'>,
  onEvents?: (count: number) => void,
): Promise<Manifest['ledger']> {
  const reader = await openCopy(folder, store);
  try {
    const { findings, ...ledger } = await examineLedger(reader, onEvents);
    const [first] = findings;
    if (first === undefined) return ledger;
    const more = findings.length > 1 ? findings.length : null;
    throw damagedBackup(
      `事件（位置 ${first.position}）${first.message}${more === null ? '' : `；共发现 ${more} 处`}`,
      `the event at ${first.position} ${first.messageEn}${more === null ? '' : `; ${more} faults were found`}`,
    );
  } finally {
    await reader.close();
  }
}

/**
 * Checks a folder against its manifest, then the ledger in it against the manifest and the rules of a ledger.
 * @throws BackupError NOT_A_BACKUP, DAMAGED_BACKUP
 */
export async function checkAgainstManifest(
  folder: string,
  store: Pick<EventStoreBackup, 'openCopy'>,
  onEvents?: (count: number) => void,
): Promise<Manifest> {
  const manifest = await manifestIn(folder);
  for (const file of manifest.files) await checkFile(folder, file);
  const { head, events, saves } = await checkBackup(folder, store, onEvents);
  const { ledger } = manifest;
  if (head === ledger.head && events === ledger.events && saves === ledger.saves) return manifest;
  throw damagedBackup(
    `账本有 ${events} 条事件、末尾为 ${head}，清单写的是 ${ledger.events} 条、${ledger.head}`,
    `the ledger has ${events} events up to ${head}, the manifest says ${ledger.events} up to ${ledger.head}`,
  );
}

async function manifestIn(folder: string): Promise<Manifest> {
  checkNamed(folder);
  const text = await readFile(join(folder, manifestName), 'utf8').catch(() => '');
  const manifest = readManifest(text);
  if (manifest?.files.some(({ holds }) => holds === 'EVENTS') === true) return manifest;
  throw new BackupError(
    'NOT_A_BACKUP',
    `${folder} 中没有本程序可读的备份清单 ${manifestName}：它不是备份，或备份没有完成，或由更新的版本写入；请另指一个备份目录。`,
    `${folder} holds no ${manifestName} that this program reads: it is no backup, one that was not finished, or a newer program's; name another folder.`,
  );
}

async function checkFile(folder: string, { name, bytes, sha256 }: BackupFile): Promise<void> {
  const file = join(folder, name);
  const found = await bytesOf(file).catch(() => null);
  if (found === null) throw damagedBackup(`缺少文件 ${name}`, `the file ${name} is missing`);
  if (found === bytes && (await sha256Of(file)) === sha256) return;
  throw damagedBackup(
    `文件 ${name} 与清单中的大小或 SHA-256 不符`,
    `the file ${name} has not the size and SHA-256 of the manifest`,
  );
}

async function openCopy(folder: string, store: Pick<EventStoreBackup, 'openCopy'>): Promise<EventReader> {
  try {
    return await store.openCopy(folder);
  } catch (error) {
    if (!(error instanceof DamagedCopy)) throw error;
    throw damagedBackup(
      `账本文件未通过检查：${error.message}`,
      `the file of the ledger does not pass its check: ${error.message}`,
    );
  }
}

function damagedBackup(zh: string, en: string): BackupError {
  return new BackupError(
    'DAMAGED_BACKUP',
    `备份不完好：${zh}；未改动任何内容，请改用另一份备份。`,
    `The backup is damaged: ${en}. Nothing was changed; use another backup.`,
  );
}
