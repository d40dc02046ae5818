import { readFileSync } from 'node:fs';
import { tourOf } from '../../../web/tour.js';
import { isSqliteOnly } from '../ledgers/pair.js';

/** Pages that stand in English and, beside it, in Chinese. */
export const pagesInBoth = ['README.md', 'docs/tour.md', 'docs/configuration.md', 'docs/api.md'] as const;

export const inChinese = (page: string): string => page.replace(/\.md$/, '.zh-CN.md');

/** The queries of a page with the answers that it prints; a step without one is no question, but a subscription. */
export function readTour(file = 'docs/tour.md'): { query: string; answer: unknown }[] {
  return tourOf(readFileSync(file, 'utf8')).flatMap(({ query, answer }) =>
    answer === null ? [] : [{ query, answer: JSON.parse(answer) as unknown }],
  );
}

/** Every fenced block with its language, as it stands. */
export function fencedBlocks(file: string): string[] {
  return readFileSync(file, 'utf8').match(/^```\w+\n[^]*?^```$/gm) ?? [];
}

/** What of a page is not in one of its languages: levels of headings, pages that links lead to, code in rows of tables. */
export function frameOf(file: string): { headings: string[]; links: string[]; rows: string[][] } {
  const prose = readFileSync(file, 'utf8').replaceAll(/^```\w+\n[^]*?^```$/gm, '');
  const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, what = '']) => what);
  return {
    headings: found(prose, /^(#+) /gm),
    links: found(prose, /\]\(([^)#]*)[^)]*\)/g).map((target) => target.replace('.zh-CN.md', '.md')),
    rows: found(prose, /^\|(.*)\|$/gm).map((row) => found(row, /`([^`]+)`/g)),
  };
}

/** The variables and defaults in a page's table of the configuration. */
export function documentedVariables(file: string): string[][] {
  const rows = readFileSync(file, 'utf8').matchAll(/^\| `([A-Z_]+)` \| `([^`]+)` \|/gm);
  return [...rows].map(([, name = '', byDefault = '']) => [name, byDefault]);
}

/** The commands in the list of what can be done at the command line, in its order. */
export function documentedCommands(file: string): string[] {
  const [, list = ''] =
    /^\|.*\|\n\|---\|---\|\n((?:\|.*\|\n)*\|.*`doctor`.*\|\n(?:\|.*\|\n)*)/m.exec(readFileSync(file, 'utf8')) ?? [];
  return list
    .split('\n')
    .flatMap((row) => [...(row.split('|')[2] ?? '').matchAll(/`([^`]+)`/g)].map(([, command = '']) => command));
}

/** The commands of a page that read the ledger which the tour has made, with what it says that they print. */
export function documentedQuestions(file: string): { args: string[]; printed: string }[] {
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
