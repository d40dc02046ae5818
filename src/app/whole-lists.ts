import type { ConnectionArguments, ConnectionView } from '../../services/services.js';
import type { Page, Paged } from '../ports/read-model.js';

const rowsOfPage = 1_000;

/** Every row of a list of the read model, in its order. */
export async function everyRow<Row>(read: (page: Page) => Promise<Paged<Row>>): Promise<Row[]> {
  const all: Row[] = [];
  for (let after: string | null = null; ;) {
    const { rows, more } = await read({ first: rowsOfPage, after });
    for (const { row } of rows) all.push(row);
    after = rows.at(-1)?.key ?? null;
    if (!more || after === null) return all;
  }
}

const nodesOfPage = 500;

/** A list that somebody could ask for, page after page to its end; all are read at the first one's point. */
export async function* everyPage<Node>(
  read: (page: ConnectionArguments) => Promise<ConnectionView<Node>>,
): AsyncGenerator<Node[]> {
  for (let after: string | null = null; ;) {
    const { edges, hasNextPage } = await read({ first: nodesOfPage, after });
    yield edges.map(({ node }) => node);
    after = edges.at(-1)?.cursor ?? null;
    if (!hasNextPage || after === null) return;
  }
}
