import type { ConflictDetails } from '../../events/refusal.js';
import type { ChangedCell, EntityKind } from '../../projections/rows.js';
import type { AnnotationRow } from '../../projections/sealing-rows.js';
import { versionIdOf } from '../../services/compound-ids.js';
import type { At, NodeView, RootArguments, RowView, VersionView } from '../../services/services.js';
import type { Context } from '../context.js';
import type { UserErrorView } from './user-error.type.js';

/** The row that somebody else changed, as it stands now. */
interface RowInConflict {
  entityKind: EntityKind;
  entityName: string;
  /** null: the cell has been blank since the row was added, or is none. */
  lastChange(path: string): ChangedCell | null;
  /** What was said later about its save. */
  annotations(path: string): Promise<AnnotationRow[]>;
}

/** The save that changed the row, once the read model shows it. */
export async function changedIn(details: ConflictDetails, context: Context): Promise<VersionView> {
  const { table, version, draftId } = details;
  const id = versionIdOf({ tableId: draftId ?? table.budgetId, version });
  const found = await context.services.queries.node(id, await rightBehind(details, context));
  if (found?.kind !== 'VERSION') throw new Error(`there is no save ${id}, though something is in conflict with it`);
  return found.version;
}

/** Read once for all that is asked of it. */
export function rowInConflict({ entityId, conflict }: UserErrorView, context: Context): () => Promise<RowInConflict> {
  let read: Promise<RowInConflict> | null = null;
  return () => (read ??= readRow(entityId ?? '', conflict, context));
}

async function readRow(id: string, details: ConflictDetails | null, context: Context): Promise<RowInConflict> {
  if (details === null) throw new Error('what is in conflict has details');
  const { draftId } = details.table;
  const root = await rightBehind(details, context);
  const at = draftId === null ? null : { draft: { id: draftId } };
  const { queries } = context.services;
  const row = rowIn(await queries.node(id, { ...root, at }));
  const cells = await queries.blame(row.view);
  const { entityKind, entityName } = row;
  const cellAt = (path: string) => cells.find((cell) => cell.path === path);
  return {
    entityKind,
    entityName,
    lastChange: (path) => cellAt(path)?.lastChange ?? null,
    annotations: async (path) => (await cellAt(path)?.annotations()) ?? [],
  };
}

function rowIn(node: NodeView | null): { view: RowView; entityKind: EntityKind; entityName: string } {
  switch (node?.kind) {
    case 'BUDGET':
      return { view: { budget: node.budget }, entityKind: node.kind, entityName: node.budget.name };
    case 'FUND_USER':
      return { view: { fundUser: node.fundUser }, entityKind: node.kind, entityName: node.fundUser.name };
    case 'PROJECT':
      return { view: { project: node.project }, entityKind: node.kind, entityName: node.project.name };
    case 'INDICATOR':
      return { view: { indicator: node.indicator }, entityKind: node.kind, entityName: node.indicator.name };
    case 'CHANGE':
    case 'DRAFT':
    case 'EVENT':
    case 'SEAL':
    case 'VERSION':
    case undefined:
      throw new Error('what is in conflict is a row');
  }
}

/** The head, with the save in it: the table is read at it, which waits until it is there. */
async function rightBehind({ table, version, draftId }: ConflictDetails, { caller, services }: Context) {
  const { queries } = services;
  const at: At = draftId === null ? { version } : { draft: { id: draftId, version } };
  await queries.budget(table.budgetId, { caller, at, head: await queries.head(null) });
  return { caller, at: null, head: await queries.head(null) } satisfies RootArguments;
}
