import type { Candidate, Failure } from '../failures.js';
import { failure } from '../failures.js';

/** How many candidates a failure names at most. */
export const candidatesShown = 20;

/** More than one thing has the given name; says which there are. */
export function ambiguous(zh: string, en: string, candidates: readonly Candidate[]): Failure {
  return failure('notFound', 'AMBIGUOUS', `${zh}，请指明其中之一：`, `${en}; name one of them:`, {
    candidates: listCandidates(candidates),
  });
}

/** The first of them, without what else the caller knows about each. */
export function listCandidates(candidates: readonly Candidate[]): Candidate[] {
  return candidates.slice(0, candidatesShown).map(({ id, name, written }) => ({ id, name, written }));
}
