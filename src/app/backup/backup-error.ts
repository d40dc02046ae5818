/** Why a backup is not taken, not sound, or not restored. */
export type BackupErrorCode =
  'TARGET_NOT_EMPTY' | 'TARGET_WITHIN_DATA' | 'NOT_A_BACKUP' | 'DAMAGED_BACKUP' | 'LEDGER_NOT_EMPTY';

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
