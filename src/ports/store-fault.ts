/** What keeps a store from its work, as it is counted and told. */
export const faultCauses = [
  'DISK_FULL',
  'INPUT_OUTPUT',
  'DAMAGED',
  'CHECKPOINT',
  'STOPPED',
  'UNAVAILABLE',
  'HALTED',
] as const;
export type FaultCause = (typeof faultCauses)[number];

/**
 * A store that cannot do its work, or not all of it. It is told once as it begins, and mended by the store itself where that
 * is possible. Told whole by its own members, which is what is left of an error that comes out of a thread.
 */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
  readonly messageEn: string;
  constructor(
    readonly code: FaultCause,
    /** What is wrong and what to do, each a whole sentence. */
    readonly said: { zh: string; en: string },
  ) {
    super(said.zh);
    this.messageEn = said.en;
  }
}
