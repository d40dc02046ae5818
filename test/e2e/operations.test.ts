import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { onSqlite } from '../support/ledgers/on-sqlite.js';
import type { Fault, RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(cleanUp);

/** Starts the program where it is expected to end by itself. */
function run(environment: Record<string, string>) {
  const { status, stderr } = spawnSync(process.execPath, ['dist/src/main.js'], {
    env: { ...process.env, DATA_DIR: temporaryDirectory(), PORT: '0', ...environment },
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, stderr };
}

describe('the configuration', () => {
  it.each([
    ['HOST', '0.0.0.0', '回环地址', 'loopback'],
    ['HOST', '192.168.1.10', '回环地址', 'loopback'],
    ['PORT', '70000', '0 到 65535', '0 to 65535'],
    ['PORT', 'http', '0 到 65535', '0 to 65535'],
    ['EVENT_STORE', 'kurrentdb://', '没有写主机', 'it names no host'],
    ['READ_MODEL', 'mongodb://h:99999', '主机 h 的端口', 'the port of the host h'],
    ['READ_MODEL', 'oracle://localhost', '没有其他引擎', 'no other engine'],
    ['EVENT_STORE', 'postgres://localhost', 'kurrentdb://', 'kurrentdb://'],
    ['READ_MODEL', 'postgres://localhost', 'mongodb://', 'mongodb://'],
    ['READ_MODEL', 'sqlite:events', '不同于', 'another than'],
    ['LOG_LEVEL', 'loud', 'debug', 'one of'],
    ['IMPORT_SAMPLES', 'yes', 'true', 'true or false'],
    ['REPLY_CACHE_MIB', '5000', '0 到 4096', '0 to 4096'],
    ['REPLY_CACHE_MIB', '-1', '0 到 4096', '0 to 4096'],
    ['ADJUSTMENT_DOCUMENT', 'no', 'required 或 optional', 'required or optional'],
    ['ALLOWED_ORIGINS', '*', '不能是 * 或 null', 'neither * nor null'],
    ['DATA_DIR', 'package.json', '不能是文件', 'not of a file'],
    ['EVENTSTORE', 'sqlite:', '没有这个变量', 'no such variable'],
    ['IMPORT_SAMPLE', 'false', '应为 IMPORT_SAMPLES', 'it is IMPORT_SAMPLES'],
  ])('%s=%s ends the start with what to do', (name, value, zh, en) => {
    const { status, stderr } = run({ [name]: value });
    expect(status).toBe(2);
    expect(stderr).toContain(name);
    expect(stderr).toContain(zh);
    expect(stderr).toContain(en);
  });
});

onSqlite('a second process', 'one process at a time writes to it, in a folder', () => {
  it('on the same data is refused and told which one holds it', () => {
    const { status, stderr } = run({ DATA_DIR: ledger.directory });
    expect(status).toBe(5);
    expect(stderr).toContain(`pid ${ledger.process.pid}`);
  });

  it('on the same port is refused, and makes nothing', () => {
    const { host, port } = new URL(ledger.url);
    const folder = temporaryDirectory();
    const { status, stderr } = run({ PORT: port, DATA_DIR: folder });
    expect(status).toBe(1);
    expect(stderr).toContain(`PORT_TAKEN: ${host} 已被占用`);
    expect(stderr).toContain(` ${host} is in use`);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the server', () => {
  it('says that it lives and that it is ready', async () => {
    expect(await (await fetch(`${ledger.url}/healthz`)).json()).toEqual({ status: 'ok' });
    const ready = await fetch(`${ledger.url}/readyz`);
    const state = (await ready.json()) as { ready: boolean; applied: string; head: string };
    expect(ready.status).toBe(200);
    expect(state).toMatchObject({ ready: true, reasons: [], lagMs: 0 });
    expect(state.applied).toBe(state.head);
  });

  it('logs each request with its id, and the ids of its commands', async () => {
    const [budget] = (await ledger.data('{ budgets { nodes { projects(first: 1) { nodes { id } } } } }')).budgets.nodes;
    const input = `{ projectId: "${budget.projects.nodes[0].id}", goal: "新", commandId: "command-1" }`;
    const headers = { 'x-request-id': 'request-1' };
    await ledger.data(`mutation { reviseGoal(input: ${input}) { version } }`, {}, headers);
    const line = await ledger.logged({ requestId: 'request-1' });
    expect(line).toMatchObject({ commandIds: ['command-1'], status: 200, method: 'POST', path: '/graphql' });
    const event = `{ project(id: "${budget.projects.nodes[0].id}") { history(first: 1) { nodes { event { correlationId commandId } } } } }`;
    expect((await ledger.data(event)).project.history.nodes[0].event).toEqual({
      correlationId: 'request-1',
      commandId: 'command-1',
    });
  });

  it('takes the actor from the headers, the name into the directory only', async () => {
    const headers = {
      'x-actor-id': 'auditor-1',
      'x-actor-role': 'auditor',
      'x-actor-name': encodeURIComponent('审计一科'),
      'x-actor-unit': encodeURIComponent('审计局'),
      'x-actor-on-behalf-of': 'auditor-2',
    };
    const { viewer } = await ledger.data(
      '{ viewer { localMode actor { personId name role unit onBehalfOf } } }',
      {},
      headers,
    );
    expect(viewer).toEqual({
      localMode: true,
      actor: { personId: 'auditor-1', name: '审计一科', role: 'AUDITOR', unit: '审计局', onBehalfOf: 'auditor-2' },
    });
    const nobody = await ledger.data('{ viewer { actor { personId role } } }');
    expect(nobody.viewer.actor).toEqual({ personId: 'local-operator', role: 'ADMIN' });
  });

  it.each([
    ['x-actor-role', 'king'],
    ['x-actor-name', '%E5%AE'],
    ['x-actor-id', 'a%0Ab'],
    ['x-actor-id', 'a'.repeat(201)],
    ['x-actor-id', 'a%20b'],
    ['x-actor-id', encodeURIComponent('王局长')],
    ['x-actor-on-behalf-of', encodeURIComponent('王局长')],
  ])('refuses the header %s: %s', async (name, value) => {
    const { status, errors } = await ledger.query('{ viewer { localMode } }', {}, { [name]: value });
    expect(status).toBe(400);
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining(name),
        extensions: { code: 'INVALID_IDENTITY', messageEn: expect.any(String) },
      },
    ]);
  });

  it('says of a name in UTF-8 that is not encoded what an id is, and how a name is given', async () => {
    const raw = Buffer.from('张三').toString('latin1');
    for (const name of ['x-actor-id', 'x-actor-on-behalf-of', 'x-actor-name']) {
      const { errors } = await ledger.query('{ viewer { localMode } }', {}, { [name]: raw });
      expect(errors?.[0]?.message).toContain('百分号编码');
      expect(errors?.[0]?.message.includes('可见的 ASCII')).toBe(name !== 'x-actor-name');
      expect(errors?.[0]?.extensions.messageEn).toContain('percent-encoded UTF-8');
    }
  });

  it('refuses a body that is too large, is no JSON, or asks for nothing', async () => {
    const post = async (body: string) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${ledger.url}/graphql`, { method: 'POST', headers, body });
      return { status: response.status, ...((await response.json()) as { errors: Fault[] }) };
    };
    expect(await announced(33 * 1024 * 1024)).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
    expect(await post('{"query":')).toMatchObject({ status: 400, errors: [{ extensions: { code: 'INVALID_JSON' } }] });
    expect((await post('{}')).status).toBe(400);
    expect((await fetch(`${ledger.url}/nothing`)).status).toBe(404);
    expect((await fetch(`${ledger.url}/graphql`, { method: 'PUT' })).status).toBe(405);
  });

  it('refuses a name of another host, which a page elsewhere could point here', async () => {
    expect(await underName('ledger.example')).toMatchObject({ status: 421, code: 'UNKNOWN_HOST' });
    for (const name of ['localhost', 'localhost:80', '127.0.0.1', '[::1]:4000']) {
      expect([name, (await underName(name)).status]).toEqual([name, 200]);
    }
  });

  it('finishes what is under way before it stops, and then ends with 0', async () => {
    const own = await startLedger();
    const [budget] = (await own.data('{ budgets { nodes { projects(first: 1) { nodes { id } } } } }')).budgets.nodes;
    const edits = Array.from({ length: 50 }, (_, index) =>
      own
        .query(
          `mutation { reviseGoal(input: { projectId: "${budget.projects.nodes[0].id}", goal: "目标${index}" }) {
          version userErrors { code } } }`,
        )
        .then(
          ({ data }) => data?.reviseGoal.version ?? null,
          () => null,
        ),
    );
    await Promise.race(edits);
    expect(await own.stop()).toBe(0);
    const acknowledged = (await Promise.all(edits)).filter((version) => version !== null);

    const again = await startLedger(own.directory);
    const { versions } = (await again.data('{ budgets { nodes { versions(first: 100) { nodes { version } } } } }'))
      .budgets.nodes[0];
    expect(versions.nodes.map(({ version }) => version)).toEqual(expect.arrayContaining(acknowledged));
  });
});

/** Announces a body of so many bytes, and reads the answer without sending it. */
function announced(bytes: number): Promise<{ status: number | undefined; code: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': bytes };
    const call = request(`${ledger.url}/graphql`, { method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        call.destroy();
        resolve({
          status: response.statusCode,
          code: (JSON.parse(text) as { errors: [Fault] }).errors[0].extensions.code,
        });
      });
    });
    call.on('error', reject);
    call.flushHeaders();
  });
}

/** Asks for the state under another name of the host. */
function underName(host: string): Promise<{ status: number | undefined; code?: string }> {
  return new Promise((resolve, reject) => {
    const call = request(`${ledger.url}/healthz`, { headers: { host } }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        const { errors } = JSON.parse(text) as { errors?: [{ extensions: { code: string } }] };
        resolve({ status: response.statusCode, ...errors?.[0].extensions });
      });
    });
    call.on('error', reject).end();
  });
}
