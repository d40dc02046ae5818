import type { At } from '../../../services/services.js';
import { isOfOneBudget } from '../../app/queries/points/points.js';
import type { Reader } from '../ledger/read-ledger.js';
import type { BudgetOptions } from './budget.js';
import { findBudget, isBudgetNamed } from './budget.js';

/**
 * What a list is narrowed to at a version, a seal or a draft: the one budget that the point is of. It need not be named where
 * the seal or the draft says which it is, or where the ledger holds only one.
 * @throws Failure NOT_FOUND, AMBIGUOUS naming the candidates
 */
export async function findPointBudget(
  reader: Reader,
  options: BudgetOptions,
  point: At | null,
): Promise<{ budgetIds?: string[] }> {
  if (!isOfOneBudget(point)) return {};
  const known = isBudgetNamed(options) ? null : await budgetIdOf(reader, point);
  return { budgetIds: [known ?? (await findBudget(reader, options, null)).id] };
}

/** The budget of the seal or the draft; null: the point is a version. */
async function budgetIdOf({ queries, at }: Reader, point: At | null): Promise<string | null> {
  const id = point?.sealId ?? point?.draft?.id ?? null;
  const found = id === null ? null : await queries.node(id, at(null));
  if (found?.kind === 'SEAL') return found.seal.budgetId;
  return found?.kind === 'DRAFT' ? found.draft.budgetId : null;
}
