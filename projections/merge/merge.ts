import type { WantedRow } from '../../events/budget/budget.commands.js';
import type { Cells } from '../../events/budget/cells.js';
import type { MergeConflict } from './conflicts.js';
import { conflictsOf } from './conflicts.js';
import type { Choice, ChoiceOf, Resolution } from './resolutions.js';
import { choicesFor } from './resolutions.js';
import type { MergingRow, TableRows } from './table-rows.js';
import { wantedRows } from './table-rows.js';
import type { Side, ThreeTables } from './three-way.js';
import { allIds, collide, onOneSide, valuesAt } from './three-way.js';

export interface Merge {
  /** Whatever was chosen about them. */
  conflicts: MergeConflict[];
  /** Those about which nothing was chosen. */
  unresolved: MergeConflict[];
  /** What `ours` has to become, as `SetRows` takes it; null while a conflict is unresolved: nothing is chosen silently. */
  rows: ReadonlyMap<string, WantedRow> | null;
}

/**
 * Merges two tables that were made out of one, cell by cell: what one side alone has changed is as that side has it, and
 * what both have changed to the same is that. What the table's rules say of the result, `SetRows` says.
 * @throws Refusal if a resolution names no conflict, or one that another names
 */
export function mergeTables(tables: ThreeTables, resolutions: readonly Resolution[]): Merge {
  const conflicts = conflictsOf(tables);
  const choiceOf = choicesFor(conflicts, resolutions);
  const unresolved = conflicts.filter(({ entityId, path }) => choiceOf(entityId, path) === null);
  const rows = unresolved.length > 0 ? null : wantedRows(tables.ours, mergedRows(tables, choiceOf));
  return { conflicts, unresolved, rows };
}

function mergedRows(tables: ThreeTables, choiceOf: ChoiceOf): TableRows {
  const merged = new Map<string, MergingRow>();
  for (const id of allIds(tables)) {
    const ours = tables.ours.get(id);
    const theirs = tables.theirs.get(id);
    if (ours !== undefined && theirs !== undefined) {
      merged.set(id, { ...ours, cells: mergedCells(id, ours.cells, tables, choiceOf) });
      continue;
    }
    const alone = onOneSide(id, tables);
    if (alone === null) continue;
    const { withdrawn, on, row } = alone;
    if (withdrawn === null || choiceOf(withdrawn, null) === choices[on]) merged.set(id, row);
  }
  return merged;
}

const choices: Record<Side, Choice> = { ours: 'OURS', theirs: 'THEIRS' };

function mergedCells(id: string, cells: Cells, tables: ThreeTables, choiceOf: ChoiceOf): Cells {
  const merged: Cells = {};
  for (const path of Object.keys(cells)) {
    const { base, ours, theirs } = valuesAt(id, path, tables);
    const isTheirs = collide(id, path, tables) ? choiceOf(id, path) === 'THEIRS' : ours === base;
    merged[path] = isTheirs ? theirs : ours;
  }
  return merged;
}
