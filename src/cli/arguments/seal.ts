import type { Stage } from '../../../events/sealing/sealing.events.js';
import { stageNames, stages } from '../../../events/sealing/sealing.events.js';
import type { SealView } from '../../../services/services.js';
import type { BudgetOptions } from './budget.js';
import { findBudget } from './budget.js';
import type { Reader } from '../ledger/read-ledger.js';

/** The stage that is written 一上, or FIRST_UP as in the API; null: no stage has this name. */
export function parseStage(text: string): Stage | null {
  const wanted = text.toUpperCase().replaceAll('-', '_');
  return stages.find((stage) => stageNames[stage] === text || stage === wanted) ?? null;
}

/** A seal of the budget: one in force by its name, else by its stage; or any seal by its id. null: there is none. */
export async function findSeal(reader: Reader, options: BudgetOptions, text: string): Promise<SealView | null> {
  const seals = await reader.queries.seals(await findBudget(reader, options, null));
  const inForce = seals.filter(({ withdrawn }) => withdrawn === null);
  const stage = parseStage(text);
  return (
    inForce.find(({ name }) => name === text) ??
    inForce.findLast((seal) => stage !== null && seal.stage === stage) ??
    seals.find(({ id }) => id === text.toLowerCase()) ??
    null
  );
}
