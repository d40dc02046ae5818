import { openProjector } from './compose-projecting.js';
import type { Config } from './config.js';
import { aboutProcess, logProjector } from './process-facts.js';
import type { Begun } from './begun.js';
import { openFront } from './server/front.js';
import type { Logger } from './server/logger.js';
import { atProjector } from './server/not-here.js';

const drainMs = 1_000;

/** Runs the projections and says how they do; a projector that has broken ends the process, so that it is started again. */
export async function beginProjecting(config: Config, logger: Logger): Promise<Begun> {
  const { projections, readiness, close } = await openProjector(config);
  logProjector(projections, logger);
  const { host, port, allowedOrigins } = config;
  const about = aboutProcess(config);
  const { reopened } = projections;
  const front = await openFront({ host, port, allowedOrigins, readiness, logger, about, reopened }, atProjector).catch(
    async (error: unknown) => {
      await close();
      throw error;
    },
  );
  let stopping = false;
  const endWithProjections = (error?: unknown) => {
    if (stopping) return;
    logger.fatal({ err: error }, 'the projections have ended');
    process.exit(1);
  };
  projections.ended.then(() => endWithProjections(), endWithProjections);
  return {
    doing: Promise.resolve(`Budget Ledger 预算台账 · 视图投影 projector · ${front.url}/readyz`),
    async stop() {
      stopping = true;
      await front.stop(drainMs);
      await close();
    },
  };
}
