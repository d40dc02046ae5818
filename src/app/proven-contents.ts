import { allRows, contentHash, readNode } from '../../projections/content/tree.js';
import type { TreeNode } from '../../projections/content/tree.js';
import type { BudgetDocument, FundUserDocument, ProjectDocument } from '../../projections/content-documents.js';
import type { SaveRow } from '../../projections/rows.js';
import { QueryError } from '../../services/query-error.js';
import type { ContentBodies } from '../ports/read-model.js';

/**
 * Content for whoever records what it reads. The read model is derived and may have been altered by hand below an
 * unaltered root; so each body is hashed anew, and what does not have the hash that it is kept under is never written into
 * the ledger.
 */
export interface ProvenContents {
  /** In the order given. @throws QueryError BROKEN_CONTENT */
  documents(hashes: readonly string[]): Promise<(FundUserDocument | ProjectDocument)[]>;
  nodes(hashes: readonly string[]): Promise<TreeNode[]>;
  /**
   * The root document of a save's table; it names the root of its rows.
   * @throws QueryError BROKEN_CONTENT, also if it is of another budget
   */
  root(save: Pick<SaveRow, 'contentHash' | 'budgetId'>): Promise<BudgetDocument>;
}

/** A whole table, proven row by row. */
export interface ProvenTable {
  root: BudgetDocument;
  rows: (FundUserDocument | ProjectDocument)[];
}

export function provenContents(readModel: ContentBodies): ProvenContents {
  async function bodies(hashes: readonly string[]): Promise<string[]> {
    const found = await readModel.contents(hashes);
    found.forEach((body, index) => {
      if (contentHash(body) !== hashes[index]) throw brokenContent(body);
    });
    return found;
  }

  return {
    documents: async (hashes) =>
      (await bodies(hashes)).map((body) => JSON.parse(body) as FundUserDocument | ProjectDocument),
    nodes: async (hashes) => (await bodies(hashes)).map(readNode),
    async root({ contentHash: hash, budgetId }) {
      const [body = ''] = await bodies([hash]);
      const root = JSON.parse(body) as BudgetDocument;
      if (root.id !== budgetId) throw brokenContent(body);
      return root;
    },
  };
}

/** @throws QueryError BROKEN_CONTENT */
export async function provenTable(readModel: ContentBodies, save: SaveRow): Promise<ProvenTable> {
  const proven = provenContents(readModel);
  const root = await proven.root(save);
  const rows = await allRows(proven.nodes, root.rows);
  return { root, rows: await proven.documents(rows.map(({ hash }) => hash)) };
}

function brokenContent(body: string): QueryError {
  const name = nameIn(body);
  const [zh, en] =
    name === null ? ['视图中表的内容', 'Content of the table'] : [`视图中“${name}”的内容`, `The content of "${name}"`];
  return new QueryError(
    'BROKEN_CONTENT',
    `${zh}与其内容哈希不符：视图已被改动或损坏，没有据此写入任何内容；请重建视图（budget-ledger rebuild）后重试，仍不一致则请核查账本。`,
    `${en} in the views does not have the hash that it is kept under: the views were tampered with or are damaged, and nothing was recorded from them. Rebuild the views (budget-ledger rebuild) and try again; if it stays, have the ledger examined.`,
  );
}

/** What the altered content calls itself, to find it by; null: it has no name. */
function nameIn(body: string): string | null {
  try {
    const { name } = JSON.parse(body) as { name?: unknown };
    return typeof name === 'string' && name !== '' ? name.slice(0, 80) : null;
  } catch {
    return null;
  }
}
