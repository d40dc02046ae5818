import { Refusal } from '../../events/refusal.js';
import type { CommandAnswer, Done } from '../../services/services.js';

/** Everything that stands in a command's way, told at once. */
export class Refusals extends Error {
  override readonly name = 'Refusals';
  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.map(({ messageEn }) => messageEn).join(' '));
  }
}

/** A refusal as an answer. @throws what is none */
export function refusedBy(error: unknown): { refused: true; refusals: readonly Refusal[] } {
  if (error instanceof Refusal) return { refused: true, refusals: [error] };
  if (error instanceof Refusals) return { refused: true, refusals: error.refusals };
  throw error;
}

/** What was done, or what it was refused with. @throws what is no refusal */
export async function answerOrRefusal(perform: () => Promise<Done>): Promise<CommandAnswer> {
  try {
    return { refused: false, done: await perform() };
  } catch (error) {
    return refusedBy(error);
  }
}
