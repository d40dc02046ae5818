/** Reads of one stream and of the whole log, forwards and backwards; subscriptions are in subscribing.ts. */
import { readFilter } from './filters.js';
import type { EventLog, LoggedEvent } from './event-log.js';
import type { ReadReq } from './generated.js';
import { streams } from './generated.js';
import { eventMessage, streamIdentifier, streamName } from './messages.js';
import type { Node } from './node.js';
import { refusalOf } from './node.js';
import { indexAt, isBoundary } from './places.js';
import type { ReadCall } from './read-call.js';
import { drained } from './read-call.js';
import { RpcError, invalidPosition, streamDeleted } from './rpc-errors.js';
import { subscribe } from './subscribing.js';

export function readCall(node: Node): (call: ReadCall) => void {
  return (call) => {
    call.on('error', () => undefined);
    const options = call.request.getOptions() ?? new streams.ReadReq.Options();
    const refused = refusalOf(node, call.metadata, false);
    if (refused !== null) call.emit('error', refused);
    else if (options.hasSubscription()) void subscribe(node, call, options);
    else void send(call, options, () => found(node.log, options));
  };
}

async function send(call: ReadCall, options: ReadReq.Options, read: () => Iterable<LoggedEvent> | null): Promise<void> {
  const isStructured = options.getUuidOption()?.hasStructured() ?? true;
  try {
    const events = read();
    if (events === null) {
      const identifier = streamIdentifier(streamName(options.getStream()?.getStreamIdentifier()));
      const missing = new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier);
      call.write(new streams.ReadResp().setStreamNotFound(missing));
    }
    for (const event of events ?? []) {
      if (call.cancelled) return;
      if (!call.write(eventMessage(event, isStructured))) await drained(call);
    }
    call.end();
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    call.emit('error', error);
  }
}

/** Null: there is no such stream. */
function found(log: EventLog, options: ReadReq.Options): Iterable<LoggedEvent> | null {
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  const limit = Number(options.getCount());
  const { admits } = readFilter(options);
  const ofStream = options.getStream();
  const all = ofStream === undefined ? log.events : streamEvents(log, streamName(ofStream.getStreamIdentifier()));
  if (all === null) return null;
  const start = ofStream === undefined ? allStart(log, options, backwards) : streamStart(all, ofStream, backwards);
  return taken(all, { start, step: backwards ? -1 : 1, limit, admits });
}

function streamEvents(log: EventLog, name: string): readonly LoggedEvent[] | null {
  if (log.isTombstoned(name)) throw streamDeleted(name);
  return log.stream(name);
}

function* taken(
  events: readonly LoggedEvent[],
  { start, step, limit, admits }: { start: number; step: number; limit: number; admits(event: LoggedEvent): boolean },
): Iterable<LoggedEvent> {
  let left = limit;
  for (let at = start; left > 0; at += step) {
    const event = events[at];
    if (event === undefined) return;
    if (!admits(event)) continue;
    left -= 1;
    yield event;
  }
}

/** Index of the event to begin with. */
function streamStart(events: readonly LoggedEvent[], from: ReadReq.Options.StreamOptions, backwards: boolean): number {
  if (from.hasStart()) return 0;
  const last = events.length - 1;
  if (from.hasEnd()) return last;
  // What was truncated is not there: the first that is has a later revision.
  const at = Number(from.getRevision()) - (events[0]?.revision ?? 0);
  return backwards ? Math.min(at, last) : Math.max(at, 0);
}

/** Forwards from a position the event at it is the first, backwards the event before it. */
function allStart(log: EventLog, options: ReadReq.Options, backwards: boolean): number {
  const from = options.getAll();
  const position = from?.getPosition();
  if (from?.hasEnd() === true) return log.events.length - (backwards ? 1 : 0);
  if (position === undefined) return backwards ? -1 : 0;
  const commit = BigInt(position.getCommitPosition());
  const at = indexAt(log, commit, BigInt(position.getPreparePosition()));
  if (!isBoundary(log, commit)) throw invalidPosition();
  return backwards ? at - 1 : at;
}
