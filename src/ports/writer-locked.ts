/** Another process holds the writer's lock of a store or of the views. */
export class WriterLocked extends Error {
  override readonly name = 'WriterLocked';
  readonly code = 'WRITER_LOCKED';
  constructor(
    readonly location: string,
    /** Of the process that holds it, where known. */
    readonly pid: number | null,
  ) {
    super(
      `${location} is being written by another process${pid === null ? '' : ` (pid ${pid})`}; stop that one first, or name another directory`,
    );
  }
}
