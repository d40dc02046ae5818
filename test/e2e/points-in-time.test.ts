import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Basis } from '../support/clients/contract.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
let budgetId: string;
let projectIds: string[];
/** Every save: its version, position and time. */
let saves: { version: number; position: string; recordedAt: string }[];

async function rename(projectId: string, name: string): Promise<{ position: string; version: number }> {
  const { renameProject } = await ledger.data(
    `mutation($input: RenameProjectInput!) { renameProject(input: $input) { position version userErrors { code } } }`,
    { input: { projectId, name } },
  );
  return renameProject;
}

beforeAll(async () => {
  ledger = await startLedger();
  const [budget] = (await ledger.data('{ budgets { nodes { id projects { nodes { id } } } } }')).budgets.nodes;
  budgetId = budget.id;
  projectIds = budget.projects.nodes.map((project) => project.id);
  for (let version = 2; version <= 5; version += 1) await rename(projectIds[0] as string, `改名${version}`);
  const { versions } = (
    await ledger.data(`{ budget(id: "${budgetId}") { versions { nodes { version position recordedAt } } } }`)
  ).budget;
  saves = versions.nodes.reverse();
});
afterAll(cleanUp);

/** A fund user and an indicator of the table. */
async function rowsBelow(): Promise<{ fundUser: string; indicator: string }> {
  const asked = 'fundUsers { id projects(first: 1) { nodes { indicators { id } } } }';
  const [row] = (await ledger.data(`{ budget(id: "${budgetId}") { ${asked} } }`)).budget.fundUsers;
  return { fundUser: row.id, indicator: row.projects.nodes[0].indicators[0].id };
}

const nameAt = `query($id: ID!, $at: At) { project(id: $id, at: $at) { name basis { position version recordedAt }
  budget { basis { version } } } }`;

describe('the table at an earlier point', () => {
  it('is named by each of its rows, whatever they are asked through', async () => {
    const [first, second] = saves;
    const basis = 'basis { version position recordedAt }';
    const { budget, indicator, node } = await ledger.data(
      `query($budget: ID!, $at: At, $indicator: ID!, $fundUser: ID!) {
        budget(id: $budget, at: $at) { ${basis} fundUsers { ${basis} projects(first: 1) { nodes { ${basis} indicators { ${basis} } } } } }
        indicator(id: $indicator, at: $at) { ${basis} }
        node: entity(id: $fundUser, at: $at) { ... on FundUser { ${basis} } } }`,
      { budget: budgetId, at: { version: first?.version }, ...(await rowsBelow()) },
    );
    expect(second?.version).toBeGreaterThan(first?.version ?? Infinity);
    expect(budget.basis).toEqual(first);
    expect([indicator, node]).toEqual([{ basis: first }, { basis: first }]);
    const [row] = budget.fundUsers;
    expect(row.basis).toEqual(first);
    expect(row.projects.nodes[0]).toMatchObject({ basis: first });
    expect(row.projects.nodes[0].indicators[0]).toEqual({ basis: first });
  });

  it('is the same by version, by position and by time', async () => {
    for (const { version, position, recordedAt } of saves) {
      const name = version === 1 ? '商务工作经费' : `改名${version}`;
      for (const at of [{ version }, { position }, { time: recordedAt }]) {
        const { project } = await ledger.data(nameAt, { id: projectIds[0], at });
        expect(project).toMatchObject({
          name,
          basis: { version, position, recordedAt },
          budget: { basis: { version } },
        });
      }
    }
  });

  it('is in the lists of budgets and of saves too, where their filter names the budget', async () => {
    const query = `query($filter: BudgetFilter, $of: SaveFilter, $at: At) {
      budgets(filter: $filter, at: $at) { nodes { id } basis { position version } totals { total } }
      saves(filter: $of, at: $at, orderBy: TIME_ASC) { nodes { id version } basis { position } } }`;
    const filter = { budgetIds: [budgetId] };
    for (const { version, position } of saves) {
      const found = await ledger.data(query, { filter, of: filter, at: { version } });
      const same = await ledger.data(query, { filter, of: filter, at: { position } });
      expect(found.budgets).toEqual({ ...same.budgets, basis: { position, version } });
      expect(found.saves).toEqual(same.saves);
      expect(found.saves.nodes.map((save) => save.version)).toEqual(
        saves.slice(0, version).map((save) => save.version),
      );
    }
  });

  it('a moment before a save is the save before', async () => {
    const before = new Date(Date.parse(saves[1]?.recordedAt ?? '') - 1).toISOString();
    const { project } = await ledger.data(nameAt, { id: projectIds[0], at: { time: before } });
    const expected = saves.filter(({ recordedAt }) => recordedAt <= before).at(-1)?.version ?? null;
    expect(project?.basis.version ?? null).toBe(expected);
  });

  it('in any offset is the same instant', async () => {
    const instant = Date.parse(saves[2]?.recordedAt ?? '');
    const inChina = new Date(instant + 8 * 3_600_000).toISOString().replace('Z', '+08:00');
    const { project } = await ledger.data(nameAt, { id: projectIds[0], at: { time: inChina } });
    expect(project.basis).toEqual(saves[2]);
  });

  it('today is what was recorded by now, named as a point that stays, and before everything there is nothing', async () => {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const named = `query($id: ID!, $at: At) { project(id: $id, at: $at) { id entityId name basis { position } } }`;
    const read = async (at: object | null) => (await ledger.data(named, { id: projectIds[0], at })).project;
    const now = await read(null);
    const found = await read({ date: today });
    expect(found).toMatchObject({ name: '改名5', entityId: now.entityId, basis: now.basis });
    expect(now.id).toBe(now.entityId);
    expect(found.id).toBe((await read({ position: now.basis.position })).id);
    expect(found.id).not.toBe(now.id);
    const empty = '{ budgets(at: { date: "2020-01-01" }) { count { value } totals { total } nodes { id } } }';
    expect((await ledger.data(empty)).budgets).toEqual({ count: { value: 0 }, totals: { total: '0' }, nodes: [] });
    expect((await ledger.data(nameAt, { id: projectIds[0], at: { date: '2020-01-01' } })).project).toBeNull();
  });

  it('today goes on from page to page at the point of the first, whatever was saved since, and from no earlier day', async () => {
    const query = `query($at: At, $after: String) { changes(at: $at, first: 3, after: $after) {
      basis { position } pageInfo { endCursor } nodes { id } } }`;
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const first = (await ledger.data(query, { at: { date: today } })).changes;
    const after = first.pageInfo.endCursor;
    const second = (await ledger.data(query, { at: { date: today }, after })).changes;
    await rename(projectIds[2] as string, '后来改名');
    const later = (await ledger.data(query, { at: { date: today }, after })).changes;
    expect(later).toEqual(second);
    expect(later.basis).toEqual(first.basis);
    const past = await ledger.query(query, { at: { date: '2024-01-01' }, after });
    expect(past.errors?.[0]?.extensions['code']).toBe('INVALID_CURSOR');
  });

  it('inside a save is its end', async () => {
    const changes = `query($at: At) { budget(id: "${budgetId}", at: $at) { history(first: 500) { nodes { position } } } }`;
    const { history } = (await ledger.data(changes, { at: { version: 1 } })).budget;
    const inside = history.nodes.map(({ position }) => position).find((position) => position !== saves[0]?.position);
    expect(inside !== undefined && inside < (saves[0]?.position ?? '')).toBe(true);
    const { project } = await ledger.data(nameAt, { id: projectIds[0], at: { position: inside } });
    expect(project.basis).toEqual(saves[0]);
  });

  it('stays the same whatever is saved later', async () => {
    const query = `query($at: At) { budget(id: "${budgetId}", at: $at) { contentHash basis { position recordedAt }
      totals { total } versions { count { value } } history { count { value } } } }`;
    const at = { time: saves[3]?.recordedAt };
    const before = await ledger.data(query, { at });
    await rename(projectIds[1] as string, '又改名');
    expect(await ledger.data(query, { at })).toEqual(before);
  });

  it('shows a withdrawn project there, and not after', async () => {
    const count = `query($at: At) { budget(id: "${budgetId}", at: $at) { projects { count { value } } } }`;
    const { data } = ledger;
    await data(`mutation { withdrawProject(input: { projectId: "${projectIds[2]}" }) { version } }`);
    expect((await data(count)).budget.projects.count.value).toBe(19);
    expect((await data(count, { at: { version: 1 } })).budget.projects.count.value).toBe(20);
    const status = `{ project(id: "${projectIds[2]}") { status ordinal } old: project(id: "${projectIds[2]}", at: { version: 1 }) { status ordinal } }`;
    expect(await data(status)).toEqual({
      project: { status: 'WITHDRAWN', ordinal: null },
      old: { status: 'ACTIVE', ordinal: 3 },
    });
  });
});

describe('one operation', () => {
  it('reads all its root fields at one basis, while edits arrive', async () => {
    const query = `{ a: budgets { basis { position } } b: projects(first: 1) { basis { position } }
      c: indicators(first: 1) { basis { position } } d: budget(id: "${budgetId}") { basis { position } } }`;
    const edits = Array.from({ length: 20 }, (_, index) => rename(projectIds[3] as string, `并发${index}`));
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => ledger.data<Record<string, { basis: Basis }>>(query)),
    );
    await Promise.all(edits);
    for (const fields of answers) {
      expect(new Set(Object.values(fields).map(({ basis }) => basis.position)).size).toBe(1);
    }
  });

  it('never answers from before its minPosition', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      const { position } = await rename(projectIds[4] as string, `读己之写${turn}`);
      const query = `query($p: Position) { project(id: "${projectIds[4]}", minPosition: $p) { name basis { position } } }`;
      const { project } = await ledger.data(query, { p: position });
      expect(project.name).toBe(`读己之写${turn}`);
      expect(project.basis.position >= position).toBe(true);
    }
  });
});
