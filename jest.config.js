import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The quick profile, where the environment does not say otherwise: enough of each property to notice what broke, in a
 * few minutes. It is the only place that says so; test/support/random/cases.ts reads it here.
 */
process.env.CASES ??= '25';

/** Of tests that are about what SQLite alone has: not run on another pair of engines, which is said. */
const aboutSqlite = {
  'app/altered-views': 'changes the file of a read model',
  'app/command-lanes': 'stands still at a time that is over, and others send no save that waited for so long',
  'e2e/(cli-)?earlier-(ledger|format)': 'earlier ledgers are files of SQLite',
  'e2e/cli-(backup|restore)': 'the program copies no other event store',
  'e2e/cli-(doctor|moving|reading|rebuild|unwritable)': 'looks into the files and folders of a ledger',
  'e2e/unknown-outcome': 'has the disk fail under SQLite',
};
const { LEDGER_PAIR: pair = 'sqlite+sqlite', JEST_WORKER_ID: worker } = process.env;
if (worker === undefined) {
  // What the files of tests share in one run: test/support/stories/edited-sample.ts keeps a ledger there.
  const shared = mkdtempSync(join(tmpdir(), 'budget-ledger-test-run-'));
  process.env.TEST_RUN_FOLDER = shared;
  process.once('exit', () => rmSync(shared, { recursive: true, force: true }));
}
const leftOut = pair === 'sqlite+sqlite' ? [] : Object.keys(aboutSqlite);
if (worker === undefined)
  for (const each of leftOut) process.stderr.write(`skipped on ${pair}: ${each} (${aboutSqlite[each]})\n`);

/** Tests are compiled by `npm run build`; jest runs the output as native ES modules, transforming nothing. */
export default {
  roots: ['<rootDir>/dist'],
  testMatch: ['<rootDir>/dist/test/**/*.test.js'],
  testPathIgnorePatterns: leftOut.map((each) => `/dist/test/${each}\\.test\\.js$`),
  setupFiles: ['<rootDir>/dist/test/support/random/configure-cases.js'],
  transform: {},
  testEnvironment: 'node',
  // Ends what hangs, and is no promise of speed. A server that stands in for an engine takes its time.
  testTimeout: (pair === 'sqlite+sqlite' ? 1 : 3) * (360_000 + 600 * Number(process.env.CASES)),
  // One more than there are cores: many tests wait, for a process that starts or ends, or for the disk.
  maxWorkers: 1 + availableParallelism(),
  reporters: ['default', '<rootDir>/scripts/count-reporter.js'],
};
