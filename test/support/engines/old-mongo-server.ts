import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { BSON } from 'mongodb';

/** Answers whatever it is told as a MongoDB of the wire protocol of version 4.0 does when it is greeted. */
export async function startOldMongoServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const greeting = BSON.serialize({
    ok: 1,
    isWritablePrimary: true,
    ismaster: true,
    minWireVersion: 0,
    maxWireVersion: 7,
  });
  const server = createServer((client) => {
    client.on('error', () => undefined);
    client.on('data', (question: Buffer) => {
      const header = Buffer.alloc(36);
      header.writeInt32LE(header.length + greeting.length, 0);
      header.writeInt32LE(question.readInt32LE(4), 8);
      header.writeInt32LE(opReply, 12);
      header.writeInt32LE(1, 32);
      client.write(Buffer.concat([header, greeting]));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async stop() {
      server.close();
      await once(server, 'close');
    },
  };
}

const opReply = 1;
