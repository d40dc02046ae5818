import type { Position } from '../../../events/position.js';
import type { Basis, ConnectionArguments, ConnectionView, Reading } from '../../../services/services.js';
import { QueryError } from '../../../services/query-error.js';
import type { Count, Paged } from '../../ports/read-model.js';
import type { ListIdentity } from './cursor.js';
import { readCursor, writeCursor } from './cursor.js';

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

/**
 * Where a page begins and which point it reads: the first page's, whatever has been recorded since.
 * @throws QueryError INVALID_CURSOR if `at` asks for another point than the cursor's
 */
export function startOf(
  list: ListIdentity,
  page: ConnectionArguments,
  reading: Reading,
): { key: string | null; reading: Reading; from: Position | null } {
  if (page.after === null) return { key: null, reading, from: null };
  const { position, key } = readCursor(list, page.after);
  if (reading.at !== null) return { key, reading, from: position };
  return { key, reading: { ...reading, at: { position } }, from: position };
}

/** @throws QueryError INVALID_CURSOR unless the list is read at the cursor's own point */
export function samePoint(from: Position | null, basis: Basis): void {
  if (from === null || from === basis.position) return;
  throw new QueryError(
    'INVALID_CURSOR',
    '游标 after 取自另一个时点的列表；请去掉 at，或使用该时点返回的游标。',
    'The cursor in "after" was given at another point; leave "at" out, or use a cursor that was given at that point.',
    ['after'],
  );
}
