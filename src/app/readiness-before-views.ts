import type { EventReader } from '../ports/event-store.js';
import type { ProjectorState } from './projector/projector-state.js';
import type { Readiness } from './readiness.js';
import { nobodyLeads, waiting } from './readiness.js';

/** Readiness as long as there is no read model that could be asked. */
export function beforeThereAreViews({
  store,
  projections,
}: {
  /** null: it is not open. */
  store: Pick<EventReader, 'head'> | null;
  /** This process's own; null: there is none. */
  projections: { state(): ProjectorState } | null;
}): () => Promise<Readiness> {
  return async () => {
    const state = projections?.state() ?? null;
    return {
      ready: false,
      reasons: [reasonFor(state)],
      head: (await store?.head().catch(() => null)) ?? null,
      applied: null,
      appliedClock: null,
      behind: null,
      lagMs: null,
      projector: state?.is ?? null,
      isLed: state?.is === 'LEADING',
    };
  };
}

const underWay = '视图尚未建立，正在由事件建立。There are no views yet; they are being built from the events.';

function reasonFor(state: ProjectorState | null): string {
  if (state === null) return `还没有视图。There are no views yet. ${nobodyLeads}`;
  return state.is === 'WAITING' ? waiting(state.reason) : underWay;
}
