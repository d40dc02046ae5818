import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { nameKey } from '../../../events/budget/budget.state.js';
import { projectDocument } from '../../../projections/documents.js';
import type { TableRows } from '../../../projections/merge/table-rows.js';
import { tableRows } from '../../../projections/merge/table-rows.js';
import type { ThreeTables } from '../../../projections/merge/three-way.js';

/**
 * The tables of a merge with each project that is the same in all three, and so was left out, but is called what another
 * may come to be called: by its name from the one side and its fund user from the other.
 * @param state of our side
 */
export function withNamesakes(tables: ThreeTables, state: OpenBudgetState): ThreeTables {
  const { ours, theirs } = tables;
  const mixed = [...ours.values()].flatMap(({ entityId, entityKind, cells: our }) => {
    const their = theirs.get(entityId)?.cells;
    if (entityKind !== 'PROJECT' || their === undefined) return [];
    return [nameKey(our['fundUser'] ?? '', their['name'] ?? ''), nameKey(their['fundUser'] ?? '', our['name'] ?? '')];
  });
  const found = mixed
    .flatMap((key) => state.projectNames.get(key) ?? [])
    .filter((id) => !ours.has(id))
    .flatMap((id) => state.projects.get(id) ?? []);
  if (found.length === 0) return tables;
  const { budgetId: id, name } = state;
  const alike = tableRows({ id, name }, found.map(projectDocument));
  const added = (rows: TableRows): TableRows => new Map([...alike, ...rows]);
  return { base: added(tables.base), ours: added(ours), theirs: added(theirs) };
}
