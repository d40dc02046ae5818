/** How many random cases each property is tried on; `npm run test:nightly` tries more, and has the time for it. */
const cases = Number(process.env.CASES ?? 300);

/** Tests are compiled by `npm run build`; jest runs the output as native ES modules, transforming nothing. */
export default {
  roots: ['<rootDir>/dist'],
  testMatch: ['<rootDir>/dist/test/**/*.test.js'],
  setupFiles: ['<rootDir>/dist/test/support/random/configure-cases.js'],
  transform: {},
  testEnvironment: 'node',
  testTimeout: 60_000 + 200 * cases,
  reporters: ['default', '<rootDir>/scripts/count-reporter.js'],
};
