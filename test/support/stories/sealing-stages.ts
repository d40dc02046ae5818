import type { CommandAnswer, CommandRequest, Commands } from '../../../services/services.js';
import { accepted } from '../random/drafting.js';
import { request } from '../ledgers/ledger.js';

const stages = ['FIRST_UP', 'FIRST_DOWN', 'SECOND_UP', 'SECOND_DOWN'] as const;

/** Seals every stage of a budget before that one, each with all that it needs. */
export async function sealBefore(commands: Commands, budgetId: string, stage: (typeof stages)[number]): Promise<void> {
  for (const each of stages.slice(0, stages.indexOf(stage))) {
    accepted(await sealStage(commands, budgetId, each, request()));
  }
}

export function sealSecondDown(commands: Commands, budgetId: string, by: CommandRequest): Promise<CommandAnswer> {
  return sealStage(commands, budgetId, 'SECOND_DOWN', by);
}

function sealStage(
  commands: Commands,
  budgetId: string,
  stage: (typeof stages)[number],
  by: CommandRequest,
): Promise<CommandAnswer> {
  const about = { budgetId, stage, name: null, version: null, contentHash: null, approvedBy: null };
  return commands.sealVersion({ ...by, ...about, expectedVersion: null });
}
