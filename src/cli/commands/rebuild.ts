import type { Command } from 'commander';
import { acceptLossOf } from '../../accepting-loss.js';
import type { AcceptedLoss } from '../../app/accept-loss.js';
import { adviceOn } from '../../app/projector/halt-advice.js';
import type { Rebuilt } from '../../app/rebuild.js';
import { rebuildReadModel } from '../../app/rebuild.js';
import type { Config } from '../../config.js';
import { countEvents, inspectReadModel, locationsOf } from '../../engines/stores.js';
import { CannotConnect } from '../../ports/cannot-connect.js';
import { CannotRead } from '../../ports/cannot-read.js';
import type { Position } from '../../ports/event-store.js';
import { StoreUnavailable } from '../../ports/event-store.js';
import { openProjectorStores } from '../../projector-stores.js';
import { mismatchOfServedViews } from '../../served-views.js';
import type { ActorOptions } from '../arguments/actor.js';
import { addActorOptions, callerOf } from '../arguments/actor.js';
import { failure } from '../failures.js';
import { untilInterrupted } from '../terminal/interrupt.js';
import type { Output } from '../terminal/output.js';
import { startProgress } from '../terminal/progress.js';
import { configOf } from '../ledger/config.js';
import { subcommand } from '../arguments/options.js';

export function rebuildCommand(output: Output): Command {
  const command = subcommand(
    'rebuild',
    '由事件重建视图：在旁边建好后一步替换，其间旧视图照常可读。Builds the views anew from the events, beside those that serve, and swaps them in one step',
    ['rebuild', 'rebuild --json', 'rebuild --replace', 'rebuild --accept-loss 0000000000000022 --reason 硬盘损坏'],
  )
    .option('--replace', '替换属于另一账本的视图。Replaces views that are of another ledger than the event store')
    .option(
      '--accept-loss <position>',
      '事件库退回到较早时：确认从该位置继续，其后的记录丢失，并记入账本；须先停止服务。Where the event store was rolled back: goes on from this position, where it ends, and puts the loss on the record; nothing may run',
    );
  return addActorOptions(command).action((options: Options) => rebuild(configOf(command), options, output));
}

interface Options extends ActorOptions {
  replace?: boolean;
  acceptLoss?: string;
}

async function rebuild(config: Config, options: Options, output: Output): Promise<void> {
  const started = Date.now();
  const { replace = false, acceptLoss } = options;
  const accepted =
    acceptLoss === undefined ? null : await acceptLossOf(config, acceptLoss as Position, callerOf(options));
  if (accepted !== null && !output.json) output.write(acceptedText(accepted));
  await checkOwnViews(config, replace);
  const count = await countEvents(config);
  if (count === 0) await checkNotNothing(config);
  const progress = startProgress(output, count, '重建视图', 'building the views');
  try {
    const built = await untilInterrupted((signal) => rebuildIn(config, signal, (count) => progress.advance(count)));
    progress.end();
    checkServed(built);
    const { events, position } = built;
    const ms = Date.now() - started;
    if (output.json) output.write(`${JSON.stringify({ events, position, ms, ...(accepted && { accepted }) })}\n`);
    else output.write(`已重建视图：${events} 条事件，到位置 ${position}，用时 ${(ms / 1000).toFixed(1)} 秒\n`);
  } finally {
    progress.end();
  }
}

function acceptedText({ found, lost, position }: AcceptedLoss): string {
  return `已确认丢失：账本从位置 ${found} 继续，其后到 ${lost} 的记录不再存在；已记入账本，位置 ${position}\n`;
}

/**
 * A wrong EVENT_STORE must not take another ledger's views away from those who read them, nor a rebuild hide that events are
 * lost. Views that are missing or broken are what a rebuild is for, and those that show what was accepted as lost; of those
 * that cannot be reached nobody knows whose they are.
 * @throws LedgerMismatch; RolledBack; CannotConnect, StoreUnavailable
 */
async function checkOwnViews(config: Config, replace: boolean): Promise<void> {
  const mismatch = await mismatchOfServedViews(config).catch((error: unknown) => {
    if (error instanceof CannotConnect || error instanceof StoreUnavailable) throw error;
    return null;
  });
  if (mismatch === null || mismatch.code === 'READ_MODEL_OUTDATED') return;
  if (!replace || mismatch.code !== 'READ_MODEL_OF_ANOTHER_LEDGER') throw mismatch;
}

/** On an engine that tells no empty ledger from none. @throws Failure NOTHING_THERE: there are no views of it either */
async function checkNotNothing(config: Config): Promise<void> {
  const { eventStore, readModel } = locationsOf(config);
  const found = await inspectReadModel(config).catch((error: unknown) => {
    if (error instanceof CannotRead && error.code === 'NOTHING_THERE') return { serving: null };
    throw error;
  });
  if (found.serving !== null) return;
  throw failure(
    'notFound',
    'NOTHING_THERE',
    `${eventStore} 中还没有任何事件，${readModel} 中也没有视图，没有可重建的；请检查 DATA_DIR、EVENT_STORE 与 READ_MODEL，或先启动服务或导入。`,
    `There is no event in ${eventStore} and there are no views in ${readModel}, so nothing is to be rebuilt; check DATA_DIR, EVENT_STORE and READ_MODEL, or start the server or import first.`,
  );
}

async function rebuildIn(config: Config, signal: AbortSignal, onEvents: (count: number) => void): Promise<Rebuilt> {
  const { events, readModel, close } = await openProjectorStores(config, { rebuild: true });
  try {
    return await rebuildReadModel({ events, readModel, signal, now: () => new Date().toISOString(), onEvents });
  } finally {
    await close();
  }
}

function checkServed({ isServed, halt }: Rebuilt): void {
  if (isServed) return;
  if (halt === null) {
    throw failure(
      'interrupted',
      'INTERRUPTED',
      '已中止；原有视图照常可读。',
      'Stopped; the views that were there go on serving.',
    );
  }
  const { eventId, position, message } = halt;
  const { zh, en } = adviceOn(halt);
  throw failure(
    'unsound',
    'VIEWS_HALTED',
    `事件 ${eventId}（位置 ${position}）无法应用：${message}；原有视图照常可读。${zh}，再重建。`,
    `Event ${eventId} (position ${position}) cannot be applied: ${message}; the views that were there go on serving. ${en}, and rebuild.`,
    { eventId, position },
  );
}
