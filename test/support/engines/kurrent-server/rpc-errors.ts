/** How a server of 23.10 refuses: the code, the text, and the trailing metadata that clients switch on. */
import { Metadata, status } from '@grpc/grpc-js';

export interface Endpoint {
  address: string;
  port: number;
}

/** An error of gRPC, in the shape that its server sends. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly metadata = new Metadata();
  readonly details: string;
  constructor(
    readonly code: status,
    message: string,
    members: Record<string, string> = {},
  ) {
    super(message);
    this.details = message;
    for (const [name, value] of Object.entries(members)) this.metadata.set(name, value);
  }
}

export const notReady = (): RpcError => new RpcError(status.UNAVAILABLE, 'Server Is Not Ready');

export const accessDenied = (): RpcError =>
  new RpcError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });

/** What is made of the answer 401, which wrong credentials get before any service is asked. */
export const unauthenticated = (): RpcError =>
  new RpcError(status.UNAUTHENTICATED, 'Bad gRPC response. HTTP status code: 401');

export const notLeader = ({ address, port }: Endpoint): RpcError =>
  new RpcError(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': address,
    'leader-endpoint-port': String(port),
  });

export const streamDeleted = (stream: string): RpcError =>
  new RpcError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const wrongExpectedVersion = (stream: string, expected: number, actual: number): RpcError =>
  new RpcError(status.FAILED_PRECONDITION, `Delete failed due to WrongExpectedVersion. Stream: ${stream}`, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': String(expected),
    'actual-version': String(actual),
  });

export const maximumAppendSizeExceeded = (bound: number): RpcError =>
  new RpcError(status.INVALID_ARGUMENT, `Maximum Append Size of ${bound} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(bound),
  });

export const invalidPosition = (): RpcError =>
  new RpcError(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.');

export const slowSubscriber = (): RpcError =>
  new RpcError(
    status.ABORTED,
    'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.',
  );
