import type { LedgerReading } from '../compose-reading.js';
import { composeReading } from '../compose-reading.js';
import type { Config } from '../config.js';
import type { At, Basis, Caller, Queries, RootArguments } from '../../services/services.js';
import { callerOf } from './acting.js';
import type { Output } from './output.js';

/** A ledger that is being asked, at the newest point that its views show. */
export interface Asking {
  queries: Queries;
  head: Basis;
  at(point: At | null): RootArguments;
}

export async function askingOf(queries: Queries, caller: Caller = callerOf({}).caller): Promise<Asking> {
  const head = await queries.head(null);
  return { queries, head, at: (point) => ({ caller, at: point, head }) };
}

/** Opens the ledger for reading alone, says what is wrong with its views, and closes it again. */
export async function asking<T>(
  config: Config,
  output: Output,
  ask: (asking: Asking, ledger: LedgerReading) => Promise<T>,
): Promise<T> {
  const ledger = await composeReading(config);
  try {
    await tellState(ledger, output);
    return await ask(await askingOf(ledger.queries), ledger);
  } finally {
    await ledger.close();
  }
}

const countedEvents = 1_000;

async function tellState({ events, readModel, isServed }: LedgerReading, output: Output): Promise<void> {
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
  // A server is bringing them up to date, and answers no sooner itself.
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
