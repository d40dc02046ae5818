import type { handleUnaryCall } from '@grpc/grpc-js';
import type { AppendResult, ExpectedState } from './event-log.js';
import { metadataEvent } from './event-log.js';
import type { DeleteReq, DeleteResp, TombstoneReq, TombstoneResp } from './generated.js';
import { streams } from './generated.js';
import { streamName } from './messages.js';
import type { Node } from './node.js';
import { refusalOf } from './node.js';
import type { RpcError } from './rpc-errors.js';
import { streamDeleted, wrongExpectedVersion } from './rpc-errors.js';
import { deletedStreamMetadata } from './stream-metadata.js';

/** A stream that can be written again, after its last revision. */
export function deleteCall(node: Node): handleUnaryCall<DeleteReq, DeleteResp> {
  return ({ request, metadata }, answer) => {
    const options = request.getOptions();
    const stream = streamName(options?.getStreamIdentifier());
    const refused = refusalOf(node, metadata, true) ?? unexpected(node, stream, expectedState(options));
    if (refused !== null) return answer(refused);
    const result = node.log.append(`$$${stream}`, 'any', [{ ...metadataEvent({}), data: deletedStreamMetadata }]);
    const at = new streams.DeleteResp.Position().setCommitPosition(positionOf(result));
    answer(null, new streams.DeleteResp().setPosition(at.setPreparePosition(positionOf(result))));
  };
}

/** A stream that is closed for ever. */
export function tombstoneCall(node: Node): handleUnaryCall<TombstoneReq, TombstoneResp> {
  return ({ request, metadata }, answer) => {
    const options = request.getOptions();
    const stream = streamName(options?.getStreamIdentifier());
    const expected = expectedState(options);
    const refused = refusalOf(node, metadata, true) ?? unexpected(node, stream, expected);
    if (refused !== null) return answer(refused);
    const result = node.log.tombstone(stream, expected);
    const at = new streams.TombstoneResp.Position().setCommitPosition(positionOf(result));
    answer(null, new streams.TombstoneResp().setPosition(at.setPreparePosition(positionOf(result))));
  };
}

function unexpected({ log }: Node, stream: string, expected: ExpectedState): RpcError | null {
  if (log.isTombstoned(stream)) return streamDeleted(stream);
  const last = log.lastRevision(stream);
  const isExpected = typeof expected === 'number' ? expected === last : expected !== 'no_stream' || last === -1;
  return isExpected ? null : wrongExpectedVersion(stream, typeof expected === 'number' ? expected : -1, last);
}

function positionOf(result: AppendResult): string {
  return String(result.is === 'appended' ? (result.position ?? 0n) : 0n);
}

function expectedState(options: DeleteReq.Options | TombstoneReq.Options | undefined): ExpectedState {
  if (options === undefined || options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return Number(options.getRevision());
}
