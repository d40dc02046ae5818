import type { MergingRow } from './table-rows.js';

/** The cells that say what a row is called, and among which others it has to be called so alone. */
export const namingPaths = ['name', 'fundUser', 'class'] as const;

/** Rows that are called alike where no two may be: each group of two or more. */
export function rowsOfOneName(rows: Iterable<MergingRow>): MergingRow[][] {
  const groups = new Map<string, MergingRow[]>();
  for (const row of rows) {
    if (row.entityKind === 'BUDGET') continue;
    const { entityKind, projectId, cells } = row;
    const among = entityKind === 'INDICATOR' ? [projectId, cells['class']] : [cells['fundUser']];
    const key = JSON.stringify([entityKind, ...among, cells['name']]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
