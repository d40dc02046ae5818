import { afterAll, describe, expect, it } from '@jest/globals';
import type { RawConnection } from '../support/clients/raw-connection.js';
import { rawConnection } from '../support/clients/raw-connection.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

afterAll(cleanUp);

const body = JSON.stringify({ query: '{ budgets { nodes { basis { version } } } }' });
const head = (length: number) =>
  `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
const whole = head(Buffer.byteLength(body)) + body;

/** A connection on which something was answered, and which is kept. */
async function keptOpen({ url }: RunningLedger): Promise<RawConnection> {
  const connection = await rawConnection(url);
  connection.send(whole);
  expect(await connection.answers(1)).toMatch(/^HTTP\/1\.1 200 [^]*\r\nconnection: keep-alive\r\n/i);
  return connection;
}

describe('a process that is told to end', () => {
  it('answers what is on its way, closes the rest in order, and waits for no half a request', async () => {
    const ledger = await startLedger();
    const busy = await Promise.all(Array.from({ length: 20 }, () => keptOpen(ledger)));
    const idle = await Promise.all(Array.from({ length: 20 }, () => keptOpen(ledger)));
    const untouched = await rawConnection(ledger.url);
    const halfHead = await rawConnection(ledger.url);
    const halfBody = await rawConnection(ledger.url);
    halfHead.send(whole.slice(0, 40));
    halfBody.send(whole.slice(0, -10));

    const began = performance.now();
    const stopping = ledger.stop();
    await ledger.logged({ msg: 'stopping' });
    for (const connection of busy) connection.send(whole);

    for (const connection of busy) {
      const { text, error } = await connection.ended;
      expect(error).toBeNull();
      expect(text.match(/^HTTP\/1\.1 200 /gm)).toHaveLength(2);
      expect(text).toMatch(/\r\nconnection: close\r\n/i);
    }
    for (const connection of [...idle, untouched]) expect(await connection.ended).toMatchObject({ error: null });
    for (const connection of [halfHead, halfBody]) {
      const { text, error } = await connection.ended;
      expect(error).toBeNull();
      expect(text).toMatch(/^HTTP\/1\.1 503 [^]*connection: close[^]*"STOPPING"/);
    }
    expect(await stopping).toBe(0);
    // Requests that have begun would be given ten seconds.
    expect(performance.now() - began).toBeLessThan(8_000);
  });

  it('answers every request that came in on one connection before the last of them was answered', async () => {
    const ledger = await startLedger();
    const connection = await keptOpen(ledger);
    // It is answered by a thread that has to be started first.
    const query = '{ changes(first: 500) { nodes { budget { versions(first: 100) { nodes { version } } } } } }';
    const slow = JSON.stringify({ query });
    connection.send(whole + head(Buffer.byteLength(slow)) + slow);
    const stopping = ledger.stop();
    const { text, error } = await connection.ended;
    expect(error).toBeNull();
    expect(text.match(/^HTTP\/1\.1 200 /gm)).toHaveLength(3);
    expect(await stopping).toBe(0);
  });

  it('goes on to say that it is not ready to whoever asks on a connection that is there', async () => {
    const ledger = await startLedger();
    const proxy = await keptOpen(ledger);
    const stopping = ledger.stop();
    await ledger.logged({ msg: 'stopping' });
    proxy.send('GET /readyz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n');
    const { text, error } = await proxy.ended;
    expect(error).toBeNull();
    expect(text).toMatch(/HTTP\/1\.1 503 [^]*connection: close[^]*The server is stopping/i);
    expect(await stopping).toBe(0);
  });
});
