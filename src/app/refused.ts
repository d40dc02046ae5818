import type { Refusal } from '../../events/refusal.js';
import { refusalsIn } from '../../events/refusals.js';
import type { CommandAnswer } from '../../services/services.js';

/** A refusal as an answer. @throws what is none */
export function refusedBy(error: unknown): { refused: true; refusals: readonly Refusal[] } {
  const refusals = refusalsIn(error);
  if (refusals === null) throw error;
  return { refused: true, refusals };
}

/** What was done, or what it was refused with. @throws what is no refusal */
export async function answerOrRefusal<Outcome>(perform: () => Promise<Outcome>): Promise<CommandAnswer<Outcome>> {
  try {
    return { refused: false, done: await perform() };
  } catch (error) {
    return refusedBy(error);
  }
}
