import type { WantedRow } from '../../events/budget/budget.commands.js';
import type { MergeConflict } from './conflicts.js';
import { conflictsOf } from './conflicts.js';
import type { Settle } from './contradictions.js';
import { checkChoices } from './contradictions.js';
import { giveNameTo, mergedRows } from './merged-rows.js';
import type { Resolution } from './choices.js';
import { choicesOf, withChoices } from './resolutions.js';
import { wantedRows } from './table-rows.js';
import type { ThreeTables } from './three-way.js';

export interface Merge {
  /** All of them, resolved or not. */
  conflicts: MergeConflict[];
  /** Those about which nothing was chosen. */
  unresolved: MergeConflict[];
  /**
   * What `ours` has to become, as `SetRows` takes it; null while a conflict is unresolved: nothing is chosen silently.
   */
  rows: ReadonlyMap<string, WantedRow> | null;
}

/**
 * Merges two tables that were made out of one, cell by cell: a cell takes the value of the side that changed it; if both
 * changed it to the same value, it has that. Of rows that come to one name, a choice has all be as one side has them.
 * @throws Refusal if a resolution names no conflict, or one that another names, or if choices contradict each other
 */
export function mergeTables(tables: ThreeTables, resolutions: readonly Resolution[]): Merge {
  const conflicts = withChoices(conflictsOf(tables), resolutions);
  const unresolved = conflicts.filter(({ choice }) => choice === null);
  if (unresolved.length > 0) return { conflicts, unresolved, rows: null };
  const settle: Settle = (chosen) => settled(tables, chosen);
  checkChoices(tables, conflicts, resolutions, settle);
  return { conflicts, unresolved, rows: wantedRows(tables.ours, settle(conflicts)) };
}

function settled(tables: ThreeTables, conflicts: readonly MergeConflict[]) {
  const merged = mergedRows(tables, choicesOf(conflicts));
  for (const { kind, entityIds, choice } of conflicts) {
    if (kind === 'SAME_NAME') giveNameTo(choice === 'OURS' ? 'ours' : 'theirs', entityIds, merged, tables);
  }
  return merged;
}
