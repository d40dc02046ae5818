import { idOfKey } from '../../../projections/order-key.js';
import { unknownId } from '../../../events/unknown.js';
import type { WantedRow } from '../../../events/budget/budget.commands.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { budgetCells, fundUserCells, indicatorCells, projectCells } from '../../../events/budget/cells.js';
import { allRows, diffTrees } from '../../../projections/content/tree.js';
import type { FundUserDocument, ProjectDocument } from '../../../projections/content-documents.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { RevertWhat } from '../../../services/services.js';
import { provenContents } from '../proven-contents.js';
import type { RevertPlan, WantedRows } from './revert-plan.js';
import type { RevertContext } from './revert-context.js';
import { newestSave, saveOfVersion, tableIn } from './revert-context.js';
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
  const proven = provenContents(readModel);
  const [old, newest] = await Promise.all([proven.root(then), proven.root(now)]);
  const { from, to } = await diffTrees(proven.nodes, old.rows, newest.rows);
  const came = await proven.documents(from.map(({ hash }) => hash));
  const kept = new Set(came.map(({ id }) => id));
  return { came, left: to.map(({ key }) => idOfKey(key)).filter((id) => !kept.has(id)) };
}

async function planRow(
  { id, toVersion }: { id: string; toVersion: number },
  context: RevertContext,
): Promise<RevertPlan> {
  const { readModel, head, into, from } = context;
  const [kind = null] = await readModel.kindsOf([id]);
  const path = ['what', 'row', 'id'];
  const versionPath = ['what', 'row', 'toVersion'];
  const planAt = async (
    newest: { budgetId: string } | null | undefined,
    rowsAt: (then: SaveRow) => Promise<RevertPlan['rows']>,
  ): Promise<RevertPlan> => {
    if (!newest || (into !== null && into.budgetId !== newest.budgetId)) throw unknownId('行', 'row', id, path);
    const { budgetId } = newest;
    const then = await saveOfVersion(tableIn(budgetId, from), toVersion, context, versionPath);
    const table = tableIn(budgetId, into);
    const { version } = await newestSave(table, context, path);
    return { table, version, restsOn: [], rows: await rowsAt(then) };
  };
  const here = into ?? undefined;
  switch (kind) {
    case 'BUDGET':
      return planAt({ budgetId: id }, async (then) => {
        const name = await budgetName(then, context);
        return () => new Map([[id, { cells: budgetCells({ name }) }]]);
      });
    case 'FUND_USER':
      return planAt((await readModel.fundUserVersions([id], head, here))[0], async (then) => {
        const row = await documentIn(then, id, context);
        return () => only(id, row?.kind === 'fundUser' ? { inForce: true, cells: fundUserCells(row) } : gone);
      });
    case 'PROJECT':
      return planAt((await readModel.projectVersions([id], head, here))[0], async (then) => {
        const row = await documentIn(then, id, context);
        return (state) => (row?.kind === 'project' ? setProject(new Map(), row, state) : only(id, gone));
      });
    case 'INDICATOR': {
      const [newest] = await readModel.indicatorVersions([id], head, here);
      return planAt(newest, async (then) => {
        const project = await documentIn(then, newest?.projectId ?? '', context);
        const indicators = project?.kind === 'project' ? project.indicators : [];
        const row = indicators.find((indicator) => indicator.id === id);
        return () => only(id, row === undefined ? gone : { inForce: true, cells: indicatorCells(row) });
      });
    }
    case 'DRAFT':
    case 'EVENT':
    case null:
      throw unknownId('行', 'row', id, path);
  }
}

/** The row's document as a save's table has it; null: it has no such row. */
async function documentIn(save: SaveRow, id: string, { readModel }: RevertContext) {
  const proven = provenContents(readModel);
  const rows = await allRows(proven.nodes, (await proven.root(save)).rows);
  const row = rows.find(({ key }) => idOfKey(key) === id);
  if (row === undefined) return null;
  const [document] = await proven.documents([row.hash]);
  return document ?? null;
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

async function budgetName(then: SaveRow, { readModel }: RevertContext): Promise<string> {
  return (await provenContents(readModel).root(then)).name;
}
