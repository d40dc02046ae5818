/** Why a dump is not taken, not sound, or not loaded. */
export type MovingErrorCode =
  | 'NO_FILE'
  | 'TARGET_UNUSABLE'
  | 'TARGET_EXISTS'
  | 'NOT_A_DUMP'
  | 'DAMAGED_DUMP'
  | 'OTHER_LEDGER'
  | 'LEDGER_AHEAD'
  | 'LEDGER_IN_USE'
  | 'SAVE_TOO_LARGE'
  | 'NOT_RECORDED'
  | 'NOT_THE_SAME';

export class MovingError extends Error {
  override readonly name = 'MovingError';
  constructor(
    readonly code: MovingErrorCode,
    /** Chinese. */
    message: string,
    readonly messageEn: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

export function damagedDump(zh: string, en: string): MovingError {
  return new MovingError(
    'DAMAGED_DUMP',
    `转储不完好：${zh}；未写入任何内容，请重新转储（dump）。`,
    `The dump is damaged: ${en}. Nothing was written; take another dump.`,
  );
}
