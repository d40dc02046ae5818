import { open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LedgerBackup } from '../../ports/backup.js';
import { BackupError, checkNamed } from './backup-error.js';
import { checkBackup } from './check-backup.js';
import { bytesOf, isWithin, makeFolder, sha256Of, sync } from '../../files/files.js';
import { copyFiles } from './kept-files.js';
import type { BackupFile, Manifest } from './manifest.js';
import { backupFormat, manifestName } from './manifest.js';
import { copyNames } from './names.js';

export interface BackupTools extends Pick<LedgerBackup, 'store' | 'names' | 'openFiles' | 'folders'> {
  /** Of this program. */
  version: string;
  now: () => string;
  onStage?: (stage: 'COPIED') => void;
  onEvents?: (count: number) => void;
}

/**
 * Copies the ledger into a new folder, beside whoever writes it, and reads the copy from end to end before it calls
 * it a backup: the manifest is written last.
 * @throws BackupError NO_FOLDER, TARGET_UNUSABLE, TARGET_NOT_EMPTY, TARGET_WITHIN_DATA, DAMAGED_BACKUP
 */
export async function takeBackup(target: string, tools: BackupTools): Promise<Manifest> {
  await checkTarget(target, tools.folders);
  await makeFolder(target).catch((error: unknown) => Promise.reject(unusable(target, error)));
  try {
    return await fill(target, tools);
  } catch (error) {
    // Half a backup is none; the folder was empty before.
    for (const name of await readdir(target)) await rm(join(target, name), { force: true });
    throw error;
  }
}

async function fill(target: string, tools: BackupTools): Promise<Manifest> {
  const { store, names, openFiles, version, now, onStage, onEvents } = tools;
  const takenAt = now();
  const events = await store.copyInto(target);
  // Behind the events, so that every file that they name is there.
  const kept = await copyFiles(target, { openFiles });
  const actors = await copyNames(target, names);
  onStage?.('COPIED');
  const files = [
    ...(await describeAll(target, events, 'EVENTS')),
    ...(await describeAll(target, actors === null ? [] : [actors], 'ACTORS')),
    ...(await describeAll(target, kept, 'FILE')),
  ];
  const ledger = await checkBackup(target, store, onEvents);
  const manifest: Manifest = { format: backupFormat, program: version, takenAt, ledger, files };
  await write(target, manifest);
  return manifest;
}

async function checkTarget(target: string, folders: readonly string[]): Promise<void> {
  checkNamed(target);
  for (const folder of folders) {
    if (!(await isWithin(target, folder)) && !(await isWithin(folder, target))) continue;
    throw new BackupError(
      'TARGET_WITHIN_DATA',
      `备份目标 ${target} 就是账本所在的目录，或在其中、包含它；请另选一个目录，最好在另一块磁盘上。`,
      `The target ${target} is the ledger's own folder, lies in it or around it; choose another, best on another disk.`,
    );
  }
  const found = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw unusable(target, error);
  });
  if (found.length === 0) return;
  throw new BackupError(
    'TARGET_NOT_EMPTY',
    `备份目标 ${target} 不是空目录；请指定一个新的目录，已有的备份不会被覆盖。`,
    `The target ${target} is not empty; name a new folder, a backup never replaces another.`,
  );
}

function unusable(target: string, error: unknown): BackupError {
  const why = (error as NodeJS.ErrnoException).code ?? String(error);
  return new BackupError(
    'TARGET_UNUSABLE',
    `${target} 不能作为备份目录（${why}）：它不是目录，或在该处不能建立目录；请指定一个可写位置的新目录。`,
    `${target} cannot be the folder of a backup (${why}): it is no folder, or none can be made there; name a new folder in a place that can be written.`,
  );
}

/** One after another: there may be more of them than a process may have open. */
async function describeAll(folder: string, names: readonly string[], holds: BackupFile['holds']) {
  const files: BackupFile[] = [];
  for (const name of names) {
    const file = join(folder, name);
    await sync(file);
    files.push({ name, bytes: await bytesOf(file), sha256: await sha256Of(file), holds });
  }
  return files;
}

async function write(folder: string, manifest: Manifest): Promise<void> {
  const beside = join(folder, `${manifestName}.part`);
  const handle = await open(beside, 'wx');
  try {
    await handle.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, join(folder, manifestName));
  await sync(folder);
  await sync(dirname(folder));
}
