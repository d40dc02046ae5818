import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { KurrentServer } from '../support/engines/kurrent-server/kurrent-server.js';
import { startKurrentServer } from '../support/engines/kurrent-server/kurrent-server.js';
import { mongoPlaceFor, onMongo } from '../support/engines/mongo-databases.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import type { TcpProxy } from '../support/processes/tcp-proxy.js';
import { startTcpProxy } from '../support/processes/tcp-proxy.js';
import { isFullProfile } from '../support/random/cases.js';

/** How long another projector may take to fill the read model in the place of one that is gone. */
const takeOverMs = 15_000;
const awayMs = isFullProfile ? 30_000 : 3_000;

let server: KurrentServer;
let proxy: TcpProxy | null = null;
beforeAll(async () => {
  server = await startKurrentServer();
});
afterEach(async () => {
  await cleanUp();
  await proxy?.stop();
  proxy = null;
});
afterAll(() => server.stop());

interface Stand {
  folder: string;
  environment: Record<string, string>;
}

type Engine = 'MongoDB' | 'KurrentDB';

/** A ledger of its own on both servers, one of which is reached through the proxy. */
async function newStand(name: string, spoilt: Engine): Promise<Stand> {
  const folder = temporaryDirectory();
  const { url, database } = mongoPlaceFor(folder);
  const mongo = new URL(url.replace('mongodb:', 'http:'));
  const kurrent = new URL(server.url.replace('kurrentdb:', 'http:'));
  const { hostname, port } = spoilt === 'MongoDB' ? mongo : kurrent;
  proxy = await startTcpProxy({ host: hostname, port: Number(port) });
  const through = `127.0.0.1:${proxy.port}`;
  return {
    folder,
    environment: {
      EVENT_STORE: `kurrentdb://${spoilt === 'KurrentDB' ? through : kurrent.host}/${name}${kurrent.search}`,
      READ_MODEL: `mongodb://${spoilt === 'MongoDB' ? through : mongo.host}/${database}`,
    },
  };
}

const start = ({ folder, environment }: Stand, role: string) =>
  startLedger(folder, { ROLE: role, ...environment }, [], role === 'api' ? 'SERVING' : 'LISTENING');

interface State {
  ready: boolean;
  reasons: string[];
  projector: string | null;
}

const readyz = async ({ url }: RunningLedger) => (await (await fetch(`${url}/readyz`)).json()) as State;

async function until(ledger: RunningLedger, isSo: (state: State) => boolean): Promise<State> {
  for (;;) {
    const state = await readyz(ledger);
    if (isSo(state)) return state;
  }
}

const firstProject = async (api: RunningLedger): Promise<string> =>
  (await api.data('{ budgets { nodes { projects(first: 1) { nodes { id } } } } }')).budgets.nodes[0].projects.nodes[0]
    .id;

async function revise(api: RunningLedger, id: string, goals: readonly string[]): Promise<string> {
  let position = '';
  for (const goal of goals) {
    const mutation = `mutation($id: ID!, $goal: String!) { reviseGoal(input: { projectId: $id, goal: $goal }) { position userErrors { code } } }`;
    const { reviseGoal } = await api.data(mutation, { id, goal });
    expect(reviseGoal.userErrors).toEqual([]);
    position = String(reviseGoal.position);
  }
  return position;
}

/** The read model says what a replay of the events into another one says. */
async function expectReplay(api: RunningLedger, { folder, environment }: Stand, position: string): Promise<void> {
  const question = `query($p: Position) { budgets(minPosition: $p) { nodes { contentHash basis { version position } totals { total }
    versions(first: 100) { nodes { version commandId changedCells } } } } }`;
  const variables = { p: position };
  const answered = await api.data(question, variables);
  const replayed = await startLedger(folder, { ...environment, READ_MODEL: 'sqlite:replayed' });
  expect(await replayed.data(question, variables)).toEqual(answered);
  await replayed.stop();
}

onMongo('a projector on MongoDB', () => {
  it('that is stopped in its tracks is replaced, and changes nothing when it goes on', async () => {
    const stand = await newStand('stopped', 'MongoDB');
    const first = await start(stand, 'projector');
    const api = await start(stand, 'api');
    const id = await firstProject(api);
    const second = await start(stand, 'projector');
    await until(second, ({ projector }) => projector === 'STANDING_BY');

    first.process.kill('SIGSTOP');
    const stopped = performance.now();
    await revise(api, id, ['其一', '其二']);
    await until(second, ({ projector }) => projector === 'LEADING');
    const position = await revise(api, id, ['其三', '其四']);
    await api.data('query($p: Position) { budgets(minPosition: $p) { nodes { id } } }', { p: position });
    expect(performance.now() - stopped).toBeLessThan(takeOverMs);

    first.process.kill('SIGCONT');
    await until(first, ({ projector }) => projector === 'STANDING_BY');
    const last = await revise(api, id, ['其五']);
    await expectReplay(api, stand, last);
  });

  /** The goal as it stands; null: it is said that nobody can tell just now. */
  async function goalOf(api: RunningLedger, id: string): Promise<string | null> {
    const { data, errors } = await api.query('query($id: ID!) { project(id: $id) { goal } }', { id });
    if (data !== undefined && errors === undefined) return data.project.goal;
    const codes = (errors ?? []).map(({ extensions }) => extensions?.['code']);
    expect(codes).not.toEqual([]);
    for (const code of codes) expect(['STORE_UNAVAILABLE', 'NOT_READY', 'NOT_YET_APPLIED']).toContain(code);
    return null;
  }

  it.each<Engine>(['MongoDB', 'KurrentDB'])(
    `recovers by itself where %s was away for ${awayMs} ms: nothing wrong is said, and nothing lost`,
    async (engine) => {
      const stand = await newStand(`away-${engine.toLowerCase()}`, engine);
      const projector = await start(stand, 'projector');
      const api = await start(stand, 'api');
      const id = await firstProject(api);
      await revise(api, id, ['之前']);

      await proxy?.away();
      const gone = performance.now();
      const { reasons } = await until(api, ({ ready }) => !ready);
      expect(reasons.join()).toMatch(/\p{Script=Han}.*[A-Za-z]{3}/u);
      // Recorded or not, it is never said to be without being so.
      const meanwhile = api.query(
        'mutation($id: ID!) { reviseGoal(input: { projectId: $id, goal: "其间", commandId: "meanwhile" }) { version } }',
        { id },
      );
      await until(projector, ({ ready }) => !ready || performance.now() - gone > awayMs);
      while (performance.now() - gone < awayMs) {
        expect((await readyz(api)).ready).toBe(false);
        expect(['之前', null]).toContain(await goalOf(api, id));
      }
      await proxy?.back();

      await until(projector, ({ ready, projector: does }) => ready && does === 'LEADING');
      await until(api, ({ ready }) => ready);
      await meanwhile;
      const again = await api.data(
        'mutation($id: ID!) { reviseGoal(input: { projectId: $id, goal: "其间", commandId: "meanwhile" }) { version position } }',
        { id },
      );
      expect(again.reviseGoal.version).toBe(3);
      expect(await goalOf(api, id)).toBe('其间');
      const last = await revise(api, id, ['之后']);
      await expectReplay(api, stand, last);
    },
  );
});
