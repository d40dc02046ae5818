import 'reflect-metadata';
import type { Begun } from './begun.js';
import type { Config } from './config.js';
import type { Logger } from './server/logger.js';
import { createLogger } from './server/logger.js';

/**
 * Does what the role of the configuration is until SIGTERM or SIGINT; then what is under way is finished and the process
 * ends with 0, or with 1 if it could not be. Says on standard output where it serves, once it does.
 * @throws WriterLocked, CannotWrite, CannotConnect, StoreUnavailable, LedgerMismatch, PortTaken, Error: it
 *   could not be started
 */
export async function serve(config: Config): Promise<void> {
  const logger = createLogger(config.logLevel);
  const beginning = begin(config, logger);
  const isStopping = stopOnSignals(beginning, logger);
  const begun = await beginning;
  try {
    process.stdout.write(`${await begun.doing}\n`);
  } catch (error) {
    if (!isStopping()) throw error;
  }
}

/** Of each role only its own part is loaded. */
async function begin(config: Config, logger: Logger): Promise<Begun> {
  if (config.role === 'projector') return (await import('./serve-projector.js')).beginProjecting(config, logger);
  return (await import('./serve-api.js')).beginServing(config, logger);
}

/** From now on: one that comes while it is still beginning stops it as soon as it has begun. @returns whether one has come */
function stopOnSignals(beginning: Promise<Begun>, logger: Logger): () => boolean {
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    const stopped = beginning.then((begun) => begun.stop());
    stopped.then(
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
