import { evolve } from '../../events/budget/budget.evolve.js';
import { fromSnapshot } from '../../events/budget/budget.snapshot.js';
import type { BudgetState } from '../../events/budget/budget.state.js';
import { absentBudget, stampOf } from '../../events/budget/budget.state.js';
import { budgetStream } from '../../events/identity.js';
import type { EventReader } from '../ports/event-store.js';
import type { Snapshots } from '../ports/read-model.js';
import { decodeOfTable } from './stored-event.js';

export interface LoadedBudget {
  state: BudgetState;
  /** Of the last event folded in; −1: none. */
  revision: number;
  /** Of the snapshot that the load began from; −1: none. */
  snapshotRevision: number;
  /** The stream that lent the state that this one began as, whose rows it shares; null: its rows are its own. */
  sharesWith: string | null;
}

/** A state that was folded before, to go on from. */
type FoldedBudget = Pick<LoadedBudget, 'state' | 'revision' | 'sharesWith'>;

export interface LoadedFrom {
  events: Pick<EventReader, 'readStream'>;
  snapshots: Snapshots;
  /** A state of the stream that is at hand, folded up to exactly this revision: a draft then shares its base with it. */
  held?: (stream: string, revision: number) => BudgetState | null | Promise<BudgetState | null>;
}

const pageSize = 1_000;

/**
 * The state of a budget or a draft: the newest snapshot, then only the events behind it. A draft begins as its base.
 * @param upTo fold nothing behind this revision (a snapshot behind it is not used)
 */
export async function loadBudget(stream: string, from: LoadedFrom, upTo = Infinity): Promise<LoadedBudget> {
  const snapshot = await from.snapshots.snapshot(stream);
  const start = snapshot !== null && snapshot.revision <= upTo ? fromSnapshot(snapshot.body) : null;
  const snapshotRevision = start === null ? -1 : (snapshot?.revision ?? -1);
  const begin = { state: start ?? absentBudget, revision: snapshotRevision, sharesWith: null };
  return { ...(await foldOn(stream, begin, from, upTo)), snapshotRevision };
}

/** The same, from a state that was folded before. */
export async function foldOn(
  stream: string,
  begin: FoldedBudget,
  from: LoadedFrom,
  upTo = Infinity,
): Promise<FoldedBudget> {
  let { state, revision, sharesWith } = begin;
  for (;;) {
    const limit = Math.min(pageSize, upTo - revision);
    const page = limit > 0 ? await from.events.readStream(stream, revision + 1, limit) : [];
    for (const stored of page) {
      const event = decodeOfTable(stored);
      if (event.type === 'DraftOpened') ({ state, sharesWith } = await baseOf(event.data, from));
      state = evolve(state, event, stampOf(event));
      revision = stored.revision;
    }
    if (page.length < limit || limit === 0) return { state, revision, sharesWith };
  }
}

async function baseOf(
  { budgetId, base: { revision } }: { budgetId: string; base: { revision: number } },
  from: LoadedFrom,
): Promise<Pick<LoadedBudget, 'state' | 'sharesWith'>> {
  const stream = budgetStream(budgetId);
  const held = (await from.held?.(stream, revision)) ?? null;
  return held === null ? loadBudget(stream, from, revision) : { state: held, sharesWith: stream };
}

/** How many rows a state holds: what it weighs in a cache. */
export function weightOf(state: BudgetState): number {
  if (state.status === 'absent') return 1;
  return 1 + state.fundUsers.size + state.projects.size + state.projectOfIndicator.size + state.seals.size;
}
