/**
 * What the server knows of events, without any protocol: one log, streams in it, and the rules by which it takes an
 * append. Nothing here waits, so that an append is all or nothing by itself.
 */
import { firstReadable } from './stream-metadata.js';

export interface ProposedEvent {
  id: string;
  type: string;
  isJson: boolean;
  data: Uint8Array;
  metadata: Uint8Array;
}

export interface LoggedEvent extends ProposedEvent {
  stream: string;
  revision: number;
  /** Where its record begins in the log: its commit and its prepare position, which are one for what is appended here. */
  position: bigint;
  /** Ticks of 100 ns since 1970. */
  created: bigint;
}

/** A revision, or one of the words that the client has. */
export type ExpectedState = number | 'no_stream' | 'any' | 'stream_exists';

export type AppendResult =
  /** Position: of the last event; null: nothing was appended. */
  | { is: 'appended'; lastRevision: number; position: bigint | null }
  /** −1: there is no stream. */
  | { is: 'conflict'; actual: number }
  | { is: 'tombstoned' };

export interface EventLog {
  readonly events: readonly LoggedEvent[];
  /** Where the next record would begin. */
  end(): bigint;
  append(stream: string, expected: ExpectedState, events: readonly ProposedEvent[]): AppendResult;
  /** Closes a stream for ever. */
  tombstone(stream: string, expected: ExpectedState): AppendResult;
  /** Readable events in revision order; null: there is no such stream, or it was deleted. */
  stream(name: string): readonly LoggedEvent[] | null;
  isTombstoned(stream: string): boolean;
  /** Revision of the last event, readable or not; −1: none. */
  lastRevision(stream: string): number;
  /** Calls back after each append, until the returned function is called. */
  onAppend(listener: () => void): () => void;
  /** What a server forgets when it is started again: which ids it has seen, where no revision is expected. */
  forget(): void;
}

/** What is kept of an append, to make the same log of it again. */
export interface AppendRecord {
  stream: string;
  created: bigint;
  isTombstone: boolean;
  events: readonly ProposedEvent[];
}

/** What a record takes in the log beside its own bytes. */
const overhead = 137;
/** The log begins with a record of the server's own, so that no event is at 0. */
const firstPosition = 256n;
const tombstoned: AppendResult = { is: 'tombstoned' };

/**
 * @param kept the appends of an earlier server
 * @param keep is called before an append can be seen
 */
export function createEventLog(
  kept: Iterable<AppendRecord> = [],
  keep: (record: AppendRecord) => void = () => undefined,
): EventLog {
  const events: LoggedEvent[] = [];
  const streams = new Map<string, LoggedEvent[]>();
  const tombstones = new Set<string>();
  const seen = new Map<string, LoggedEvent>();
  const listeners = new Set<() => void>();
  let end = firstPosition;

  function add({ stream, created, isTombstone, events: proposed }: AppendRecord): void {
    const known = streams.get(stream) ?? [];
    for (const event of proposed) {
      const logged = { ...event, stream, revision: known.length, position: end, created };
      end += BigInt(overhead + sizeOf(event) + stream.length);
      known.push(logged);
      events.push(logged);
    }
    if (known.length > 0) streams.set(stream, known);
    if (isTombstone) tombstones.add(stream);
  }

  function record(stream: string, proposed: readonly ProposedEvent[], isTombstone = false): void {
    const made = { stream, created: BigInt(Date.now()) * 10_000n, isTombstone, events: proposed };
    keep(made);
    add(made);
    for (const event of events.slice(events.length - proposed.length)) seen.set(`${stream} ${event.id}`, event);
    for (const listener of [...listeners]) listener();
  }

  const lastRevision = (stream: string): number => (streams.get(stream)?.length ?? 0) - 1;
  /** Revision of the first event that may be read; null: the stream was deleted, and goes on after its last event. */
  const firstOf = (stream: string): number | null =>
    firstReadable(streams.get(`$$${stream}`)?.at(-1), streams.get(stream)?.length ?? 0);

  function append(stream: string, expected: ExpectedState, proposed: readonly ProposedEvent[]): AppendResult {
    if (tombstones.has(stream)) return tombstoned;
    const repeated = repeatedAppend(stream, expected, proposed);
    if (repeated !== null) return repeated;
    const last = lastRevision(stream);
    const isDeleted = firstOf(stream) === null;
    if (!fits(expected, last, isDeleted)) return { is: 'conflict', actual: last };
    if (proposed.length === 0) return { is: 'appended', lastRevision: last, position: null };
    if (isDeleted) record(`$$${stream}`, [metadataEvent({ $tb: last + 1 })]);
    record(stream, proposed);
    return { is: 'appended', lastRevision: lastRevision(stream), position: events.at(-1)?.position ?? null };
  }

  /** An append that is there already, at just the revision that it expects, is answered as it was the first time. */
  function repeatedAppend(stream: string, expected: ExpectedState, proposed: readonly ProposedEvent[]) {
    const [first] = proposed;
    if (first === undefined) return null;
    const known = streams.get(stream) ?? [];
    const place = typeof expected === 'number' ? expected + 1 : expected === 'no_stream' ? 0 : null;
    const from = place ?? seen.get(`${stream} ${first.id}`)?.revision ?? known.length;
    const stored = known.slice(from, from + proposed.length);
    const isRepeated = stored.length === proposed.length && stored.every(({ id }, at) => id === proposed[at]?.id);
    const last = stored.at(-1);
    if (!isRepeated || last === undefined) return null;
    return { is: 'appended' as const, lastRevision: last.revision, position: last.position };
  }

  for (const each of kept) add(each);
  return {
    events,
    end: () => end,
    append,
    lastRevision,
    tombstone(stream, expected) {
      if (tombstones.has(stream)) return tombstoned;
      const last = lastRevision(stream);
      if (!fits(expected, last, false)) return { is: 'conflict', actual: last };
      record(stream, [{ ...metadataEvent({}), type: '$streamDeleted' }], true);
      return { is: 'appended', lastRevision: lastRevision(stream), position: events.at(-1)?.position ?? null };
    },
    stream(name) {
      const first = firstOf(name);
      const known = streams.get(name);
      return known === undefined || first === null ? null : known.slice(first);
    },
    isTombstoned: (stream) => tombstones.has(stream),
    onAppend(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    forget: () => seen.clear(),
  };
}

/** As the server counts an event against its bound for one append. */
export function sizeOf({ type, data, metadata }: ProposedEvent): number {
  return data.length + metadata.length + 2 * type.length;
}

export function metadataEvent(metadata: object): ProposedEvent {
  return {
    id: crypto.randomUUID(),
    type: '$metadata',
    isJson: true,
    data: Buffer.from(JSON.stringify(metadata)),
    metadata: new Uint8Array(),
  };
}

function fits(expected: ExpectedState, last: number, isDeleted: boolean): boolean {
  switch (expected) {
    case 'any':
      return true;
    case 'no_stream':
      return last === -1 || isDeleted;
    case 'stream_exists':
      return last !== -1 && !isDeleted;
    default:
      return expected === last;
  }
}
