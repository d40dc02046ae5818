import type { BudgetEdit } from '../events/budget/budget.commands.js';
import { comparedRows } from '../projections/compare/compare.js';
import type { TableSide } from '../projections/compare/table-side.js';
import { pairsWithin } from '../projections/compare/within-budget.js';
import { allRows } from '../projections/content/tree.js';
import type { BudgetView, RootArguments } from '../services/services.js';
import type { Contents } from '../src/app/queries/contents.js';
import { cachedContents } from '../src/app/queries/contents.js';
import { createQueries } from '../src/app/queries/queries.js';
import type { TemporaryLedger } from './support/ledger.js';
import { checkDone, openBudget, request, temporaryLedger, reader, waitForReadModel } from './support/ledger.js';
import type { Figure } from './support/measure.js';
import { measureInTurn, milliseconds } from './support/measure.js';

const projects = 1_000;
/** Every twentieth project, so that what differs lies as far apart as it can. */
const apart = 20;

/**
 * Two versions through the query layer, against reading both whole tables and comparing every row; nothing is cached.
 */
export async function compare(): Promise<Figure[]> {
  const ledger = await temporaryLedger();
  try {
    const { readModel, store, directory } = ledger;
    const queries = createQueries({ readModel, events: store, directory, now: Date.now, cacheBytes: 8 });
    const contents = cachedContents(readModel, 8);
    const { budgetId, projectIds } = await openBudget(ledger, { unit: '大', projects, indicators: 10 });
    const before = await queries.budget(budgetId, { caller: reader, at: null, head: await queries.head(null) });
    await reviseSome(ledger, budgetId, projectIds);
    const reading: RootArguments = { caller: reader, at: null, head: await queries.head(null) };
    const after = await queries.budget(budgetId, reading);
    if (before === null || after === null) throw new Error('no budget');
    const [from, to] = [{ version: before.basis.version }, null].map((at) => ({ budgetId, at })) as [never, never];
    const expected = projects / apart;

    const ms = await measureInTurn(
      {
        whole: async () => check(await wholeTables(contents, before, after), expected),
        rows: async () => {
          const comparison = await queries.compare(from, to, reading);
          check(
            await (await comparison.rows({}, { first: 1, after: null })).count().then(({ value }) => value),
            expected,
          );
        },
      },
      30,
    );
    return [
      {
        name: 'compare, 1,000 × 10 with 5 % changed ÷ reading both tables',
        value: ms.rows / ms.whole,
        bound: '≤ 0.2',
        detail: `${milliseconds(ms.rows)} and ${milliseconds(ms.whole)}, ${expected} rows differ`,
      },
    ];
  } finally {
    await ledger.remove();
  }
}

async function reviseSome(ledger: TemporaryLedger, budgetId: string, projectIds: readonly string[]): Promise<void> {
  const edits = projectIds.flatMap((projectId, index): BudgetEdit[] =>
    index % apart === 0 ? [{ type: 'ReviseFunding', projectId, funding: { other: `${index + 1}.25` } }] : [],
  );
  checkDone(await ledger.services.commands.edit({ ...request(), of: { budgetId }, expectedVersion: null, edits }));
  await waitForReadModel(ledger);
}

/** Reads both tables whole and compares every row; tells how many differ. */
export async function wholeTables(contents: Contents, before: BudgetView, after: BudgetView): Promise<number> {
  return comparedRows(pairsWithin(await wholeTable(contents, before), await wholeTable(contents, after))).length;
}

async function wholeTable(contents: Contents, { id, name, treeRoot }: BudgetView): Promise<TableSide> {
  const rows = await allRows(contents.nodes, treeRoot);
  const fundUsers = rows.filter((row) => row.fundUsers === 1);
  const own = rows.filter((row) => row.projects === 1);
  const holders = await contents.fundUsers(fundUsers.map(({ hash }) => hash));
  const documents = await contents.projectDocuments(own.map(({ hash }) => hash));
  return {
    budget: { id, name },
    fundUsers: holders.map((document, index) => ({ key: fundUsers[index]?.key ?? '', document })),
    projects: documents.map((document, index) => ({ key: own[index]?.key ?? '', document })),
  };
}

export function check(found: number, expected: number): void {
  if (found !== expected) throw new Error(`${found} rows differ, not ${expected}`);
}
