import { LRUCache } from 'lru-cache';
import type { PlacedRow, StageFrame } from '../../../projections/stages/stage-frame.js';
import { idOfKey } from '../../../projections/order-key.js';
import { nextStageRows, stageFrame } from '../../../projections/stages/stage-frame.js';
import type { StageFilter, StageRow } from '../../../projections/stages/stage-rows.js';
import {
  filterStageRow,
  budgetStageRow,
  fundUserStageRow,
  projectStageRows,
} from '../../../projections/stages/stage-rows.js';
import type { EntityKind } from '../../../projections/rows.js';
import type { BudgetView } from '../../../services/services.js';
import type { Contents } from './contents.js';

/** What the rows of one document come to, in printed order, and the document's key in the list. */
export interface DocumentRows {
  key: string;
  rows: StageRow[];
}

/** From the document with the key `from` on, which is read too; null: from the end that the walk begins at. */
export interface Walk {
  from: string | null;
  backwards: boolean;
}

/** @returns the documents' rows; `chunk` documents are read at once */
export type WalkRows = (filter: StageFilter, walk: Walk, chunk: number) => AsyncGenerator<DocumentRows>;

const entriesAtOnce = 1_024;

/** The budget's own row stands before all others. */
const budgetKey = '';

/**
 * Rows of the matrix, read from where a page begins. A row that is equal in all columns is read as one document, and not
 * at all if only rows that differ are asked for. Where the columns' trees differ is kept by their hashes, up to a bound in
 * bytes.
 */
export function stageRows(contents: Contents, bytes: number): (columns: readonly BudgetView[]) => WalkRows {
  const frames = new LRUCache<string, StageFrame>({ maxSize: bytes, sizeCalculation: roughSize });

  async function frameOf(roots: readonly string[]): Promise<StageFrame> {
    const key = roots.join(' ');
    const frame = frames.get(key) ?? (await stageFrame(contents.nodes, roots));
    frames.set(key, frame);
    return frame;
  }

  /** Documents by hash, each read once, however many columns have it. */
  async function documentsOf(rows: readonly PlacedRow[]) {
    const entries = rows.flatMap(({ at }) => at.filter((row) => row !== null));
    const hashes = (wanted: 'fundUsers' | 'projects') => [
      ...new Set(entries.filter((row) => row[wanted] === 1).map(({ hash }) => hash)),
    ];
    const holders = hashes('fundUsers');
    const projects = hashes('projects');
    const holding = await contents.fundUsers(holders);
    const own = await contents.projectDocuments(projects);
    return {
      fundUsers: new Map(holding.map((document, index) => [holders[index], document])),
      projects: new Map(own.map((document, index) => [projects[index], document])),
    };
  }

  async function* documentsFrom(
    columns: readonly BudgetView[],
    filter: StageFilter,
    { from, backwards }: Walk,
    chunk: number,
  ): AsyncGenerator<DocumentRows> {
    const { projectIds } = filter;
    const kind = documentKind(filter);
    if (kind === null) return;
    // Of some projects only their own documents are read, but the table's entries are gone through to find them.
    const limit = projectIds === undefined ? chunk : Math.max(chunk, entriesAtOnce);
    const isAskedKey = (key: string) => projectIds === undefined || projectIds.includes(idOfKey(key));
    const roots = columns.map(({ treeRoot }) => treeRoot);
    const frame = await frameOf(roots);
    const changed = filter.changed === true || filter.effects !== undefined || filter.kinds !== undefined;
    for (let next = { from, including: true }; ;) {
      const found = await nextStageRows(contents.node, roots, frame, { ...next, backwards, limit, kind, changed });
      const rows = found.filter(({ key }) => isAskedKey(key));
      const { fundUsers, projects } = await documentsOf(rows);
      for (const { key, at } of rows) {
        const isProject = at.some((row) => row?.projects === 1);
        const documentRows = isProject
          ? projectStageRows(at.map((row) => row && (projects.get(row.hash) ?? null)))
          : [fundUserStageRow(at.map((row) => row && (fundUsers.get(row.hash) ?? null)))];
        yield { key, rows: kept(documentRows, filter) };
      }
      if (found.length < limit) return;
      next = { from: found.at(-1)?.key ?? null, including: false };
    }
  }

  return (columns) =>
    async function* walk(filter, way, chunk) {
      if (columns.length === 0) return;
      const { from, backwards } = way;
      const isAsked = isKindAsked(filter, 'BUDGET') && (backwards || (from ?? budgetKey) === budgetKey);
      const ofBudget = isAsked ? [{ key: budgetKey, rows: kept([budgetStageRow(columns)], filter) }] : [];
      if (!backwards) yield* ofBudget;
      yield* documentsFrom(columns, filter, way, chunk);
      if (backwards) yield* ofBudget;
    };
}

function kept(rows: readonly StageRow[], filter: StageFilter): StageRow[] {
  return rows.flatMap((row) => filterStageRow(row, filter) ?? []);
}

function isKindAsked({ entityKinds }: StageFilter, kind: EntityKind): boolean {
  return entityKinds === undefined || entityKinds.includes(kind);
}

/** Which documents have rows that are asked for; null: none. */
function documentKind(filter: StageFilter): 'any' | 'fundUser' | 'project' | null {
  const holders = filter.projectIds === undefined && isKindAsked(filter, 'FUND_USER');
  const projects = isKindAsked(filter, 'PROJECT') || isKindAsked(filter, 'INDICATOR');
  if (holders) return projects ? 'any' : 'fundUser';
  return projects ? 'project' : null;
}

/** In bytes: an entry's key, hash and sums, on the safe side. */
function roughSize({ apart }: StageFrame): number {
  let size = 1_000;
  for (const { at } of apart.values()) size += 300 + 500 * at.length;
  return size;
}
