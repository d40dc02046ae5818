/**
 * Subscriptions: first what is in the log, then what is appended, each event once. One that cannot take what is
 * appended while it is live is dropped, as servers of 23.10 do.
 */
import type { EventLog } from './event-log.js';
import { readFilter } from './filters.js';
import type { ReadReq } from './generated.js';
import { streams } from './generated.js';
import { caughtUpMessage, checkpointMessage, eventMessage, streamName } from './messages.js';
import type { Node } from './node.js';
import { indexAt, isBoundary } from './places.js';
import type { ReadCall } from './read-call.js';
import { drained } from './read-call.js';
import { invalidPosition, slowSubscriber } from './rpc-errors.js';

/** Events that a live subscription may be behind while nothing can be sent to it, and for how long. */
const liveBuffer = 32;
const patience = 250;

export async function subscribe(node: Node, call: ReadCall, options: ReadReq.Options): Promise<void> {
  const { log } = node;
  const start = startOf(log, options);
  if (start === null) {
    call.emit('error', invalidPosition());
    return;
  }
  const kick = (): void => void call.emit('error', slowSubscriber());
  node.kicks.add(kick);
  const wake = waker(log, call);
  try {
    const confirmation = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(crypto.randomUUID());
    call.write(new streams.ReadResp().setConfirmation(confirmation));
    await feed(node, call, { options, start, wake, kick });
  } finally {
    node.kicks.delete(kick);
    wake.stop();
  }
}

interface Feed {
  options: ReadReq.Options;
  /** Index in the log of the first event to look at. */
  start: number;
  wake: ReturnType<typeof waker>;
  kick(): void;
}

async function feed(node: Node, call: ReadCall, { options, start, wake, kick }: Feed): Promise<void> {
  const { log } = node;
  const isStructured = options.getUuidOption()?.hasStructured() ?? true;
  const { admits, checkpointEvery } = subscriptionFilter(options);
  let isLive = false;
  let looked = 0;
  let at = start;
  if (node.runsAhead) announce(log, call, checkpointEvery !== null);
  while (!call.cancelled && !call.destroyed) {
    const event = log.events[at];
    if (event === undefined) {
      if (!isLive) {
        if (checkpointEvery !== null && at > 0) call.write(checkpointMessage(log.events[at - 1]?.position ?? 0n));
        call.write(caughtUpMessage());
      }
      isLive = true;
      await wake.next();
      if (node.runsAhead) announce(log, call, checkpointEvery !== null);
      continue;
    }
    at += 1;
    looked += 1;
    const isSent = !admits(event) || call.write(eventMessage(event, isStructured));
    if (!isSent && !(await drainedInTime(call, () => isLive && log.events.length - at > liveBuffer))) return kick();
    if (checkpointEvery !== null && looked % checkpointEvery === 0) call.write(checkpointMessage(event.position));
  }
}

/** Says that all has been sent while it has not. */
function announce(log: EventLog, call: ReadCall, isFiltered: boolean): void {
  const last = log.events.at(-1);
  if (isFiltered && last !== undefined) call.write(checkpointMessage(last.position));
  call.write(caughtUpMessage());
}

/** False: while it waited, too much came for a live subscription, which is looked at now and then, as servers do. */
async function drainedInTime(call: ReadCall, isTooFarBehind: () => boolean): Promise<boolean> {
  let isDrained = false;
  const drain = drained(call).then(() => (isDrained = true));
  while (!isDrained) {
    await Promise.race([drain, new Promise((resolve) => setTimeout(resolve, patience).unref())]);
    if (!isDrained && isTooFarBehind()) return false;
  }
  return true;
}

/** Of a stream, or of the log as the client filters it. */
function subscriptionFilter(options: ReadReq.Options): ReturnType<typeof readFilter> {
  const ofStream = options.getStream();
  if (ofStream === undefined) return readFilter(options);
  const name = streamName(ofStream.getStreamIdentifier());
  const after = ofStream.hasRevision() ? Number(ofStream.getRevision()) : -1;
  return { admits: ({ stream, revision }) => stream === name && revision > after, checkpointEvery: null };
}

/** From a position, a subscription begins with the event after it. Null: no record begins there. */
function startOf(log: EventLog, options: ReadReq.Options): number | null {
  const from = options.getAll();
  if ((from ?? options.getStream())?.hasEnd() === true) return log.events.length;
  const position = from?.getPosition();
  if (position === undefined) return 0;
  const commit = BigInt(position.getCommitPosition());
  if (!isBoundary(log, commit)) return null;
  return indexAt(log, commit, BigInt(position.getPreparePosition()) + 1n);
}

/** `next` resolves once something was appended since it was last asked, or the call has ended. */
function waker(log: EventLog, call: ReadCall) {
  let has = false;
  let tell: () => void = () => undefined;
  const wake = (): void => {
    has = true;
    tell();
  };
  const stop = log.onAppend(wake);
  call.on('cancelled', wake).on('close', wake);
  return {
    stop,
    async next(): Promise<void> {
      if (!has) await new Promise<void>((resolve) => (tell = resolve));
      has = false;
    },
  };
}
