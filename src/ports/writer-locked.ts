/** Another process holds the writer's lock of a store or of a read model. */
export class WriterLocked extends Error {
  override readonly name = 'WriterLocked';
  readonly code = 'WRITER_LOCKED';
  constructor(
    readonly location: string,
    /** Of the process that holds it, where known. */
    readonly pid: number | null,
    /** What else the engine keeps of it: its host, and its process id there. */
    holder: string | null = null,
  ) {
    const [who, by] = pid === null ? namedBy(holder) : [`（进程号 ${pid}）`, ` (pid ${pid})`];
    super(
      `${location} 正由另一进程${who}写入；请先停止它，或改用其他目录。` +
        `It is being written by another process${by}; stop that one first, or name another directory.`,
    );
  }
}

function namedBy(holder: string | null): [zh: string, en: string] {
  return holder === null ? ['', ''] : [`（${holder}）`, ` (${holder})`];
}
