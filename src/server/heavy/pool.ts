import { performance } from 'node:perf_hooks';
import type { HeavyAnswer, HeavyBounds, HeavyFigures, HeavyQuestion, HeavyReaders } from './question.js';
import { answerTooLarge, stoppingNow, takesTooLong, tooBusy } from './refusals.js';

/** A thread that answers one question at a time, and can be ended in the middle of it. */
export interface ReaderThread {
  /** @throws ReaderOutOfMemory; Error if the thread ended */
  ask(question: HeavyQuestion): Promise<HeavyAnswer>;
  /** Milliseconds that it has worked since its start. */
  busyMs(): number;
  end(): Promise<void>;
}

/** The thread ended as its answer took more memory than it may have. */
export class ReaderOutOfMemory extends Error {
  override readonly name = 'ReaderOutOfMemory';
}

interface Waiting {
  question: HeavyQuestion;
  endsAt: number;
  resolve: (answer: HeavyAnswer) => void;
  reject: (reason: unknown) => void;
}

/** How often those under way are looked at. */
const lookEveryMs = 50;

/**
 * Gives each question to a thread that is free, started when the first one needs it; what waits is bounded, and what takes
 * too long loses its thread.
 */
export function readerPool(start: () => Promise<ReaderThread>, bounds: HeavyBounds): HeavyReaders {
  const free: ReaderThread[] = [];
  const all = new Set<ReaderThread>();
  const waiting: Waiting[] = [];
  const figures = { answered: 0, refused: 0, ended: 0 };
  let running = 0;
  let stopping = false;

  function next(): void {
    while (running < bounds.threads && waiting.length > 0) void answerNext(waiting.shift() as Waiting);
  }

  async function answerNext(asked: Waiting): Promise<void> {
    running += 1;
    try {
      const thread = free.pop() ?? (await started());
      const answer = await answerBy(thread, asked);
      // What was not counted as it was made: aliases, escaped characters, the ends of lists.
      if (answer.bytes.byteLength > bounds.answerBytes) throw answerTooLarge(bounds.answerBytes);
      asked.resolve(answer);
      figures.answered += 1;
    } catch (error) {
      asked.reject(error);
    } finally {
      running -= 1;
      next();
    }
  }

  async function started(): Promise<ReaderThread> {
    const thread = await start();
    all.add(thread);
    if (stopping) await endThread(thread);
    return thread;
  }

  /**
   * A thread that was ended, or failed, is never asked again. Whoever asked is told at once; its place is free when it has
   * ended, which the engine may keep it from in the middle of a read.
   */
  async function answerBy(thread: ReaderThread, { question, endsAt, reject: tell }: Waiting): Promise<HeavyAnswer> {
    const busyBefore = thread.busyMs();
    let look: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      look = setInterval(() => {
        if (performance.now() > endsAt) reject(takesTooLong('time', bounds.timeMs / 1_000));
        else if (thread.busyMs() - busyBefore > bounds.cpuMs) reject(takesTooLong('cpu', bounds.cpuMs / 1_000));
      }, lookEveryMs);
    });
    try {
      const answer = await Promise.race([thread.ask(question), late]);
      free.push(thread);
      return answer;
    } catch (error) {
      figures.ended += 1;
      tell(told(error));
      await endThread(thread);
      throw error;
    } finally {
      clearInterval(look);
    }
  }

  function told(error: unknown): unknown {
    if (stopping) return stoppingNow();
    return error instanceof ReaderOutOfMemory ? answerTooLarge(bounds.answerBytes) : error;
  }

  async function endThread(thread: ReaderThread): Promise<void> {
    all.delete(thread);
    await thread.end();
  }

  /** Whoever waits for a thread longer than an answer may take is refused there and then. */
  function giveUpLate(): void {
    const now = performance.now();
    for (const late of waiting.filter(({ endsAt }) => now > endsAt)) {
      waiting.splice(waiting.indexOf(late), 1);
      figures.refused += 1;
      late.reject(tooBusy(waiting.length + 1));
    }
  }
  const looking = setInterval(giveUpLate, lookEveryMs).unref();

  return {
    answer(question) {
      if (stopping) return Promise.reject(stoppingNow());
      if (waiting.length >= bounds.waiting && running >= bounds.threads) {
        figures.refused += 1;
        return Promise.reject(tooBusy(waiting.length));
      }
      return new Promise((resolve, reject) => {
        waiting.push({ question, endsAt: performance.now() + bounds.timeMs, resolve, reject });
        next();
      });
    },
    figures: (): HeavyFigures => ({ ...figures, running, waiting: waiting.length }),
    async stop() {
      stopping = true;
      clearInterval(looking);
      for (const each of waiting.splice(0)) each.reject(stoppingNow());
      await Promise.all([...all].map(endThread));
    },
  };
}
