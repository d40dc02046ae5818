import type { CommandOutcome } from '../../../ports/event-store.js';
import { AppendExpired, AppendTooLarge, RevisionConflict, StoreUnavailable } from '../../../ports/event-store.js';
import { ForeignChange } from '../../../ports/foreign-change.js';
import type { Group, GroupResult } from './append-group.js';
import type { AppendBound } from './append-bound.js';
import { wordsOf } from './errors.js';
import type { PreparedSave } from './prepared-save.js';

export interface QueuedSave extends PreparedSave {
  resolve(outcome: CommandOutcome): void;
  reject(error: Error): void;
}

export interface StreamQueue {
  add(save: QueuedSave): void;
  /** Appends what can go together now; resolves when each of it has its outcome, and never rejects. */
  appendNext(): Promise<void>;
  isEmpty(): boolean;
}

/** How a save ends that was decided on one that failed. */
type Failure = (save: PreparedSave) => Error;

/**
 * The saves of one stream, tried in the order of the calls. Those that wait while an append is under way go together, as
 * one append, where each expects what the one before it makes.
 *
 * A save that expects what a failed one would have made was decided on a state that never was. It fails with it and is not
 * tried, even if events of somebody else have brought the stream to just that revision.
 */
export function streamQueue(
  append: (group: Group) => Promise<GroupResult>,
  bound: AppendBound,
  where: string,
): StreamQueue {
  let waiting: QueuedSave[] = [];
  /** So many of them go alone: together they were too large. */
  let alone = 0;
  /** By the revision that a failed save would have made. */
  const failed = new Map<number, Failure>();

  function fail(save: QueuedSave, failure: Failure, error = failure(save)): void {
    failed.set(save.lastRevision, failure);
    save.reject(error);
    // Whoever decided on it hears of it in this turn, and may issue one more before that.
    setImmediate(() => failed.delete(save.lastRevision));
    const [dependents, others] = parted(waiting, (each) => each.save.expectedRevision === save.lastRevision);
    waiting = others;
    for (const each of dependents) fail(each, failure);
  }

  function takeGroup(): [QueuedSave, ...QueuedSave[]] | null {
    const first = waiting.shift();
    if (first === undefined) return null;
    const group: [QueuedSave, ...QueuedSave[]] = [first];
    let { bytes, lastRevision } = first;
    alone -= 1;
    while (alone < 0) {
      const [next] = waiting;
      if (next === undefined || next.save.expectedRevision !== lastRevision) return group;
      bytes += next.bytes;
      if (bytes > bound.ofGroup()) return group;
      group.push(next);
      lastRevision = next.lastRevision;
      waiting.shift();
    }
    return group;
  }

  function settle(group: readonly [QueuedSave, ...QueuedSave[]], result: GroupResult): void {
    const [first, ...others] = group;
    switch (result.kind) {
      case 'appended':
        group.forEach((save, at) => save.resolve(result.outcomes[at] as CommandOutcome));
        return;
      case 'conflict':
        waiting.unshift(...others);
        fail(first, conflictAt(result.actualRevision));
        return;
      case 'too large':
        bound.learn(result.bound);
        if (others.length === 0) refuseTooLarge(first, result.bound);
        else {
          waiting.unshift(...group);
          alone = group.length;
        }
    }
  }

  /** Those behind it find the stream where it found it. */
  function refuseTooLarge(save: QueuedSave, most: number): void {
    const { expectedRevision } = save.save;
    fail(save, conflictAt(expectedRevision), new AppendTooLarge(Math.max(save.bytes, most + 1), most, bound.setting));
  }

  /** As if it had never been issued. */
  function refuseExpired(save: QueuedSave): void {
    const { stream, expectedRevision } = save.save;
    fail(save, conflictAt(expectedRevision), new AppendExpired(stream));
  }

  return {
    add(save) {
      const failure = failed.get(save.save.expectedRevision);
      if (failure === undefined) waiting.push(save);
      else fail(save, failure);
    },
    async appendNext() {
      const known = bound.ofAppend();
      const [next] = waiting;
      if (next !== undefined && (next.save.sendBefore ?? Infinity) <= Date.now()) {
        waiting.shift();
        return refuseExpired(next);
      }
      if (known !== null && next !== undefined && next.bytes > known) {
        waiting.shift();
        return refuseTooLarge(next, known);
      }
      const group = takeGroup();
      if (group === null) return;
      try {
        settle(group, await append(group));
      } catch (error) {
        const failure = () => reasonOf(error, where);
        for (const save of [...group, ...waiting.splice(0)]) fail(save, failure);
      }
    },
    isEmpty: () => waiting.length === 0,
  };
}

function conflictAt(actualRevision: number): Failure {
  return ({ save }) => new RevisionConflict(save.stream, save.expectedRevision, actualRevision);
}

function reasonOf(error: unknown, where: string): Error {
  if (error instanceof StoreUnavailable || error instanceof ForeignChange) return error;
  return new StoreUnavailable(`${where} does not take the save: ${wordsOf(error)}`, { cause: error });
}

function parted<T>(all: readonly T[], belongs: (one: T) => boolean): [T[], T[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))];
}
