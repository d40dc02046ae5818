import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execute, parse } from 'graphql';
import { ledgerStart } from '../../events/position.js';
import { buildContract } from '../../schema/build.js';
import type { Ledger } from '../../src/compose.js';
import type { Answer } from '../support/clients/contract.js';
import { ledgerIn } from '../support/ledgers/ledger.js';
import { reader } from '../support/ledgers/reader.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';

const schema = buildContract();
const folder = openFolder();
let ledger: Ledger;
let budgetId: string;
let projectId: string;
let indicatorId: string;
let draftId: string;
let sealId: string;
/** Of the save that opened the budget's second version. */
let second: { position: string; recordedAt: string; eventId: string };
let draftAt: string;

interface Refused {
  code: string;
  messageEn: string;
  argument?: string[];
}

async function answerTo(query: string, variables: object = {}, minPosition?: string) {
  const caller = { actor: { ...reader.actor, role: 'admin' }, requestId: 'request-1' };
  return execute({
    schema,
    document: parse(query),
    variableValues: variables as Record<string, unknown>,
    contextValue: { services: ledger.services, caller, commandIds: [], ...(minPosition ? { minPosition } : {}) },
  });
}

async function ask(query: string, variables: object = {}): Promise<Answer> {
  const { data, errors } = await answerTo(query, variables);
  if (errors?.[0] !== undefined) throw errors[0];
  return data as unknown as Answer;
}

/** Why the query is refused. */
async function refusalOf(query: string, variables: object = {}, minPosition?: string): Promise<Refused> {
  const { errors } = await answerTo(query, variables, minPosition);
  const { code, messageEn, argument } = errors?.[0]?.originalError as unknown as Refused;
  return { code, messageEn, ...(argument === undefined ? {} : { argument }) };
}

async function run(mutation: string, input: object, fields: string) {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation($input: ${type}) { ${mutation}(input: $input) { userErrors { code path message messageEn } ${fields} } }`;
  return (await ask(query, { input }))[mutation as 'applyChanges'] as never as Record<string, never>;
}

const rowAt = 'query($id: ID!, $at: At) { project(id: $id, at: $at) { id entityId goal } }';
const idAt = async (at: object | null) => (await ask(rowAt, { id: projectId, at })).project.id;

beforeAll(async () => {
  ledger = await ledgerIn(folder);
  const opened = await ask(
    `mutation { openBudget(input: { unitKey: "甲单位", fiscalYear: 2024 }) { budget { id entityId } userErrors { code } } }`,
  );
  budgetId = opened.openBudget.budget.id;
  expect(opened.openBudget.budget.entityId).toBe(budgetId);
  const added = await ask(
    `mutation($budgetId: ID!) { applyChanges(input: { budgetId: $budgetId, changes: [
      { addFundUser: { ref: "u", name: "甲中心" } }
      { addProject: { ref: "p", fundUserId: "ref:u", name: "甲项目", goal: "一" } }
      { addIndicator: { ref: "i", projectId: "ref:p", level2: "11", name: "数量", cycleTarget: "1", annualTarget: "1" } }
    ] }) { userErrors { messageEn } position basis { recordedAt } added { ref entityId } } }`,
    { budgetId },
  );
  const { added: rows, position, basis } = added.applyChanges;
  projectId = rows[1].entityId;
  indicatorId = rows[2].entityId;
  const history = 'query($id: ID!) { project(id: $id) { history(first: 1) { nodes { event { id } } } } }';
  const event = (await ask(history, { id: projectId })).project.history.nodes[0].event;
  second = { position, recordedAt: basis.recordedAt, eventId: event.id };
  const sealed = await ask(
    `mutation($budgetId: ID!) { sealVersion(input: { budgetId: $budgetId, name: "初稿", version: 2 }) { seal { id entityId } } }`,
    { budgetId },
  );
  sealId = sealed.sealVersion.seal.id;
  expect(sealed.sealVersion.seal.entityId).toBe(sealId);
  const drafted = await ask(
    `mutation($budgetId: ID!) { openDraft(input: { budgetId: $budgetId, name: "一稿" }) { draft { id entityId } budget { id } position } }`,
    { budgetId },
  );
  draftId = drafted.openDraft.draft.id;
  expect(drafted.openDraft.draft.entityId).toBe(draftId);
  const edited = await ask(
    `mutation($input: ReviseGoalInput!) { reviseGoal(input: $input) { position project { id entityId } budget { id entityId } } }`,
    { input: { projectId, draftId, goal: '草案中' } },
  );
  draftAt = edited.reviseGoal.position;
  expect(edited.reviseGoal.project).toEqual({ id: await idAt({ draft: { id: draftId } }), entityId: projectId });
  expect(edited.reviseGoal.budget.id).not.toBe(budgetId);
  expect(edited.reviseGoal.budget.entityId).toBe(budgetId);
  await run('reviseGoal', { projectId, goal: '二' }, '');
});
afterAll(() => folder.leave());

describe('the id of an object', () => {
  it('is its permanent one live, and after a mutation', async () => {
    expect(await idAt(null)).toBe(projectId);
    const edited = await ask(
      `mutation($input: ReviseGoalInput!) { reviseGoal(input: $input) { project { id goal } budget { id } basis { position version } position version } }`,
      { input: { projectId, goal: '三' } },
    );
    const { project, budget, basis, position, version } = edited.reviseGoal;
    expect([project, budget]).toEqual([{ id: projectId, goal: '三' }, { id: budgetId }]);
    expect(basis).toEqual({ position, version });
  });

  it('is one for a version, its seal, its position, its time and its event, and another than the live one', async () => {
    const ways = [
      { version: 2 },
      { sealId },
      { position: second.position },
      { time: second.recordedAt },
      { event: second.eventId },
    ];
    const [id, ...others] = await Promise.all(ways.map(idAt));
    expect(new Set([id, ...others]).size).toBe(1);
    expect(id).not.toBe(projectId);
  });

  it('is another at each version, and at the head where that is named', async () => {
    const { position } = (await ask('{ budgets { basis { position } } }')).budgets.basis;
    const ids = [null, { version: 2 }, { version: 4 }, { position }];
    expect(new Set(await Promise.all(ids.map(idAt))).size).toBe(4);
  });

  it('is one in a draft as long as that moves, and others at its versions', async () => {
    const moving = await idAt({ draft: { id: draftId } });
    const [first, base] = await Promise.all([1, 0].map((version) => idAt({ draft: { id: draftId, version } })));
    expect(new Set([projectId, moving, first, base, await idAt({ position: draftAt })]).size).toBe(5);
    await run('reviseGoal', { projectId, draftId, goal: '草案又改' }, '');
    expect(await idAt({ draft: { id: draftId } })).toBe(moving);
    expect(await idAt({ draft: { id: draftId, version: 1 } })).toBe(first);
  });

  it('is read at the point of the page, behind the head', async () => {
    const page = `query($after: String) { budgets { nodes { history(first: 1, after: $after) { edges { cursor } nodes { id } } versions(first: 1, after: $after) { edges { cursor } nodes { id entityId } } } } }`;
    const cursors = (await ask(page)).budgets.nodes[0].versions;
    expect(cursors.nodes[0].id).toBe(cursors.nodes[0].entityId);
    const next = `query($after: String) { budgets { nodes { versions(first: 1, after: $after) { nodes { id entityId } } } } }`;
    const after = cursors.edges[0].cursor;
    const [same] = (await ask(next, { after })).budgets.nodes[0].versions.nodes;
    expect(same.id).toBe(same.entityId);
    await run('reviseGoal', { projectId, goal: '四' }, '');
    const [behind] = (await ask(next, { after })).budgets.nodes[0].versions.nodes;
    expect(behind.entityId).toBe(same.entityId);
    expect(behind.id).not.toBe(same.id);
  });

  it('of a seal is read with what had become of it by then', async () => {
    const seals =
      'query($id: ID!, $at: At) { budget(id: $id, at: $at) { seals { id entityId withdrawn { reason } } } }';
    const { position } = (await ask('{ budgets { basis { position } } }')).budgets.basis;
    await run('withdrawSeal', { sealId, reason: '有误' }, 'seal { id withdrawn { reason } }');
    const [then] = (await ask(seals, { id: budgetId, at: { position } })).budget.seals;
    const [now] = (await ask(seals, { id: budgetId })).budget.seals;
    expect(then).toMatchObject({ entityId: sealId, withdrawn: null });
    expect(now).toEqual({ id: sealId, entityId: sealId, withdrawn: { reason: '有误' } });
    const node = 'query($ids: [ID!]!) { nodes(ids: $ids) { ... on Seal { id withdrawn { reason } } } }';
    expect((await ask(node, { ids: [then.id, now.id] })).nodes).toEqual([
      { id: then.id, withdrawn: null },
      { id: sealId, withdrawn: { reason: '有误' } },
    ]);
  });
});

describe('node, nodes and entity', () => {
  const named = '__typename id';

  it('give every kind of object by its id', async () => {
    const query = `query($id: ID!) { budget(id: $id) { id fundUsers { id } projects { nodes { id indicators { id } } }
      drafts { id } seals { id } versions(first: 1) { nodes { id } } history(first: 1) { nodes { id event { id } } } } }`;
    const { budget } = await ask(query, { id: budgetId });
    const expected = {
      Budget: budget.id,
      FundUser: budget.fundUsers[0].id,
      Project: budget.projects.nodes[0].id,
      Indicator: budget.projects.nodes[0].indicators[0].id,
      Draft: budget.drafts[0].id,
      Seal: budget.seals[0].id,
      Version: budget.versions.nodes[0].id,
      Change: budget.history.nodes[0].id,
      LedgerEvent: budget.history.nodes[0].event.id,
    };
    const ids = Object.values(expected);
    const objects = Object.entries(expected).map(([__typename, id]) => ({ __typename, id }));
    const { nodes } = await ask(`query($ids: [ID!]!) { nodes(ids: $ids) { ${named} } }`, { ids });
    expect(nodes).toEqual(objects);
    for (const [index, id] of ids.entries()) {
      const answer = await ask(`query($id: ID!) { node(id: $id) { ${named} } entity(id: $id) { ${named} } }`, { id });
      expect(answer).toEqual({ node: objects[index], entity: objects[index] });
    }
  });

  it('keep order and duplicates, and tell null for what is unknown', async () => {
    const unknown = '0190a0b0-0000-7000-8000-000000000001';
    const ids = [indicatorId, unknown, projectId, indicatorId, `${unknown}:v1`, `${unknown}:0`, `${budgetId}:v999`];
    const { nodes } = await ask('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(nodes.map((each) => (each as { id: string } | null)?.id ?? null)).toEqual([
      indicatorId,
      null,
      projectId,
      indicatorId,
      null,
      null,
      null,
    ]);
    expect((await ask('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [] })).nodes).toEqual([]);
  });

  it('read any entity at any point', async () => {
    const query = 'query($id: ID!, $at: At) { entity(id: $id, at: $at) { id ... on Project { goal } } }';
    for (const at of [{ version: 2 }, { draft: { id: draftId, version: 1 } }, { event: second.eventId }]) {
      const { project } = await ask(rowAt, { id: projectId, at });
      expect((await ask(query, { id: projectId, at })).entity).toEqual({ id: project.id, goal: project.goal });
    }
    expect((await ask(query, { id: projectId, at: { version: 1 } })).entity).toBeNull();
  });

  const node = 'query($id: ID!) { node(id: $id) { id } }';
  const nodes = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';

  it('refuse what is no id, and say which it is', async () => {
    const atPoint = await idAt({ version: 2 });
    const inDraft = await idAt({ draft: { id: draftId } });
    const wrong = ['', '-', '中文', '\ud800', 'nothing', projectId.slice(1), projectId.toUpperCase(), `${projectId} `];
    for (const id of [...wrong, atPoint.slice(0, -1), atPoint.slice(1), inDraft.replace('~', '@'), `${atPoint}=`]) {
      expect(await refusalOf(node, { id })).toMatchObject({ code: 'INVALID_ID', argument: ['id'] });
      const refused = await refusalOf(nodes, { ids: [projectId, id] });
      expect(refused).toMatchObject({ code: 'INVALID_ID', argument: ['ids', '1'] });
    }
  });

  it('refuse an id whose parts are right and do not belong together', async () => {
    const { writeObjectId } = await import('../../schema/identity/object-id.js');
    const write = (entityId: string, draft: string | null, position: string | null) =>
      writeObjectId({ entityId, draftId: draft, position: position as never });
    const other = (
      await ask(`mutation { openBudget(input: { unitKey: "乙单位", fiscalYear: 2024 }) { budget { id } } }`)
    ).openBudget.budget.id;
    for (const [id, code] of [
      // Within a save, behind which the point is another.
      [write(projectId, null, await withinSave()), 'INVALID_ID'],
      [write(second.eventId, null, second.position), 'INVALID_ID'],
      [write(draftId, draftId, null), 'INVALID_ID'],
      [write(other, draftId, null), 'UNKNOWN_DRAFT'],
      [write(projectId, null, 'ZZZ'), 'POSITION_PAST_HEAD'],
      [write(projectId, projectId, null), 'UNKNOWN_DRAFT'],
    ] as const) {
      expect(await refusalOf(node, { id })).toMatchObject({ code, argument: ['id'] });
    }
  });

  it('refuse more than 200', async () => {
    const ids = Array.from({ length: 201 }, () => projectId);
    expect(await refusalOf(nodes, { ids })).toMatchObject({ code: 'INVALID_ARGUMENT', argument: ['ids'] });
    expect((await ask(nodes, { ids: ids.slice(1) })).nodes).toHaveLength(200);
  });

  /** A position of the second save that is not its end. */
  async function withinSave(): Promise<string> {
    const events = await ledger.store.readAll(ledgerStart, 10);
    const end = events.findIndex(({ position }) => position === second.position);
    return String(events[end - 1]?.position);
  }
});

describe('where a permanent id is wanted', () => {
  it('a row’s id in a draft is taken with that draft, and refused without', async () => {
    const inDraft = await idAt({ draft: { id: draftId } });
    expect((await ask(rowAt, { id: inDraft, at: { draft: { id: draftId, version: 0 } } })).project.goal).toBe('一');
    const done = await run('reviseGoal', { projectId: inDraft, draftId, goal: '草案三改' }, 'version');
    expect(done).toMatchObject({ userErrors: [] });
    const refused = await run('reviseGoal', { projectId: inDraft, goal: '错' }, 'version');
    expect(refused).toMatchObject({
      version: null,
      userErrors: [{ code: 'INVALID_INPUT', path: ['input', 'projectId'] }],
    });
    expect(await refusalOf(rowAt, { id: inDraft, at: { version: 2 } })).toMatchObject({
      code: 'INVALID_ID',
      messageEn: expect.stringContaining(`entityId) ${projectId}`),
      argument: ['id'],
    });
  });

  it('an id of a point is refused with the one to give', async () => {
    const id = await idAt({ version: 2 });
    const message = { messageEn: expect.stringContaining(`the entityId ${projectId}`) };
    expect(await refusalOf(rowAt, { id })).toMatchObject({ code: 'INVALID_ID', ...message });
    const filtered = 'query($filter: ChangeFilter) { changes(filter: $filter) { nodes { id } } }';
    expect(await refusalOf(filtered, { filter: { entityId: id } })).toMatchObject({ argument: ['filter', 'entityId'] });
    const changes = [{ renameProject: { projectId: id, name: '新' } }];
    expect(await run('applyChanges', { budgetId, changes }, 'version')).toMatchObject({
      version: null,
      userErrors: [{ ...message, path: ['input', 'changes', '0', 'renameProject', 'projectId'] }],
    });
  });

  it('what is no id at all is refused by every query', async () => {
    for (const id of ['nothing', projectId.slice(0, -1)]) {
      expect(await refusalOf(rowAt, { id })).toMatchObject({ code: 'INVALID_ID', argument: ['id'] });
    }
    expect(await refusalOf(rowAt, { id: projectId, at: { sealId: 'x' } })).toMatchObject({
      argument: ['at', 'sealId'],
    });
    expect(await refusalOf(rowAt, { id: projectId, at: { event: indicatorId } })).toMatchObject({
      code: 'UNKNOWN_EVENT',
      argument: ['at', 'event'],
    });
  });
});

describe('a minPosition of the whole operation', () => {
  it('is asked for once for all its fields, and refused where this ledger never gave it', async () => {
    expect(await refusalOf('{ budgets { nodes { id } } }', {}, 'ZZZ')).toMatchObject({ code: 'POSITION_PAST_HEAD' });
    const { errors } = await answerTo('{ budgets { nodes { id } } }', {}, second.position);
    expect(errors).toBeUndefined();
  });
});
