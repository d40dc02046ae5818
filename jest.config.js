/** Tests are compiled by `npm run build`; jest runs the output as native ES modules, transforming nothing. */
export default {
  roots: ['<rootDir>/dist'],
  testMatch: ['<rootDir>/dist/test/**/*.test.js'],
  transform: {},
  testEnvironment: 'node',
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/scripts/count-reporter.js'],
};
