import { openProjector } from './compose-projecting.js';
import type { Config } from './config.js';
import { aboutProcess, logFaults, logProjector } from './process-facts.js';
import type { Begun } from './begun.js';
import { gatherFaults } from './faults.js';
import { openFront } from './server/front.js';
import type { Logger } from './server/logger.js';
import { atProjector } from './server/not-here.js';

const drainMs = 1_000;

/** Runs the projections and says how they do. */
export async function beginProjecting(config: Config, logger: Logger): Promise<Begun> {
  const { projections, readiness, close } = await openProjector(config);
  logProjector(projections, logger);
  const faults = gatherFaults(null, projections);
  logFaults(faults, logger);
  const { host, port, allowedOrigins } = config;
  const about = aboutProcess(config);
  const { reopened } = projections;
  const front = await openFront(
    { host, port, allowedOrigins, readiness, logger, about, reopened, faults: faults.count },
    atProjector,
  ).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    doing: Promise.resolve(`Budget Ledger 预算台账 · 视图投影 projector · ${front.url}/readyz`),
    async stop() {
      await front.stop(drainMs);
      await close();
    },
  };
}
