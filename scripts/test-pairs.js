/**
 * The tests that hold on any pair of engines, on every pair that servers are there for: `npm run test:pairs`, or with a
 * pair, `npm run test:pairs -- kurrentdb+mongodb`. Says what was run and what was not; counts the tests of all pairs.
 */
import { spawnSync } from 'node:child_process';

const pairs = ['kurrentdb+mongodb', 'sqlite+mongodb', 'kurrentdb+sqlite'];
const needed = { kurrentdb: 'TEST_KURRENTDB_URL', mongodb: 'TEST_MONGODB_URL' };

/** Oracles, the way through the real server, feeds, and what happens to a projector. */
const suites = [
  'app/(as-of|projector|opened-ledger|sealing|check-same)',
  'app/(queries|feeds|drafts|revert|projector)/',
  'server/(reply-cache|live)',
  'e2e/(tour|editing|drafts|comparing|changes|reverting|sealing|stages|subscriptions|points-in-time|importing)',
].map((each) => `dist/test/${each}`);

const wanted = process.argv.slice(2);
const count = { passed: 0, failed: 0, skipped: 0 };
let status = 0;
for (const pair of wanted.length > 0 ? wanted : pairs) {
  const missing = pair.split('+').find((engine) => engine in needed && !process.env[needed[engine]]);
  if (missing === undefined) run(pair);
  else console.log(`\n== ${pair}: not run, ${needed[missing]} names no server`);
}
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = status;

function run(pair) {
  console.log(`\n== ${pair}`);
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const env = { CASES: '5', ...process.env, LEDGER_PAIR: pair };
  const stdio = ['inherit', 'pipe', 'inherit'];
  const { status: code, stdout } = spawnSync(process.execPath, [...jest, ...suites], { env, stdio, encoding: 'utf8' });
  process.stdout.write(stdout);
  if (code !== 0) status = 1;
  const [, ...counted] = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(stdout) ?? [];
  for (const [index, name] of Object.keys(count).entries()) count[name] += Number(counted[index] ?? 0);
}
