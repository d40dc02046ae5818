import type { AppendResult } from '@kurrent/kurrentdb-client';
import { NO_STREAM } from '@kurrent/kurrentdb-client';
import type { CommandOutcome, Position, StoredEvent } from '../../../ports/event-store.js';
import type { Connection } from './connection.js';
import { typeOf } from './errors.js';
import { toPosition } from './position.js';
import type { PreparedSave } from './prepared-save.js';
import { checkNeverDeleted, readStream, takenAway } from './reads.js';
import { toStreamName } from './stored-event.js';

/** What became of saves of one stream that were appended together. */
export type GroupResult =
  | { kind: 'appended'; outcomes: CommandOutcome[] }
  /** −1: the stream does not exist. */
  | { kind: 'conflict'; actualRevision: number }
  | { kind: 'too large'; bound: number };

/** At least one save, each of the others on the revision that the one before it makes. */
export type Group = readonly [PreparedSave, ...PreparedSave[]];

interface Acknowledgement {
  kind: 'acknowledged';
  result: AppendResult;
  /** Whether it answers the only attempt; a later one may be answered from what the server remembers. */
  isFirst: boolean;
}

/**
 * Appends saves of one stream as one append: all of them or none. An attempt whose outcome is not known is made again,
 * with the same ids at the same revision, until it is.
 * @throws StoreUnavailable it is still not known; ForeignChange; what the server refuses for good
 */
export function groupAppender(connection: Connection): (group: Group) => Promise<GroupResult> {
  const { prefix, where, patience } = connection;
  /** Whether what the server acknowledges is the position of the last event; found out at the first append. */
  let isExact: boolean | null = null;

  return async (group) => {
    const { stream, expectedRevision } = group[0].save;
    if (expectedRevision === -1) await checkNeverDeleted(connection, stream);
    const answer = await send(group);
    if (answer.kind === 'too large') return answer;
    if (answer.kind === 'acknowledged') return appended(group, await positionsOf(group, answer));
    // The acknowledgement of an earlier attempt may have been lost, and others have gone on from there.
    const stored = await storedOf(group);
    return stored === null
      ? answer
      : appended(
          group,
          stored.map(({ position }) => position),
        );
  };

  async function send(group: Group): Promise<Acknowledgement | Exclude<GroupResult, { kind: 'appended' }>> {
    const { stream, expectedRevision } = group[0].save;
    const name = toStreamName(prefix, stream);
    const events = group.flatMap((save) => save.events);
    const sendBefore = Math.min(...group.map(({ save }) => save.sendBefore ?? Infinity));
    const within = (ms: number) => Math.max(1, Math.min(ms, sendBefore - Date.now()));
    // Never "any", which is what the client takes where this option is missing or misspelt.
    const streamState = expectedRevision === -1 ? NO_STREAM : BigInt(expectedRevision);
    let attempts = 0;
    try {
      const result = await connection.ask(within(patience.appendMs), (client) => {
        attempts += 1;
        const deadline = within(patience.answerMs);
        return client.appendToStream(name, events, { streamState, requiresLeader: true, deadline });
      });
      if (result.nextExpectedRevision !== BigInt(expectedRevision + events.length)) throw takenAway(name, 0, where);
      return { kind: 'acknowledged', result, isFirst: attempts === 1 };
    } catch (error) {
      return refusalIn(error, () => takenAway(name, 0, where));
    }
  }

  /** Of every event of the group. */
  async function positionsOf(group: Group, { result, isFirst }: Acknowledgement): Promise<Position[]> {
    const told = isFirst && result.position !== undefined ? toPosition(result.position) : null;
    const isSingle = group.length === 1 && group[0].events.length === 1;
    if (told !== null && isSingle && isExact === true) return [told];
    const stored = await storedOf(group);
    if (stored === null) throw takenAway(toStreamName(prefix, group[0].save.stream), 0, where);
    if (told !== null) isExact = (isExact ?? true) && stored.at(-1)?.position === told;
    return stored.map(({ position }) => position);
  }

  /** The group's events as they stand in the stream; null: others stand there, or none. */
  async function storedOf(group: Group): Promise<StoredEvent[] | null> {
    const { stream, expectedRevision } = group[0].save;
    const ids = group.flatMap(({ save }) => save.events.map(({ id }) => id));
    const stored = await readStream(connection, stream, expectedRevision + 1, ids.length);
    return ids.every((id, at) => stored[at]?.id === id) ? stored : null;
  }
}

function refusalIn(error: unknown, gone: () => Error): Exclude<GroupResult, { kind: 'appended' }> {
  const type = typeOf(error);
  if (type === 'wrong-expected-version') {
    const { actualState } = error as { actualState: bigint | string };
    return { kind: 'conflict', actualRevision: typeof actualState === 'bigint' ? Number(actualState) : -1 };
  }
  if (type === 'maximum-append-size-exceeded')
    return { kind: 'too large', bound: (error as { maxAppendSize: number }).maxAppendSize };
  throw type === 'stream-deleted' || type === 'stream-tombstoned' ? gone() : error;
}

function appended(group: Group, positions: readonly Position[]): GroupResult {
  let next = 0;
  const outcomes = group.map(({ save, lastRevision }): CommandOutcome => {
    const { commandId, commandHash, stream, version, expectedRevision, events } = save;
    const firstPosition = positions[next];
    const lastPosition = positions[next + events.length - 1];
    if (firstPosition === undefined || lastPosition === undefined) throw new TypeError('an event has no position');
    next += events.length;
    const firstRevision = expectedRevision + 1;
    return { commandId, commandHash, stream, version, firstRevision, lastRevision, firstPosition, lastPosition };
  });
  return { kind: 'appended', outcomes };
}
