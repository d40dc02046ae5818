import { createLogger } from '../../src/server/logger.js';
import { startServer } from '../../src/server/server.js';
import { openLedger } from '../../src/compose.js';
import { configIn } from './ledger.js';

/**
 * The program in a process of its own, which says when asked what its heap holds after collection. argv: the data
 * directory. To be started with `--expose-gc`.
 */
const [directory = ''] = process.argv.slice(2);
const ledger = await openLedger(configIn(directory), { write: true, projector: 'here' });
const server = await startServer({ ...ledger, logger: createLogger('warn'), host: '127.0.0.1', port: 0 });
process.send?.({ url: server.url });

process.on('message', (asked) => {
  if (asked === 'heap') {
    for (let time = 0; time < 3; time += 1) globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    process.send?.({ heapUsed, external });
    return;
  }
  void server
    .stop()
    .then(() => ledger.close())
    .then(() => process.disconnect());
});
