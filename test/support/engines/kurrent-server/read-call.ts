import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from './generated.js';

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** Resolves also when nobody waits for the rest any more. */
export function drained(call: ReadCall): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      call.off('drain', done).off('cancelled', done).off('close', done);
      resolve();
    };
    call.on('drain', done).on('cancelled', done).on('close', done);
  });
}
