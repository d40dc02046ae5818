import { sqliteFailureOf } from '../../../files/sqlite-failure.js';
import { StoreUnavailable } from '../../../ports/event-store.js';
import type { ReadModelWriter } from '../../../ports/read-model.js';
import { StoreFault } from '../../../ports/store-fault.js';

/** The driver's errors that say something of the disk or the file, as the port's; others are faults of this program, and stay. */
export function asUnavailable(error: unknown, directory: string): unknown {
  const failure = sqliteFailureOf(error);
  if (failure === null) return error;
  const why = error instanceof Error ? error.message : String(error);
  const fault = new StoreFault(failure, said[failure](directory, why));
  return new StoreUnavailable(`the views in ${directory} cannot be read or written: ${why}`, { cause: fault });
}

type Say = (directory: string, why: string) => { zh: string; en: string };

const said: Record<'DISK_FULL' | 'DAMAGED' | 'INPUT_OUTPUT', Say> = {
  DISK_FULL: (directory) => ({
    zh: `视图所在的磁盘（${directory}）已满，新的保存暂时看不到；请腾出空间，之后本程序会自行继续。`,
    en: `The disk of the views (${directory}) is full, so new saves are not shown yet; make room. The program goes on by itself then.`,
  }),
  DAMAGED: (directory, why) => ({
    zh: `${directory} 中的视图已损坏（${why}）；它们由事件得来，没有丢失任何账目：请停止服务，运行 budget-ledger rebuild 重建。`,
    en: `The views in ${directory} are damaged (${why}). They are made of the events, and nothing of the ledger is lost: stop the server and run "budget-ledger rebuild".`,
  }),
  INPUT_OUTPUT: (directory, why) => ({
    zh: `${directory} 中的视图读写失败（${why}）；请检查磁盘，恢复后本程序会自行继续。`,
    en: `The views in ${directory} cannot be read or written (${why}); look after the disk. The program goes on by itself once it is well.`,
  }),
};

/** The same writer, whose errors are the port's. */
export function translated(writer: ReadModelWriter, directory: string): ReadModelWriter {
  const raise = (error: unknown): never => {
    throw asUnavailable(error, directory);
  };
  return {
    checkpoint: () => writer.checkpoint().catch(raise),
    apply: (...saves) => writer.apply(...saves).catch(raise),
    halt: (halt) => writer.halt(halt).catch(raise),
    content: (hash) => writer.content(hash).catch(raise),
    draft: (draftId) => writer.draft(draftId).catch(raise),
    saveAt: (tableId, at) => writer.saveAt(tableId, at).catch(raise),
    lastSave: (position) => writer.lastSave(position).catch(raise),
    snapshot: (stream) => writer.snapshot(stream).catch(raise),
    serve: () => writer.serve().catch(raise),
    close: () => writer.close().catch(raise),
  };
}
