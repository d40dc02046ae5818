import type { Adjustment } from '../events/draft/adjustment.js';
import type { DraftBase, DraftRemark } from '../events/draft/draft.events.js';
import type { DraftState, DraftStatus } from '../events/draft/draft.state.js';
import type { Position } from '../events/position.js';
import type { PositionedEvent } from './positioned-event.js';
import type { Deed } from './sealing-rows.js';
import { deedOf } from './sealing-rows.js';

/** A draft (草案) as one of its saves left it. */
export interface DraftRow {
  draftId: string;
  budgetId: string;
  name: string;
  /** null: it is none. */
  adjustment: Adjustment | null;
  status: Exclude<DraftStatus, 'PROMOTED'>;
  /** Of the draft's own saves; 0: it was opened. */
  version: number;
  /** Of that save's last event. */
  position: Position;
  /** Moves when the draft is refreshed. */
  base: DraftBase;
  /**
   * The base that it was opened on; `position` is the end of that save. A row that the draft has not changed is the
   * budget's at this position.
   */
  openedOn: DraftBase & { position: Position };
  opened: Deed;
  /** Ids, of those who edited it and on whose behalf. */
  editors: string[];
  /** In order; the last one is under way while the draft is SUBMITTED. */
  rounds: ReviewRound[];
  discarded: Deed | null;
}

/**
 * One round of review: what was submitted, and the answer. A return that takes an approval back is a round of its own
 * about the same submission, so that the approval can still be read.
 */
export interface ReviewRound {
  /** The draft's version that was submitted. */
  version: number;
  submitted: Deed;
  outcome: 'RETURNED' | 'APPROVED' | 'WITHDRAWN' | null;
  /** When it was decided, or taken back; null: not yet. */
  decided: Deed | null;
  opinion: string | null;
  remarks: DraftRemark[];
  /** The draft's save that made this round void: it edited what was under review, or took the approval back. */
  voidedBy: number | null;
}

/** That a save of the budget took a draft in. */
export interface DraftPromotion extends Deed {
  draftId: string;
  budgetId: string;
  /** The draft's version that was taken in. */
  version: number;
  /** null: not kept then. */
  changesHash: string | null;
  contentHash: string;
}

export function openedDraft(event: PositionedEvent & { type: 'DraftOpened' }, basePosition: Position): DraftRow {
  const { draftId, budgetId, name, adjustment, base } = event.data;
  return {
    draftId,
    budgetId,
    name,
    adjustment,
    status: 'OPEN',
    version: event.version,
    position: event.position,
    base,
    openedOn: { ...base, position: basePosition },
    opened: deedOf(event),
    editors: [],
    rounds: [],
    discarded: null,
  };
}

/** The draft after one of its saves. @param state as the save left it */
export function savedDraft(before: DraftRow, events: readonly PositionedEvent[], state: DraftState): DraftRow {
  const last = events.at(-1);
  if (last === undefined) return before;
  const { status, base, adjustment } = state;
  const row: DraftRow = { ...before, status, base, adjustment, version: last.version, position: last.position };
  row.editors = [...state.editors].sort();
  for (const event of events) Object.assign(row, reviewChange(row, event));
  const wasUnderReview = before.status === 'SUBMITTED' || before.status === 'APPROVED';
  const isTakenBack = row.rounds.at(-1)?.outcome === 'WITHDRAWN';
  if (wasUnderReview && status === 'OPEN' && !isTakenBack)
    row.rounds = withLastRound(row.rounds, { voidedBy: last.version });
  return row;
}

function reviewChange({ rounds }: DraftRow, event: PositionedEvent): Partial<DraftRow> {
  const deed = deedOf(event);
  if (event.type === 'DraftSubmitted') {
    const undecided = { outcome: null, decided: null, opinion: null, remarks: [], voidedBy: null };
    return { rounds: [...rounds, { version: event.data.version, submitted: deed, ...undecided }] };
  }
  if (event.type === 'SubmissionWithdrawn') {
    return { rounds: withLastRound(rounds, { outcome: 'WITHDRAWN', decided: deed }) };
  }
  if (event.type === 'DraftReturned') {
    const { opinion, remarks } = event.data;
    const returned = { outcome: 'RETURNED', decided: deed, opinion, remarks } as const;
    const approved = rounds.at(-1);
    if (approved?.outcome !== 'APPROVED') return { rounds: withLastRound(rounds, returned) };
    return { rounds: [...withLastRound(rounds, { voidedBy: event.version }), { ...approved, ...returned }] };
  }
  if (event.type === 'DraftApproved') {
    return { rounds: withLastRound(rounds, { outcome: 'APPROVED', decided: deed, opinion: event.data.opinion }) };
  }
  return event.type === 'DraftDiscarded' ? { discarded: deed } : {};
}

function withLastRound(rounds: readonly ReviewRound[], change: Partial<ReviewRound>): ReviewRound[] {
  return rounds.map((round, index) => (index === rounds.length - 1 ? { ...round, ...change } : round));
}

/** The drafts that a save of the budget took in. */
export function draftPromotions(events: readonly PositionedEvent[], budgetId: string): DraftPromotion[] {
  return events.flatMap((event) => {
    if (event.type !== 'DraftPromoted') return [];
    const { draftId, version, changesHash, contentHash } = event.data;
    return [{ draftId, budgetId, version, changesHash, contentHash, ...deedOf(event) }];
  });
}
