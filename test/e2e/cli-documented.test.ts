import { describe, expect, it } from '@jest/globals';
import {
  documentedExamples,
  runExamples,
  withoutChance,
  writeExamples,
} from '../support/stories/documented-commands.js';

/** The pages, and how many examples each has at least. */
const pages: [page: string, examples: number][] = [
  ['docs/cli.md', 15],
  ['docs/operations.md', 4],
];

describe('the documented commands', () => {
  it.each(pages)('of %s print what the page says', (page, least) => {
    const examples = documentedExamples(page);
    expect(examples.length).toBeGreaterThanOrEqual(least);
    const answered = runExamples(examples);
    // To take over what a change of the program makes of them: DOCS=write npm test -- cli-documented
    const isWriting = process.env['DOCS'] === 'write';
    if (isWriting) writeExamples(page, answered);
    const told = (all: readonly { script: string; stdout: string; stderr: string }[]) =>
      all.map(({ script, stdout, stderr }) => [script, withoutChance(stdout), withoutChance(stderr)]);
    expect(told(answered)).toEqual(told(isWriting ? documentedExamples(page) : examples));
  });
});
