import 'reflect-metadata';
import type { Ledger } from './compose.js';
import { openLedger } from './compose.js';
import type { Config } from './config.js';
import { importSamples } from './first-start.js';
import type { Logger } from './server/logger.js';
import { createLogger } from './server/logger.js';
import { checkPort } from './server/port-taken.js';
import { startServer } from './server/server.js';

/**
 * Serves until SIGTERM or SIGINT; then what is under way is finished and the process ends with 0, or with 1 if it could
 * not be. Says on standard output where it serves, once it does.
 * @throws WriterLocked, CannotWrite, StoreUnavailable, PortTaken, Error: it could not be started
 */
export async function serve(config: Config): Promise<void> {
  const logger = createLogger(config.logLevel);
  const ledger = await openLedger(config, { write: true, projector: 'here' });
  ledger.onLateSave((late) => logger.warn(late, 'a save landed late: a time may have been answered without it'));
  const server = await begin(config, ledger, logger).catch(async (error: unknown) => {
    await ledger.close();
    throw error;
  });
  process.stdout.write(`Budget Ledger 预算台账 · ${server.url}/graphql · ${server.url}/graphiql\n`);

  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    server
      .stop()
      .then(() => ledger.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          logger.fatal({ err: error }, 'could not stop cleanly');
          process.exit(1);
        },
      );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

async function begin(config: Config, ledger: Ledger, logger: Logger) {
  await checkPort(config.host, config.port);
  if (config.importSamples && (await ledger.isEmpty())) {
    for (const line of await importSamples(ledger.services.commands))
      logger.info({ imported: line }, 'sample imported');
  }
  return startServer({ ...ledger, ...config, logger });
}
