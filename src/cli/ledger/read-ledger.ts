import type { ActorOptions } from '../arguments/actor.js';
import { callerOf } from '../arguments/actor.js';
import type { Config } from '../../config.js';
import type { At, Basis, Caller, Queries, RootArguments } from '../../../services/services.js';
import type { Output } from '../terminal/output.js';
import type { ReadOnlyLedger } from '../../compose.js';
import { openLedger } from '../../compose.js';

/** Where a command asks: the queries, and the newest point that the read model had reached when it began. */
export interface Reader {
  queries: Queries;
  head: Basis;
  at(point: At | null): RootArguments;
}

export async function readerOf(queries: Queries, caller: Caller): Promise<Reader> {
  const head = await queries.head(null);
  return { queries, head, at: (point) => ({ caller, at: point, head }) };
}

/**
 * Opens the ledger for reading only, warns of what its read model lacks, and closes it again.
 * @param asked who asks, for what only shows what recording would come to; default: the operator of this machine
 */
export async function readLedger<T>(
  config: Config,
  output: Output,
  act: (reader: Reader, ledger: ReadOnlyLedger) => Promise<T>,
  asked: ActorOptions = {},
): Promise<T> {
  const { caller } = callerOf(asked);
  const ledger = await openLedger(config, { write: false });
  try {
    await warnIfIncomplete(ledger, output);
    return await act(await readerOf(ledger.queries, caller), ledger);
  } finally {
    await ledger.close();
  }
}

const countedEvents = 1_000;

async function warnIfIncomplete({ events, readModel, isServed }: ReadOnlyLedger, output: Output): Promise<void> {
  const { position, halt } = await readModel.status();
  if (halt !== null) {
    output.warn({
      code: 'VIEWS_HALTED',
      message: `视图停在事件 ${halt.eventId}（位置 ${halt.position}）之前：${halt.message}；以下回答不含其后的修改。`,
      messageEn: `The views have halted before event ${halt.eventId} (position ${halt.position}): ${halt.message}. The answer lacks what came after.`,
      eventId: halt.eventId,
      position: halt.position,
    });
    return;
  }
  // A running server is bringing the read model up to date, and would answer from the same state.
  if (isServed || position >= (await events.head())) return;
  const behind = (await events.readAll(position, countedEvents + 1)).length;
  const count = behind > countedEvents ? `${countedEvents}+` : String(behind);
  output.warn({
    code: 'VIEWS_BEHIND',
    message: `视图比账本少 ${count} 条事件，且没有服务在更新它们；以下按已有视图回答。请启动服务，或运行 budget-ledger rebuild。`,
    messageEn: `The views lack ${count} events of the ledger and nothing brings them up to date; the answer is from what there is. Start the server, or run "budget-ledger rebuild".`,
    events: behind,
  });
}
