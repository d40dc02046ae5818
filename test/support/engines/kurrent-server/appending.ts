/** The two ways in which clients append: one call for each, and one call for all that a client ever appends. */
import type { handleClientStreamingCall, ServerDuplexStream } from '@grpc/grpc-js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { ExpectedState, ProposedEvent } from './event-log.js';
import { sizeOf } from './event-log.js';
import type { AppendReq, AppendResp, BatchAppendReq, BatchAppendResp } from './generated.js';
import { shared, status, streams } from './generated.js';
import { proposedEvent, streamIdentifier, streamName, uuidText } from './messages.js';
import type { Node } from './node.js';
import { refusalOf } from './node.js';
import { maximumAppendSizeExceeded, streamDeleted } from './rpc-errors.js';

export function appendCall(node: Node): handleClientStreamingCall<AppendReq, AppendResp> {
  return (call, answer) => {
    let options: AppendReq.Options | undefined;
    const events: ProposedEvent[] = [];
    call.on('data', (request: AppendReq) => {
      const message = request.getProposedMessage();
      options ??= request.getOptions();
      if (message !== undefined) events.push(proposedEvent(message));
    });
    call.on('end', () => {
      const refused = refusalOf(node, call.metadata, true);
      if (refused !== null) return answer(refused);
      if (isTooLarge(node, events)) return answer(maximumAppendSizeExceeded(node.maximumAppendSize));
      const stream = streamName(options?.getStreamIdentifier());
      const expected = expectedState(options);
      const result = node.log.append(stream, expected, events);
      if (result.is === 'tombstoned') return answer(streamDeleted(stream));
      if (result.is === 'appended' && isLost(node)) return;
      answer(null, result.is === 'appended' ? appended(result) : conflict(expected, result.actual));
    });
  };
}

export function batchAppendCall(node: Node): (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) => void {
  return (call) => {
    const pending = new Map<string, { options: BatchAppendReq.Options; events: ProposedEvent[] }>();
    call.on('data', (request: BatchAppendReq) => {
      const id = uuidText(request.getCorrelationId());
      const options = request.getOptions();
      if (options !== undefined) pending.set(id, { options, events: [] });
      const batch = pending.get(id);
      // One that was refused half-way is still being sent.
      if (batch === undefined) return;
      batch.events.push(...request.getProposedMessagesList().map(proposedEvent));
      const isRefused = isTooLarge(node, batch.events);
      if (!isRefused && !request.getIsFinal()) return;
      pending.delete(id);
      const response = isRefused ? tooLarge(node.maximumAppendSize) : batchAppended(batch.options, batch.events);
      if (response === null) return;
      const stream = streamIdentifier(streamName(batch.options.getStreamIdentifier()));
      call.write(response.setCorrelationId(request.getCorrelationId()).setStreamIdentifier(stream));
    });
    call.on('end', () => call.end());
    call.on('error', () => undefined);

    /** Null: nothing is answered, or the whole call was refused. */
    function batchAppended(options: BatchAppendReq.Options, events: ProposedEvent[]): BatchAppendResp | null {
      const refused = refusalOf(node, call.metadata, true);
      if (refused !== null && node.isNotReady) return failed(13, refused.details, new empty.Empty(), emptyName);
      if (refused !== null) {
        call.emit('error', refused);
        return null;
      }
      const expected = expectedState(options);
      const result = node.log.append(streamName(options.getStreamIdentifier()), expected, events);
      if (result.is === 'tombstoned') {
        const deleted = new shared.StreamDeleted().setStreamIdentifier(options.getStreamIdentifier());
        return failed(5, 'StreamDeleted', deleted, 'event_store.client.StreamDeleted');
      }
      if (result.is === 'conflict') return batchConflict(expected, result.actual);
      return isLost(node) ? null : batchSuccess(result);
    }
  };
}

function isTooLarge({ maximumAppendSize }: Node, events: readonly ProposedEvent[]): boolean {
  return events.reduce((size, event) => size + sizeOf(event), 0) > maximumAppendSize;
}

function isLost(node: Node): boolean {
  const lose = node.loseAcknowledgement;
  if (lose === null) return false;
  node.loseAcknowledgement = null;
  lose();
  return true;
}

/** Both kinds of options have these words; where a client sends none, it sends a revision of 0. */
function expectedState(options: AppendReq.Options | BatchAppendReq.Options | undefined): ExpectedState {
  if (options === undefined || options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return Number('getRevision' in options ? options.getRevision() : options.getStreamPosition());
}

function appended({ lastRevision, position }: { lastRevision: number; position: bigint | null }): AppendResp {
  const success = new streams.AppendResp.Success();
  if (lastRevision === -1) success.setNoStream(new shared.Empty());
  else success.setCurrentRevision(String(lastRevision));
  if (position === null) success.setNoPosition(new shared.Empty());
  else {
    const at = new streams.AppendResp.Position();
    success.setPosition(at.setCommitPosition(String(position)).setPreparePosition(String(position)));
  }
  return new streams.AppendResp().setSuccess(success);
}

function conflict(expected: ExpectedState, actual: number): AppendResp {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (actual === -1) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(actual));
  if (expected === 'no_stream') wrong.setExpectedNoStream(new shared.Empty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new shared.Empty());
  else if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
  else wrong.setExpectedRevision(String(expected));
  return new streams.AppendResp().setWrongExpectedVersion(wrong);
}

function batchSuccess({ lastRevision, position }: { lastRevision: number; position: bigint | null }): BatchAppendResp {
  const success = new streams.BatchAppendResp.Success();
  if (lastRevision === -1) success.setNoStream(new empty.Empty());
  else success.setCurrentRevision(String(lastRevision));
  if (position === null) success.setNoPosition(new empty.Empty());
  else {
    const at = new shared.AllStreamPosition();
    success.setPosition(at.setCommitPosition(String(position)).setPreparePosition(String(position)));
  }
  return new streams.BatchAppendResp().setSuccess(success);
}

function batchConflict(expected: ExpectedState, actual: number): BatchAppendResp {
  const wrong = new shared.WrongExpectedVersion();
  if (actual === -1) wrong.setCurrentNoStream(new empty.Empty());
  else wrong.setCurrentStreamRevision(String(actual));
  if (expected === 'no_stream') wrong.setExpectedNoStream(new empty.Empty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new empty.Empty());
  else if (expected === 'any') wrong.setExpectedAny(new empty.Empty());
  else wrong.setExpectedStreamPosition(String(expected));
  return failed(6, 'WrongExpectedVersion', wrong, 'event_store.client.WrongExpectedVersion');
}

function tooLarge(bound: number): BatchAppendResp {
  const exceeded = new shared.MaximumAppendSizeExceeded().setMaxappendsize(bound);
  return failed(3, 'MaximumAppendSizeExceeded', exceeded, 'event_store.client.MaximumAppendSizeExceeded');
}

const emptyName = 'google.protobuf.Empty';

function failed(code: number, message: string, details: { serializeBinary(): Uint8Array }, name: string) {
  const packed = new any.Any();
  packed.pack(details.serializeBinary(), name);
  const error = new status.Status().setCode(code).setMessage(message).setDetails(packed);
  return new streams.BatchAppendResp().setError(error);
}
