import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes the table of radicals and strokes that stand for an ideograph, out of Unicode's data file, which is not kept
 * here: node scripts/equivalent-ideographs.js EquivalentUnifiedIdeograph.txt. Search keys are made by the table, so with
 * another table both formats of views are raised (`format` in src/adapters/read-model).
 */
const file = 'projections/search/equivalent-ideographs.ts';
const [source = ''] = process.argv.slice(2);
if (source === '') {
  console.error('usage: node scripts/equivalent-ideographs.js <EquivalentUnifiedIdeograph.txt>');
  process.exit(2);
}

const published = readFileSync(source, 'utf8');
const [, name] = /^# (EquivalentUnifiedIdeograph-[\d.]+\.txt)/.exec(published) ?? [];
const lines = published.matchAll(/^([\dA-F]+)(?:\.\.([\dA-F]+))?\s*;\s*([\dA-F]+)/gm);
const pairs = [...lines].flatMap(([, first, last = first, ideograph]) => {
  const [from, to] = [first, last].map((code) => Number.parseInt(code, 16));
  return Array.from({ length: to - from + 1 }, (_, offset) => {
    return `${(from + offset).toString(16)}:${ideograph.toLowerCase()}`;
  });
});
if (name === undefined || pairs.length < 300)
  throw new Error(`${source} is not Unicode's EquivalentUnifiedIdeograph.txt`);

const rows = [];
for (let start = 0; start < pairs.length; start += 10) rows.push(`  ${pairs.slice(start, start + 10).join(' ')}`);
writeFileSync(
  file,
  `/**
 * Written by scripts/equivalent-ideographs.js from ${name} of the Unicode Character Database
 * (https://www.unicode.org/Public/UCD/latest/ucd/EquivalentUnifiedIdeograph.txt), property Equivalent_Unified_Ideograph.
 * © Unicode, Inc., under the Unicode License v3 (https://www.unicode.org/license.txt).
 *
 * CJK radicals, Kangxi radicals and strokes, each with the ideograph that it looks like, as code points in hexadecimal.
 */
export const equivalentIdeographs = \`
${rows.join('\n')}
\`;
`,
);
