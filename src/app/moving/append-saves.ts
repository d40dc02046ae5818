import { decodeEnvelope } from '../../../events/record.js';
import type { EventStore, NewSave } from '../../ports/event-store.js';
import { AppendTooLarge, RevisionConflict, StoreUnavailable } from '../../ports/event-store.js';
import type { DumpedEvent } from './dump-lines.js';
import { MovingError } from './moving-error.js';

/** The appends that made these events: all of one save are one, and its last event says so. */
export async function* savesIn(events: AsyncIterable<DumpedEvent>): AsyncGenerator<NewSave> {
  let begun: DumpedEvent[] = [];
  for await (const event of events) {
    begun.push(event);
    const { version, commandId, commandHash, endsSave } = decodeEnvelope(event.body);
    if (!endsSave) continue;
    const [first = event] = begun;
    yield {
      stream: first.stream,
      expectedRevision: first.revision - 1,
      version,
      commandId,
      commandHash,
      events: begun.map(({ id, type, body, leafHash }) => ({ id, type, body, leafHash })),
    };
    begun = [];
  }
}

export interface AppendTools {
  /** So many more events are durable. */
  onEvents?: ((count: number) => void) | undefined;
  /** Stops between two saves. */
  signal?: AbortSignal | undefined;
}

/** Saves that are issued together, where they are of one stream. */
const together = 64;

/**
 * Appends saves in exactly this order. A store promises an order only to the saves of one stream, so the next stream waits
 * for the last save of the one before.
 * @returns how many events were appended
 * @throws MovingError LEDGER_IN_USE, SAVE_TOO_LARGE, NOT_RECORDED: those before are there, and whoever tries again goes on
 */
export async function appendSaves(
  store: Pick<EventStore, 'append' | 'findCommand'>,
  saves: AsyncIterable<NewSave>,
  { onEvents, signal }: AppendTools = {},
): Promise<number> {
  let issued: NewSave[] = [];
  let appended = 0;

  async function settle(): Promise<void> {
    const all = await Promise.allSettled(issued.map((save) => store.append(save)));
    for (const [index, each] of all.entries()) {
      const save = issued[index];
      if (save === undefined) continue;
      if (each.status === 'rejected') throw toMovingError(each.reason, save);
      appended += save.events.length;
      onEvents?.(save.events.length);
    }
    issued = [];
  }

  for await (const save of saves) {
    if (signal?.aborted === true) break;
    const [before] = issued;
    if (before !== undefined && (before.stream !== save.stream || issued.length === together)) await settle();
    issued.push(await underFreeId(save, store));
  }
  await settle();
  return appended;
}

/**
 * Where several processes write, two tables may have a save each under one commandId. An index of commands has room for the
 * first, whose id it is from then on; the other one is as it was but for its place in the index.
 */
async function underFreeId(save: NewSave, { findCommand }: Pick<EventStore, 'findCommand'>): Promise<NewSave> {
  const before = (await findCommand?.(save.commandId)) ?? null;
  return before === null ? save : { ...save, commandId: `${save.commandId} ${save.stream}` };
}

function toMovingError(error: unknown, { stream, version }: NewSave): unknown {
  if (error instanceof RevisionConflict) return inUse(error);
  if (error instanceof AppendTooLarge) return tooLarge(error, `${stream} v${version}`);
  if (!(error instanceof StoreUnavailable)) return error;
  return new MovingError(
    'NOT_RECORDED',
    `写入 ${stream} 版本 ${version} 时，事件库没有确认（${error.message}）；排除原因后再次运行同一命令，会从中断处继续。`,
    `The event store did not confirm version ${version} of ${stream} (${error.message}); mend the cause and run the same command again, it goes on from there.`,
    error,
  );
}

function inUse({ stream, expectedRevision, actualRevision }: RevisionConflict): MovingError {
  return new MovingError(
    'LEDGER_IN_USE',
    `载入期间另有进程写入了 ${stream}（修订号 ${actualRevision}，应为 ${expectedRevision}）；请停止所有服务，改用一个空的账本重新载入。`,
    `Somebody else wrote to ${stream} meanwhile (it is at revision ${actualRevision}, not ${expectedRevision}); stop every server, and load into an empty ledger.`,
  );
}

function tooLarge({ bytes, bound, setting }: AppendTooLarge, save: string): MovingError {
  const [zh, en] =
    setting === null
      ? ['该引擎不能提高此上限，请选用其他引擎', 'the engine cannot raise it, choose another']
      : [`请在服务器上提高 ${setting}`, `raise ${setting} on the server`];
  return new MovingError(
    'SAVE_TOO_LARGE',
    `保存 ${save} 有 ${bytes} 字节，超过事件库一次写入的上限 ${bound} 字节；${zh}，再次运行同一命令即可继续。`,
    `The save ${save} has ${bytes} bytes, over the ${bound} that the event store takes at once; ${en}, and run the same command again, it goes on.`,
  );
}
