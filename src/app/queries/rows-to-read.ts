import { totalsAt } from '../../../projections/content/tree.js';
import type { BudgetView, RootArguments } from '../../../services/services.js';
import type { Contents } from './contents.js';

/** Says how many projects the tables have, before they are read: one read by key of each. */
export async function tellRows(
  contents: Pick<Contents, 'node'>,
  tables: readonly BudgetView[],
  beforeReading: RootArguments['beforeReading'],
): Promise<void> {
  if (beforeReading === undefined) return;
  const roots = tables.map(({ treeRoot }) => totalsAt((hash) => contents.node(hash), treeRoot));
  beforeReading((await Promise.all(roots)).reduce((sum, { projects }) => sum + projects, 0));
}
