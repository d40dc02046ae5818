import { parseStage } from '../../../events/sealing/seal-name.js';
import type { SealView } from '../../../services/services.js';
import type { BudgetOptions } from './budget.js';
import { findBudget } from './budget.js';
import type { Reader } from '../ledger/read-ledger.js';

/** A seal of the budget: one in force by its name, else by its stage; or any seal by its id. null: there is none. */
export async function findSeal(reader: Reader, options: BudgetOptions, text: string): Promise<SealView | null> {
  const seals = await reader.queries.seals(await findBudget(reader, options, null));
  const inForce = seals.filter(({ withdrawal }) => withdrawal === null);
  const stage = parseStage(text);
  return (
    inForce.find(({ name }) => name === text) ??
    inForce.findLast((seal) => stage !== null && seal.stage === stage) ??
    seals.find(({ id }) => id === text.toLowerCase()) ??
    null
  );
}
