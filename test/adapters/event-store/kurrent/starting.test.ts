import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openKurrentEventReader, openKurrentEventStore } from '../../../../src/adapters/event-store/kurrent/index.js';
import { CannotConnect } from '../../../../src/ports/cannot-connect.js';
import { ledgerAt } from '../../../support/engines/kurrent-ledgers.js';
import { clientOf, eventsOf, startServer } from '../../../support/engines/kurrent-server/raw-client.js';
import { quick, useKurrentStores } from '../../../support/engines/kurrent-stores.js';
import { newSave } from '../../../support/ledgers/new-saves.js';

const { open } = useKurrentStores();
const fixture = (name: string): string => join('test', 'fixtures', 'tls', name);
const tls = { certificate: readFileSync(fixture('server.pem')), key: readFileSync(fixture('server-key.pem')) };
const trusting = `&tlsCAFile=${encodeURIComponent(fixture('ca.pem'))}`;
const password = 'geheim-und-lang';

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** Something that speaks HTTP, and no gRPC. */
async function webServer(): Promise<number> {
  const server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  ends.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** With a user, whose password must never be seen again. */
const as = (url: string, user = 'clerk') => url.replace('//', `//${user}:${password}@`);

/** What both ways of opening say, which is the same. */
async function refusalOf(url: string): Promise<CannotConnect> {
  const location = ledgerAt(url, 'ours');
  const opened = [openKurrentEventStore(location, quick), openKurrentEventReader(location, quick)];
  const [one, two] = await Promise.allSettled(opened);
  if (one?.status !== 'rejected' || two?.status !== 'rejected') throw new Error('it was opened');
  const refusal: unknown = one.reason;
  if (!(refusal instanceof CannotConnect)) throw new Error('it was refused otherwise', { cause: refusal });
  expect(two.reason).toMatchObject({ name: 'CannotConnect', code: refusal.code });
  for (let each: unknown = refusal; each instanceof Error; each = each.cause)
    expect(JSON.stringify({ ...each, message: each.message, stack: each.stack })).not.toMatch(
      new RegExp(`${password}|clerk`),
    );
  expect(refusal.message).toMatch(/kurrentdb:\/\/.*请|请.*kurrentdb:\/\//);
  return refusal;
}

describe('a start on KurrentDB ends with a sentence', () => {
  it('where nothing answers', async () => {
    const { code, messageEn } = await refusalOf(as(`kurrentdb://127.0.0.1:${await freePort()}?tls=false`));
    expect([code, messageEn]).toEqual(['NO_SERVER', expect.stringContaining('start it, or correct the address')]);
  });

  it('where something else answers', async () => {
    const { code, messageEn } = await refusalOf(as(`kurrentdb://127.0.0.1:${await webServer()}?tls=false`));
    expect([code, messageEn]).toEqual(['UNKNOWN_SERVER', expect.stringContaining('no KurrentDB or EventStoreDB')]);
  });

  it('where the server speaks no TLS and the URL asks for it', async () => {
    const { port } = await startServer();
    const { code, messageEn } = await refusalOf(as(`kurrentdb://127.0.0.1:${port}`));
    expect([code, messageEn]).toEqual(['TLS_MISMATCH', expect.stringContaining('add tls=false')]);
  });

  it('where the server wants TLS and the URL says otherwise', async () => {
    const { port } = await startServer({ tls });
    const { code, messageEn } = await refusalOf(as(`kurrentdb://127.0.0.1:${port}?tls=false`));
    expect([code, messageEn]).toEqual(['TLS_MISMATCH', expect.stringContaining('take tls=false out')]);
  });

  it('where nobody vouches for the certificate', async () => {
    const { url } = await startServer({ tls });
    const { code, messageEn } = await refusalOf(as(url));
    expect([code, messageEn]).toEqual(['TLS_MISMATCH', expect.stringContaining('tlsCAFile')]);
  });

  it('where the file of a certificate cannot be read', async () => {
    const { url } = await startServer({ tls });
    const { code, messageEn } = await refusalOf(as(`${url}&tlsCAFile=/nowhere/ca.pem`));
    expect([code, messageEn]).toEqual(['TLS_MISMATCH', expect.stringContaining('cannot be read')]);
  });

  it('where the password is wrong', async () => {
    const { url } = await startServer({ tls, credentials: { clerk: 'another' } });
    const { code, messageEn } = await refusalOf(as(url) + trusting);
    expect([code, messageEn]).toEqual(['WRONG_CREDENTIALS', expect.stringContaining('the user that was given')]);
  });

  it('where there are no credentials', async () => {
    const { url } = await startServer({ tls, credentials: { clerk: 'another' } });
    const { code, messageEn } = await refusalOf(url + trusting);
    expect([code, messageEn]).toEqual(['WRONG_CREDENTIALS', expect.stringContaining('wants a user and a password')]);
  });

  it('where the server is too old', async () => {
    const { url } = await startServer({ version: '22.10.5' });
    const { code, messageEn } = await refusalOf(as(url));
    expect([code, messageEn]).toEqual(['SERVER_TOO_OLD', expect.stringContaining('22.10.5')]);
  });

  it('where the server does not say what it is', async () => {
    const { url } = await startServer({ version: '20.10.2' });
    const { code, messageEn } = await refusalOf(as(url));
    expect([code, messageEn]).toEqual(['UNKNOWN_SERVER', expect.stringContaining('does not say which version')]);
  });

  it('where the server never gets ready', async () => {
    const server = await startServer();
    server.faults.notReady(true);
    const { code, messageEn } = await refusalOf(as(server.url));
    expect([code, messageEn]).toEqual(['UNKNOWN_SERVER', expect.stringContaining('may not be ready')]);
  });
});

describe('a start on KurrentDB', () => {
  it('waits a while for a server that is warming up', async () => {
    const server = await startServer();
    server.faults.notReady(true);
    const opening = open(server.url, 'ours', { connectMs: 30_000, readMs: 30_000 });
    await expect(eventsOf(clientOf(server).readStream('whatever'))).rejects.toThrow();
    server.faults.notReady(false);

    await (await opening).append(newSave());
  });

  it('with the right credentials over TLS reads and writes', async () => {
    const { url } = await startServer({ tls, credentials: { clerk: password } });
    const store = await open(as(url) + trusting);

    const { lastPosition } = await store.append(newSave());

    expect(await store.head()).toBe(lastPosition);
  });
});
