/**
 * The tests that hold on any pair of engines, on every pair that servers are there for: `npm run test:pairs`, or with a
 * pair, `npm run test:pairs -- kurrentdb+mongodb`; with `--briefly` only that each pair works at all. Says what was run and what was not, and counts the tests of all pairs.
 * PAIRS_SECONDS bounds the whole; each pair gets its share, and is broken off behind it.
 */
import { spawnSync } from 'node:child_process';

const needed = { kurrentdb: 'TEST_KURRENTDB_URL', mongodb: 'TEST_MONGODB_URL' };

/** Oracles, feeds, what happens to a projector, and the way through the real server. */
const all = [
  'app/(as-of|projector|opened-ledger|sealing|check-same)',
  'app/(queries|feeds|drafts|revert|projector)/',
  'server/(kept-answers|names-of)',
  'e2e/(tour|editing|drafts|comparing|changes|reverting|sealing|stages|subscriptions|points-in-time|importing)',
];
/** Of a pair whose engines each stand in the first one, too. */
const few = ['app/(as-of.test|projector.test|projector/)', 'e2e/(tour|editing|drafts|subscriptions)'];
const pairs = { 'kurrentdb+mongodb': all, 'sqlite+mongodb': few, 'kurrentdb+sqlite': few };

/** What is asked of each pair where there is little time. */
const briefly = ['app/as-of.test', 'e2e/editing'];

const isBrief = process.argv.includes('--briefly');
const wanted = process.argv.slice(2).filter((each) => each !== '--briefly');
const running = wanted.length > 0 ? wanted : Object.keys(pairs);
const deadline = performance.now() + 1_000 * Number(process.env.PAIRS_SECONDS ?? 86_400);
const count = { passed: 0, failed: 0, skipped: 0 };
for (const [index, pair] of running.entries()) {
  const missing = pair.split('+').find((engine) => engine in needed && !process.env[needed[engine]]);
  if (missing !== undefined) console.log(`\n== ${pair}: not run, ${needed[missing]} names no server`);
  else run(pair, suitesOf(pair), running.length - index);
}
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);

function suitesOf(pair) {
  if (isBrief) return briefly;
  return wanted.length > 0 ? all : pairs[pair];
}

/** @param left how many pairs share the time that is left; the first one of them may take half as much again */
function run(pair, suites, left) {
  console.log(`\n== ${pair}`);
  const rest = deadline - performance.now();
  const options = {
    env: { CASES: '5', ...process.env, LEDGER_PAIR: pair },
    stdio: ['inherit', 'pipe', 'inherit'],
    encoding: 'utf8',
    timeout: Math.round(Math.max(1, Math.min(rest, (1.5 * rest) / left))),
    maxBuffer: 2 ** 28,
  };
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const files = suites.map((each) => `dist/test/${each}`);
  const { status, stdout, error } = spawnSync(process.execPath, [...jest, '--forceExit', ...files], options);
  process.stdout.write(stdout);
  if (error?.code === 'ETIMEDOUT') return console.log(`${pair}: broken off, the time was over`);
  if (status !== 0) process.exitCode = 1;
  const [, ...counted] = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(stdout) ?? [];
  for (const [index, name] of Object.keys(count).entries()) count[name] += Number(counted[index] ?? 0);
}
