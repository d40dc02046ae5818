import 'reflect-metadata';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as elapse } from 'node:timers/promises';
import { openLedger } from '../../src/compose.js';
import { startReaderThreads } from '../../src/reader-threads.js';
import { createLogger } from '../../src/server/logger.js';
import { startServer } from '../../src/server/server.js';
import { configIn } from '../support/ledger.js';

/** What was taken since `begin`. */
export interface Taken {
  /** The longest time that the thread which serves heard nobody. */
  longestMs: number;
  /** Of the whole process. */
  cpuMs: number;
  /** Whether a reader thread was asked. */
  isHeavy: boolean;
}

/** The program in a process of its own, which says when asked what it took. argv: the data directory. */
const [directory = ''] = process.argv.slice(2);
const config = configIn(directory);
const ledger = await openLedger(config, { write: true, projector: 'here' });
const { readers } = startReaderThreads(config, config.heavy);
if (readers === undefined) throw new Error('there are no reader threads');
const server = await startServer({
  ...ledger,
  readers,
  replyCacheBytes: 0,
  logger: createLogger('warn'),
  host: '127.0.0.1',
  port: 0,
});
const delays = monitorEventLoopDelay({ resolution: 1 });
delays.enable();
/** Longer than the timer that measures delays waits. */
const settledMs = 12;
let cpu = process.cpuUsage();
let asked = 0;

process.on('message', (told) => void hear(told));
process.send?.({ url: server.url });

async function hear(told: unknown): Promise<void> {
  switch (told) {
    case 'begin':
      await elapse(settledMs);
      delays.reset();
      cpu = process.cpuUsage();
      asked = askedOfReaders();
      return void process.send?.('begun');
    case 'end':
      await elapse(settledMs);
      return void process.send?.(taken());
    default:
      await server.stop();
      await ledger.close();
      process.disconnect();
  }
}

function taken(): Taken {
  const { user, system } = process.cpuUsage(cpu);
  return { longestMs: delays.max / 1e6, cpuMs: (user + system) / 1_000, isHeavy: askedOfReaders() > asked };
}

function askedOfReaders(): number {
  const { answered = 0, refused = 0, ended = 0, running = 0, waiting = 0 } = readers?.figures() ?? {};
  return answered + refused + ended + running + waiting;
}
