import type { Basis, ConnectionArguments, ConnectionView } from '../../../services/services.js';
import { readingOf } from '../../ports/paging.js';
import type { Count, Paged } from '../../ports/read-model.js';
import type { ListIdentity } from './cursor.js';
import { writeCursor } from './cursor.js';

/** Counting stops here: more is "at least". */
export const countBound = 10_000;

export interface ListPage<Row, Node> {
  list: ListIdentity;
  page: ConnectionArguments;
  basis: Basis;
  rows: Paged<Row>;
  nodes: readonly Node[];
  count: () => Promise<Count>;
}

export function connection<Row, Node>({ list, page, basis, rows, nodes, count }: ListPage<Row, Node>) {
  const { from, backwards } = readingOf(page);
  const view: ConnectionView<Node> = {
    edges: nodes.map((node, index) => ({
      node,
      // Made when asked for: most readers ask for the nodes alone.
      get cursor() {
        return writeCursor(list, { position: basis.position, key: rows.rows[index]?.key ?? '' });
      },
    })),
    // A row that a cursor stands on is in the list, on the side that the page was reached from.
    hasNextPage: backwards ? from !== null : rows.more,
    hasPreviousPage: backwards ? rows.more : from !== null,
    basis,
    count,
  };
  return view;
}

/** For what an answer holds only if it is asked for: made when it is first asked for, and once. */
export function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
