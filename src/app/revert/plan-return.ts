import type { WantedRow } from '../../../events/budget/budget.commands.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { budgetCells, fundUserCells, indicatorCells, projectCells } from '../../../events/budget/cells.js';
import { diffTrees, readNode } from '../../../projections/content/tree.js';
import type { TreeRow } from '../../../projections/content/tree.js';
import type { BudgetDocument, FundUserDocument, ProjectDocument } from '../../../projections/content-documents.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { RevertWhat } from '../../../services/services.js';
import type { RevertPlan, WantedRows } from './revert-plan.js';
import type { RevertContext } from './revert-context.js';
import { newestSave, notFound, saveOfVersion, tableIn } from './revert-context.js';
import { gone } from './undo.js';

export type ReturnWhat = Extract<RevertWhat, { row: object } | { table: object }>;

/**
 * Plans the return of a row or a table to a version: rows of that version stand as they did, rows added since are
 * withdrawn. The rows of a project or a table are given with everything needed to add them, because a draft that is
 * returned to a version of its budget may never have had them.
 */
export async function planReturn(what: ReturnWhat, context: RevertContext): Promise<RevertPlan> {
  if ('row' in what) return planRow(what.row, context);
  const { budgetId, toVersion } = what.table;
  const table = tableIn(budgetId, context.into);
  const then = await saveOfVersion(tableIn(budgetId, context.from), toVersion, context, ['what', 'table', 'toVersion']);
  const now = await newestSave(table, context, ['what', 'table', 'budgetId']);
  const plan = { table, version: now.version, restsOn: 'TABLE' } as const;
  if (then.contentHash === now.contentHash) return { ...plan, rows: () => new Map() };
  const name = await budgetName(then, context);
  const { came, left } = await differingRows(then, now, context);
  return {
    ...plan,
    rows(state) {
      const rows = new Map<string, WantedRow>([[budgetId, { cells: budgetCells({ name }) }]]);
      for (const document of came) {
        if (document.kind === 'fundUser') rows.set(document.id, wholeFundUser(document));
        else setProject(rows, document, state);
      }
      for (const id of left) rows.set(id, gone);
      return rows;
    },
  };
}

/**
 * The documents of rows that were different then or are not there now, and the ids of rows that were not there then.
 */
async function differingRows(then: SaveRow, now: SaveRow, { readModel }: RevertContext) {
  const load = async (hashes: readonly string[]) => (await readModel.contents(hashes)).map(readNode);
  const { from, to } = await diffTrees(load, then.treeRoot, now.treeRoot);
  const bodies = await readModel.contents(from.map(({ hash }) => hash));
  const came = bodies.map((body) => JSON.parse(body) as FundUserDocument | ProjectDocument);
  const kept = new Set(came.map(({ id }) => id));
  return { came, left: to.map(idOf).filter((id) => !kept.has(id)) };
}

/** A row's key ends in its id. */
function idOf({ key }: TreeRow): string {
  return key.slice(key.lastIndexOf(' ') + 1);
}

async function planRow(
  { id, toVersion }: { id: string; toVersion: number },
  context: RevertContext,
): Promise<RevertPlan> {
  const { readModel, head, into, from } = context;
  const kind = await readModel.kindOf(id);
  const path = ['what', 'row', 'id'];
  const versionPath = ['what', 'row', 'toVersion'];
  const planAt = async (
    newest: { budgetId: string } | null | undefined,
    rowsAt: (then: SaveRow) => Promise<RevertPlan['rows']>,
  ): Promise<RevertPlan> => {
    const { budgetId } = newest ?? notFound('行', 'row', id, path);
    if (into !== null && into.budgetId !== budgetId) return notFound('行', 'row', id, path);
    const then = await saveOfVersion(tableIn(budgetId, from), toVersion, context, versionPath);
    const table = tableIn(budgetId, into);
    const { version } = await newestSave(table, context, path);
    return { table, version, restsOn: [], rows: await rowsAt(then) };
  };
  const here = into ?? undefined;
  const there = from ?? undefined;
  switch (kind) {
    case 'BUDGET':
      return planAt({ budgetId: id }, async (then) => {
        const name = await budgetName(then, context);
        return () => new Map([[id, { cells: budgetCells({ name }) }]]);
      });
    case 'FUND_USER':
      return planAt((await readModel.fundUserVersions([id], head, here))[0], async ({ lastPosition }) => {
        const [row] = await readModel.fundUserVersions([id], lastPosition, there);
        return () => only(id, row?.status === 'ACTIVE' ? { inForce: true, cells: fundUserCells(row) } : gone);
      });
    case 'PROJECT':
      return planAt((await readModel.projectVersions([id], head, here))[0], async ({ lastPosition }) => {
        const [row] = await readModel.projectVersions([id], lastPosition, there);
        if (row?.status !== 'ACTIVE') return () => only(id, gone);
        const [body = ''] = await readModel.contents([row.hash]);
        return (state) => setProject(new Map(), JSON.parse(body) as ProjectDocument, state);
      });
    case 'INDICATOR':
      return planAt((await readModel.indicatorVersions([id], head, here))[0], async ({ lastPosition }) => {
        const [row] = await readModel.indicatorVersions([id], lastPosition, there);
        return () => only(id, row?.status === 'ACTIVE' ? { inForce: true, cells: indicatorCells(row) } : gone);
      });
    case 'DRAFT':
    case 'EVENT':
    case null:
      return notFound('行', 'row', id, path);
  }
}

function only(id: string, row: WantedRow): WantedRows {
  return new Map([[id, row]]);
}

function wholeFundUser(document: FundUserDocument): WantedRow {
  const whole = { kind: 'FUND_USER', place: document.place } as const;
  return { inForce: true, cells: fundUserCells(document), whole };
}

/**
 * Adds a project with the indicators of its document; indicators that it has now and did not have then are withdrawn.
 */
function setProject(rows: Map<string, WantedRow>, document: ProjectDocument, state: OpenBudgetState) {
  const { id: projectId, indicators } = document;
  rows.set(projectId, { inForce: true, cells: projectCells(document), whole: { kind: 'PROJECT' } });
  for (const row of indicators) {
    rows.set(row.id, { inForce: true, cells: indicatorCells(row), whole: { kind: 'INDICATOR', projectId } });
  }
  for (const id of [...(state.projects.get(projectId)?.indicators.keys() ?? [])].sort()) {
    if (!rows.has(id)) rows.set(id, gone);
  }
  return rows;
}

async function budgetName({ contentHash }: SaveRow, { readModel }: RevertContext): Promise<string> {
  const [body = ''] = await readModel.contents([contentHash]);
  return (JSON.parse(body) as BudgetDocument).name;
}
