import { filterValues } from '../../../services/filters.js';
import { QueryError } from '../../../services/query-error.js';

/** The most characters of a text that is looked for. */
const longestText = 500;

/** @throws QueryError INVALID_INPUT for a list of values that has none, TOO_LARGE for one that has too many */
export function checkLists(filter: object): void {
  for (const [member, values] of Object.entries(filter) as [string, unknown][]) {
    if (!Array.isArray(values)) continue;
    if (values.length === 0) {
      throw new QueryError(
        'INVALID_INPUT',
        `filter.${member} 是空列表，什么也不会符合；不限定时请去掉它或写 null。`,
        `filter.${member} is an empty list, which nothing matches; leave it out, or give null, where it does not matter.`,
        ['filter', member],
      );
    }
    if (values.length > filterValues) {
      throw new QueryError(
        'TOO_LARGE',
        `filter.${member} 有 ${values.length} 个值，至多 ${filterValues} 个；请分几次查询。`,
        `filter.${member} has ${values.length} values, of which it takes ${filterValues} at most; ask in several queries.`,
        ['filter', member],
      );
    }
  }
}

/**
 * @param always why nothing is without such a text; null: an empty text asks for what has none
 * @throws QueryError INVALID_INPUT, TOO_LARGE
 */
export function checkText(member: string, text: string | undefined, always: { zh: string; en: string } | null): void {
  if (text === undefined) return;
  if (text === '' && always !== null) {
    throw new QueryError(
      'INVALID_INPUT',
      `filter.${member} 为空，而${always.zh}；不限定时请去掉它或写 null。`,
      `filter.${member} is empty, but ${always.en}; leave it out, or give null, where it does not matter.`,
      ['filter', member],
    );
  }
  if ([...text].length <= longestText) return;
  throw new QueryError(
    'TOO_LARGE',
    `filter.${member} 过长：至多 ${longestText} 个字符。`,
    `filter.${member} is too long: at most ${longestText} characters.`,
    ['filter', member],
  );
}

/** @throws QueryError INVALID_INPUT where it is said where to look, and not for what */
export function checkTextIn({ text, textIn }: { text?: string; textIn?: readonly string[] }): void {
  if (textIn === undefined || text !== undefined) return;
  throw new QueryError(
    'INVALID_INPUT',
    'filter.textIn 说明在哪里查找，但没有给出 filter.text；请给出要查找的文字，或去掉 textIn。',
    'filter.textIn says where to look, but there is no filter.text to look for; give one, or leave textIn out.',
    ['filter', 'textIn'],
  );
}

/** The first value that is not known. */
export function noneOf(
  given: readonly string[] | undefined,
  known: readonly string[],
): { index: number; value: string } | undefined {
  const index = given?.findIndex((value) => !known.includes(value)) ?? -1;
  const value = given?.[index];
  return value === undefined ? undefined : { index, value };
}
