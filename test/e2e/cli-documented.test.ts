import { describe, expect, it } from '@jest/globals';
import {
  documentedExamples,
  runExamples,
  withoutChance,
  writeExamples,
} from '../support/stories/documented-commands.js';

describe('docs/cli.md', () => {
  it('prints what its commands print', () => {
    const examples = documentedExamples();
    expect(examples.length).toBeGreaterThanOrEqual(15);
    const answered = runExamples(examples);
    // To take over what a change of the program makes of them: DOCS=write npm test -- cli-documented
    if (process.env['DOCS'] === 'write') writeExamples(answered);
    const told = (all: readonly { script: string; stdout: string; stderr: string }[]) =>
      all.map(({ script, stdout, stderr }) => [script, withoutChance(stdout), withoutChance(stderr)]);
    expect(told(answered)).toEqual(told(process.env['DOCS'] === 'write' ? documentedExamples() : examples));
  });
});
