import type { BudgetState } from '../../events/budget/budget.state.js';
import type { EventStore } from '../ports/event-store.js';
import type { Snapshots } from '../ports/read-model.js';
import { foldOn, loadBudget } from './load-budget.js';
import type { CachedTable } from './table-cache.js';
import { tableCache } from './table-cache.js';

/** The state that a stream's next command is decided on. */
export interface Lane extends CachedTable {
  /** Settles with the last append issued; rejects if that failed, and with it all that was decided behind it. */
  tail: Promise<unknown>;
  /** The newest that is known to be stored: what is read again begins behind it. */
  stored: CachedTable;
  /** Numbers the loads from the store, over all streams: what others appended came into memory with this one. */
  loaded: number;
}

/** The lanes in memory, and how they come there. */
export interface LaneStates {
  /** Where others append, too, it may be old. @param stored what is known of the stream already */
  of(stream: string, stored?: CachedTable): Promise<Lane>;
  /** With everything in it that was stored when this was asked, by whichever process. */
  fresh(stream: string): Promise<Lane>;
  /** The same, if it is in memory. */
  held(stream: string): Lane | null;
  /** Keeps a lane whose state went on, weighed anew. */
  moved(stream: string, lane: Lane): void;
  /** Forgets this lane, unless another has taken its place. */
  drop(stream: string, lane: Lane): void;
  forget(stream: string): void;
  /** The number of the last load from the store. */
  lastLoad(): number;
}

export interface LaneStatesTools {
  store: EventStore;
  snapshots: Snapshots;
  cachedRows: number;
}

export function laneStates({ store, snapshots, cachedRows }: LaneStatesTools): LaneStates {
  const lanes = tableCache<Lane>(cachedRows);
  const loading = new Map<string, Promise<Lane>>();
  let loads = 0;
  const from = { events: store, snapshots, held: heldAt };

  /** Not before it is durable: another process may have saved something else under the revision that is on its way. */
  async function heldAt(stream: string, revision: number): Promise<BudgetState | null> {
    const lane = lanes.peek(stream);
    if (lane?.revision !== revision) return null;
    const { state, tail } = lane;
    return (await failureOf(tail)) === null ? state : null;
  }

  function load(stream: string, stored: CachedTable | undefined): Promise<CachedTable> {
    return stored === undefined || stored.revision < 0 ? loadBudget(stream, from) : foldOn(stream, stored, from);
  }

  function keep(stream: string, { state, revision, sharesWith }: CachedTable): Lane {
    const stored = { state, revision, sharesWith };
    loads += 1;
    const lane: Lane = { ...stored, tail: Promise.resolve(), stored, loaded: loads };
    lanes.set(stream, lane);
    return lane;
  }

  async function laneOf(stream: string, stored?: CachedTable): Promise<Lane> {
    const lane = lanes.get(stream);
    if (lane !== undefined) return lane;
    const under = loading.get(stream);
    if (under !== undefined) return under;
    const loaded = load(stream, stored)
      .then((table) => keep(stream, table))
      .finally(() => loading.delete(stream));
    loading.set(stream, loaded);
    return loaded;
  }

  async function freshLaneOf(stream: string): Promise<Lane> {
    // A load that is under way may have passed by what was stored since it began.
    const known = lanes.get(stream) ?? (await loading.get(stream));
    if (known === undefined) return laneOf(stream);
    const table = await load(stream, known.stored);
    const lane = lanes.get(stream);
    if (lane === undefined || lane.revision < table.revision) return keep(stream, table);
    if (lane.stored.revision < table.revision) lane.stored = table;
    return lane;
  }

  return {
    of: laneOf,
    // What one writer has in memory is all there is.
    fresh: store.sharedWriters ? freshLaneOf : (stream) => laneOf(stream),
    held: (stream) => lanes.get(stream) ?? null,
    moved: (stream, lane) => lanes.set(stream, lane),
    drop(stream, lane) {
      if (lanes.peek(stream) === lane) lanes.delete(stream);
    },
    forget: (stream) => lanes.delete(stream),
    lastLoad: () => loads,
  };
}

/** What a work failed with; null: it did not. */
export function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (failure: unknown) => failure,
  );
}
