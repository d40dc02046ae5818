/** `it` or `describe`, which can be skipped. */
interface Running {
  skip: unknown;
}

/**
 * Runs tests where they can be run; elsewhere they are skipped, and why is said, as Jest names no skipped test where it runs
 * many files.
 * @param reason null: they can be run
 */
export function unless<Run extends Running>(reason: string | null, what: string, run: Run): Run {
  if (reason === null) return run;
  process.stderr.write(`skipped: ${what} (${reason})\n`);
  return run.skip as Run;
}
