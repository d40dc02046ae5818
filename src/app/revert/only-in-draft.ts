import type { BudgetState } from '../../../events/budget/budget.state.js';
import { hasHad } from '../../../events/budget/set-rows/add-rows.js';
import type { ChangedCell } from '../../../projections/rows.js';

/**
 * Ids of the rows that come back into a draft although its budget never had them: what is undone had not taken these
 * away, they come along with the project that they belong to.
 */
export function rowsOnlyInDraft(changes: readonly ChangedCell[], budget: BudgetState): string[] {
  if (budget.status === 'absent') return [];
  const last = new Map(changes.map((change) => [change.entityId, change.kind]));
  const back = changes.filter(({ kind, entityId }) => kind === 'RESTORED' && last.get(entityId) !== 'REMOVED');
  return [...new Set(back.map(({ entityId }) => entityId))].filter((id) => !hasHad(budget, id));
}
