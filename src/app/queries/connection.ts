import type { Basis, ConnectionArguments, ConnectionView } from '../../../services/services.js';
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
  const view: ConnectionView<Node> = {
    edges: nodes.map((node, index) => ({
      node,
      // Made when asked for: most readers ask for the nodes alone.
      get cursor() {
        return writeCursor(list, { position: basis.position, key: rows.rows[index]?.key ?? '' });
      },
    })),
    hasNextPage: rows.more,
    hasPreviousPage: page.after !== null,
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
