import { sayHalt } from './app/projector/halt-advice.js';
import type { ProjectorState } from './app/projector/projector-state.js';
import type { EventStore } from './ports/event-store.js';
import type { FaultCause } from './ports/store-fault.js';
import type { Projections } from './projection-thread.js';

/** Which of the two stores a fault keeps from its work. */
export type FaultyStore = 'events' | 'views';

/** A fault as it begins. */
export interface Fault {
  store: FaultyStore;
  cause: FaultCause;
  /** What is wrong and what to do. */
  said: { zh: string; en: string };
}

/** Each fault once, as it begins, however many requests meet it. */
export interface Faults {
  /** How many there have been since the start. */
  count(store: FaultyStore, cause: FaultCause): number;
  /** Told of each that follows, and of those that are not over yet. */
  watch(tell: (fault: Fault) => void): void;
}

/** @param store null: the process has none @param projections null: the process has none */
export function gatherFaults(
  store: Pick<EventStore, 'onFault'> | null,
  projections: Pick<Projections, 'state' | 'watch'> | null,
): Faults {
  const counts = new Map<string, number>();
  const listeners = new Set<(fault: Fault) => void>();
  /** Of the views, what was told last and is not over; null: nothing. */
  let open: Fault | null = null;

  function tell(fault: Fault): void {
    const key = keyOf(fault.store, fault.cause);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const listener of listeners) listener(fault);
  }

  function look(state: ProjectorState): void {
    const found = faultIn(state);
    const isNew = found !== null && found.said.en !== open?.said.en;
    if (found !== null || state.is === 'LEADING' || state.is === 'STANDING_BY') open = found;
    if (isNew) tell(found);
  }

  store?.onFault?.(({ code, said }) => tell({ store: 'events', cause: code, said }));
  if (projections !== null) {
    look(projections.state());
    projections.watch(look);
  }
  return {
    count: (of, cause) => counts.get(keyOf(of, cause)) ?? 0,
    watch(listener) {
      if (open !== null) listener(open);
      listeners.add(listener);
    },
  };
}

function keyOf(store: FaultyStore, cause: FaultCause): string {
  return `${store} ${cause}`;
}

/** null: none, or it is waited for what is not there yet. */
function faultIn(state: ProjectorState): Fault | null {
  if (state.is === 'WAITING' && state.code !== null) return { store: 'views', cause: state.code, said: state.reason };
  if (state.is !== 'HALTED') return null;
  return { store: 'views', cause: 'HALTED', said: sayHalt(state.halt) };
}
