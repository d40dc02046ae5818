import type { Readiness } from './app/readiness.js';
import type { Ledger, LedgerOpening } from './compose.js';
import { beginLedger } from './compose.js';
import type { Config } from './config.js';
import { isPerhapsThere, openFileStore } from './engines/stores.js';
import { importSamples } from './first-start.js';
import { aboutProcess, logFaults, logProjector } from './process-facts.js';
import type { Begun } from './begun.js';
import { openFront } from './server/front.js';
import { checkPort } from './server/port-taken.js';
import { startReaderThreads } from './reader-threads.js';
import type { Logger } from './server/logger.js';
import { whileStarting } from './server/not-here.js';
import type { RunningServer } from './server/server.js';

/** Listens as soon as the ledger is held, and answers questions once its read model is there and shows it. */
export async function beginServing(config: Config, logger: Logger): Promise<Begun> {
  if (!isPerhapsThere(config)) await checkPort(config.host, config.port);
  const opening = await beginLedger(config, config.role === 'api' ? 'elsewhere' : 'here');
  const { projections, faults } = opening;
  logProjector(projections, logger);
  logFaults(faults, logger);
  let server: RunningServer | null = null;
  let ledger: Ledger | null = null;

  /** Once the views are there samples may have to be imported before questions are answered. */
  async function readiness(): Promise<Readiness> {
    const found = await opening.readiness();
    if (server !== null) return found;
    return { ...found, ready: false, reasons: found.reasons.length === 0 ? [starting] : found.reasons };
  }

  const options = {
    host: config.host,
    port: config.port,
    replyCacheBytes: config.replyCacheBytes,
    bodyLimits: { heldBytes: config.bodiesBytes },
    allowedOrigins: config.allowedOrigins,
    about: aboutProcess(config),
    readiness,
    logger,
    faults: faults.count,
    ...(projections === null ? {} : { reopened: projections.reopened }),
  };
  const front = await openFront(options, whileStarting).catch(async (error: unknown) => {
    await opening.giveUp();
    throw error;
  });
  const waiting = logWhatIsWaitedFor(opening, logger);
  // All of GraphQL takes longer to load than a ledger to open, so it is loaded meanwhile, and never for one that is refused.
  const loading = import('./server/server.js');

  async function begin(): Promise<string> {
    ledger = await opening.opened;
    const notice = ledger.store.notice ?? null;
    if (notice !== null) logger.warn({ notice: `${notice.zh}${notice.en}` }, 'the event store was upgraded');
    ledger.onLateSave((late) => logger.warn(late, 'a save landed late: a time may have been answered without it'));
    if (config.importSamples && (await ledger.isEmpty())) {
      for (const line of await importSamples(ledger.services.commands))
        logger.info({ imported: line }, 'sample imported');
    }
    const { startServer } = await loading;
    void sweepFiles(config).catch((error: unknown) => logger.warn({ err: error }, 'left-over files are not swept'));
    server = await startServer({ ...ledger, ...options, ...startReaderThreads(config, config.heavy), front });
    return `Budget Ledger 预算台账 · ${server.url}/graphql · ${server.url}/graphiql`;
  }

  async function stop(): Promise<void> {
    if (server === null) await front.stop(0);
    else await server.stop();
    if (ledger === null) await opening.giveUp();
    else await ledger.close();
  }

  const doing = begin()
    .catch(async (error: unknown) => {
      await stop();
      throw error;
    })
    .finally(() => clearInterval(waiting));
  return { doing, stop };
}

const starting = '服务正在启动。The server is starting.';

/** Says what the start waits for, whenever that changes; a start that is done at once has nothing to say. */
function logWhatIsWaitedFor({ readiness }: LedgerOpening, logger: Logger): NodeJS.Timeout {
  let said = '';
  const look = async () => {
    const { reasons } = await readiness();
    if (reasons.length === 0 || reasons.join() === said) return;
    said = reasons.join();
    logger.warn({ reasons }, 'the start waits');
  };
  return setInterval(() => void look().catch(() => undefined), 1_000).unref();
}

/** An upload that has not gone on for so long is taken to have died with its process. */
const abandonedMs = 24 * 3_600_000;

async function sweepFiles(config: Config): Promise<void> {
  const files = await openFileStore(config);
  try {
    await files.sweep(abandonedMs);
  } finally {
    await files.close();
  }
}
