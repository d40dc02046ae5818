import type { EventStore } from '../../ports/event-store.js';
import { appendSaves, savesIn } from './append-saves.js';
import type { DumpReport } from './check-dump.js';
import type { Compared } from './compare-ledgers.js';
import { compareLedgers } from './compare-ledgers.js';
import type { DumpedEvent } from './dump-lines.js';
import { MovingError } from './moving-error.js';
import { readDump } from './read-dump.js';

export type LoadStage = 'COMPARING' | 'APPENDING' | 'PROVING';

export interface LoadTools {
  /** What is loaded into; nobody else may write to it meanwhile. */
  store: EventStore;
  /** Once it is known that this ledger may be loaded: what has to be there before the events that name it. */
  beforeAppending: () => Promise<void>;
  onStage?: (stage: LoadStage) => void;
  onEvents?: (count: number) => void;
  /** Stops between two saves; what was loaded stays, and the next load goes on behind it. */
  signal?: AbortSignal;
}

/**
 * Appends what a dump has and the ledger lacks, save by save in the dump's order, and compares the two from end to end
 * afterwards. What is there before has to be the beginning of the dump.
 * @param dump a file that was checked, and what was found
 * @returns how many events were appended; the others were there
 * @throws MovingError OTHER_LEDGER, LEDGER_AHEAD, LEDGER_IN_USE, SAVE_TOO_LARGE, NOT_RECORDED, NOT_THE_SAME
 */
export async function loadDump(
  dump: { file: string; report: DumpReport },
  { store, beforeAppending, onStage, onEvents, signal }: LoadTools,
): Promise<number> {
  onStage?.('COMPARING');
  const dumped = eventsIn(dump.file);
  try {
    const { same, other, missing } = await compareLedgers(store, dumped, onEvents);
    if (other !== null) throw missing === null ? ahead(same, other.id) : otherLedger(same, other.id, missing.id);
    onStage?.('APPENDING');
    await beforeAppending();
    const rest = missing === null ? dumped : startingWith(missing, dumped);
    const appended = await appendSaves(store, savesIn(rest), { onEvents, signal });
    if (signal?.aborted === true) return appended;
    onStage?.('PROVING');
    checkSame(await compareLedgers(store, eventsIn(dump.file), onEvents), dump.report.events);
    return appended;
  } finally {
    await dumped.return(undefined);
  }
}

async function* eventsIn(file: string): AsyncGenerator<DumpedEvent, undefined> {
  for await (const line of readDump(file)) if (line.kind === 'event') yield line.event;
  return undefined;
}

async function* startingWith(first: DumpedEvent, rest: AsyncIterable<DumpedEvent>): AsyncGenerator<DumpedEvent> {
  yield first;
  yield* rest;
}

function checkSame({ same, other, missing }: Compared, events: number): void {
  if (same === events && other === null && missing === null) return;
  const found = other === null ? `${same}` : `${same}，其后为事件 ${other.id}`;
  const foundEn = other === null ? `${same}` : `${same}, and the event ${other.id} behind them`;
  throw new MovingError(
    'NOT_THE_SAME',
    `载入后的账本与转储不同：转储有 ${events} 条事件，账本中相同的有 ${found}；可能另有进程写入。请停止所有服务，改用一个空的账本重新载入。`,
    `What was loaded is not what the dump has: ${events} events there, of which the ledger has ${foundEn}; another process may have written. Stop every server, and load into an empty ledger.`,
  );
}

function otherLedger(same: number, found: string, dumped: string): MovingError {
  return new MovingError(
    'OTHER_LEDGER',
    `此处已有另一本账：第 ${same + 1} 条事件是 ${found}，转储中是 ${dumped}；未写入任何内容。请指定一个空的账本（EVENT_STORE）。`,
    `There is another ledger here: its event number ${same + 1} is ${found}, that of the dump is ${dumped}. Nothing was written; name an empty one (EVENT_STORE).`,
  );
}

function ahead(events: number, found: string): MovingError {
  return new MovingError(
    'LEDGER_AHEAD',
    `此处的账本已有转储的全部 ${events} 条事件，且其后另有记录（事件 ${found} 起）；未写入任何内容，无须载入。`,
    `The ledger here has all ${events} events of the dump, and more behind them (from the event ${found} on). Nothing was written; there is nothing to load.`,
  );
}
