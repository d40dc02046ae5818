import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Budget, ChangeEdge, List } from '../support/clients/contract.js';
import type { LiveClient } from '../support/clients/live-client.js';
import { connect, next, refusal } from '../support/clients/live-client.js';
import { eventStore } from '../support/ledgers/pair.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
let live: LiveClient;
let budget: Budget;
beforeAll(async () => {
  ledger = await startLedger();
  live = connect(ledger.url);
  await live.connected;
  budget = (await ledger.data('{ budgets { nodes { id fundUsers { id } projects { nodes { id name } } } } }')).budgets
    .nodes[0];
});
afterAll(async () => {
  await live.client.dispose();
  await cleanUp();
});

const changes = `subscription($filter: ChangeFilter, $after: String) {
  changes(filter: $filter, after: $after) { cursor node { id entityName path before after actor { personId } budget { basis { version } } } }
}`;
const listed = `query($filter: ChangeFilter, $after: String) {
  changes(filter: $filter, after: $after, first: 500) { edges { cursor node { id } } }
}`;

async function reviseGoal(project: number, goal: string): Promise<void> {
  const input = { projectId: budget.projects.nodes[project]?.id, goal };
  const { reviseGoal: done } = await ledger.data(
    'mutation($input: ReviseGoalInput!) { reviseGoal(input: $input) { userErrors { message } } }',
    { input },
    { 'x-actor-id': 'finance', 'x-actor-role': 'finance' },
  );
  expect(done.userErrors).toEqual([]);
}

/** Of ids newest event first; the cells of one event stand in printed order either way. */
function oldestEventFirst(ids: readonly string[]): string[] {
  const events = new Map<string, string[]>();
  for (const id of ids) {
    const [event = ''] = id.split(':');
    events.set(event, [...(events.get(event) ?? []), id]);
  }
  return [...events.values()].reverse().flat();
}

/** One event of several cells. */
async function addProject(name: string): Promise<void> {
  const input = { fundUserId: budget.fundUsers[0].id, name, goal: `${name}的目标`, funding: { other: '1.50' } };
  const query = 'mutation($input: AddProjectInput!) { addProject(input: $input) { userErrors { message } } }';
  expect((await ledger.data(query, { input })).addProject.userErrors).toEqual([]);
}

describe('the subscription to changes', () => {
  it('tells what the filter holds for, from now on, with who and in which version', async () => {
    const goals = live.subscribe(changes, { filter: { paths: ['goal'], text: '活动' } });
    const first = next(goals);
    await subscribed();
    await reviseGoal(0, '举办会议');
    await reviseGoal(1, '举办活动');
    const [{ changes: edge }] = await first;
    expect(edge.node).toMatchObject({ path: 'goal', after: '举办活动', actor: { personId: 'finance' } });
    expect(edge.node.budget.basis.version).toBe(3);
    await goals.return?.();
  });

  it('goes on behind a cursor between two cells of one event', async () => {
    const names: string[] = [];
    const opened = live.subscribe(changes, { filter: { entityKinds: ['PROJECT'] } });
    const two = next(opened, 2);
    await subscribed();
    await addProject('新项目甲');
    const seen = (await two).map(({ changes: edge }) => edge) as List<ChangeEdge>;
    await opened.return?.();
    const resumed = live.subscribe(changes, { filter: { entityKinds: ['PROJECT'] }, after: seen[1].cursor });
    for (;;) {
      const [{ changes: edge }] = await next(resumed);
      names.push(edge.node.path);
      seen.push(edge);
      if (edge.node.path === 'place') break;
    }
    await resumed.return?.();
    const list = (await ledger.data(listed, { filter: { entityKinds: ['PROJECT'] } })).changes.edges;
    expect(seen.length).toBeGreaterThan(3);
    expect(new Set(seen.map(({ node }) => node.id.split(':')[0])).size).toBe(1);
    expect(seen.map(({ node }) => node.id)).toEqual(list.slice(0, seen.length).map(({ node }) => node.id));
    expect(names).not.toContain(seen[0].node.path);
  });

  it('over many connections, while edits go on, tells the list of changes, each once, in order', async () => {
    const [{ cursor: start }] = (await ledger.data(listed)).changes.edges;
    const rounds = 12;
    const editing = (async () => {
      for (let round = 0; round < rounds; round += 1) {
        await (round % 3 === 0 ? addProject(`第${round}个`) : reviseGoal(round, `目标${round}`));
      }
      await reviseGoal(0, '末尾');
    })();
    const seen = [] as unknown as List<ChangeEdge>;
    for (let cut = 1; seen.at(-1)?.node.after !== '末尾'; cut = (cut * 3 + 1) % 7) {
      const own = connect(ledger.url);
      const told = own.subscribe(changes, { after: seen.at(-1)?.cursor ?? start });
      for (let taken = 0; taken <= cut && seen.at(-1)?.node.after !== '末尾'; taken += 1) {
        const [{ changes: edge }] = await next(told);
        seen.push(edge);
      }
      await own.client.dispose();
    }
    await editing;
    const list = (await ledger.data(listed)).changes.edges.map(({ node }) => node.id);
    const told = seen.map(({ node }) => node.id);
    expect(told).toEqual(oldestEventFirst(list.slice(0, seen.length)));
    const behind = (await ledger.data(listed, { after: seen[0].cursor })).changes.edges[0].node.id;
    expect(behind).toBe(list[seen.length]);
  });

  it('refuses a cursor that was edited or is of another filter, and a filter that makes no sense', async () => {
    const [{ cursor }] = (await ledger.data(listed, { filter: { paths: ['goal'] } })).changes.edges;
    const code = async (variables: object) => {
      const error = await refusal(live.subscribe(changes, variables as Record<string, unknown>));
      expect(error.message).toMatch(/\p{Script=Han}/u);
      return [error.extensions.code, error.extensions.argument];
    };
    expect(await code({ after: cursor })).toEqual(['INVALID_CURSOR', ['after']]);
    expect(await code({ after: cursor.slice(2), filter: { paths: ['goal'] } })).toEqual(['INVALID_CURSOR', ['after']]);
    expect(await code({ filter: { versions: { from: 1 } } })).toEqual([
      'VERSION_NEEDS_ONE_BUDGET',
      ['filter', 'versions'],
    ]);
    const past = { positions: { from: 'foo' } };
    expect(await code({ filter: past })).toEqual(['UNKNOWN_POSITION', ['filter', 'positions', 'from']]);
    const backwards = { times: { from: '2024-01-02T00:00:00Z', to: '2024-01-01T00:00:00Z' } };
    expect(await code({ filter: backwards })).toEqual(['INVALID_INPUT', ['filter', 'times']]);
  });

  it('refuses a cursor of a ledger that has been set back', async () => {
    const [{ cursor }] = (await ledger.data(listed)).changes.edges;
    const younger = await startLedger();
    const own = connect(younger.url);
    // On KurrentDB the ledgers of one server share its positions: one that began later has a head behind the cursor's.
    const code = eventStore === 'kurrentdb' ? 'UNKNOWN_POSITION' : 'UNKNOWN_POSITION';
    expect(await refusal(own.subscribe(changes, { after: cursor }))).toMatchObject({
      extensions: { code, argument: ['after'] },
    });
    await own.client.dispose();
    await younger.stop();
  });
});

describe('the subscription to a budget', () => {
  it('tells each version once, in order, with the basis to read it at', async () => {
    const query =
      'subscription($id: ID!) { budgetChanged(budgetId: $id) { kind basis { version position recordedAt } } }';
    const told = live.subscribe(query, { id: budget.id });
    const three = next(told, 3);
    await subscribed();
    for (const goal of ['一', '二', '三']) await reviseGoal(2, goal);
    const bases = (await three).map(({ budgetChanged }) => budgetChanged.basis);
    await told.return?.();
    const at = 'query($id: ID!, $at: At) { budget(id: $id, at: $at) { basis { version position recordedAt } } }';
    const { budget: now } = await ledger.data(at, { id: budget.id });
    expect(bases.map(({ version }) => version)).toEqual([2, 1, 0].map((back) => now.basis.version - back));
    for (const basis of bases) {
      expect((await ledger.data(at, { id: budget.id, at: { position: basis.position } })).budget.basis).toEqual(basis);
    }
  });

  it('refuses one that there is not', async () => {
    const unknown = randomUUID();
    const told = live.subscribe(`subscription { budgetChanged(budgetId: "${unknown}") { version } }`);
    expect(await refusal(told)).toMatchObject({
      message: expect.stringContaining(unknown),
      extensions: { code: 'NOT_FOUND', argument: ['budgetId'] },
    });
  });
});

/** Until the server has taken in every subscription that was sent before: it answers in order. */
async function subscribed(): Promise<void> {
  await refusal(live.subscribe('{ viewer { localMode } }'));
}
