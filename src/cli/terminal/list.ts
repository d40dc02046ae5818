import type { ForwardArguments, ConnectionView } from '../../../services/services.js';
import { failure } from '../failures.js';
import type { Output } from './output.js';

/** How much of a list is wanted. */
export interface PageOptions {
  first: string;
  after?: string;
  all?: boolean;
}

/** How rows of a list are printed. */
export interface RowPrinter<Row> {
  /** A line of JSON; the row's `cursor` is added. */
  json: (row: Row) => object | Promise<object>;
  table: (rows: readonly Row[]) => string | Promise<string>;
}

const pageSize = 500;

/**
 * Prints a list: tables, or a line of JSON for each row. All pages are read at the first one's point.
 * @param read gives one page
 */
export async function printList<Row>(
  output: Output,
  options: PageOptions,
  read: (page: ForwardArguments) => Promise<ConnectionView<Row>>,
  { json, table }: RowPrinter<Row>,
): Promise<void> {
  const wanted = options.all === true ? Infinity : countOf(options.first);
  let after = options.after ?? null;
  let printed = 0;
  for (;;) {
    const page = await read({ first: Math.min(pageSize, wanted - printed), after });
    if (output.json) {
      for (const { cursor, node } of page.edges) output.write(`${JSON.stringify({ ...(await json(node)), cursor })}\n`);
    } else if (page.edges.length > 0) {
      output.write(await table(page.edges.map(({ node }) => node)));
    }
    printed += page.edges.length;
    after = page.edges.at(-1)?.cursor ?? after;
    if ((await output.flush()) && page.hasNextPage && printed < wanted) continue;
    if (printed === 0) output.none('没有符合的行。', 'Nothing matches.');
    else if (page.hasNextPage) await noteRest(output, page, after);
    return;
  }
}

async function noteRest(output: Output, page: ConnectionView<unknown>, cursor: string | null): Promise<void> {
  const { value, exact } = await page.count();
  const [zh, en] = exact ? [`共 ${value} 行`, `${value} in all`] : [`至少 ${value} 行`, `at least ${value}`];
  output.note(`${zh}；续页用 --after ${cursor ?? ''}，全部用 --all。`, `(${en}: go on with --after, or take --all)`);
}

function countOf(first: string): number {
  if (/^[1-9]\d{0,5}$/.test(first)) return Number(first);
  throw failure(
    'usage',
    'INVALID_FIRST',
    `--first“${first}”无效；请写 1 到 999999 的整数，或用 --all。`,
    `--first "${first}" is not valid; write an integer from 1 to 999999, or take --all.`,
  );
}
