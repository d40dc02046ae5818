import { PoisonEvent } from '../../projections/project-save.js';
import type { EventReader } from '../ports/event-store.js';
import { StoreUnavailable } from '../ports/event-store.js';
import { ForeignChange } from '../ports/foreign-change.js';
import type { Checkpoint, Halt, ReadModelWriter } from '../ports/read-model.js';
import { LeaseLost } from '../ports/read-model/writer.js';
import type { FollowedSave } from './follow-saves.js';
import { followSaves, UnreadableEvent } from './follow-saves.js';
import { savesFolder } from './projector/fold-saves.js';
import { startBatch } from './projector/save-batch.js';

export interface ProjectorTools {
  events: EventReader;
  readModel: ReadModelWriter;
  signal: AbortSignal;
  now: () => string;
  /** So many more events have been read, and folded where their save was whole. */
  onEvents?: (count: number) => void;
  /** After every applied batch. */
  onApplied?: (checkpoint: Checkpoint) => void;
  /** Once readers are answered from the copy that is filled. */
  onServed?: () => void;
  /** Rows of folded states kept in memory, over all budgets. */
  cachedRows?: number;
}

/** Applied together: large enough to share a commit, small enough that readers see progress. */
const weightPerBatch = 5_000;

/**
 * Runs the projections on any pair of engines: from the checkpoint on, whole saves only, strictly in ledger order,
 * until the signal aborts. Once it has applied what was recorded before it began, readers are answered from the copy
 * that it fills. On an event that cannot be applied it applies what came before, remembers the halt and ends.
 * @returns the halt, or null if it was stopped
 * @throws what the stores throw: a store that cannot be read says nothing about the event
 */
export async function runProjector(tools: ProjectorTools): Promise<Halt | null> {
  const { events, readModel, signal, now, onApplied, onServed, onEvents, cachedRows = 100_000 } = tools;
  const batch = startBatch(readModel, await readModel.checkpoint());
  const fold = savesFolder({ events, snapshots: readModel, batch, cachedRows });
  const recordedBefore = await events.head();
  let isServed = false;
  await serveIfCaughtUp();
  try {
    for await (const { saves, upTo } of followSaves(events, batch.checkpoint().position, signal, onEvents)) {
      for (const save of saves) {
        await foldOrBlame(save);
        if (batch.weight() >= weightPerBatch) await applyBatch();
      }
      // Behind the head there is more to come at once, which can share a commit.
      if (upTo >= (await events.head())) await applyBatch();
    }
    return null;
  } catch (error) {
    if (!(error instanceof PoisonEvent || error instanceof UnreadableEvent)) throw error;
    await applyBatch();
    const { position, id: eventId } = error.event;
    const isAltered = error instanceof UnreadableEvent && error.isAltered;
    const halt: Halt = { position, eventId, message: error.message, ...(isAltered && { isAltered }), since: now() };
    await readModel.halt(halt);
    return halt;
  }

  /** What fails without naming an event fails at the end of its save. */
  async function foldOrBlame(save: FollowedSave): Promise<void> {
    try {
      await fold(save);
    } catch (error) {
      const isOfStore =
        error instanceof StoreUnavailable || error instanceof ForeignChange || error instanceof LeaseLost;
      if (isOfStore || error instanceof PoisonEvent) throw error;
      throw new PoisonEvent(save.events.at(-1) ?? save.events[0], error);
    }
  }

  async function applyBatch(): Promise<void> {
    if (await batch.apply()) onApplied?.(batch.checkpoint());
    await serveIfCaughtUp();
  }

  async function serveIfCaughtUp(): Promise<void> {
    if (isServed || signal.aborted || batch.checkpoint().position < recordedBefore) return;
    await readModel.serve();
    isServed = true;
    onServed?.();
  }
}
