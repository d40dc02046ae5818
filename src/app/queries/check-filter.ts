import { cellPaths } from '../../../events/budget/cells.js';
import { QueryError } from '../../../services/query-error.js';
import type { ChangeFilter } from '../../../services/services.js';

/**
 * A member that is null or absent is not asked; "" asks for what has none. Names are never blank, so nothing has none.
 * @throws QueryError INVALID_INPUT
 */
export function checkNameContains({ nameContains }: { nameContains?: string }): void {
  if (nameContains === '') throw neverBlank('nameContains', '名称从不为空', 'names are never blank');
}

/** @throws QueryError INVALID_INPUT for a path that no cell has, and for a text that every cell has */
export function checkCells({ path, text }: Pick<ChangeFilter, 'path' | 'text'>): void {
  if (text === '') {
    throw neverBlank('text', '每个改过的单元格都有文字', 'every changed cell has a text');
  }
  if (path === undefined || paths.includes(path)) return;
  const shown = JSON.stringify(path.slice(0, 60));
  throw new QueryError(
    'INVALID_INPUT',
    `filter.path ${shown} 不是单元格的路径；可用：${paths.join('、')}。`,
    `filter.path ${shown} is the path of no cell; there are: ${paths.join(', ')}.`,
    ['filter', 'path'],
  );
}

/** Of rows of every kind, each once. */
const paths: readonly string[] = [...new Set<string>(Object.values(cellPaths).flat())];

function neverBlank(member: string, zh: string, en: string): QueryError {
  return new QueryError(
    'INVALID_INPUT',
    `filter.${member} 为空，而${zh}；不限定时请去掉它或写 null。`,
    `filter.${member} is empty, but ${en}; leave it out, or give null, where it does not matter.`,
    ['filter', member],
  );
}
