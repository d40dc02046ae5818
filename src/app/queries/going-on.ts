import { QueryError } from '../../../services/query-error.js';

/**
 * What pages that are asked for belong to: all of them to the same first page, whose answer is given once more beside
 * them. A cursor that cannot be read says nothing here; it is refused where its page is read.
 * @param firstPage what the page's first page was read at
 * @param keyOf equal for what was read at the same points
 * @returns null: no page says anything
 * @throws QueryError INVALID_CURSOR if they go on from first pages at different points
 */
export async function sharedFirstPage<Asked, First>(
  pages: readonly Asked[],
  firstPage: (page: Asked) => Promise<First>,
  keyOf: (first: First) => string,
): Promise<First | null> {
  const found = new Map<string, First>();
  for (const page of pages) {
    const first = await readable(() => firstPage(page));
    if (first !== null) found.set(keyOf(first), first);
  }
  const [first, ...others] = found.values();
  if (others.length > 0) throw ofTwoPoints();
  return first ?? null;
}

async function readable<First>(read: () => Promise<First>): Promise<First | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof QueryError && error.code === 'INVALID_CURSOR') return null;
    throw error;
  }
}

function ofTwoPoints(): QueryError {
  return new QueryError(
    'INVALID_CURSOR',
    '同一处查询中的几个游标（after、before）取自不同时点的列表，不能并在一起回答；请分开查询。',
    'The cursors (after, before) below this field were given at different points, so one answer cannot hold them; ask apart.',
    ['after'],
  );
}
