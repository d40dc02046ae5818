import { SingleBar } from 'cli-progress';
import type { Output } from './output.js';

export interface ProgressBar {
  /** So many more are done. */
  advance(by: number): void;
  /** What is being done now. */
  stage(zh: string, en: string): void;
  end(): void;
}

/** A bar on standard error while a person watches; otherwise nothing at all. */
export function startProgress(output: Output, total: number, zh: string, en: string): ProgressBar {
  if (!output.isWatched) return { advance: () => undefined, stage: () => undefined, end: () => undefined };
  const bar = new SingleBar({
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    fps: 20,
    format: '{bar} {percentage}% {value}/{total} {stage}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
  });
  bar.start(total, 0, { stage: `${zh} ${en}` });
  return {
    advance: (by) => bar.increment(by),
    stage: (now, nowEn) => bar.update({ stage: `${now} ${nowEn}` }),
    end: () => bar.stop(),
  };
}
