/**
 * The quick profile, where the environment does not say otherwise: enough of each property to notice what broke, in a
 * few minutes. It is the only place that says so; test/support/random/cases.ts reads it here.
 */
process.env.CASES ??= '25';

/** Tests are compiled by `npm run build`; jest runs the output as native ES modules, transforming nothing. */
export default {
  roots: ['<rootDir>/dist'],
  testMatch: ['<rootDir>/dist/test/**/*.test.js'],
  setupFiles: ['<rootDir>/dist/test/support/random/configure-cases.js'],
  transform: {},
  testEnvironment: 'node',
  testTimeout: 120_000 + 200 * Number(process.env.CASES),
  // By itself jest leaves a core idle: one of two.
  maxWorkers: '100%',
  reporters: ['default', '<rootDir>/scripts/count-reporter.js'],
};
