/** What the server that stands in for KurrentDB does wrong when it is told to, as the client sees it. */
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  NO_STREAM,
  NotLeaderError,
  StreamNotFoundError,
  UnavailableError,
  streamNameFilter,
} from '@kurrent/kurrentdb-client';
import {
  clientOf,
  endServers,
  eventsOf,
  saved,
  startServer,
  textOf,
} from '../support/engines/kurrent-server/raw-client.js';

afterEach(endServers);

describe('faults', () => {
  it.each(['silence', 'cut'] as const)(
    'an answer lost in %s leaves the event stored once, however often it is sent',
    async (how) => {
      const server = await startServer();
      const client = clientOf(server);
      const event = saved('1');
      const lost = server.faults.loseNextAcknowledgement(how);
      const first = client.appendToStream('a-1', event, { streamState: NO_STREAM }).catch((error: unknown) => error);
      await lost;
      if (how === 'silence') server.faults.cut();
      expect(await first).toBeInstanceOf(Error);
      const again = await clientOf(server).appendToStream('a-1', event, { streamState: NO_STREAM });
      expect(again.nextExpectedRevision).toBe(0n);
      expect(server.log.stream('a-1')).toHaveLength(1);
    },
  );

  it('a server that is not ready says so to each, and then serves', async () => {
    const server = await startServer();
    server.faults.notReady(true);
    await expect(eventsOf(clientOf(server).readStream('a-1'))).rejects.toThrow();
    await expect(clientOf(server).appendToStream('a-1', saved('1'))).rejects.toThrow('Server Is Not Ready');
    server.faults.notReady(false);
    await clientOf(server).appendToStream('a-1', saved('1'));
  });

  it('a server that is away refuses, and is found again at the same address', async () => {
    const server = await startServer();
    const client = clientOf(server);
    await client.appendToStream('a-1', saved('1'));
    await server.faults.away();
    await expect(client.appendToStream('a-1', saved('2'))).rejects.toThrow(UnavailableError);
    await server.faults.back();
    await clientOf(server).appendToStream('a-1', saved('2'), { streamState: 0n });
  });

  it('a stalled server answers once it goes on', async () => {
    const server = await startServer();
    const client = clientOf(server);
    await client.appendToStream('a-1', saved('1'));
    server.faults.stall();
    const answered: string[] = [];
    const append = client.appendToStream('a-1', saved('2')).then(() => answered.push('append'));
    const read = eventsOf(clientOf(server).readStream('a-1')).then(() => answered.push('read'));
    await clientOf(await startServer()).appendToStream('a-1', saved('elsewhere'));
    expect(answered).toEqual([]);
    server.faults.resume();
    await Promise.all([append, read]);
    expect(server.log.stream('a-1')).toHaveLength(2);
  });

  it('a follower sends to its leader whoever writes or asks for the leader, and both clients go there', async () => {
    const leader = await startServer();
    const follower = await startServer();
    follower.faults.follow({ address: '127.0.0.1', port: leader.port });
    await clientOf(leader).appendToStream('a-1', saved('1'));
    const client = clientOf(follower);
    await expect(client.appendToStream('a-1', saved('2'))).rejects.toThrow(NotLeaderError);
    await client.appendToStream('a-1', saved('2'));
    // The native bridge asks for the leader whatever the call says, as long as the URL prefers it.
    const asked = clientOf(follower);
    await expect(eventsOf(asked.readStream('a-1'))).rejects.toThrow(NotLeaderError);
    expect(await eventsOf(asked.readStream('a-1'))).toHaveLength(2);
    const content = clientOf(follower, '&nodePreference=follower');
    await expect(eventsOf(content.readStream('a-1'))).rejects.toThrow(StreamNotFoundError);
  });

  it('a live consumer that takes nothing is dropped, and one that catches up is waited for', async () => {
    const server = await startServer();
    const client = clientOf(server);
    const large = (): ReturnType<typeof saved> => saved('x'.repeat(100_000));
    const subscription = client.subscribeToAll({ filter: streamNameFilter({ prefixes: ['a-'] }) });
    await new Promise((resolve) => subscription.once('caughtUp', resolve));
    // Both sides, and the sockets between them, hold many megabytes before the server feels that nothing is taken.
    let sent = 0;
    for (; server.faults.subscriptions() > 0 && sent < 4_000; sent += 8) {
      await client.appendToStream('a-1', Array.from({ length: 8 }, large));
    }
    // The client says so only once it has been asked for what it holds.
    await expect(eventsOf(subscription)).rejects.toMatchObject({ code: 10 });
    const patient = client.subscribeToAll({ filter: streamNameFilter({ prefixes: ['a-'] }) });
    let seen = 0;
    for await (const { event } of patient) {
      if (event !== undefined) seen += 1;
      if (seen === sent) break;
    }
    expect(seen).toBe(sent);
  });

  it('checkpoints and the word that it caught up run ahead of the events', async () => {
    const server = await startServer();
    const client = clientOf(server);
    await client.appendToStream('a-1', [saved('0'), saved('1')]);
    server.faults.runAhead(true);
    const order: string[] = [];
    const checkpointReached = async () => void order.push('checkpoint');
    const subscription = client.subscribeToAll({ filter: streamNameFilter({ prefixes: ['a-'], checkpointReached }) });
    subscription.once('caughtUp', () => order.push('caught up'));
    for await (const { event } of subscription) {
      order.push(textOf(event?.data));
      if (event?.revision === 1n) break;
    }
    expect(order.slice(0, 2)).toEqual(['checkpoint', 'caught up']);
    expect(order.filter((said) => said === '0' || said === '1')).toEqual(['0', '1']);
  });
});

describe('clusters', () => {
  it('are found through any node', async () => {
    const leader = await startServer();
    const follower = await startServer();
    follower.faults.follow({ address: '127.0.0.1', port: leader.port });
    const client = clientOf({ url: `kurrentdb+discover://127.0.0.1:${follower.port}?tls=false` });
    await client.appendToStream('a-1', saved('1'));
    expect(leader.log.stream('a-1')).toHaveLength(1);
    expect(await eventsOf(client.readStream('a-1', { requiresLeader: true }))).toHaveLength(1);
  });
});
