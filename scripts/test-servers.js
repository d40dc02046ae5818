/**
 * Servers for the tests that keep a ledger elsewhere than in SQLite: FerretDB on PostgreSQL for MongoDB, and a server of
 * ours for KurrentDB. Each on a free port of 127.0.0.1; where TEST_MONGODB_URL or TEST_KURRENTDB_URL names one, that is
 * used. What cannot be started is said on standard error, with the reason. After `npm run build`:
 *
 *   node scripts/test-servers.js                 prints the variables, for a shell, and stops the servers when it is ended
 *   node scripts/test-servers.js npm test …      runs a command with them, ends with its exit code, and stops them
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startTestServers } from '../dist/test/support/engines/test-servers.js';

const [command, ...args] = process.argv.slice(2);
const { environment, missing, stop } = await startTestServers();
for (const each of missing) console.error(`not started: ${each}`);
try {
  if (command === undefined) await serve();
  else process.exitCode = await run();
} finally {
  await stop();
}

async function serve() {
  for (const [name, value] of Object.entries(environment)) console.log(`export ${name}='${value}'`);
  console.log('# started');
  const waiting = setInterval(() => undefined, 2 ** 30);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  clearInterval(waiting);
}

async function run() {
  const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
