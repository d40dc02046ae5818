import { idOfKey } from '../../../projections/order-key.js';
import type { TreeRow } from '../../../projections/content/tree.js';
import { diffTrees } from '../../../projections/content/tree.js';
import type { TableRows } from '../../../projections/merge/table-rows.js';
import { tableRows } from '../../../projections/merge/table-rows.js';
import type { ThreeTables } from '../../../projections/merge/three-way.js';
import type { FundUserDocument, ProjectDocument } from '../../../projections/content-documents.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { ContentBodies } from '../../ports/read-model.js';
import type { ProvenContents } from '../proven-contents.js';
import { provenContents } from '../proven-contents.js';

type Side = 'base' | 'ours' | 'theirs';
type RowDocument = FundUserDocument | ProjectDocument;

/**
 * Loads the rows in which the tables of three saves differ; a row that differs in any of them is loaded from all three.
 * Equal nodes of the content trees are skipped, so the cost depends on how much differs, not on the size of the tables.
 * All that is read is proven, because a merge writes it into the ledger.
 */
export async function loadThreeTables(
  readModel: ContentBodies,
  saves: Readonly<Record<Side, SaveRow>>,
): Promise<ThreeTables> {
  const proven = provenContents(readModel);
  const [base, ours, theirs] = await Promise.all([
    proven.root(saves.base),
    proven.root(saves.ours),
    proven.root(saves.theirs),
  ]);
  const roots = { base, ours, theirs };
  const [byUs, byThem] = await Promise.all([
    diffTrees(proven.nodes, base.rows, ours.rows),
    diffTrees(proven.nodes, base.rows, theirs.rows),
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
  const documents = await documentsOf(proven, Object.values(hashes).flat());
  const table = (side: Side): TableRows => {
    const { id, name } = roots[side];
    const rows = hashes[side].map((hash) => documents.get(hash) as RowDocument);
    return tableRows({ id, name }, rows);
  };
  return { base: table('base'), ours: table('ours'), theirs: table('theirs') };
}

function byId(rows: readonly TreeRow[]): Map<string, string> {
  return new Map(rows.map(({ key, hash }) => [idOfKey(key), hash]));
}

function idsOf({ from, to }: { from: readonly TreeRow[]; to: readonly TreeRow[] }): Set<string> {
  return new Set([...from, ...to].map(({ key }) => idOfKey(key)));
}

function hashOf(rows: ReadonlyMap<string, string>, id: string): string[] {
  const hash = rows.get(id);
  return hash === undefined ? [] : [hash];
}

async function documentsOf(proven: ProvenContents, hashes: readonly string[]) {
  const wanted = [...new Set(hashes)];
  const documents = await proven.documents(wanted);
  return new Map(documents.map((document, index) => [wanted[index] ?? '', document]));
}
