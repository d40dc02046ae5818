/** A store that this process cannot read as it stands: nothing is there, or the operating system forbids it. */
export class CannotRead extends Error {
  override readonly name = 'CannotRead';
  constructor(
    readonly code: 'NOTHING_THERE' | 'NO_PERMISSION',
    /** What is wrong and what to do. */
    readonly told: { zh: string; en: string },
    cause?: unknown,
  ) {
    super(`${told.zh}${told.en}`, cause === undefined ? undefined : { cause });
  }
}
