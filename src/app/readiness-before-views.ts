import { CannotRead } from '../ports/cannot-read.js';
import type { EventReader } from '../ports/event-store.js';
import type { ProjectorState } from './projector/projector-state.js';
import type { Readiness } from './readiness.js';
import { bothLanguages, nobodyLeads, noEvents, patienceMs, waiting, withinTime } from './readiness.js';

/** Readiness as long as there is no read model that could be asked. */
export function beforeThereAreViews({
  store,
  projections,
  whyNone,
}: {
  /** null: it is not open. */
  store: Pick<EventReader, 'head'> | null;
  /** This process's own; null: there is none. */
  projections: { state(): ProjectorState } | null;
  /** What keeps the read model from being opened now; null: nothing does. */
  whyNone: () => Promise<unknown>;
}): () => Promise<Readiness> {
  return async () => {
    const state = projections?.state() ?? null;
    const reasons = [reasonFor(state, await withinTime(patienceMs, whyNone()).catch((error: unknown) => error))];
    const head = await (store?.head() ?? Promise.resolve(null)).catch((error: unknown) => {
      reasons.push(noEvents(error));
      return null;
    });
    return {
      ready: false,
      reasons,
      head,
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

/** That there are none is said where the store has said so: one that cannot be reached says nothing. */
function reasonFor(state: ProjectorState | null, whyNone: unknown): string {
  if (state?.is === 'WAITING') return waiting(state.reason);
  if (whyNone !== null && !(whyNone instanceof CannotRead && whyNone.code === 'NOTHING_THERE'))
    return `还不能读取账本。The ledger cannot be read yet: ${bothLanguages(whyNone)}`;
  return state === null ? `还没有视图。There are no views yet. ${nobodyLeads}` : underWay;
}
