/**
 * A file of a store that does not hold what was written to it. Nothing is served or accepted from it. Told whole by its
 * own members, which is what is left of an error that comes out of a thread.
 */
export class AlteredFile extends Error {
  override readonly name = 'AlteredFile';
  readonly code = 'ALTERED_FILE';
  readonly messageEn: string;
  constructor(
    readonly file: string,
    /** How it is known. */
    readonly sign: { zh: string; en: string },
    /** What to do, as the end of a sentence. */
    readonly advice: { zh: string; en: string },
  ) {
    super(`${file} 已被改动或损坏：${sign.zh}；${advice.zh}。`);
    this.messageEn = `${file} was altered, or is damaged: ${sign.en}. ${advice.en}.`;
  }
}
