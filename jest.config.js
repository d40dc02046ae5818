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
  'e2e/cli-(doctor|moving|reading|rebuild|reverting|unwritable)': 'looks into the files and folders of a ledger',
  'e2e/(operations|readiness|roles|unknown-outcome)': 'takes the lock of SQLite, or spoils its files',
};
const { LEDGER_PAIR: pair = 'sqlite+sqlite', JEST_WORKER_ID: worker } = process.env;
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
  // A server that stands in for an engine takes its time.
  testTimeout: (pair === 'sqlite+sqlite' ? 1 : 3) * (120_000 + 200 * Number(process.env.CASES)),
  // By itself jest leaves a core idle: one of two.
  maxWorkers: '100%',
  reporters: ['default', '<rootDir>/scripts/count-reporter.js'],
};
