import { canonicalJson } from '../../../events/canonical-json.js';
import { contentHash } from '../../../projections/content/tree.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { ConflictView } from '../../../services/services.js';

/**
 * SHA-256 of what a merge does: the cells that it changes with their values, and what was chosen between which values.
 * Saves of other rows do not change it; another value under a choice does, even where the cell stays as it was.
 */
export function hashChanges(changes: readonly ChangedCell[], conflicts: readonly ConflictView[]): string {
  const cells = changes.map(({ entityId, path, kind, before, after }) => ({ entityId, path, kind, before, after }));
  const choices = conflicts.map(({ entityId, path, choice, cells: between }) => ({
    entityId,
    path,
    choice,
    between: sorted(
      between.map(({ entityId: rowId, path: cell, base, ours, theirs }) => {
        return { rowId, cell, base, ours, theirs };
      }),
    ),
  }));
  return contentHash(canonicalJson({ cells: sorted(cells), choices: sorted(choices) }));
}

/** In an order that does not depend on which rows beside them were read. */
function sorted(items: readonly object[]): string[] {
  return items.map((item) => canonicalJson(item)).sort();
}
