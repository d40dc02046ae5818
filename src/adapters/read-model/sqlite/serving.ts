import { setTimeout as wait } from 'node:timers/promises';
import { currentGeneration, isReadable, noViews, openForReading, preparer } from './generations.js';
import type { Prepare, Prepared } from './query.js';
import { listener } from './wake.js';

/** How often a waiting reader looks for itself: the writer may be another process. */
const pollMs = 100;

/** The generation that serves, whichever it is at the moment. */
export interface Serving {
  /** Its statements are asked of the generation that serves then. */
  prepare: Prepare;
  /** Goes over to the generation that serves now, if it is another one. */
  goOver(): void;
  /** The same, from time to time, for those who ask often: a writer in another process cannot be heard. */
  lookAround(): void;
  /** Until the writer tells something, or it is time to look, or the patience is over, or the signal aborts. */
  waitForNews(patienceMs: number, signal?: AbortSignal): Promise<void>;
  close(): void;
}

/**
 * Waits while the current generation is one that this program cannot read: its rebuild is under way.
 * @param building aborts when nothing builds the read model any more
 * @throws CannotRead if there is none to read, and none will be
 */
export async function openServing(directory: string, building?: AbortSignal): Promise<Serving> {
  let generation = await readableGeneration(directory, building);
  let database = openForReading(directory, generation);
  /** Those of the open generation: what refers to a statement keeps its file, even one that was removed. */
  let statements = new WeakMap<Prepared, Prepared>();
  let looked = 0;
  const wakes = new Set<() => void>();
  const ears = listener(directory, (news) => {
    if (news === 'served') goOver();
    for (const wake of wakes) wake();
  });

  function prepare(sql: string): Prepared {
    const prepared: Prepared = {
      get: (...values) => statementOf(prepared, sql).get(...values),
      all: (...values) => statementOf(prepared, sql).all(...values),
    };
    return prepared;
  }

  function statementOf(prepared: Prepared, sql: string): Prepared {
    const known = statements.get(prepared);
    if (known !== undefined) return known;
    const made = preparer(database)(sql);
    statements.set(prepared, made);
    return made;
  }

  function goOver(): void {
    looked = Date.now();
    const next = currentGeneration(directory);
    if (next === null || next === generation) return;
    database.close();
    generation = next;
    database = openForReading(directory, next);
    statements = new WeakMap();
  }

  return {
    prepare,
    goOver,
    lookAround() {
      if (Date.now() - looked >= pollMs) goOver();
    },
    waitForNews: (patienceMs, signal) =>
      new Promise((resolve) => {
        const wake = () => {
          wakes.delete(wake);
          clearTimeout(poll);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const poll = setTimeout(wake, Math.min(pollMs, patienceMs));
        wakes.add(wake);
        signal?.addEventListener('abort', wake);
      }),
    close() {
      ears.close();
      database.close();
    },
  };
}

async function readableGeneration(directory: string, building: AbortSignal | undefined): Promise<number> {
  for (;;) {
    const over = building?.aborted === true;
    const generation = currentGeneration(directory);
    if (generation !== null && isReadable(directory, generation)) return generation;
    // Between the two looks a rebuild can have put another in its place.
    if (over && currentGeneration(directory) === generation) throw noViews(directory);
    await wait(pollMs);
  }
}
