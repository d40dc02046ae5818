/** The server that stands in for KurrentDB in tests, asked by the client that the program uses. */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { AllStreamRecordedEvent, Position } from '@kurrent/kurrentdb-client';
import {
  AccessDeniedError,
  BACKWARDS,
  END,
  MaxAppendSizeExceededError,
  NO_STREAM,
  START,
  StreamNotFoundError,
  WrongExpectedVersionError,
  jsonEvent,
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
import { useFolder } from '../support/ledgers/scratch-folder.js';
import { startChild } from '../support/processes/child.js';

afterEach(endServers);

const { directory } = useFolder();

describe('appends', () => {
  it('are read as they were written, in revision order, byte for byte', async () => {
    const client = clientOf(await startServer());
    const id = crypto.randomUUID();
    const first = await client.appendToStream('a-1', [saved('{"b": 1}', id), saved('二')], { streamState: NO_STREAM });
    await client.appendToStream('a-1', saved('3'), { streamState: 1n });
    const events = (await eventsOf(client.readStream('a-1'))).map(({ event }) => event);
    expect(first.nextExpectedRevision).toBe(1n);
    expect(events.map((event) => [event?.revision, event?.type, textOf(event?.data)])).toEqual([
      [0n, 'saved', '{"b": 1}'],
      [1n, 'saved', '二'],
      [2n, 'saved', '3'],
    ]);
    expect(events[0]).toMatchObject({ id, isJson: false, metadata: { of: 1 } });
    expect(first.position).toEqual(events[1]?.position);
  });

  it.each([
    ['in batches', false],
    ['each by itself', true],
  ])('are refused %s where the stream is at another revision', async (_, alone) => {
    const client = clientOf(await startServer(alone ? { version: '20.10.2' } : {}));
    await client.appendToStream('a-1', saved('1'), { streamState: NO_STREAM });
    const refused = await client
      .appendToStream('a-1', saved('2'), { streamState: 4n })
      .catch((error: unknown) => error);
    const again = await client
      .appendToStream('a-1', saved('2'), { streamState: NO_STREAM })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WrongExpectedVersionError);
    expect(refused).toMatchObject({ streamName: 'a-1', expectedState: 4n, actualState: 0n });
    expect(again).toMatchObject({ expectedState: NO_STREAM, actualState: 0n });
  });

  it('of the same ids at the same revision are answered as the first time; at the next one they are new', async () => {
    const client = clientOf(await startServer());
    const events = [saved('1'), saved('2')];
    const first = await client.appendToStream('a-1', events, { streamState: NO_STREAM });
    await client.appendToStream('a-1', saved('3'), { streamState: 1n });
    expect(await client.appendToStream('a-1', events, { streamState: NO_STREAM })).toEqual(first);
    await client.appendToStream('a-1', events, { streamState: 2n });
    expect(await eventsOf(client.readStream('a-1'))).toHaveLength(5);
  });

  it('where any revision is expected, are written twice once the server was started again', async () => {
    const server = await startServer();
    const client = clientOf(server);
    const event = saved('1');
    await client.appendToStream('a-1', event);
    await client.appendToStream('a-1', event);
    expect(server.log.stream('a-1')).toHaveLength(1);
    server.log.forget();
    await client.appendToStream('a-1', event);
    expect(server.log.stream('a-1')).toHaveLength(2);
  });

  it.each([
    ['in batches', '23.10.6'],
    ['each by itself', '20.10.2'],
  ])('over the bound are refused %s, and nothing is stored', async (_, version) => {
    const server = await startServer({ version, maximumAppendSize: 4_096 });
    const client = clientOf(server);
    const refused = client.appendToStream('a-1', [saved('x'.repeat(3_000)), saved('y'.repeat(3_000))]);
    await expect(refused).rejects.toThrow(MaxAppendSizeExceededError);
    await expect(refused).rejects.toMatchObject({ maxAppendSize: 4_096 });
    expect(server.log.stream('a-1')).toBeNull();
  });

  it('without events succeed', async () => {
    const client = clientOf(await startServer());
    expect(await client.appendToStream('a-1', [], { streamState: NO_STREAM })).toMatchObject({ success: true });
  });
});

describe('reads', () => {
  it('of a stream that is not there say so, and one that was deleted goes on after its last revision', async () => {
    const client = clientOf(await startServer());
    await expect(eventsOf(client.readStream('a-1'))).rejects.toThrow(StreamNotFoundError);
    await client.appendToStream('a-1', [saved('1'), saved('2')], { streamState: NO_STREAM });
    await client.deleteStream('a-1');
    await expect(eventsOf(client.readStream('a-1'))).rejects.toThrow(StreamNotFoundError);
    const added = await client.appendToStream('a-1', saved('3'), { streamState: NO_STREAM });
    const events = await eventsOf(client.readStream('a-1'));
    expect(added.nextExpectedRevision).toBe(2n);
    expect(events.map(({ event }) => event?.revision)).toEqual([2n]);
  });

  it('of a stream begin where they are asked to, in both directions', async () => {
    const client = clientOf(await startServer());
    await client.appendToStream(
      'a-1',
      ['0', '1', '2', '3'].map((text) => saved(text)),
    );
    const read = async (options: Parameters<typeof client.readStream>[1]) =>
      (await eventsOf(client.readStream('a-1', options))).map(({ event }) => textOf(event?.data)).join('');
    expect(await read({ fromRevision: 1n, maxCount: 2 })).toBe('12');
    expect(await read({ fromRevision: 9n })).toBe('');
    expect(await read({ fromRevision: END, direction: BACKWARDS, maxCount: 1 })).toBe('3');
    expect(await read({ fromRevision: 1n, direction: BACKWARDS })).toBe('10');
  });

  it('of all include the event at their position, events of others among them, and refuse what is no position', async () => {
    const client = clientOf(await startServer());
    for (const stream of ['a-1', 'b-1', 'a-1']) await client.appendToStream(stream, [saved(stream), saved('and')]);
    const all = (await eventsOf(client.readAll())).flatMap(({ event }) => event ?? []);
    expect(all.map(({ streamId }) => streamId).join(' ')).toBe('$users $user-admin a-1 a-1 b-1 b-1 a-1 a-1');
    expect(new Set(all.map(({ position }) => position?.commit)).size).toBe(8);
    const third = all[2]?.position as Position;
    const after = await eventsOf(client.readAll({ fromPosition: third, maxCount: 2 }));
    expect(after.map(({ event }) => event?.id)).toEqual([all[2]?.id, all[3]?.id]);
    const before = await eventsOf(client.readAll({ fromPosition: third, direction: BACKWARDS }));
    expect(before.map(({ event }) => event?.streamId)).toEqual(['$user-admin', '$users']);
    const last = client.readAll({ fromPosition: END, direction: BACKWARDS, maxCount: 1 });
    expect((await eventsOf(last))[0]?.event?.id).toBe(all[7]?.id);
    const filter = streamNameFilter({ prefixes: ['b-'] });
    expect(await eventsOf(client.readAll({ filter, maxCount: 5 }))).toHaveLength(2);
    const nowhere = { commit: third.commit + 1n, prepare: third.prepare + 1n };
    await expect(eventsOf(client.readAll({ fromPosition: nowhere }))).rejects.toThrow();
  });

  it('give the metadata of a stream', async () => {
    const client = clientOf(await startServer());
    await client.appendToStream('a-1', [saved('0'), saved('1')]);
    await client.setStreamMetadata('a-1', { truncateBefore: 1 });
    expect((await client.getStreamMetadata('a-1')).metadata).toEqual({ truncateBefore: 1 });
    expect(await eventsOf(client.readStream('a-1'))).toHaveLength(1);
  });
});

describe('subscriptions', () => {
  it('give what is there after their position, say that they have caught up, and go on with what comes', async () => {
    const client = clientOf(await startServer());
    await client.appendToStream('a-1', [saved('0'), saved('1')]);
    await client.appendToStream('b-1', jsonEvent({ type: 'other', data: {} }));
    const [first] = await eventsOf(client.readStream('a-1'));
    const checkpoints: Position[] = [];
    const checkpointReached = async (_: unknown, position: Position) => void checkpoints.push(position);
    const filter = streamNameFilter({ prefixes: ['a-'], checkpointReached });
    const subscription = client.subscribeToAll({ fromPosition: first?.event?.position as Position, filter });
    let caughtUp = 0;
    subscription.on('caughtUp', () => (caughtUp += 1));
    const seen: AllStreamRecordedEvent[] = [];
    for await (const { event } of subscription) {
      if (event !== undefined) seen.push(event);
      if (seen.length === 1) await client.appendToStream('a-2', saved('2'));
      if (seen.length === 2) break;
    }
    expect(seen.map(({ data }) => textOf(data))).toEqual(['1', '2']);
    expect(caughtUp).toBe(1);
    expect(checkpoints.length).toBeGreaterThan(0);
  });

  it('end as those of a slow consumer when they are told to', async () => {
    const server = await startServer();
    const subscription = clientOf(server).subscribeToAll({ fromPosition: START });
    const reading = eventsOf(subscription);
    subscription.once('caughtUp', () => server.faults.kickSubscribers());
    await expect(reading).rejects.toMatchObject({ code: 10 });
  });
});

describe('connections', () => {
  const fixture = (name: string): string => join('test', 'fixtures', 'tls', name);
  const secured = {
    credentials: { admin: 'right' },
    tls: { certificate: readFileSync(fixture('server.pem')), key: readFileSync(fixture('server-key.pem')) },
  };
  const trusting = `&tlsCAFile=${fixture('ca.pem')}`;
  const urlAs = (url: string, user: string): { url: string } => ({ url: url.replace('//', `//${user}`) });

  it('over TLS carry credentials with reads and writes alike', async () => {
    const { url } = await startServer(secured);
    const client = clientOf(urlAs(url, 'admin:right@'), trusting);
    await client.appendToStream('a-1', saved('1'), { streamState: NO_STREAM });
    expect(await eventsOf(client.readStream('a-1'))).toHaveLength(1);
  });

  it.each([
    ['wrong', 'admin:wrong@'],
    ['no', ''],
  ])('with %s credentials read and write nothing', async (_, user) => {
    const server = await startServer(secured);
    const client = clientOf(urlAs(server.url, user), trusting);
    await expect(client.appendToStream('a-1', saved('1'))).rejects.toThrow(AccessDeniedError);
    await expect(eventsOf(client.readStream('a-1'))).rejects.toThrow(AccessDeniedError);
    expect(server.log.stream('a-1')).toBeNull();
  });

  it('to a server with a certificate that nobody vouches for come about in neither way', async () => {
    const client = clientOf(urlAs((await startServer(secured)).url, 'admin:right@'));
    await expect(client.appendToStream('a-1', saved('1'))).rejects.toThrow();
    await expect(eventsOf(client.readStream('a-1'))).rejects.toThrow();
  });
});

describe('a server in a process of its own', () => {
  it('goes on after SIGKILL with what it had acknowledged, at the same positions', async () => {
    const file = join(directory(), 'log.jsonl');
    const first = startChild<{ url: string }>('kurrent-server.process.js', ['--tell', '--file', file]);
    await first.until((said) => said.length > 0);
    const { url = '' } = first.said[0] ?? {};
    const client = clientOf({ url });
    const appended = await client.appendToStream('a-1', [saved('1'), saved('二')], { streamState: NO_STREAM });
    await first.kill();
    appendFileSync(file, '{"stream":"a-1","cre');
    const port = new URL(url).port;
    const second = startChild<{ url: string }>('kurrent-server.process.js', ['--tell', '--file', file, '--port', port]);
    await second.until((said) => said.length > 0);
    const events = await eventsOf(clientOf({ url }).readStream('a-1'));
    await second.kill();
    expect(events.map(({ event }) => textOf(event?.data))).toEqual(['1', '二']);
    expect(events[1]?.event?.position).toEqual(appended.position);
  });
});
