import { setTimeout as wait } from 'node:timers/promises';

/** Another process holds the writer's lock of an event store, or fills a read model. */
export class WriterLocked extends Error {
  override readonly name = 'WriterLocked';
  readonly code = 'WRITER_LOCKED';
  readonly messageEn: string;
  constructor(
    readonly location: string,
    /** Of the process that holds it, where known. */
    readonly pid: number | null,
    /** Of a read model: what else the engine keeps of its projector, its host and process id there; null: an event store. */
    projector: { process: string | null } | null = null,
  ) {
    const who = pid === null ? (projector?.process ?? null) : `pid ${pid}`;
    const { zh, en } = projector === null ? isWritten(location, who) : isFilled(location, who);
    super(zh);
    this.messageEn = en;
  }
}

function isWritten(location: string, who: string | null) {
  return {
    zh: `${location} 正由另一进程${who === null ? '' : `（${who}）`}写入，通常是正在运行的服务；请先停止它，或通过它的接口（/graphql）操作。`,
    en: `${location} is being written by another process${who === null ? '' : ` (${who})`}, usually the server; stop it first, or go through its API (/graphql).`,
  };
}

/** A projector that leads keeps the views up to date: whoever only wants that has nothing to do. */
function isFilled(location: string, who: string | null) {
  return {
    zh: `视图（${location}）正由一个正在运行的投影进程${who === null ? '' : `（${who}）`}更新，它会自行使视图保持最新；如仍要执行此操作，请先停止该进程（ROLE=projector 或 ROLE=all 的服务），完成后再启动它。`,
    en: `The views (${location}) are filled by a projector that runs${who === null ? '' : ` (${who})`} and keeps them up to date by itself; if this is needed all the same, stop that process (the server of ROLE=projector or ROLE=all) first, and start it again afterwards.`,
  };
}

/** How a projector waits for its turn, over the connections that it has already. */
export interface StandBy {
  signal: AbortSignal;
  /** Between two looks whether it is its turn. */
  lookMs: number;
  /** Told each time that it is not. */
  tell(): void;
}

/** Takes what one at a time may have. @throws WriterLocked without `standBy`; the signal's reason once that aborts */
export async function takeInTurn<Taken>(take: () => Taken | Promise<Taken>, standBy?: StandBy): Promise<Taken> {
  for (;;) {
    try {
      return await take();
    } catch (error) {
      if (standBy === undefined || !(error instanceof WriterLocked)) throw error;
      standBy.tell();
      await wait(standBy.lookMs, undefined, { signal: standBy.signal });
    }
  }
}
