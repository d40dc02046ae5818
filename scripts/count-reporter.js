import { writeSync } from 'node:fs';

/**
 * Ends a run of jest with `N passed, N failed, N skipped` alone on a line, and makes a run in which no test ran fail.
 * A file that could not be loaded counts as one failure: its tests are unknown.
 */
export default class CountReporter {
  #ran = 0;

  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    this.#ran = results.numPassedTests + failed;
    const line = `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`;
    // jest prints its own summary after every other reporter, whatever their order, and closes its streams when it is to
    // force its end.
    process.once('exit', () => say(line));
  }

  getLastError() {
    return this.#ran === 0
      ? new Error('No test ran: check the patterns given, and that not all tests are skipped.')
      : undefined;
  }
}

/** Whoever reads the output may be behind. */
function say(line) {
  for (;;) {
    try {
      return writeSync(1, line);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}
