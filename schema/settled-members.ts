import { QueryError } from '../services/query-error.js';

/**
 * A filter of a list that hangs from a row, which says the settled members already.
 * @throws QueryError INVALID_INPUT if one of them is given
 */
export function withoutSettled<Filter extends object, Settled extends keyof Filter & string>(
  filter: Filter,
  list: string,
  settled: readonly Settled[],
): Omit<Filter, Settled> {
  const given = settled.find((member) => filter[member] !== undefined);
  if (given === undefined) return filter;
  throw new QueryError(
    'INVALID_INPUT',
    `此处的 ${list} 已由上一级限定，filter 不接受 ${given}；请去掉它，或用根字段 ${list}。`,
    `Here ${list} are those of the row above: the filter takes no ${given}. Leave it out, or use the root field ${list}.`,
    ['filter', given],
  );
}
