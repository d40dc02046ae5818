import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/clients/contract.js';
import { connect, next } from '../support/clients/live-client.js';
import type { KurrentServer } from '../support/engines/kurrent-server/kurrent-server.js';
import { startKurrentServer } from '../support/engines/kurrent-server/kurrent-server.js';
import { onSqlite } from '../support/ledgers/on-sqlite.js';
import { eventStore, readModel } from '../support/ledgers/pair.js';
import { metricsOf } from '../support/ledgers/serving.js';
import { budgetLedger } from '../support/processes/command-line.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';

/** How long another projector may take to fill the read model in the place of one that was killed. */
const takeOverMs = 15_000;

const names = { sqlite: 'SQLite', kurrentdb: 'KurrentDB', mongodb: 'MongoDB' };

let server: KurrentServer;
beforeAll(async () => {
  server = await startKurrentServer();
});
afterEach(cleanUp);
afterAll(() => server.stop());

interface State {
  status: number;
  ready: boolean;
  reasons: string[];
  projector: string | null;
  isLed: boolean;
}

async function readyz({ url }: RunningLedger): Promise<State> {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, ...((await response.json()) as Omit<State, 'status'>) };
}

/** Asks again until it is so. */
async function until(ledger: RunningLedger, isSo: (state: State) => boolean): Promise<State> {
  for (;;) {
    const state = await readyz(ledger);
    if (isSo(state)) return state;
  }
}

const start = (role: string, folder: string, environment: Record<string, string> = {}) =>
  startLedger(folder, { ROLE: role, ...environment }, [], 'LISTENING');

const first = async (ledger: RunningLedger): Promise<Answer['budgets']['nodes'][0]> =>
  (await ledger.data('{ budgets { nodes { id projects(first: 2) { nodes { id } } } } }')).budgets.nodes[0];

function rename(ledger: RunningLedger, projectId: string, goal: string): Promise<string> {
  const mutation = `mutation($id: ID!, $goal: String!) { reviseGoal(input: { projectId: $id, goal: $goal }) { version position isShown userErrors { code } } }`;
  return ledger.data(mutation, { id: projectId, goal }).then(({ reviseGoal }) => {
    expect(reviseGoal).toMatchObject({ isShown: expect.any(Boolean), userErrors: [] });
    return String(reviseGoal.position);
  });
}

describe('a process of ROLE=api that nobody projects for', () => {
  it('listens, says in its log and at /readyz what it waits for, and serves once a projector is there', async () => {
    const folder = temporaryDirectory();
    const api = await start('api', folder);
    const waiting = await readyz(api);
    expect(waiting).toMatchObject({ status: 503, ready: false, projector: null, isLed: false });
    expect(waiting.reasons).toEqual([
      expect.stringMatching(
        /还没有视图.*没有进程在更新视图.*ROLE=projector.*No projector fills the read model; start one/,
      ),
    ]);
    expect(await api.logged({ msg: 'the start waits' })).toMatchObject({ reasons: waiting.reasons });
    expect(await api.query('{ viewer { localMode } }')).toMatchObject({
      status: 503,
      errors: [{ extensions: { code: 'STARTING', messageEn: expect.stringContaining('/readyz') } }],
    });

    await start('projector', folder);
    await api.logged({ msg: 'serving' });
    expect(await until(api, ({ ready }) => ready)).toMatchObject({ status: 200, reasons: [], isLed: true });
    expect((await first(api)).projects.nodes).toHaveLength(2);
  });

  it('ends with 0 when it is stopped while it waits', async () => {
    const api = await start('api', temporaryDirectory());
    expect(await api.stop()).toBe(0);
  });

  it('is not ready any more when the projector has been gone for a while, says so, and recovers by itself', async () => {
    const folder = temporaryDirectory();
    const projector = await start('projector', folder);
    const api = await startLedger(folder, { ROLE: 'api' });
    expect(await projector.stop()).toBe(0);
    const { reasons } = await until(api, ({ ready }) => !ready);
    expect(reasons).toEqual([expect.stringContaining('No projector fills the read model')]);
    await start('projector', folder);
    await until(api, ({ ready }) => ready);
  });
});

describe('a process that starts on an empty ledger', () => {
  it('is ready no sooner than it answers questions', async () => {
    const ledger = await start('all', temporaryDirectory());
    await until(ledger, ({ ready }) => ready);
    expect(await ledger.query('{ viewer { localMode } }')).toMatchObject({ status: 200 });
  });
});

onSqlite('a process of ROLE=projector alone', 'elsewhere a ledger is there as soon as its server is', () => {
  it('waits for a ledger where there is none, makes none, and says so', async () => {
    const folder = temporaryDirectory();
    const projector = await start('projector', folder);
    const { reasons, ...state } = await readyz(projector);
    expect(state).toMatchObject({ status: 503, ready: false, projector: 'WAITING' });
    expect(reasons).toEqual([expect.stringMatching(/视图投影在等待.*try again by themselves/)]);
    await expect(budgetLedger(folder, ['show', '--json'])).resolves.toMatchObject({ code: 3 });
    expect(Object.fromEntries(await metricsOf(projector.url))).toMatchObject({
      'budget_ledger_projector_state{state="waiting"}': 1,
      budget_ledger_projector_reopened_total: 0,
      budget_ledger_projection_led: 0,
    });
    expect(await projector.stop()).toBe(0);
  });
});

describe('a process of ROLE=projector', () => {
  it('answers no questions, and says who does; its metrics name its role and its engines', async () => {
    const folder = temporaryDirectory();
    const projector = await start('projector', folder);
    expect(await projector.query('{ viewer { localMode } }')).toMatchObject({
      status: 404,
      errors: [{ message: expect.stringContaining('ROLE=api'), extensions: { code: 'PROJECTOR_ONLY' } }],
    });
    expect((await fetch(`${projector.url}/healthz`)).status).toBe(200);
    const metrics = await metricsOf(projector.url);
    expect(Object.fromEntries(metrics)).toMatchObject({
      [`budget_ledger_process_info{role="projector",event_store="${names[eventStore]}",read_model="${names[readModel]}"}`]: 1,
      budget_ledger_projector_reopened_total: expect.any(Number),
    });
  });
});

describe('two processes that serve, and two that project', () => {
  /** Several may write to the event store; the read model is in a folder that all of them see. */
  const environment = (ledger: string) => ({ EVENT_STORE: server.url.replace(/\/*(\?|$)/, `/${ledger}$1`) });

  it('answer alike, each with what was just recorded by the other, and go on when the projector is killed', async () => {
    const folder = temporaryDirectory();
    const engines = environment('roles');
    const projector = await start('projector', folder, engines);
    const one = await startLedger(folder, { ROLE: 'api', ...engines });
    const other = await startLedger(folder, { ROLE: 'api', ...engines });
    const standby = await start('projector', folder, engines);
    expect(await until(standby, ({ projector: does }) => does === 'STANDING_BY')).toMatchObject({
      status: 200,
      isLed: true,
    });
    const [project] = (await first(one)).projects.nodes;
    const id = project?.id ?? '';

    const live = connect(other.url).subscribe('subscription { changes(filter: {}) { node { path after } } }');
    const told = next(live);
    for (const goal of ['其一', '其二']) {
      await rename(one, id, goal);
      expect((await other.data('query($id: ID!) { project(id: $id) { goal } }', { id })).project.goal).toBe(goal);
    }
    // The first of the two may have been saved before the subscription stood.
    expect(await told).toMatchObject([
      { changes: { node: { path: 'goal', after: expect.stringMatching(/^其[一二]$/) } } },
    ]);
    await live.return?.();
    expect(await etag(one, id)).toBe(await etag(other, id));

    await projector.kill();
    const killed = performance.now();
    const position = await rename(one, id, '其三');
    await until(standby, ({ projector: does }) => does === 'LEADING');
    const seen = await other.data('query($id: ID!, $p: Position) { project(id: $id, minPosition: $p) { goal } }', {
      id,
      p: position,
    });
    expect(seen.project.goal).toBe('其三');
    expect(performance.now() - killed).toBeLessThan(takeOverMs);
    expect((await metricsOf(standby.url)).get('budget_ledger_projector_state{state="leading"}')).toBe(1);
  });
});

/** Of the same question, asked by GET. */
async function etag({ url }: RunningLedger, id: string): Promise<string | null> {
  const query = encodeURIComponent(`{ project(id: "${id}") { goal name } }`);
  const response = await fetch(`${url}/graphql?query=${query}`, { headers: { 'apollo-require-preflight': '1' } });
  expect(response.status).toBe(200);
  return response.headers.get('etag');
}
