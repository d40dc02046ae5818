/**
 * The tests that hold on any pair of engines, on every pair that servers are there for: `npm run test:pairs`, or with a
 * pair, `npm run test:pairs -- kurrentdb+mongodb`; with `--briefly` a sample of them. Says what was run and what was
 * not, and counts the tests of all pairs.
 * PAIRS_SECONDS bounds the whole; each pair gets its share, and is broken off behind it.
 */
import { spawnSync } from 'node:child_process';

const needed = { kurrentdb: 'TEST_KURRENTDB_URL', mongodb: 'TEST_MONGODB_URL' };

/** Oracles, feeds, what happens to a projector, and the ways through the real server; see 0028 for what ran where. */
const all = [
  'app/(annotating|as-of|check-same|command-|load-budget|opened-ledger|projector|sealing)',
  'app/(drafts|feeds|moving/round|open-budget|projector|queries|revert|two-processes)/?',
  'server/(compiled-answers|draft-tags|entity-tags|kept-answers|names-of)',
  'e2e/(bad-|changes|comparing|draft-review|drafts|editing|importing|next-year|pages-of|points-in-time|real-table|reverting.test)',
  'e2e/(kill|operations|readiness|roles|servers-away)',
  'e2e/(sealing|slow-clients|sockets|stages|subscriptions|tour)',
  'e2e/cli-(drafts|importing|naming|questions|reverting|sealing|stages)',
];
const pairs = ['kurrentdb+mongodb', 'sqlite+mongodb', 'kurrentdb+sqlite'];

/** Where there is little time: oracles, a projector that halts, and the way through the real server. */
const briefly = ['app/(as-of.test|command-outcomes|projector-halts)', 'e2e/(editing|drafts|points-in-time)'];

const isBrief = process.argv.includes('--briefly');
const wanted = process.argv.slice(2).filter((each) => each !== '--briefly');
const running = wanted.length > 0 ? wanted : pairs;
const deadline = performance.now() + 1_000 * Number(process.env.PAIRS_SECONDS ?? 86_400);
const count = { passed: 0, failed: 0, skipped: 0 };
for (const [index, pair] of running.entries()) {
  const missing = pair.split('+').find((engine) => engine in needed && !process.env[needed[engine]]);
  if (missing !== undefined) console.log(`\n== ${pair}: not run, ${needed[missing]} names no server`);
  else run(pair, isBrief ? briefly : all, running.length - index);
}
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);

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
