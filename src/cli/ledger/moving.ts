import { programVersion } from '../program-version.js';
import { adviceOn } from '../../app/projector/halt-advice.js';
import type { Rebuilt } from '../../app/rebuild.js';
import type { LoadedLedger, MovingStage, MovingTools } from '../../moving.js';
import { failure } from '../failures.js';
import { untilInterrupted } from '../terminal/interrupt.js';
import type { Output } from '../terminal/output.js';
import type { ProgressBar } from '../terminal/progress.js';
import { startProgress } from '../terminal/progress.js';

const stages: Record<MovingStage, [zh: string, en: string]> = {
  DUMPING: ['转储', 'dumping'],
  CHECKING: ['检查转储', 'checking the dump'],
  COMPARING: ['与已有事件核对', 'comparing with what is there'],
  APPENDING: ['载入', 'loading'],
  PROVING: ['逐条核对', 'comparing event by event'],
  BUILDING: ['建立视图', 'building the views'],
  COMPARING_TABLES: ['核对各表', 'comparing the tables'],
};

/** Runs something that moves a ledger, with a progress bar for each of its stages, until it is done or interrupted. */
export async function moving<T>(output: Output, move: (tools: MovingTools) => Promise<T>): Promise<T> {
  let bar: ProgressBar | null = null;
  try {
    return await untilInterrupted((signal) =>
      move({
        signal,
        version: programVersion,
        now: () => new Date().toISOString(),
        onStage(stage, total) {
          bar?.end();
          bar = startProgress(output, total, ...stages[stage]);
        },
        onCount: (count) => bar?.advance(count),
      }),
    );
  } finally {
    (bar as ProgressBar | null)?.end();
  }
}

/** @throws Failure where not all of the ledger is there, or its views are not */
export function checkLoaded({ views, appended }: Pick<LoadedLedger, 'views' | 'appended'>): void {
  if (views?.isServed === true) return;
  if (views === null || views.halt === null) {
    throw failure(
      'interrupted',
      'INTERRUPTED',
      `已中止；本次载入的 ${appended} 条事件已保存，再次运行同一命令会从此处继续。`,
      `Stopped; the ${appended} events loaded by now stay, and the same command goes on behind them.`,
      { appended },
    );
  }
  throw halted(views.halt);
}

function halted(halt: NonNullable<Rebuilt['halt']>) {
  const { eventId, position, message } = halt;
  const { zh, en } = adviceOn(halt);
  return failure(
    'unsound',
    'VIEWS_HALTED',
    `事件均已载入，但事件 ${eventId}（位置 ${position}）无法应用：${message}；${zh}，再次运行同一命令。`,
    `All events are loaded, but event ${eventId} (position ${position}) cannot be applied: ${message}. ${en}, and run the same command again.`,
    { eventId, position },
  );
}
