import { setTimeout as wait } from 'node:timers/promises';
import { CannotRead } from '../../ports/cannot-read.js';
import type { GrowingPause } from '../../ports/growing-pause.js';
import { pauseAfter as pauseOf, usualPause } from '../../ports/growing-pause.js';
import type { EventReader } from '../../ports/event-store.js';
import { StoreUnavailable, WriterLocked } from '../../ports/event-store.js';
import type { Halt, ReadModelWriter } from '../../ports/read-model.js';
import { LeaseLost } from '../../ports/read-model/writer.js';
import { StoreFault } from '../../ports/store-fault.js';
import type { StandBy } from '../../ports/writer-locked.js';
import { runProjector } from '../projector.js';
import type { ProjectorState } from './projector-state.js';

/** What a projector reads and fills. */
export interface ProjectorStores {
  events: EventReader;
  readModel: ReadModelWriter;
  close(): Promise<void>;
}

export interface LeadTools {
  /** Opens the stores to fill the read model, once, and stands by over them while another projector does. @throws WriterLocked if it cannot stand by */
  open(standBy: StandBy): Promise<ProjectorStores>;
  /** The halt that readers are told of now; null: there is none. */
  haltNow(): Promise<Halt | null>;
  signal: AbortSignal;
  now: () => string;
  tell(state: ProjectorState): void;
  /** Milliseconds between two tries; shorter in tests. */
  pauses?: Pauses;
}

/** Beside those after failures. */
interface Pauses extends GrowingPause {
  /** Until a projector that stands by looks whether it is its turn, and one that has halted whether that is over. */
  look: number;
}

const usualPauses: Pauses = { ...usualPause, look: 1_000 };

/**
 * Runs the projections until the signal aborts, as the one projector that leads: it stands by while another one fills
 * the read model, and takes its place when that has ended. If a store is lost, everything is closed and tried again from
 * the checkpoint; nothing is applied twice. At an event that cannot be applied it stays halted, and lets go of the read
 * model, so that a rebuild or a newer program can lead it past the event; the same event is not tried again before.
 * @throws what keeps the first try from opening: a configuration that is wrong is told at the start. That another
 *   projector leads, or that there is no ledger yet, is waited for.
 */
export async function leadProjections(tools: LeadTools): Promise<void> {
  const { open, signal, now, tell, pauses = usualPauses } = tools;
  let hasOpened = false;
  let failures = 0;
  const standBy: StandBy = {
    signal,
    lookMs: pauses.look,
    tell() {
      hasOpened = true;
      tell({ is: 'STANDING_BY' });
    },
  };
  for (tell({ is: 'OPENING' }); !signal.aborted;) {
    try {
      const stores = await open(standBy);
      hasOpened = true;
      // After a failure it leads once it gets on: else it would say so at each try, as long as nothing can be applied.
      if (failures === 0) tell({ is: 'LEADING' });
      const halt = await run(stores);
      if (halt !== null) await whileHalted(halt);
      failures = 0;
    } catch (error) {
      if (!hasOpened && !canBeWaitedFor(error)) throw error;
      await pauseAfter(error);
    }
  }

  /** Ends also while there is nothing to apply: who has lost the lead must not say that it leads. */
  async function run({ events, readModel, close }: ProjectorStores): Promise<Halt | null> {
    const { lost } = readModel;
    const ends = lost === undefined ? signal : AbortSignal.any([signal, lost]);
    try {
      const halt = await runProjector({ events, readModel, signal: ends, now, onApplied: getsOn, onServed: getsOn });
      if (halt === null) lost?.throwIfAborted();
      return halt;
    } finally {
      // What cannot be closed because it is lost has been given up by its engine.
      await close().catch(() => undefined);
    }
  }

  function getsOn(): void {
    if (failures > 0) tell({ is: 'LEADING' });
    failures = 0;
  }

  async function whileHalted(halt: Halt): Promise<void> {
    tell({ is: 'HALTED', halt });
    for (let found: Halt | null = halt; found?.eventId === halt.eventId && !signal.aborted;) {
      await pause(pauses.look);
      // A read model that does not answer says nothing new.
      found = await tools.haltNow().catch(() => halt);
    }
  }

  async function pauseAfter(error: unknown): Promise<void> {
    if (signal.aborted) return;
    if (error instanceof WriterLocked || error instanceof LeaseLost) {
      tell({ is: 'STANDING_BY' });
      return pause(pauses.look);
    }
    tell({ is: 'WAITING', ...whyWaiting(error) });
    failures += 1;
    await pause(pauseOf(failures, pauses));
  }

  async function pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal }).catch(() => undefined);
  }
}

function canBeWaitedFor(error: unknown): boolean {
  return error instanceof WriterLocked || (error instanceof CannotRead && error.code === 'NOTHING_THERE');
}

function whyWaiting(error: unknown): Pick<ProjectorState & { is: 'WAITING' }, 'reason' | 'code'> {
  if (error instanceof CannotRead)
    return { reason: error.explanation, code: canBeWaitedFor(error) ? null : 'UNAVAILABLE' };
  if (error instanceof StoreUnavailable && error.cause instanceof StoreFault)
    return { reason: error.cause.said, code: error.cause.code };
  const zh = error instanceof Error ? error.message : String(error);
  const en = error instanceof Error && 'messageEn' in error ? String(error.messageEn) : zh;
  return { reason: { zh, en }, code: 'UNAVAILABLE' };
}
