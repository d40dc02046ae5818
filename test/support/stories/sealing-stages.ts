import type { Commands } from '../../../services/services.js';
import { accepted } from '../random/drafting.js';
import { request } from '../ledgers/ledger.js';
import { sealAsked } from './sealing-grounds.js';

const stages = ['FIRST_UP', 'FIRST_DOWN', 'SECOND_UP', 'SECOND_DOWN'] as const;

/** Seals every stage of a budget before that one, or all of them, each with what it needs. */
export async function sealStages(
  commands: Commands,
  budgetId: string,
  before: (typeof stages)[number] | null = null,
): Promise<void> {
  for (const stage of stages.slice(0, before === null ? undefined : stages.indexOf(before))) {
    accepted(await commands.sealVersion({ ...request(), ...sealAsked(stage), budgetId }));
  }
}
