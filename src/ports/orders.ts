import type { OrderedBy } from './lists.js';

/** What a list is ordered by, and which way. */
export function orderOf<Given extends string>(order: Given): { by: OrderedBy<Given>; descending: boolean } {
  const descending = order.endsWith(descendingEnd);
  const by = order.slice(0, -(descending ? descendingEnd : ascendingEnd).length);
  return { by: by as OrderedBy<Given>, descending };
}

const ascendingEnd = '_ASC';
const descendingEnd = '_DESC';
