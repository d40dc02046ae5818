import type { Caller } from '../../../services/services.js';
import type { Rests } from '../reply-cache.js';

/** An operation that is answered by a reader thread: a query, or mutations that are dry runs. Plain data. */
export interface HeavyQuestion {
  query: string;
  operationName: string | null;
  variables: Record<string, unknown>;
  /** The header by which the media type of the answer is chosen. */
  accept: string | undefined;
  caller: Caller;
  minPosition: string | null;
  /** Revision of the actor directory; null: it may have changed at any time. */
  names: number | null;
}

/** What a reader thread answered, as it is sent. */
export interface HeavyAnswer {
  status: number;
  headers: [name: string, value: string][];
  bytes: Uint8Array;
  /** Of the bytes. */
  etag: string;
  /** As in `Outcome` of the context. */
  outcome: { answered: boolean; rests: Rests | null };
  /** What should not have happened, under the references that the client was given. */
  faults: { reference: string; fault: unknown }[];
}

/** Those who answer what is too heavy for the thread that everybody waits for. */
export interface HeavyReaders {
  /** @throws GraphQLError TOO_BUSY, TAKES_TOO_LONG, ANSWER_TOO_LARGE, STOPPING */
  answer(question: HeavyQuestion): Promise<HeavyAnswer>;
  figures(): HeavyFigures;
  stop(): Promise<void>;
}

/** Since the start, but for those that are under way and waiting now. */
export interface HeavyFigures {
  answered: number;
  /** Refused at once, as too many waited. */
  refused: number;
  /** Ended for their time, their CPU or their memory. */
  ended: number;
  running: number;
  waiting: number;
}

/** How much of the machine heavy questions may have, and for how long. */
export interface HeavyBounds {
  /** Answered at the same time. */
  threads: number;
  /** That wait for a thread. */
  waiting: number;
  /** Of one question, from its arrival to its answer. */
  timeMs: number;
  /** Of one question, on its thread. */
  cpuMs: number;
  /** Of one answer. */
  answerBytes: number;
}
