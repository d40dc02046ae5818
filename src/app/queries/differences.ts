import { LRUCache } from 'lru-cache';
import { pairsAcross } from '../../../projections/compare/across-budgets.js';
import type { ComparedRow } from '../../../projections/compare/compare.js';
import { comparedRows } from '../../../projections/compare/compare.js';
import type { RowPlace } from '../../../projections/compare/group-stats.js';
import { placesOf } from '../../../projections/compare/group-stats.js';
import type { ComparablePair } from '../../../projections/compare/pairs.js';
import type { ComparisonStats } from '../../../projections/compare/stats.js';
import { statsOf } from '../../../projections/compare/stats.js';
import type { TableSide } from '../../../projections/compare/table-side.js';
import { pairsWithin } from '../../../projections/compare/within-budget.js';
import type { TableRow } from '../../../projections/table-row.js';
import type { TreeRow } from '../../../projections/content/tree.js';
import { allRows, diffTrees } from '../../../projections/content/tree.js';
import type { BudgetView } from '../../../services/services.js';
import type { Contents } from './contents.js';

export interface Differences {
  rows: readonly ComparedRow[];
  stats: ComparisonStats;
  /** Where the rows stand, by their ids. */
  places: ReadonlyMap<string, RowPlace>;
}

/**
 * Finds the rows in which two tables differ. Of one budget only the documents that differ are read; of two, both tables.
 * Content by hash never changes, so what was found is kept for the pages that follow, up to a bound in bytes.
 */
export function differenceFinder(contents: Contents, bytes: number) {
  const found = new LRUCache<string, Differences>({ maxSize: bytes, sizeCalculation: ({ rows }) => roughSize(rows) });

  async function side({ id, name }: BudgetView, rows: readonly TreeRow[]): Promise<TableSide> {
    const fundUsers = rows.filter((row) => row.fundUsers === 1);
    const projects = rows.filter((row) => row.projects === 1);
    const holders = await contents.fundUsers(fundUsers.map(({ hash }) => hash));
    const documents = await contents.projectDocuments(projects.map(({ hash }) => hash));
    return {
      budget: { id, name },
      fundUsers: holders.map((document, index) => ({ key: fundUsers[index]?.key ?? '', document })),
      projects: documents.map((document, index) => ({ key: projects[index]?.key ?? '', document })),
    };
  }

  async function within(from: BudgetView, to: BudgetView): Promise<ComparablePair<TableRow>[]> {
    const rows = await diffTrees(contents.nodes, from.treeRoot, to.treeRoot);
    return pairsWithin(await side(from, rows.from), await side(to, rows.to));
  }

  async function across(from: BudgetView, to: BudgetView): Promise<ComparablePair<TableRow>[]> {
    const old = await allRows(contents.nodes, from.treeRoot);
    const now = await allRows(contents.nodes, to.treeRoot);
    return pairsAcross(await side(from, old), await side(to, now));
  }

  return async (from: BudgetView, to: BudgetView): Promise<Differences> => {
    const key = `${from.contentHash} ${to.contentHash}`;
    const known = found.get(key);
    if (known !== undefined) return known;
    const pairs = await (from.id === to.id ? within(from, to) : across(from, to));
    const rows = comparedRows(pairs);
    const differing = new Set(rows.map(({ entityId }) => entityId));
    const places = new Map([...placesOf(pairs)].filter(([entityId]) => differing.has(entityId)));
    const differences = { rows, stats: statsOf(rows), places };
    found.set(key, differences);
    return differences;
  };
}

/** In bytes: what an object and its texts come to in memory, on the safe side. */
function roughSize(rows: readonly ComparedRow[]): number {
  let size = 1_000;
  for (const { entityKind, entityName, cells } of rows) {
    size += (entityKind === 'PROJECT' ? 750 : 450) + 2 * entityName.length;
    for (const { before, after } of cells) size += 150 + 2 * ((before?.length ?? 0) + (after?.length ?? 0));
  }
  return size;
}
