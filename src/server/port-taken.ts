import type { Server } from 'node:net';
import { createServer } from 'node:net';

/** Another program listens where the server should. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
  readonly code = 'PORT_TAKEN';
  readonly messageEn: string;
  constructor(host: string, port: number, cause: Error) {
    super(`${host}:${port} 已被占用；请停止占用它的程序，或用 PORT 另选端口（PORT=0 任选一个空闲端口）。`, { cause });
    this.messageEn = `${host}:${port} is in use; stop the program that has it, or choose another PORT (PORT=0 picks a free one).`;
  }
}

/** @throws PortTaken */
export async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTaken(host, port, error) : error);
    });
    server.listen(port, host, resolve);
  });
}

/** Before anything is made for a server that could not listen. @throws PortTaken */
export async function checkPort(host: string, port: number): Promise<void> {
  const server = createServer();
  await listen(server, host, port);
  await new Promise((resolve) => server.close(resolve));
}
