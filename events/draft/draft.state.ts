import type { Set } from 'immutable';
import type { DraftBase } from './draft.events.js';

/** OPEN → SUBMITTED → RETURNED (→ SUBMITTED …) or APPROVED. An edit takes a draft that was submitted back to OPEN. */
export const draftStatuses = ['OPEN', 'SUBMITTED', 'RETURNED', 'APPROVED', 'PROMOTED', 'DISCARDED'] as const;
export type DraftStatus = (typeof draftStatuses)[number];

/** What the rules need of a draft, beside its table. That it was promoted is told by its budget's stream. */
export interface DraftState {
  readonly id: string;
  readonly name: string;
  readonly adjustment: boolean;
  readonly status: Exclude<DraftStatus, 'PROMOTED'>;
  /** Moves when the draft is refreshed. */
  readonly base: DraftBase;
  readonly openedBy: string;
  /** Ids of those who edited it, and on whose behalf. */
  readonly editors: Set<string>;
}
