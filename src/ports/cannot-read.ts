/** A store that this process cannot read as it stands: nothing is there, or the operating system forbids it. */
export class CannotRead extends Error {
  override readonly name = 'CannotRead';
  constructor(
    readonly code: 'NOTHING_THERE' | 'NO_PERMISSION',
    /** What is wrong and what to do. */
    readonly explanation: { zh: string; en: string },
    cause?: unknown,
  ) {
    super(`${explanation.zh}${explanation.en}`, cause === undefined ? undefined : { cause });
  }
}
