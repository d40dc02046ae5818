import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import type { LedgerConfig } from './ledger-config.js';
import type { ReaderThread } from './server/heavy/pool.js';
import { ReaderOutOfMemory, readerPool } from './server/heavy/pool.js';
import type { HeavyAnswer, HeavyBounds, HeavyQuestion, HeavyReaders } from './server/heavy/question.js';

/** What a reader thread is started with. */
export interface ReaderConfig {
  ledger: LedgerConfig;
  answerBytes: number;
}

/** What a thread says once: that it can be asked; afterwards each message is the answer to the question before. */
export type FromReader = 'ready' | HeavyAnswer | { failed: unknown };

/** Of the heap of one thread: an answer of the size that is allowed, what it is made of, and what is kept. */
const heapOf = (answerBytes: number) => Math.ceil(256 + (8 * answerBytes) / 1024 / 1024);

/** Readers of the ledger in threads of their own, none of which runs before a question needs it; nothing for none. */
export function startReaderThreads(config: LedgerConfig, bounds: HeavyBounds): { readers?: HeavyReaders } {
  if (bounds.threads === 0) return {};
  const { dataDirectory, eventStore, readModel, rules } = config;
  const ledger = { dataDirectory, eventStore, readModel, rules };
  const start = () => startReaderThread({ ledger, answerBytes: bounds.answerBytes });
  return { readers: readerPool(start, bounds) };
}

async function startReaderThread(config: ReaderConfig): Promise<ReaderThread> {
  const worker = new Worker(new URL('./reader.worker.js', import.meta.url), {
    workerData: config,
    resourceLimits: { maxOldGenerationSizeMb: heapOf(config.answerBytes) },
  });
  const startedAt = performance.now();
  let heard: { resolve: (message: FromReader) => void; reject: (reason: unknown) => void } | null = null;
  let ended: Error | null = null;
  const end = (reason: Error) => {
    ended ??= reason;
    heard?.reject(ended);
  };
  worker.on('message', (message: FromReader) => heard?.resolve(message));
  worker.once('error', (error: NodeJS.ErrnoException) => {
    end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ReaderOutOfMemory('', { cause: error }) : error);
  });
  worker.once('exit', () => end(new Error('the reader thread ended')));
  const hear = () =>
    new Promise<FromReader>((resolve, reject) => {
      if (ended !== null) return reject(ended);
      heard = { resolve, reject };
    });
  await hear();

  return {
    async ask(question: HeavyQuestion) {
      const answer = hear();
      worker.postMessage(question);
      const said = await answer;
      if (said === 'ready') throw new Error('a reader thread began twice');
      if ('failed' in said) throw said.failed;
      return said;
    },
    // Idle time counts none, and neither does waiting for a store.
    busyMs: () => Math.min(worker.performance.eventLoopUtilization().active, performance.now() - startedAt),
    async end() {
      await worker.terminate();
    },
  };
}
