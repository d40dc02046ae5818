import 'reflect-metadata';
import type { Begun } from './begun.js';
import type { Config } from './config.js';
import type { Logger } from './server/logger.js';
import { createLogger } from './server/logger.js';
import { beginServing } from './serve-api.js';
import { beginProjecting } from './serve-projector.js';

/**
 * Does what the role of the configuration is until SIGTERM or SIGINT; then what is under way is finished and the process
 * ends with 0, or with 1 if it could not be. Says on standard output where it serves, once it does.
 * @throws WriterLocked, CannotWrite, CannotConnect, StoreUnavailable, LedgerMismatch, PortTaken, Error: it
 *   could not be started
 */
export async function serve(config: Config): Promise<void> {
  const logger = createLogger(config.logLevel);
  const begun = await (config.role === 'projector' ? beginProjecting : beginServing)(config, logger);
  const isStopping = stopOnSignals(begun, logger);
  try {
    process.stdout.write(`${await begun.doing}\n`);
  } catch (error) {
    if (!isStopping()) throw error;
  }
}

/** @returns whether one has come */
function stopOnSignals(begun: Begun, logger: Logger): () => boolean {
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    begun.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.fatal({ err: error }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return () => stopping;
}
