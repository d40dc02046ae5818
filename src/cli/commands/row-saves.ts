import type {
  BudgetView,
  ConnectionView,
  ForwardArguments,
  Queries,
  RowView,
  VersionView,
} from '../../../services/services.js';
import { everyPage } from '../../app/whole-lists.js';

/** The saves that changed a row, of a project also its indicators: those of its history. Newest first, in pages. */
export async function savesOf(
  queries: Queries,
  row: RowView,
): Promise<(page: ForwardArguments) => Promise<ConnectionView<VersionView>>> {
  const budget = budgetOf(row);
  const versions = new Set<number>();
  for await (const page of everyPage((wanted) => queries.history(row, wanted))) {
    for (const { version, draftId } of page) {
      // What a draft has from its base was changed by saves of the budget, whose versions are other ones.
      if (draftId === (budget.branch?.draftId ?? null)) versions.add(version);
    }
  }
  return async ({ first, after }) => {
    const edges: ConnectionView<VersionView>['edges'] = [];
    for (let from = after; ;) {
      const page = await queries.versions(budget, { first: 500, after: from });
      edges.push(...page.edges.filter(({ node }) => versions.has(node.version)));
      from = page.edges.at(-1)?.cursor ?? null;
      if (edges.length > first || !page.hasNextPage) {
        const hasNextPage = edges.length > first;
        const count = () => Promise.resolve({ value: versions.size, exact: true });
        return { ...page, edges: edges.slice(0, first), hasNextPage, hasPreviousPage: after !== null, count };
      }
    }
  };
}

function budgetOf(row: RowView): BudgetView {
  if ('budget' in row) return row.budget;
  if ('fundUser' in row) return row.fundUser.budget;
  return 'project' in row ? row.project.budget : row.indicator.project.budget;
}
