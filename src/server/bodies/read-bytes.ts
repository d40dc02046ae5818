import type { IncomingMessage } from 'node:http';
import { RequestError } from '../request-error.js';
import { ClientGone } from './client-gone.js';
import type { Holding } from './held-bytes.js';
import type { BodyLimits } from './limits.js';
import { maxBodyBytes } from './limits.js';
import { keepPace } from './pace.js';

/** What a body that does not say how long it is begins with; if it is longer, it counts as the longest there is. */
const unsaidBytes = 16 * 1024;

/**
 * The bytes of a body, which has its room before it is read: until then the operating system holds its sender back.
 * @throws RequestError 408, 413, 503; ClientGone
 */
export async function readBytes(request: IncomingMessage, holding: Holding, limits: BodyLimits): Promise<Buffer> {
  const said = request.headers['content-length'];
  const expected = said === undefined ? unsaidBytes : Number(said);
  if (expected > maxBodyBytes) throw tooLarge();
  if (!(await holding.growTo(expected, limits.patienceMs))) throw noRoom(request);
  const bytes = await receive(request, holding, limits);
  holding.shrinkTo(bytes.length);
  return bytes;
}

function receive(request: IncomingMessage, holding: Holding, limits: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let ended = false;
    const pace = keepPace(limits, () => end(() => reject(tooSlow())));

    function end(settle: () => void): void {
      ended = true;
      pace.stop();
      request.off('data', take);
      request.pause();
      settle();
    }

    function take(chunk: Buffer): void {
      bytes += chunk.length;
      if (bytes > maxBodyBytes) return end(() => reject(tooLarge()));
      pace.have(bytes);
      chunks.push(chunk);
      if (bytes > holding.bytes) void makeRoom();
    }

    async function makeRoom(): Promise<void> {
      request.pause();
      pace.pause();
      const hasRoom = await holding.growTo(maxBodyBytes, limits.patienceMs);
      if (ended) return;
      if (!hasRoom) return end(() => reject(noRoom(request)));
      pace.goOn();
      request.resume();
    }

    request.on('data', take);
    request.once('end', () => {
      pace.stop();
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
    });
    request.once('error', (cause) => end(() => reject(new ClientGone(cause))));
  });
}

function tooLarge(): RequestError {
  return new RequestError(
    413,
    'BODY_TOO_LARGE',
    `请求体超过 ${maxBodyBytes} 字节；请减少一次提交的内容。`,
    `The body is over ${maxBodyBytes} bytes; send less at once.`,
    { connection: 'close' },
  );
}

function tooSlow(): RequestError {
  return new RequestError(
    408,
    'BODY_TOO_SLOW',
    '请求体到达得太慢，不再等待，请求没有执行；请检查网络后重发。',
    'The body came too slowly to wait for more of it, and nothing was executed; check the network and send it again.',
    { connection: 'close' },
  );
}

/** What is still to come is let pass, so that the client reads why. */
function noRoom(request: IncomingMessage): RequestError {
  request.resume();
  return new RequestError(
    503,
    'TOO_MANY_BODIES',
    '服务器正在接收的请求体已达上限，请求没有执行；请按 Retry-After 的秒数稍后重发。',
    'The server holds as many bytes of requests as it takes, and nothing was executed; send it again after the seconds of Retry-After.',
    { 'retry-after': '5' },
  );
}
