import type { Order } from '../../services/filters.js';

/** What a list is ordered by, and which way. */
export function orderOf<By extends string>(order: Order<By>): { by: By; descending: boolean } {
  const descending = order.endsWith(descendingEnd);
  return { by: order.slice(0, -(descending ? descendingEnd : ascendingEnd).length) as By, descending };
}

const ascendingEnd = '_ASC';
const descendingEnd = '_DESC';
