import { Refusal } from '../../events/refusal.js';

/** A refusal as an answer. @throws what is none */
export function refusedBy(error: unknown): { refused: true; refusals: readonly Refusal[] } {
  if (error instanceof Refusal) return { refused: true, refusals: [error] };
  throw error;
}
