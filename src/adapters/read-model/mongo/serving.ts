import { setTimeout as wait } from 'node:timers/promises';
import { CannotRead } from '../../../ports/cannot-read.js';
import { StoreUnavailable } from '../../../ports/event-store.js';
import type { Connection } from './connection.js';
import { copyOf } from './copy.js';
import { format } from './copies.js';
import type { Copy, Reading } from './documents.js';
import { answered } from './failures.js';
import { shownPlace } from './url.js';
import type { CopyState, Views } from './views.js';
import { readViews } from './views.js';

/** The copy that serves, as it was seen at a moment. */
export interface Sight {
  copy: number;
  state: CopyState;
  views: Views;
}

/** The copy that serves, whichever it is at the moment. */
export interface Serving extends Reading {
  /** What serves, looked at after the call: askers at the same time share a look. @throws StoreUnavailable */
  look(): Promise<Sight>;
  /** Whoever waits for something to be seen is let go. */
  readonly closed: AbortSignal;
  close(): void;
}

export interface ServingTiming {
  /** A question begins with a look if the last one is older. */
  lookAfterMs: number;
  /**
   * An answer counts without another look if it was there so soon after the last one; a copy that no longer serves is
   * there for far longer (`removeAfterMs` of its writer).
   */
  trustMs: number;
}

export const servingTiming: ServingTiming = { lookAfterMs: 1_000, trustMs: 10_000 };

/** How often it is looked for a read model that is being built. */
const pollMs = 100;

/**
 * Waits while the copy that serves is one that this program cannot read: its rebuild is under way.
 * @param building aborts when nothing builds the read model any more
 * @throws CannotRead if there is none to read, and none will be
 */
export async function openServing(
  connection: Connection,
  building: AbortSignal | undefined,
  { lookAfterMs, trustMs }: ServingTiming,
): Promise<Serving> {
  const { place } = connection;
  const closing = new AbortController();
  let age = stopwatch();
  let seen = await firstSight(connection, building);
  const look = inTurn(async () => {
    const started = stopwatch();
    const sight = sightOf(await answered(place, () => readViews(connection)));
    if (sight === null) throw new StoreUnavailable(`${shownPlace(place)} holds no views now; they are being built`);
    seen = sight;
    age = started;
    return sight;
  });

  function copyNamed(copy: number): Copy {
    return copyOf(connection, copy, {
      known: () => {
        checkServes(copy);
        return seen.state.position;
      },
      fresh: async () => {
        await look();
        checkServes(copy);
        return seen.state.position;
      },
    });
  }

  function checkServes(copy: number): void {
    if (seen.copy !== copy) throw new CopyReplaced();
  }

  async function ask<Answer>(question: (copy: Copy) => Promise<Answer>): Promise<Answer> {
    for (;;) {
      if (age() > lookAfterMs) await look();
      const { copy } = seen;
      try {
        const answer = await answered(place, () => question(copyNamed(copy)));
        if (age() > trustMs) await look();
        checkServes(copy);
        return answer;
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error;
        // What was removed beneath a question fails in ways of its own.
        if (!(error instanceof CopyReplaced)) await look();
        if (seen.copy === copy) throw error;
      }
    }
  }

  return { look, ask, closed: closing.signal, close: () => closing.abort() };
}

/** A question that was asked of a copy that has been replaced meanwhile, and is asked again. */
class CopyReplaced extends Error {
  override readonly name = 'CopyReplaced';
}

function sightOf(views: Views | null): Sight | null {
  if (views === null || views.serving === null) return null;
  const state = views.copies[views.serving];
  return state?.format === format ? { copy: views.serving, state, views } : null;
}

async function firstSight(connection: Connection, building: AbortSignal | undefined): Promise<Sight> {
  for (;;) {
    const over = building?.aborted === true;
    const sight = sightOf(await answered(connection.place, () => readViews(connection)));
    if (sight !== null) return sight;
    if (over) throw noViews(shownPlace(connection.place));
    await wait(pollMs);
  }
}

function noViews(location: string): CannotRead {
  return new CannotRead('NOTHING_THERE', {
    zh: `${location} 中没有本程序可读的视图；请启动服务，或运行 budget-ledger rebuild 来建立。`,
    en: `${location} holds no views that this program can read; start the server or run "budget-ledger rebuild" to make them.`,
  });
}

/** Milliseconds since, by whichever clock has gone on farther: one of them stands still while a machine sleeps. */
function stopwatch(): () => number {
  const ticks = performance.now();
  const time = Date.now();
  return () => Math.max(performance.now() - ticks, Date.now() - time);
}

/** Runs work for all who ask while it has not begun; who asks later waits for the next run. */
function inTurn<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<Result> | null = null;
  return () => {
    next ??= running.then(() => {
      const run = work();
      running = run.catch(() => undefined);
      next = null;
      return run;
    });
    return next;
  };
}
