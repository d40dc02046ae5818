import { roles } from '../../services/caller.js';
import type { ClassifiedMutation, Moment } from './who-may.js';
import { actsOfMutations, answerTo, moments } from './who-may.js';

const headings: Record<Moment, string> = {
  BEFORE_FIRST_UP: 'before 一上',
  FIRST_UP: 'after 一上',
  FIRST_DOWN: 'after 一下',
  SECOND_UP: 'after 二上',
  SECOND_DOWN: 'after 二下',
};

/**
 * Who may do what, when, as a table in Markdown: in each cell the roles that may, or the code that they are refused with.
 * Mutations with the same answers share a row.
 */
export function printWhoMay(): string {
  const rows = new Map<string, ClassifiedMutation[]>();
  for (const mutation of Object.keys(actsOfMutations) as ClassifiedMutation[]) {
    const cells = moments.map((moment) => cellOf(mutation, moment)).join(' | ');
    rows.set(cells, [...(rows.get(cells) ?? []), mutation]);
  }
  return [
    `| mutation | ${moments.map((moment) => headings[moment]).join(' | ')} |`,
    `|---|${moments.map(() => '---|').join('')}`,
    ...[...rows].map(([cells, names]) => `| ${names.map((name) => `\`${name}\``).join(', ')} | ${cells} |`),
  ].join('\n');
}

function cellOf(mutation: ClassifiedMutation, moment: Moment): string {
  const byAnswer = new Map<string | null, string[]>();
  for (const role of roles) {
    const answer = answerTo(role, mutation, moment);
    byAnswer.set(answer, [...(byAnswer.get(answer) ?? []), role]);
  }
  byAnswer.delete('FORBIDDEN');
  return [...byAnswer]
    .map(([code, of]) => (code === null ? of.join(', ') : `\`${code}\` (${of.join(', ')})`))
    .join('; ');
}

const begin = '<!-- who may: written by scripts/who-may.js -->';
const end = '<!-- who may: end -->';

/** The page with the table as it is today. @throws Error if it has no place for it */
export function withWhoMay(page: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the page has no place for the table: ${begin} … ${end}`);
  const fenced = ['<!-- prettier-ignore-start -->', printWhoMay(), '<!-- prettier-ignore-end -->'].join('\n');
  return `${page.slice(0, from + begin.length)}\n${fenced}\n${page.slice(to)}`;
}
