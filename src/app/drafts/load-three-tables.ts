import type { LoadNodes } from '../../../projections/content/diff-tree.js';
import type { TreeRow } from '../../../projections/content/tree.js';
import { diffTrees, readNode } from '../../../projections/content/tree.js';
import type { TableRows } from '../../../projections/merge/table-rows.js';
import { tableRows } from '../../../projections/merge/table-rows.js';
import type { ThreeTables } from '../../../projections/merge/three-way.js';
import type { BudgetDocument, FundUserDocument, ProjectDocument } from '../../../projections/content-documents.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { ContentBodies } from '../../ports/read-model.js';

type Side = 'base' | 'ours' | 'theirs';
type RowDocument = FundUserDocument | ProjectDocument;

/**
 * Loads the rows in which the tables of three saves differ; a row that differs in any of them is loaded from all three.
 * Equal nodes of the content trees are skipped, so the cost depends on how much differs, not on the size of the tables.
 */
export async function loadThreeTables(
  readModel: ContentBodies,
  saves: Readonly<Record<Side, SaveRow>>,
): Promise<ThreeTables> {
  const load: LoadNodes = async (hashes) => (await readModel.contents(hashes)).map(readNode);
  const { base, ours, theirs } = saves;
  const [byUs, byThem] = await Promise.all([
    diffTrees(load, base.treeRoot, ours.treeRoot),
    diffTrees(load, base.treeRoot, theirs.treeRoot),
  ]);
  const was = byId([...byUs.from, ...byThem.from]);
  const us = byId(byUs.to);
  const them = byId(byThem.to);
  const changedByUs = idsOf(byUs);
  const changedByThem = idsOf(byThem);
  const ids = [...new Set([...changedByUs, ...changedByThem])];
  const hashes: Record<Side, string[]> = { base: [], ours: [], theirs: [] };
  for (const id of ids) {
    hashes.base.push(...hashOf(was, id));
    hashes.ours.push(...hashOf(changedByUs.has(id) ? us : was, id));
    hashes.theirs.push(...hashOf(changedByThem.has(id) ? them : was, id));
  }
  const documents = await documentsOf(readModel, Object.values(hashes).flat());
  const table = async (side: Side): Promise<TableRows> =>
    tableRows(
      await budgetOf(readModel, saves[side]),
      hashes[side].map((hash) => documents.get(hash) as RowDocument),
    );
  return { base: await table('base'), ours: await table('ours'), theirs: await table('theirs') };
}

function byId(rows: readonly TreeRow[]): Map<string, string> {
  return new Map(rows.map(({ key, hash }) => [idOf(key), hash]));
}

function idsOf({ from, to }: { from: readonly TreeRow[]; to: readonly TreeRow[] }): Set<string> {
  return new Set([...from, ...to].map(({ key }) => idOf(key)));
}

/** A row's key ends in its id. */
function idOf(key: string): string {
  return key.slice(key.lastIndexOf(' ') + 1);
}

function hashOf(rows: ReadonlyMap<string, string>, id: string): string[] {
  const hash = rows.get(id);
  return hash === undefined ? [] : [hash];
}

async function documentsOf(readModel: ContentBodies, hashes: readonly string[]) {
  const wanted = [...new Set(hashes)];
  const bodies = await readModel.contents(wanted);
  return new Map(bodies.map((body, index) => [wanted[index] ?? '', JSON.parse(body) as RowDocument]));
}

async function budgetOf(readModel: ContentBodies, { contentHash }: SaveRow) {
  const [body = ''] = await readModel.contents([contentHash]);
  const { id, name } = JSON.parse(body) as BudgetDocument;
  return { id, name };
}
