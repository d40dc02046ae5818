import { readFileSync } from 'node:fs';
import { tourOf } from '../../../web/tour.js';
import { isSqliteOnly } from '../ledgers/pair.js';

export type Readme = 'README.md' | 'README.zh-CN.md';

/** The queries of a README with the answers that it prints; a step without one is no question, but a subscription. */
export function readTour(file: Readme = 'README.md'): { query: string; answer: unknown }[] {
  return tourOf(readFileSync(file, 'utf8')).flatMap(({ query, answer }) =>
    answer === null ? [] : [{ query, answer: JSON.parse(answer) as unknown }],
  );
}

/** Every fenced block with its language, as it stands. */
export function fencedBlocks(file: Readme): string[] {
  return readFileSync(file, 'utf8').match(/^```\w+\n[^]*?^```$/gm) ?? [];
}

/** What of a README is not in one of its languages: levels of headings, targets of links, code in rows of tables. */
export function frameOf(file: Readme): { headings: string[]; links: string[]; rows: string[][] } {
  const prose = readFileSync(file, 'utf8').replaceAll(/^```\w+\n[^]*?^```$/gm, '');
  const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, what = '']) => what);
  return {
    headings: found(prose, /^(#+) /gm),
    links: found(prose, /\]\(([^)]+)\)/g).filter((target) => !target.startsWith('README')),
    rows: found(prose, /^\|(.*)\|$/gm).map((row) => found(row, /`([^`]+)`/g)),
  };
}

/** The variables and defaults in the table of a README's configuration. */
export function documentedVariables(file: Readme): string[][] {
  const rows = readFileSync(file, 'utf8').matchAll(/^\| `([A-Z_]+)` \| `([^`]+)` \|/gm);
  return [...rows].map(([, name = '', byDefault = '']) => [name, byDefault]);
}

/** The commands in the list of what can be done at the command line, in its order. */
export function documentedCommands(file: Readme): string[] {
  const [, list = ''] =
    /^\|.*\|\n\|---\|---\|\n((?:\|.*\|\n)*\|.*`doctor`.*\|\n(?:\|.*\|\n)*)/m.exec(readFileSync(file, 'utf8')) ?? [];
  return list
    .split('\n')
    .flatMap((row) => [...(row.split('|')[2] ?? '').matchAll(/`([^`]+)`/g)].map(([, command = '']) => command));
}

/** The commands of a README that read the ledger which the tour has made, with what it says that they print. */
export function documentedQuestions(file: Readme): { args: string[]; printed: string }[] {
  const examples = readFileSync(file, 'utf8').matchAll(/```sh\nnpx budget-ledger (.+)\n```\s*```text\n([^]*?)```/g);
  return [...examples].map(([, line = '', printed = '']) => ({ args: line.split(' '), printed }));
}

/** Without what differs from run to run: ids of rows, and times; on other engines than SQLite positions, too. */
export function withoutChance(answer: unknown): unknown {
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
  const time = /\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}\.\d{3}Z| \d{2}:\d{2}:\d{2})/g;
  const text = JSON.stringify(answer).replaceAll(uuid, '<id>').replaceAll(time, '<time>');
  return JSON.parse(isSqliteOnly ? text : text.replaceAll(/\b\d{16,}\b/g, '<position>')) as unknown;
}
