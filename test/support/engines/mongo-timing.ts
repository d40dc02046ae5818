import { writerTiming } from '../../../src/adapters/read-model/mongo/writer.js';

/** A holder is taken to be dead after a fifth of a second. */
export const quick = { ...writerTiming, beatMs: 20, lookMs: 20, silentLooks: 10 };

/** Asks until the answer is right; the test's own time ends it. */
export async function eventually(isRight: () => Promise<boolean>): Promise<void> {
  while (!(await isRight())) await new Promise((resolve) => setTimeout(resolve, 20));
}
