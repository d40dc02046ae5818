/**
 * Holds the contract to the one that was released last: whatever was asked of that one must still be answered. What breaks
 * a client is an error; what may surprise one (another member of an enum, another type of a union) is only said. What is
 * deprecated says from which day on it may go: docs/contract.md.
 *
 *   npm run check:contract     compares schema/schema.graphql with schema/released.graphql
 *   npm run release:contract   makes the contract as it is the released one
 *
 * Two files may be named instead: the contract as it is, and the released one.
 */
import { copyFileSync, readFileSync } from 'node:fs';
import { buildSchema, findBreakingChanges, findDangerousChanges } from 'graphql';

const files = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const [current = 'schema/schema.graphql', released = 'schema/released.graphql'] = files;

function check() {
  const text = readFileSync(current, 'utf8');
  const before = buildSchema(readFileSync(released, 'utf8'));
  const now = buildSchema(text);
  for (const { description } of findDangerousChanges(before, now)) console.log(`May surprise a client: ${description}`);
  const mistakes = [
    ...findBreakingChanges(before, now).map(({ description }) => `Breaks clients of ${released}: ${description}`),
    ...deprecations(text)
      .filter((reason) => !/ from \d{4}-\d{2}-\d{2} on\.$/.test(reason))
      .map((reason) => `A deprecation without a day (“… It may go from 2030-01-31 on.”): ${reason}`),
  ];
  for (const mistake of mistakes) console.error(mistake);
  if (mistakes.length > 0) process.exitCode = 1;
}

const deprecations = (text) => [...text.matchAll(/@deprecated(?:\(reason: "([^"]*)"\))?/g)].map(([, why = '']) => why);

if (process.argv.includes('--release')) copyFileSync(current, released);
else check();
