/**
 * Holds the prose to the repository: every relative link and `#heading` in a Markdown file leads somewhere, every path
 * in backticks that begins with one of the rooms exists, every `npm run` names a script, and every name in the last
 * column of the glossary stands in the code. What stands in fenced blocks
 * is an example, of which only the scripts are looked at.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const notProse = new Set(['node_modules', 'dist', 'data', '.git']);
const room = /^(events|projections|services|schema|src|web|test|bench|docs|samples|scripts|\.ci)\//;
const glossary = join('docs', 'glossary.md');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

function* markdownIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !notProse.has(entry.name)) yield* markdownIn(path);
    else if (entry.isFile() && entry.name.endsWith('.md')) yield path;
  }
}

const withoutFences = (text) => text.replace(/^ *(```+|~~~+)[^]*?^ *\1/gm, '');

/** Headings as the names that a page gives them: lower case, no punctuation, hyphens for spaces, numbered repeats. */
function anchors(text) {
  const seen = new Map();
  return [...withoutFences(text).matchAll(/^#{1,6} +(.+?) *#*$/gm)].map(([, heading]) => {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const name = plain.replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replaceAll(' ', '-');
    const repeat = seen.get(name) ?? 0;
    seen.set(name, repeat + 1);
    return repeat === 0 ? name : `${name}-${repeat}`;
  });
}

function brokenLink(file, target) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return false;
  const [path, anchor] = decodeURIComponent(target).split('#');
  const page = path === '' ? file : normalize(join(dirname(file), path));
  if (!existsSync(page)) return true;
  return anchor !== undefined && page.endsWith('.md') && !anchors(readFileSync(page, 'utf8')).includes(anchor);
}

function* mistakes(file) {
  const text = readFileSync(file, 'utf8');
  const prose = withoutFences(text);
  for (const [, target] of prose.replace(/`[^`\n]*`/g, '').matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g)) {
    if (brokenLink(file, target)) yield `the link ${target} leads nowhere`;
  }
  for (const [, code] of prose.matchAll(/`([^`\n]+)`/g)) {
    if (room.test(code) && !/[<>*{}…\s]/.test(code) && !existsSync(code.replace(/[:#]\d+$/, ''))) {
      yield `there is no ${code}`;
    }
  }
  for (const [, name] of text.matchAll(/\bnpm run (?:--?[a-z]+ )*([\w:-]+)/g)) {
    if (!(name in scripts)) yield `package.json has no script ${name}`;
  }
}

const words = new Set(
  ['events', 'projections', 'services', 'schema', 'src'].flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .filter((file) => /\.(ts|graphql)$/.test(file))
      .flatMap((file) => readFileSync(join(folder, file), 'utf8').match(/\w+/g) ?? []),
  ),
);

function* unknownNames(file) {
  for (const [, column] of readFileSync(file, 'utf8').matchAll(/^\|.*\|([^|]*)\|$/gm)) {
    for (const [, name] of column.matchAll(/`([^`]+)`/g)) if (!words.has(name)) yield `the code has no ${name}`;
  }
}

let count = 0;
for (const file of markdownIn('.')) {
  const found = file === glossary ? [...mistakes(file), ...unknownNames(file)] : mistakes(file);
  for (const mistake of found) {
    console.error(`${file}: ${mistake}`);
    count += 1;
  }
}
if (count > 0) process.exitCode = 1;
