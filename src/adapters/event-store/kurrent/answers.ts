import { NoAnswer } from './errors.js';

/**
 * @param signals end the waiting at once where one of them aborts
 * @throws NoAnswer when it takes longer than `ms`, or is not waited for any more; what comes of it afterwards is dropped
 */
export async function withinTime<T>(ms: number, work: Promise<T>, signals: readonly AbortSignal[] = []): Promise<T> {
  const given = new AbortController();
  const silence = pause(ms, [...signals, given.signal]).then(() => Promise.reject(new NoAnswer(ms)));
  work.catch(() => undefined);
  silence.catch(() => undefined);
  try {
    return await Promise.race([work, silence]);
  } finally {
    given.abort();
  }
}

/**
 * Waits as long as there are signs of life.
 * @param lastSign when the last one was, in milliseconds of `performance.now()`
 * @throws NoAnswer after `ms` without any; what comes of the work afterwards is dropped
 */
export async function whileAlive<T>(ms: number, work: Promise<T>, lastSign: () => number): Promise<T> {
  const begun = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    const look = () => {
      const left = Math.max(begun, lastSign()) + ms - performance.now();
      if (left <= 0) reject(new NoAnswer(ms));
      else timer = setTimeout(look, left);
    };
    timer = setTimeout(look, ms);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Resolves after `ms`, when one of the signals aborts, or when it is woken.
 * @param wakeOn is given the function that wakes it
 */
export function pause(
  ms: number,
  signals: readonly AbortSignal[],
  wakeOn: (wake: () => void) => void = () => undefined,
): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    for (const signal of signals) signal.addEventListener('abort', done);
    wakeOn(done);
    if (signals.some(({ aborted }) => aborted)) done();
  });
}

/** Between two attempts: short at first, a second at the most. */
export function pauseAfter(failures: number): number {
  return Math.min(1_000, 50 * 2 ** Math.min(failures, 10));
}
