import type { Stage } from '../../events/sealing/sealing.events.js';
import { stageNames, stages } from '../../events/sealing/sealing.events.js';
import type { SealView } from '../../services/services.js';
import type { BudgetOptions } from './naming.js';
import { findBudget } from './naming.js';
import type { Asking } from './reading.js';

/** 一上, or as the API says it: FIRST_UP; null: no stage is called so. */
export function stageCalled(text: string): Stage | null {
  const wanted = text.toUpperCase().replaceAll('-', '_');
  return stages.find((stage) => stageNames[stage] === text || stage === wanted) ?? null;
}

/** A seal of the budget: in force, by its name, else by its stage; or any by its id. null: there is none. */
export async function findSeal(ask: Asking, options: BudgetOptions, text: string): Promise<SealView | null> {
  const seals = await ask.queries.seals(await findBudget(ask, options, null));
  const inForce = seals.filter(({ withdrawn }) => withdrawn === null);
  const stage = stageCalled(text);
  return (
    inForce.find(({ name }) => name === text) ??
    inForce.findLast((seal) => stage !== null && seal.stage === stage) ??
    seals.find(({ id }) => id === text.toLowerCase()) ??
    null
  );
}
