import type { EventReader, EventStore, Position } from '../ports/event-store.js';
import type { Halt, Points, Progress } from '../ports/read-model.js';
import type { Locations } from './check-same-ledger.js';
import { checkSameLedger } from './check-same-ledger.js';
import type { HeldClock } from './held-clock.js';
import { sayLeap } from './held-clock.js';
import { sayHalt } from './projector/halt-advice.js';
import type { ProjectorState } from './projector/projector-state.js';
import { AlteredEvent, envelopeOf } from './stored-event.js';

/** Whether the program should get requests, and if not, why. */
export interface Readiness {
  ready: boolean;
  /** Each in Chinese and in English. */
  reasons: string[];
  /** Last position in the ledger, and the last one that the read model shows; null: not known. */
  head: Position | null;
  applied: Position | null;
  /** The ledger's clock at `applied`; null: not known, or nothing is applied. */
  appliedClock: string | null;
  /** Events that the read model does not show, counted up to 1,000; null: not known, a store does not answer. */
  behind: number | null;
  /** Age of the oldest event that the read model does not show, in milliseconds; 0: it shows all; null: not known. */
  lagMs: number | null;
  /** What this process's own projector does; null: it has none. */
  projector: ProjectorState['is'] | null;
  /** Whether some projector fills the read model. */
  isLed: boolean;
}

export interface ReadinessTools {
  store: Pick<EventReader, 'head' | 'readAll' | 'readAt' | 'readStream' | 'lost'> & Pick<EventStore, 'fault'>;
  readModel: Progress & Pick<Points, 'saveAt'>;
  /** This process's own; null: there is none. */
  projections: { state(): ProjectorState } | null;
  locations: Locations;
  /** By which this process's saves are stamped; absent: it makes none. */
  clock?: Pick<HeldClock, 'leap'>;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** A read model that lags longer than this, or that nobody has filled for longer, makes the program not ready. */
  lagLimitMs?: number;
  /** A store that takes longer to answer does not answer: whoever asks waits no longer. */
  answerLimitMs?: number;
}

type Lag = Pick<Readiness, 'behind' | 'lagMs'>;

/** Usual `answerLimitMs`. */
export const patienceMs = 4_000;

const unknownLag: Lag = { behind: null, lagMs: null };

export function readinessOf(tools: ReadinessTools): () => Promise<Readiness> {
  const {
    store,
    readModel,
    projections,
    locations,
    clock,
    now,
    lagLimitMs = 5_000,
    answerLimitMs = patienceMs,
  } = tools;
  /** Since when nobody has been seen to fill the read model. */
  let leaderless: number | null = null;

  /** What the read model does not show, and how long the oldest of it has been in the ledger. */
  async function lagOf(applied: Position | null, head: Position | null): Promise<Lag> {
    if (head === null || applied === null) return unknownLag;
    if (applied >= head) return { behind: 0, lagMs: 0 };
    const missing = await store.readAll(applied, 1_000);
    const [oldest] = missing;
    if (oldest === undefined) return { behind: 0, lagMs: 0 };
    const lagMs = Math.max(0, now() - Date.parse(envelopeOf(oldest).recordedAt));
    return { behind: missing.length, lagMs };
  }

  async function projectorReasons(halt: Halt | null, isLed: boolean): Promise<string[]> {
    if (isLed) leaderless = null;
    else leaderless ??= now();
    if (halt !== null) return [spoken(sayHalt(halt))];
    const state = projections?.state();
    if (state?.is === 'WAITING') return [waiting(state.reason)];
    return leaderless !== null && now() - leaderless >= lagLimitMs ? [nobodyLeads] : [];
  }

  return async () => {
    const reasons: string[] = [];
    const asked = async <T>(what: Promise<T>, say: (error: unknown) => string): Promise<T | null> =>
      withinTime(answerLimitMs, what).catch((error: unknown) => {
        reasons.push(say(error));
        return null;
      });
    const head = await asked(store.head(), noEvents);
    const fault = head === null ? null : await asked(Promise.resolve(store.fault?.() ?? null), noEvents);
    if (fault !== null) reasons.push(bothLanguages(fault));
    const leap = clock?.leap() ?? null;
    if (leap !== null) reasons.push(spoken(sayLeap(leap)));
    const shown = await asked(readModel.status(), noViews);
    const applied = shown?.position ?? null;
    const { behind, lagMs } = (await asked(lagOf(applied, head), noEvents)) ?? unknownLag;
    if (lagMs !== null && lagMs > lagLimitMs) reasons.push(lagging(lagMs));
    if (shown !== null && head !== null)
      await asked(checkSameLedger({ events: store, readModel, shown, locations }), bothLanguages);
    const isLed = shown !== null && (await withinTime(answerLimitMs, readModel.leader()).catch(() => null)) !== null;
    reasons.push(...(await projectorReasons(shown?.halt ?? null, isLed)));
    return {
      ready: reasons.length === 0,
      reasons: [...new Set(reasons)],
      head,
      applied,
      appliedClock: shown === null || shown.clock === '' ? null : shown.clock,
      behind,
      lagMs,
      projector: projections?.state().is ?? null,
      isLed,
    };
  };
}

function spoken({ zh, en }: { zh: string; en: string }): string {
  return `${zh}${en}`;
}

export const nobodyLeads =
  '没有进程在更新视图；请启动一个（ROLE=projector 或 ROLE=all）。No projector fills the read model; start one (ROLE=projector or ROLE=all).';

/** @throws Error, also what the promise rejects with */
export async function withinTime<T>(ms: number, what: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([what, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** An error as one sentence in each language. */
export function bothLanguages(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'messageEn' in error ? `${error.message}${String(error.messageEn)}` : error.message;
}

export function noEvents(error: unknown): string {
  if (error instanceof AlteredEvent) return bothLanguages(error);
  return `事件库没有应答。The event store does not answer: ${bothLanguages(error)}`;
}

function noViews(error: unknown): string {
  return `视图所在的库没有应答。The read model does not answer: ${bothLanguages(error)}`;
}

function lagging(ms: number): string {
  return `视图落后账本已有 ${ms} 毫秒。The views have been behind the ledger for ${ms} ms.`;
}

export function waiting({ zh, en }: { zh: string; en: string }): string {
  const said = zh === en ? zh : `${zh}${en}`;
  return `视图投影在等待，并会自行重试。The projections wait, and try again by themselves: ${said}`;
}
