/**
 * Stands between a client and a MongoDB server and hears what it is asked, so that a test can say what the program sends
 * and in how many round trips, whatever code of it sends it.
 */
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { BSON } from 'mongodb';
import type { Document } from 'mongodb';

export interface MongoWire {
  /** Of the server, through here. */
  url: string;
  /** What was asked of collections since the last call, in the order in which it was sent. */
  heard(): Document[];
  /** How often the work waits for the server: what it asks side by side is one round trip. */
  roundTrips(work: () => Promise<unknown>): Promise<number>;
  stop(): Promise<void>;
}

/** What a driver asks for itself. */
const housekeeping = ['hello', 'ismaster', 'isMaster', 'ping', 'endSessions', 'buildInfo', 'killCursors'];

/** What is sent side by side is here within this time, and within so many more turns of the event loop where it stood still. */
const togetherMs = 100;
const turnsTogether = 20;

/** Requests and answers of one round trip: all are asked before any is answered. */
interface RoundTrip {
  held: (() => void)[];
  /** Those that are on their way, by connection and number. */
  asked: Set<string>;
  answers: (() => void)[];
}

export async function startMongoWire(target: string): Promise<MongoWire> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const heard: Document[] = [];
  let trips: number | null = null;
  let connections = 0;
  /** Connections on which nothing was answered yet: what waits for one of them is sent side by side with the others. */
  let opening = 0;
  let gathering: NodeJS.Timeout | null = null;
  const trip: RoundTrip = { held: [], asked: new Set(), answers: [] };

  function accept(client: Socket): void {
    const server = connect({ host: hostname, port: Number(port), noDelay: true });
    const connection = (connections += 1);
    let isOpening = true;
    opening += 1;
    const opened = () => {
      if (isOpening) opening -= 1;
      isOpening = false;
    };
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => void [opened(), client.destroy(), server.destroy()]);
    }
    client.on(
      'data',
      eachMessage((message) => {
        const command = commandIn(message);
        if (command === null) return void server.write(message);
        heard.push(command);
        if (trips === null) return void server.write(message);
        ask(`${connection} ${message.readInt32LE(4)}`, () => server.write(message));
      }),
    );
    server.on(
      'data',
      eachMessage((message) => {
        opened();
        const name = `${connection} ${message.readInt32LE(8)}`;
        if (!trip.asked.has(name)) return void client.write(message);
        answer(name, () => client.write(message));
      }),
    );
  }

  function ask(name: string, send: () => void): void {
    trip.held.push(() => {
      trip.asked.add(name);
      send();
    });
    gather();
  }

  /** What goes out together is one trip; nothing says of a request that it is the last, but that none follows it. */
  function gather(): void {
    if (gathering !== null) clearTimeout(gathering);
    gathering = setTimeout(() => settle(turnsTogether, trip.held.length), togetherMs);
  }

  /** A process that stood still finds its timers due before it reads what was sent meanwhile. */
  function settle(turns: number, held: number): void {
    if (trip.held.length !== held) return;
    if (opening > 0) return gather();
    if (turns > 0) return void setImmediate(() => settle(turns - 1, held));
    gathering = null;
    trips = (trips ?? 0) + 1;
    for (const each of trip.held.splice(0)) each();
  }

  const given = new Set<string>();
  function answer(name: string, give: () => void): void {
    given.add(name);
    trip.answers.push(give);
    if (given.size < trip.asked.size) return;
    given.clear();
    trip.asked.clear();
    for (const each of trip.answers.splice(0)) each();
  }

  const listener = createServer(accept).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    url: `mongodb://127.0.0.1:${(listener.address() as AddressInfo).port}/?directConnection=true`,
    heard: () => heard.splice(0),
    async roundTrips(work) {
      trips = 0;
      try {
        await work();
        return trips;
      } finally {
        trips = null;
      }
    },
    async stop() {
      const closed = once(listener, 'close');
      listener.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Hands on whole messages, each of which begins with its length. */
export function eachMessage(take: (message: Buffer) => void): (bytes: Buffer) => void {
  let waiting = Buffer.alloc(0);
  return (bytes) => {
    waiting = Buffer.concat([waiting, bytes]);
    while (waiting.length >= 4 && waiting.length >= waiting.readInt32LE(0)) {
      const length = waiting.readInt32LE(0);
      take(waiting.subarray(0, length));
      waiting = waiting.subarray(length);
    }
  };
}

const opMessage = 2013;
/** Behind the header and the flags stands a section's kind, and the command. */
const commandAt = 21;

/** null: nothing that a collection is asked. */
function commandIn(message: Buffer): Document | null {
  if (message.readInt32LE(12) !== opMessage) return null;
  const command = BSON.deserialize(message.subarray(commandAt, commandAt + message.readInt32LE(commandAt)));
  return housekeeping.includes(Object.keys(command)[0] ?? '') ? null : command;
}
