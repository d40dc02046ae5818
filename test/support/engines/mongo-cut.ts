import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import type { Document } from 'mongodb';
import { BSON } from 'mongodb';
import { eachMessage } from './mongo-wire.js';

/** A command as a client sent it, its documents in their places. */
export interface SentCommand {
  name: string;
  command: Document;
}

/** Stands between a client of MongoDB and its server, reads what the client says, and ends it at a command. */
export interface MongoCut {
  /** Of the server behind, for clients that are to be listened to. */
  url: string;
  /** What was sent so far, without what the driver asks by itself. */
  sent: readonly SentCommand[];
  /**
   * At the n-th write from now on, every connection ends and none is made any more, as if the client's process had been
   * killed just before the write reached the server, or just after.
   */
  cutAt(write: number, when: 'BEFORE' | 'AFTER'): void;
  stop(): Promise<void>;
}

const ofTheDriver = new Set(['hello', 'ismaster', 'isMaster', 'endSessions']);
const writes = new Set(['insert', 'update', 'delete', 'findAndModify']);

export async function startMongoCut(serverUrl: string): Promise<MongoCut> {
  const { hostname, port, search } = new URL(serverUrl);
  const sent: SentCommand[] = [];
  const sockets = new Set<Socket>();
  let left = Infinity;
  let cutsBefore = false;
  let isCut = false;

  const listener = createServer((client) => {
    const server = connect(Number(port), hostname);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        server.destroy();
      });
    }
    server.pipe(client);
    client.on(
      'data',
      eachMessage((message) => {
        const command = commandIn(message);
        if (command !== null && !ofTheDriver.has(command.name)) sent.push(command);
        if (command !== null && writes.has(command.name)) left -= 1;
        const isLast = left <= 0 && !isCut;
        if (!isCut && !(isLast && cutsBefore)) server.write(message);
        if (isLast) cut();
      }),
    );
    if (isCut) client.destroy();
  });

  function cut(): void {
    isCut = true;
    // What was written has to leave this process first.
    setImmediate(() => {
      for (const socket of sockets) socket.destroySoon();
    });
  }

  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const options = search === '' ? '?' : `${search}&`;
  return {
    url: `mongodb://127.0.0.1:${(listener.address() as AddressInfo).port}/${options}serverSelectionTimeoutMS=200`,
    sent,
    cutAt(write, when) {
      left = write;
      cutsBefore = when === 'BEFORE';
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
}

const opMsg = 2013;

/** The sections of an OP_MSG: the command, and lists of documents that belong to it. null: another kind of message. */
function commandIn(message: Buffer): SentCommand | null {
  if (message.readInt32LE(12) !== opMsg) return null;
  let command: Document = {};
  for (let at = 20; at < message.length;) {
    const size = message.readInt32LE(at + 1);
    const section = message.subarray(at + 1, at + 1 + size);
    if (message[at] === 0) command = { ...command, ...BSON.deserialize(section) };
    else Object.assign(command, listIn(section));
    at += 1 + size;
  }
  const name = Object.keys(command).find((key) => !lists.has(key)) ?? '';
  return { name, command };
}

const lists = new Set(['documents', 'updates', 'deletes']);

function listIn(section: Buffer): Document {
  const end = section.indexOf(0, 4);
  const documents: Document[] = [];
  for (let at = end + 1; at < section.length; at += section.readInt32LE(at)) {
    documents.push(BSON.deserialize(section.subarray(at, at + section.readInt32LE(at))));
  }
  return { [section.toString('utf8', 4, end)]: documents };
}
