import { evolve } from '../../events/budget/budget.evolve.js';
import type { BudgetEvent } from '../../events/budget/budget.events.js';
import { stampOf } from '../../events/budget/budget.state.js';
import type { BudgetState, OpenBudgetState } from '../../events/budget/budget.state.js';
import { groundsIn } from '../../events/draft/adjustment.rules.js';
import { voidsReview } from '../../events/draft/draft.rules.js';
import type { ActorRef, EventSource } from '../../events/envelope.js';
import { ledgerStart } from '../../events/position.js';
import { changedCell, changedCells } from '../../projections/changed-cells.js';
import type { ChangedCell } from '../../projections/rows.js';
import { saveKind } from '../../projections/sealing-rows.js';
import type { ChangePreview } from '../../services/services.js';
import type { SourcedEvent } from './command-lanes.js';
import type { Rehearsal } from './rehearse.js';

interface SaidBy {
  actor: ActorRef;
  reason: string | null;
  basisDocument: string | null;
  /** Of what names none of its own. */
  source: EventSource;
}

/** What a command would do. */
export function changePreview({ table, state: before, events }: Rehearsal, by: SaidBy): ChangePreview {
  const made = events.map(({ event }) => event);
  const { changes, after } = previewOf(before, events, by);
  return {
    ...table,
    version: before.version,
    kind: made.length === 0 ? null : saveKind(made),
    status: after.status === 'open' ? (after.draft?.status ?? null) : null,
    changes,
    voidsReview: before.status === 'open' && voidsReview(before, made),
  };
}

/** The cells that events would change, as the list of changes would show them; nothing is recorded. */
export function previewChanges(before: BudgetState, events: readonly BudgetEvent[], by: SaidBy): ChangedCell[] {
  return previewOf(
    before,
    events.map((event) => ({ event })),
    by,
  ).changes;
}

function previewOf(before: BudgetState, events: readonly SourcedEvent[], by: SaidBy) {
  const { actor } = by;
  const { reason, basisDocument } = before.status === 'open' ? groundsIn(before, by) : by;
  const version = before.version + 1;
  const about = { position: ledgerStart, version, recordedAt: '', actor, reason, basisDocument, eventId: '' };
  let after = before;
  const changes = events.flatMap(({ event, source = by.source }) => {
    const next = evolve(after, event, stampOf({ version, actor, recordedAt: '' })) as OpenBudgetState;
    const cells = changedCells(after, event, next);
    after = next;
    const { budgetId, unitKey, fiscalYear } = next;
    return cells.map((cell, rank) =>
      changedCell(cell, { ...about, source, budgetId, draftId: next.draft?.id ?? null, unitKey, fiscalYear }, rank),
    );
  });
  return { changes, after };
}
