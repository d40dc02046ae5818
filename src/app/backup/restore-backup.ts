import type { LostEnd } from '../../../events/ledger/ledger.events.js';
import type { EventStoreBackup, LedgerBackup } from '../../ports/backup.js';
import type { NewSave, Position } from '../../ports/event-store.js';
import { ledgerStart } from '../../ports/event-store.js';
import type { Intent } from '../command-lanes.js';
import { ownSave, placeOf, readOwnEvents } from '../own-events.js';
import { BackupError } from './backup-error.js';
import { checkAgainstManifest } from './check-backup.js';
import { putFiles } from './kept-files.js';
import type { Manifest } from './manifest.js';
import { readNames } from './names.js';

export interface RestoreTools extends Pick<LedgerBackup, 'store' | 'names' | 'openFiles' | 'holdReadModel' | 'shown'> {
  now: () => string;
  newId: () => string;
  /** Of whoever restores it: what is lost by it is put on the record. */
  intent: Intent;
  onEvents?: (count: number) => void;
}

export interface Restored {
  manifest: Manifest;
  /** Where the ledger that was there is kept; null: there was none. */
  kept: string | null;
  /** Up to where the ledger that was there had reached, which is put on the record; null: the backup has all of that. */
  lost: Position | null;
  /** Whether the names came from the backup; false: those that are here stay, or it has none. */
  namesTaken: boolean;
}

/**
 * Puts a backup in the place of the ledger, after it has been read from end to end. Nothing may run on the ledger. A
 * crash at any moment leaves the old ledger or the new one; the read model is removed first, and built again by the next start.
 * @param replace whether a ledger that is not empty may be replaced; it is kept beside
 * @throws BackupError NOT_A_BACKUP, DAMAGED_BACKUP, LEDGER_NOT_EMPTY; WriterLocked; CannotWrite
 */
export async function restoreBackup(folder: string, replace: boolean, tools: RestoreTools): Promise<Restored> {
  const { store, names, openFiles, holdReadModel, shown, now, onEvents } = tools;
  const manifest = await checkAgainstManifest(folder, store, onEvents);
  const held = await store.hold();
  try {
    const readModel = await holdReadModel();
    try {
      const events = await held.events();
      if (events > 0 && !replace) throw notEmpty(events, manifest);
      // Before the events that name them.
      await putFiles(folder, manifest, { openFiles });
      const lost = await lostBy(folder, store, [await held.reached(), await shown()]);
      const record = lost === null ? null : await recordOf(folder, lost, manifest.takenAt, tools);
      await readModel.clear();
      const time = now().replaceAll(/[-:]|\.\d+/g, '');
      const kept = await held.replaceWith(folder, events === 0 ? null : `events.before-restore-${time}`, record);
      const copied = await readNames(folder, manifest, names);
      const namesTaken = copied !== null && (await names.take(copied));
      return { manifest, kept, namesTaken, lost: lost?.position ?? null };
    } finally {
      await readModel.release();
    }
  } finally {
    held.release();
  }
}

/** What the backup does not have of what the ledger had reached; null: nothing. */
async function lostBy(
  folder: string,
  store: Pick<EventStoreBackup, 'openCopy'>,
  ends: readonly (LostEnd | null)[],
): Promise<LostEnd | null> {
  const copy = await store.openCopy(folder);
  try {
    let lost: LostEnd | null = null;
    for (const end of ends) {
      if (end === null || (lost !== null && lost.position >= end.position)) continue;
      const there = await copy.readAt(end.position);
      if (there === null || (end.leafHash !== null && there.leafHash !== end.leafHash)) lost = end;
    }
    return lost;
  } finally {
    await copy.close();
  }
}

async function recordOf(
  folder: string,
  lost: LostEnd,
  restoredFrom: string,
  { store, intent, now, newId }: RestoreTools,
): Promise<NewSave> {
  const copy = await store.openCopy(folder);
  try {
    const head = await copy.head();
    const last = head === ledgerStart ? null : await copy.readAt(head);
    const data = { last: last && placeOf(last), lost, restoredFrom };
    return ownSave({ type: 'LossAccepted', data }, await readOwnEvents(copy), intent, { now, newId });
  } finally {
    await copy.close();
  }
}

function notEmpty(events: number, { ledger, takenAt }: Manifest): BackupError {
  const [zh, en] =
    ledger.events < events
      ? [
          `，比备份多 ${events - ledger.events} 条，恢复会退回到 ${takenAt} 的状态`,
          `, ${events - ledger.events} more than the backup: restoring goes back to ${takenAt}`,
        ]
      : ['', ''];
  return new BackupError(
    'LEDGER_NOT_EMPTY',
    `数据目录中已有账本（${events} 条事件${zh}）；如确要替换，请加 --replace，原账本会保留在旁边。`,
    `There is a ledger already (${events} events${en}); add --replace to replace it, it is kept beside.`,
  );
}
