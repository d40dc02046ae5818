/** Why a backup is not taken, not sound, or not restored. */
export type BackupErrorCode =
  | 'NO_FOLDER'
  | 'TARGET_UNUSABLE'
  | 'TARGET_NOT_EMPTY'
  | 'TARGET_WITHIN_DATA'
  | 'NOT_A_BACKUP'
  | 'DAMAGED_BACKUP'
  | 'LEDGER_NOT_EMPTY';

export class BackupError extends Error {
  override readonly name = 'BackupError';
  constructor(
    readonly code: BackupErrorCode,
    /** Chinese. */
    message: string,
    readonly messageEn: string,
  ) {
    super(message);
  }
}

/** An empty name would mean the folder that the program happens to run in. @throws BackupError NO_FOLDER */
export function checkNamed(folder: string): void {
  if (folder.trim() !== '') return;
  throw new BackupError(
    'NO_FOLDER',
    '没有写明备份目录；请写出它的路径。',
    'No folder is named; write the path of the backup.',
  );
}
