import { charactersOfKey, searchKey } from '../../../../projections/search/search-key.js';
import type { Query } from './query.js';
import { condition } from './query.js';

/**
 * One of the columns holds the text: to the letter, or by its key, which is a pattern with every character that has the
 * same key in each place. The text itself is no pattern in either.
 */
export function holdsText(columns: readonly string[], text: string | undefined, exact = false): Query[] {
  if (text === undefined || text === '') return [];
  const key = exact ? text : searchKey(text);
  if (exact || isAlone(key)) return [anyOf(columns, (column) => `instr(${column}, ?) > 0`, key)];
  // A pattern ends at NUL, which no cell has.
  if (key.includes('\0')) return [condition('false')];
  return [anyOf(columns, (column) => `${column} glob ?`, `*${[...key].map(place).join('')}*`)];
}

/** The column does not hold the text; '': it holds some text. */
export function withoutText(column: string, text: string, exact = false): Query {
  const some = `coalesce(${column}, '')`;
  if (text === '') return condition(`${some} <> ''`);
  const [{ sql, values }] = holdsText([some], text, exact) as [Query];
  return { sql: `not ${sql}`, values };
}

/** Whether a text has its own key, and is the only one that has it. */
export function isAlone(text: string): boolean {
  return [...text].every((character) => searchKey(character) === character && charactersOfKey(character).length === 1);
}

function anyOf(columns: readonly string[], test: (column: string) => string, value: string): Query {
  return condition(`(${columns.map(test).join(' or ')})`, ...columns.map(() => value));
}

/** One place of a pattern. In a class `]` is itself at the start, `^` anywhere but there, and `-` at the end. */
function place(character: string): string {
  const characters = charactersOfKey(character);
  const [only, another] = characters;
  if (only !== undefined && another === undefined && !'*?['.includes(only)) return only;
  return `[${[...characters].sort((one, other) => rank(one) - rank(other)).join('')}]`;
}

function rank(character: string): number {
  if (character === ']') return 0;
  return character === '^' || character === '-' ? 2 : 1;
}
