import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from './generations.js';
import {
  currentGeneration,
  hasOwnFormat,
  isAltered,
  noViews,
  openForReading,
  preparer,
  writtenAt,
} from './generations.js';
import type { Prepare, Prepared } from './query.js';
import { asUnavailable } from './unavailable.js';
import { listener } from './wake.js';

/** How often a waiting reader looks for itself: the writer may be another process. */
const pollMs = 100;

/** The generation that serves, whichever it is at the moment. */
export interface Serving {
  /** Statements that always ask the generation that serves at the time. */
  prepare: Prepare;
  /** Switches to the generation that serves now, if it is another one. */
  goOver(): void;
  /** The same, but only from time to time, for callers that ask often: a writer in another process sends no signal. */
  lookAround(): void;
  /** Resolves when the writer signals, when it is time to look again, when the patience is over, or at an abort. */
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
  /** null: what it met last has to be read anew from the file, by another connection. */
  let database: Connection | null = openForReading(directory, generation);
  /** Statements of the open generation only: a statement that is kept keeps its file open, even a removed one. */
  let statements = new WeakMap<Prepared, Prepared>();
  let looked = 0;
  const wakes = new Set<() => void>();
  const ears = listener(directory, (news) => {
    if (news === 'served') goOver();
    for (const wake of wakes) wake();
  });

  function prepare(sql: string): Prepared {
    const prepared: Prepared = {
      get: (...values) => ask(() => statementOf(prepared, sql).get(...values)),
      all: (...values) => ask(() => statementOf(prepared, sql).all(...values)),
    };
    return prepared;
  }

  function ask<T>(question: () => T): T {
    try {
      return question();
    } catch (error) {
      const told = asUnavailable(error, directory);
      if (told !== error) letGo();
      throw told;
    }
  }

  function letGo(): void {
    database?.close();
    database = null;
    statements = new WeakMap();
  }

  function statementOf(prepared: Prepared, sql: string): Prepared {
    const known = statements.get(prepared);
    if (known !== undefined) return known;
    database ??= openForReading(directory, generation);
    const made = preparer(database)(sql);
    statements.set(prepared, made);
    return made;
  }

  function goOver(): void {
    looked = Date.now();
    const next = currentGeneration(directory);
    if (next === null || next === generation) return;
    letGo();
    generation = next;
    database = openForReading(directory, next);
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
      letGo();
    },
  };
}

async function readableGeneration(directory: string, building: AbortSignal | undefined): Promise<number> {
  /** Its file is read once, and not again and again while the next one is waited for. */
  let altered: string | null = null;
  for (;;) {
    const over = building?.aborted === true;
    const generation = currentGeneration(directory);
    if (generation !== null && hasOwnFormat(directory, generation)) {
      const file = `${generation} written ${writtenAt(directory, generation)}`;
      if (file !== altered && !isAltered(directory, generation)) return generation;
      altered = file;
    }
    // Between reading the pointer and opening the file, a rebuild may have served another generation.
    if (over && currentGeneration(directory) === generation) throw noViews(directory);
    await wait(pollMs);
  }
}
