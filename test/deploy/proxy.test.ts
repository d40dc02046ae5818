import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { composition } from '../support/stories/containers.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import { unless } from '../support/skipping.js';

const missing = spawnSync('nginx', ['-v']).error === undefined ? null : 'nginx is not installed';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** What is answered to a request for the path under this host name. */
function ask(port: number, path: string, host: string, body?: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { host, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const method = body === undefined ? 'GET' : 'POST';
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

unless(
  missing,
  'the proxy of docker-compose.yml',
  describe,
)('the proxy of docker-compose.yml', () => {
  let ledger: RunningLedger;
  let proxy: ChildProcess;
  let port = 0;
  /** Where nothing listens. */
  let down = 0;
  beforeAll(async () => {
    ledger = await startLedger();
    port = await freePort();
    down = await freePort();
    const folder = temporaryDirectory();
    mkdirSync(join(folder, 'tmp'));
    const own = new URL(ledger.url).port;
    const file = join(folder, 'nginx.conf');
    const configuration = readFileSync('deploy/nginx.conf', 'utf8')
      .replaceAll('listen 8080', `listen 127.0.0.1:${port}`)
      .replaceAll('127.0.0.1:4001', `127.0.0.1:${own}`)
      .replaceAll('127.0.0.1:4002', `127.0.0.1:${down}`)
      .replaceAll('/tmp/', `${folder}/tmp/`);
    writeFileSync(file, configuration);
    const { entrypoint = [], command = [] } = composition().services['proxy'] ?? {};
    const [program = '', ...words] = [...entrypoint, ...command];
    const args = words.map((word) => (word.endsWith('nginx.conf') ? file : word));
    proxy = spawn(program, ['-e', 'stderr', ...args], { stdio: ['ignore', 'ignore', 'ignore'] });
    const answers = () =>
      ask(port, '/readyz', 'localhost').then(
        () => true,
        () => false,
      );
    while (!(await answers())) expect(proxy.exitCode).toBeNull();
  });
  afterAll(async () => {
    const exited = once(proxy, 'exit');
    proxy.kill('SIGTERM');
    await exited;
    await cleanUp();
  });

  it('answers under the names of this machine, also while one of the two processes is down', async () => {
    const query = JSON.stringify({ query: '{ budgets { nodes { fiscalYear } } }' });
    for (const host of ['localhost', '127.0.0.1', `localhost:${port}`, `127.0.0.1:${port}`]) {
      for (let times = 0; times < 4; times += 1) {
        const { status, text } = await ask(port, '/graphql', host, query);
        expect({ host, status }).toEqual({ host, status: 200 });
        expect(JSON.parse(text)).toEqual({ data: { budgets: { nodes: [{ fiscalYear: 2024 }] } } });
      }
    }
  });

  it.each(['ledger.example', 'localhost.ledger.example', '127.0.0.2', '10.0.0.1'])(
    'does not answer under %s, a name of somebody else',
    async (host) => {
      expect((await ask(port, '/graphql', host)).status).toBe(421);
    },
  );

  it('hands on the sockets of its own pages, and refuses those of pages from elsewhere', async () => {
    const own = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', {
      origin: `http://127.0.0.1:${port}`,
    });
    await once(own, 'open');
    own.send(JSON.stringify({ type: 'connection_init' }));
    const [said] = (await once(own, 'message')) as [Buffer];
    expect(JSON.parse(said.toString())).toMatchObject({ type: 'connection_ack' });
    own.close();
    const foreign = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', {
      origin: 'http://ledger.example',
    });
    const [error] = (await once(foreign, 'error')) as [Error];
    expect(error.message).toContain('403');
  });

  it('gives what each process counts under a name of its own, and under none for all', async () => {
    const { status, text } = await ask(port, '/api-1/metrics', 'localhost');
    expect({ status, text }).toMatchObject({ status: 200, text: expect.stringContaining('budget_ledger_ready 1') });
    expect((await ask(port, '/api-2/metrics', 'localhost')).status).toBe(502);
    expect((await ask(port, '/metrics', 'localhost')).status).toBe(404);
  });
});
