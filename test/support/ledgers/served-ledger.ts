import type { Ledger } from '../../../src/compose.js';
import { createLogger } from '../../../src/server/logger.js';
import type { RunningServer, ServerOptions } from '../../../src/server/server.js';
import { startServer } from '../../../src/server/server.js';
import { ledgerIn, record } from './ledger.js';
import type { ScratchFolder } from './scratch-folder.js';
import { sampleHistory } from '../random/history.js';

export interface ServedLedger {
  ledger: Ledger;
  server: RunningServer;
  /** A budget that is there. */
  budgetId: string;
}

/** The program and its server in this process, on a free port, with a few saves in the ledger. */
export async function servedIn(folder: ScratchFolder, options: Partial<ServerOptions> = {}): Promise<ServedLedger> {
  const ledger = await ledgerIn(folder);
  const history = sampleHistory({ budgets: 1, saves: 4 }, 4);
  await record(ledger, history);
  const logger = createLogger('silent');
  const server = await startServer({ ...ledger, logger, host: '127.0.0.1', port: 0, ...options });
  folder.closing({ close: () => server.stop() });
  return { ledger, server, budgetId: history[0]?.budgetId ?? '' };
}
