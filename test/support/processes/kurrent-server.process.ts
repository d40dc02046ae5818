/**
 * The test server for KurrentDB in a process of its own, until SIGTERM or SIGINT:
 *
 *     node dist/test/support/processes/kurrent-server.process.js [--port 2113] [--file log.jsonl] [--tell]
 *
 * Prints its URL, as TEST_KURRENTDB_URL takes it; `--tell` says it on file descriptor 3 as well, to whoever started it.
 * With a file it can be killed and started again on the same data. SIGUSR2 stalls it, and lets it go on.
 */
import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startKurrentServer } from '../engines/kurrent-server/kurrent-server.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    file: { type: 'string' },
    tell: { type: 'boolean' },
  },
});
const server = await startKurrentServer({
  ...(values.port === undefined ? {} : { port: Number(values.port) }),
  ...(values.file === undefined ? {} : { file: values.file }),
});

let isStalled = false;
process.on('SIGUSR2', () => {
  isStalled = !isStalled;
  if (isStalled) server.faults.stall();
  else server.faults.resume();
  say({ isStalled });
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void server.stop());

process.stdout.write(`${server.url}\n`);
say({ url: server.url });

function say(what: object): void {
  if (values.tell === true) writeSync(3, `${JSON.stringify(what)}\n`);
}
