import { evolve } from '../../events/budget/budget.evolve.js';
import { fromSnapshot } from '../../events/budget/budget.snapshot.js';
import type { BudgetState } from '../../events/budget/budget.state.js';
import { absentBudget, stampOf } from '../../events/budget/budget.state.js';
import { decodeEvent } from '../../events/record.js';
import type { EventReader } from '../ports/event-store.js';
import type { Snapshot } from '../ports/read-model.js';

export interface LoadedBudget {
  state: BudgetState;
  /** Of the last event folded in; −1: none. */
  revision: number;
  /** Of the snapshot that the load began from; −1: none. */
  snapshotRevision: number;
}

const pageSize = 1_000;

/**
 * A budget's state: the newest snapshot, then only the events behind it.
 * @param upTo fold nothing behind this revision (a snapshot behind it is not used)
 */
export async function loadBudget(
  stream: string,
  events: Pick<EventReader, 'readStream'>,
  snapshots: { snapshot(stream: string): Promise<Snapshot | null> },
  upTo = Infinity,
): Promise<LoadedBudget> {
  const snapshot = await snapshots.snapshot(stream);
  const start = snapshot !== null && snapshot.revision <= upTo ? fromSnapshot(snapshot.body) : null;
  let state = start ?? absentBudget;
  let revision = start === null ? -1 : (snapshot?.revision ?? -1);
  const snapshotRevision = revision;
  for (;;) {
    const limit = Math.min(pageSize, upTo - revision);
    const page = limit > 0 ? await events.readStream(stream, revision + 1, limit) : [];
    for (const stored of page) {
      const event = decodeEvent(stored.body);
      state = evolve(state, event, stampOf(event));
      revision = stored.revision;
    }
    if (page.length < limit || limit === 0) return { state, revision, snapshotRevision };
  }
}

/** How many rows a state holds: what it weighs in a cache. */
export function weightOf(state: BudgetState): number {
  if (state.status === 'absent') return 1;
  return 1 + state.fundUsers.size + state.projects.size + state.projectOfIndicator.size + state.seals.size;
}
