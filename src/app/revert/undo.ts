import type { WantedRow } from '../../../events/budget/budget.commands.js';
import type { Cells } from '../../../events/budget/cells.js';
import type { CellInConflict } from '../../../events/refusal.js';
import type { Position } from '../../../events/position.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { WantedRows } from './revert-plan.js';

/** What is undone: changes of one table. */
export interface Undone {
  /** Oldest first. */
  changes: readonly ChangedCell[];
  /**
   * Position of the last of them in the history of the table that is set back. A cell with a later change was set by
   * something else. null: they are not in that history, because the budget made them after the draft's base. Then
   * values are compared, as in a merge: a cell that is not as the changes left it was set by something else.
   */
  end: Position | null;
  /** The changes are of one row only, out of an event that may have changed more: rows below it are left alone. */
  ofOneRow?: boolean;
}

/** The table as it stands, cell by cell. */
export interface CurrentValues {
  /** The change that set a cell last; null: it has been blank since its row was added. */
  last(entityId: string, path: string): ChangedCell | null;
  /** Paths of the cells that a row has. */
  paths(entityId: string): readonly string[];
  /** Ids of a project's indicators in force. */
  indicators(projectId: string): readonly string[];
}

/** A cell that was set later by something else, which undoing would overwrite. */
export interface CellInTheWay {
  cell: CellInConflict;
  entityId: string;
  /** What set it. */
  by: ChangedCell;
}

/**
 * Decides for each changed cell: one that already has its old value is left alone, one that something else set later is
 * in the way, any other is set back. A row that the changes added is withdrawn, one that they withdrew is restored.
 * Pure.
 */
export function undo(undone: Undone, values: CurrentValues): { rows: WantedRows; inTheWay: CellInTheWay[] } {
  const rows = new Map<string, WantedRow>();
  const inTheWay: CellInTheWay[] = [];
  const undoneRows = byRow(undone.changes);
  for (const [entityId, row] of undoneRows) {
    const wanted = wantedRow(entityId, row);
    if (wanted !== null) rows.set(entityId, wanted);
  }
  return { rows, inTheWay };

  function wantedRow(entityId: string, row: UndoneRow): WantedRow | null {
    const stands = isThere(entityId);
    const project = row.projectId === entityId ? undefined : undoneRows.get(row.projectId ?? '');
    if (row.came && row.went) return null;
    if (row.came) return stands && project?.came !== true && mayGo(entityId) ? gone : null;
    // A project comes back with exactly the indicators that were withdrawn with it; any others below it are withdrawn.
    const isWhole = row.projectId === entityId && undone.ofOneRow !== true;
    const whole = isWhole ? { whole: { kind: 'PROJECT' } as const } : {};
    if (comesBack(entityId, row)) return { inForce: true, cells: wholeBefore(entityId, row), ...whole };
    const back = [...row.cells].filter(([path, { before, after }]) => {
      const current = valueOf(entityId, path);
      if (before === after || (stands && current === before)) return false;
      const by = stands ? setLater(entityId, path) : goneLater(entityId);
      if (by === null) return true;
      inTheWay.push({ entityId, by, cell: { path, base: after, ours: current, theirs: before } });
      return false;
    });
    return back.length === 0 ? null : { cells: befores(back) };
  }

  /** All cells of a withdrawn row. Its withdrawal names only cells that were not blank, so the others were. */
  function wholeBefore(entityId: string, { cells }: UndoneRow): Cells {
    return Object.fromEntries(values.paths(entityId).map((path) => [path, cells.get(path)?.before ?? null]));
  }

  /** Whether nothing else set a cell of the row, or of an indicator that would be withdrawn with it. */
  function mayGo(entityId: string): boolean {
    const later = inTheWay.length;
    for (const path of values.paths(entityId)) {
      const by = setLater(entityId, path);
      if (by === null) continue;
      const base = leftAs(entityId, path);
      const ours = valueOf(entityId, path);
      inTheWay.push({ entityId, by, cell: { path, base, ours, theirs: null } });
    }
    for (const id of values.indicators(entityId)) mayGo(id);
    return inTheWay.length === later;
  }

  /** Whether the changes withdrew the row, and nothing has touched it since. */
  function comesBack(entityId: string, { came, went }: UndoneRow): boolean {
    return went && !came && setLater(entityId, 'name') === null;
  }

  function isThere(entityId: string): boolean {
    const named = values.last(entityId, 'name');
    return named !== null && named.kind !== 'REMOVED';
  }

  /** The change by something else that set the cell after the changes to undo; null: they set it last. */
  function setLater(entityId: string, path: string): ChangedCell | null {
    const last = values.last(entityId, path);
    if (undone.end !== null) return last !== null && last.position > undone.end ? last : null;
    if (valueOf(entityId, path) === leftAs(entityId, path)) return null;
    // A cell that no change set has been blank since its row was added, so the change that added the row counts.
    return last ?? values.last(entityId, 'name');
  }

  /** The change by which something else withdrew a row that the changes to undo had left in the table. */
  function goneLater(entityId: string): ChangedCell | null {
    return undone.end === null ? values.last(entityId, 'name') : setLater(entityId, 'name');
  }

  function valueOf(entityId: string, path: string): string | null {
    return values.last(entityId, path)?.after ?? null;
  }

  function leftAs(entityId: string, path: string): string | null {
    return undoneRows.get(entityId)?.cells.get(path)?.after ?? null;
  }
}

/** What the changes together did to one row. */
interface UndoneRow {
  projectId: string | null;
  /** Whether the row was added or restored: it was not in the table before. */
  came: boolean;
  /** Whether the row was withdrawn: it was not in the table afterwards. */
  went: boolean;
  cells: Map<string, { before: string | null; after: string | null }>;
}

function byRow(changes: readonly ChangedCell[]): Map<string, UndoneRow> {
  const rows = new Map<string, UndoneRow>();
  for (const { entityId, projectId, kind, path, before, after } of changes) {
    const came = kind === 'ADDED' || kind === 'RESTORED';
    const row: UndoneRow = rows.get(entityId) ?? { projectId, came, went: false, cells: new Map() };
    row.went = kind === 'REMOVED';
    const first = row.cells.get(path);
    row.cells.set(path, { before: first === undefined ? before : first.before, after });
    rows.set(entityId, row);
  }
  return rows;
}

/** A row that is to be out of the table. */
export const gone: WantedRow = { inForce: false, cells: {} };

function befores(cells: Iterable<[string, { before: string | null }]>): Cells {
  return Object.fromEntries([...cells].map(([path, { before }]) => [path, before]));
}
