import 'reflect-metadata';
import { composeLedger } from './compose.js';
import { ConfigError, readConfig } from './config.js';
import type { Config } from './config.js';
import { importSamples } from './first-start.js';
import { createLogger } from './server/logger.js';
import { startServer } from './server/server.js';

/** Exit codes: 0 stopped as asked, 1 a fault, 2 the configuration is wrong. */
async function main(): Promise<void> {
  const config = configOrExit();
  const logger = createLogger(config.logLevel);
  const ledger = await composeLedger(config);
  if (config.importSamples && (await ledger.isEmpty())) {
    for (const line of await importSamples(ledger.services.commands))
      logger.info({ imported: line }, 'sample imported');
  }
  const server = await startServer({ ...ledger, ...config, logger });
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

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

main().catch((error: unknown): void => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
