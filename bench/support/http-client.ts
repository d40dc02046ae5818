import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

/** Sends one and the same request, or several in turn, each connection waiting for its answer before it asks again. */
export interface HttpClient {
  /** So many answers over connections that are kept alive meanwhile; each has the status 200 and the length it says. */
  ask(times: number): Promise<void>;
  /** The body of one answer. */
  answer(): Promise<string>;
}

/**
 * Reads no more of an answer than its end needs, so that the client costs little beside the servers it compares.
 * @param connections requests under way at once
 * @param coding the content coding that it takes
 */
export function httpClient(
  url: string,
  body: string | readonly string[],
  connections: number,
  coding = 'identity',
): HttpClient {
  const { hostname, port, pathname, host } = new URL(url);
  const requests = [body].flat().map((each) => {
    const bytes = Buffer.from(each);
    const head =
      `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n` +
      `accept: application/json\r\naccept-encoding: ${coding}\r\ncontent-length: ${bytes.length}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), bytes]);
  });
  const requestOf = (turn: number) => requests[turn % requests.length] as Buffer;

  /** Opened for the work: a server ends those that were idle while others were asked. */
  async function connected<T>(work: (socket: Socket) => Promise<T>): Promise<T> {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    try {
      await once(socket, 'connect');
      return await work(socket);
    } finally {
      socket.destroy();
    }
  }

  return {
    async ask(times) {
      let left = times;
      const askOn = async (socket: Socket) => {
        while ((left -= 1) >= 0) await exchange(socket, requestOf(left));
      };
      await Promise.all(Array.from({ length: connections }, () => connected(askOn)));
    },
    async answer() {
      const answer = await connected((socket) => exchange(socket, requestOf(0)));
      return answer.subarray(answer.indexOf('\r\n\r\n') + 4).toString();
    },
  };
}

function exchange(socket: Socket, request: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let got = 0;
    let wanted = Infinity;
    const hear = (chunk: Buffer) => {
      chunks.push(chunk);
      got += chunk.length;
      if (wanted === Infinity) wanted = lengthOf(chunks.length === 1 ? chunk : Buffer.concat(chunks));
      if (got < wanted) return;
      done();
      resolve(Buffer.concat(chunks));
    };
    const lost = () => {
      done();
      reject(new Error(`the connection ended after ${got} bytes`));
    };
    const done = () => void socket.off('data', hear).off('close', lost);
    socket.on('data', hear).on('close', lost);
    socket.write(request);
  });
}

/** Of the whole answer; Infinity while its head is not all there. */
function lengthOf(bytes: Buffer): number {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return Infinity;
  const head = bytes.toString('latin1', 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (!head.startsWith('HTTP/1.1 200 ') || length === undefined) throw new Error(`not an answer: ${head}`);
  return end + 4 + Number(length);
}
