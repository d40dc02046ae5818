import { cellPaths } from '../events/budget/cells.js';
import type { CellDifference } from './cell-differences.js';
import { cellDifferences } from './cell-differences.js';
import { rowKind } from './row-kind.js';
import type { ChangedCell, ChangeKind, EntityKind } from './rows.js';

/** A row that a command changes, with the cells that are then others than before it. */
export interface ChangedRow {
  entityId: string;
  entityKind: EntityKind;
  /** After the command; of a row that goes before it. */
  entityName: string;
  /** The project that the row is or belongs to; null for budgets and fund users. */
  projectId: string | null;
  kind: ChangeKind;
  /** Never none; of a row that comes or goes all that are not blank. */
  cells: CellDifference[];
}

/**
 * What changes of one command come to, row by row in the order in which they are first touched. A cell that is set twice
 * stands once, and one that ends as it began not at all.
 * @param changes oldest first
 */
export function changedRows(changes: readonly ChangedCell[]): ChangedRow[] {
  const byRow = new Map<string, [ChangedCell, ...ChangedCell[]]>();
  for (const change of changes) {
    const known = byRow.get(change.entityId);
    if (known === undefined) byRow.set(change.entityId, [change]);
    else known.push(change);
  }
  return [...byRow.values()].flatMap(changedRow);
}

function changedRow(changes: [ChangedCell, ...ChangedCell[]]): ChangedRow[] {
  const [first] = changes;
  const last = changes.at(-1) ?? first;
  const { entityId, entityKind, projectId } = first;
  const comes = first.kind === 'ADDED' || first.kind === 'RESTORED';
  const goes = last.kind === 'REMOVED';
  const before = new Map<string, string | null>();
  const after = new Map<string, string | null>();
  for (const change of changes) {
    if (!before.has(change.path)) before.set(change.path, change.before);
    after.set(change.path, change.after);
  }
  const paths = cellPaths[entityKind].filter((path) => before.has(path));
  const at = (values: ReadonlyMap<string, string | null>) =>
    Object.fromEntries(paths.map((path) => [path, values.get(path) ?? null]));
  const cells = cellDifferences(at(before), at(after));
  if (cells.length === 0) return [];
  const kind = comes && first.kind === 'RESTORED' && !goes ? 'RESTORED' : rowKind(!comes, !goes, cells);
  const entityName = goes ? (before.get('name') ?? last.entityName) : last.entityName;
  return [{ entityId, entityKind, entityName, projectId, kind, cells }];
}
