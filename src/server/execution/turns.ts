import { performance } from 'node:perf_hooks';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { isIntrospectionType, isObjectType } from 'graphql';

/** How long operations may keep their thread before whatever else waits for it has its turn. */
const longestTurnMs = 8;

/**
 * Resolvers of one operation that are under way: each goes on in small steps between which nobody else has a turn, so few are
 * begun at once; enough that those who ask a server wait for many answers together.
 */
const mostBegun = 32;

/** What one operation takes of the thread that others wait for. */
export interface Effort {
  /** Milliseconds of the turns that it was the last to work in. */
  ms: number;
  /** After so many it is given up here, to be answered elsewhere; null: it stays, however long it takes. */
  boundMs: number | null;
  /** What it answers now is not its answer. */
  isGivenUp: boolean;
  /** Resolvers that are under way. */
  begun: number;
  /** Those that wait to begin. */
  waiting: (() => void)[];
}

export function newEffort(boundMs: number | null): Effort {
  return { ms: 0, boundMs, isGivenUp: false, begun: 0, waiting: [] };
}

/** Rows of whole tables that are read in one go: measured, a project takes 20 to 30 µs, with its indicators. */
const mostRowsHere = 1_000;

/** The operation is given up here, as it has taken its share of the thread. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';
}

/**
 * Makes resolvers take turns with everything else that their thread has to do: after some milliseconds the next ones wait until
 * it has been done. A list of five hundred rows would begin five hundred resolvers at once; they begin a few at a time.
 *
 * Introspection has no part in it: whatever introspects the schema itself counts on an answer at once.
 */
export function takeTurns(schema: GraphQLSchema): void {
  const turns = turnsOfThread();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type) || type === schema.getSubscriptionType()) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.resolve !== undefined) field.resolve = inTurn(field.resolve, turns);
    }
  }
}

type Resolver = GraphQLFieldResolver<unknown, { effort?: Effort }>;

function inTurn(resolve: Resolver, turns: Turns): Resolver {
  return (source, args, context, info) => {
    const { effort } = context;
    if (effort === undefined) return resolve(source, args, context, info);
    const begin = () => beginNow(effort, turns, () => resolve(source, args, context, info));
    if (effort.begun < mostBegun && effort.waiting.length === 0 && !turns.isOver(effort)) return begin();
    return new Promise<void>((resume) => {
      effort.waiting.push(resume);
      if (effort.begun === 0) goOn(effort, turns);
    }).then(begin);
  };
}

function beginNow(effort: Effort, turns: Turns, resolve: () => unknown): unknown {
  const done = () => {
    effort.begun -= 1;
    if (effort.waiting.length > 0) goOn(effort, turns);
  };
  effort.begun += 1;
  const value = isOverBound(effort) ? givenUp(effort) : resolved(resolve);
  if (value instanceof Promise) value.then(done, done);
  else done();
  return value;
}

/** Rejected, never thrown: graphql-js would leave what it has begun of a list to reject with nobody to hear it. */
function resolved(resolve: () => unknown): unknown {
  try {
    return resolve();
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Lets the next one begin, in this turn or in one that follows. */
function goOn(effort: Effort, turns: Turns): void {
  if (!effort.isGivenUp && turns.isOver(effort)) turns.next(() => goOn(effort, turns));
  else effort.waiting.shift()?.();
}

function isOverBound({ boundMs, ms }: Effort): boolean {
  return boundMs !== null && ms > boundMs;
}

function givenUp(effort: Effort): Promise<never> {
  effort.isGivenUp = true;
  return Promise.reject(new GivenUp());
}

/** @throws GivenUp for more rows than one turn of the thread can hold, unless nobody else could answer */
export function checkRowsHere(effort: Effort, rows: number): void {
  if (effort.boundMs === null || rows <= mostRowsHere) return;
  effort.isGivenUp = true;
  throw new GivenUp();
}

interface Turns {
  /** Whether this turn of the thread has lasted long enough. @param effort of whoever is at work now */
  isOver(effort: Effort): boolean;
  /** Calls when it is the asker's turn, after whoever asked before. */
  next(goOn: () => void): void;
}

function turnsOfThread(): Turns {
  const waiting: (() => void)[] = [];
  let began: number | null = null;
  let cpuBefore = process.cpuUsage();
  let atWork: Effort | null = null;

  function begin(): number {
    setImmediate(end);
    cpuBefore = process.cpuUsage();
    return performance.now();
  }

  /** Of the time, what this process was at work at most: on a machine that is busy otherwise a turn lasts longer. */
  function workedSince(start: number): number {
    const { user, system } = process.cpuUsage(cpuBefore);
    return Math.min(performance.now() - start, (user + system) / 1_000);
  }

  function end(): void {
    if (atWork !== null && began !== null) atWork.ms += workedSince(began);
    atWork = null;
    began = null;
    const next = waiting.shift();
    if (next === undefined) return;
    // What it does at once is done before the next immediate.
    began = begin();
    next();
  }

  return {
    isOver(effort) {
      began ??= begin();
      atWork = effort;
      return performance.now() - began > longestTurnMs;
    },
    next: (goOn) => void waiting.push(goOn),
  };
}
