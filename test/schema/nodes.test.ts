import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ledgerStart } from '../../events/position.js';
import { writeObjectId } from '../../schema/identity/object-id.js';
import type { Ledger } from '../../src/compose.js';
import { contractDesk } from '../support/clients/contract-desk.js';
import { ledgerIn, recorded } from '../support/ledgers/ledger.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import type { RowAtPoints } from '../support/stories/row-at-points.js';
import { rowAt, rowAtPoints } from '../support/stories/row-at-points.js';

const folder = openFolder();
let ledger: Ledger;
const desk = contractDesk(() => ledger);
const { answerTo, ask, refusalOf, run } = desk;
let budgetId: RowAtPoints['budgetId'];
let projectId: RowAtPoints['projectId'];
let indicatorId: RowAtPoints['indicatorId'];
let draftId: RowAtPoints['draftId'];
let second: RowAtPoints['second'];
const idAt = async (at: object | null) => (await ask(rowAt, { id: projectId, at })).project.id;

beforeAll(async () => {
  ledger = await ledgerIn(folder);
  ({ budgetId, projectId, indicatorId, draftId, second } = await rowAtPoints(desk));
});
afterAll(() => folder.leave());

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
      const { data, errors } = await answerTo(nodes, { ids: [projectId, id, projectId] });
      expect(data?.['nodes']).toMatchObject([{ id: projectId }, null, { id: projectId }]);
      expect(errors).toHaveLength(1);
      expect(errors?.[0]).toMatchObject({
        path: ['nodes', 1],
        originalError: { code: 'INVALID_ID', argument: ['ids', '1'] },
      });
    }
  });

  it('refuse an id whose parts are right and do not belong together', async () => {
    const write = (entityId: string, draft: string | null, position: string | null) =>
      writeObjectId({ entityId, draftId: draft, position: position as never });
    const other = (await ask(`mutation { openBudget(input: { unit: "乙单位", fiscalYear: 2024 }) { budget { id } } }`))
      .openBudget.budget.id;
    for (const [id, code] of [
      // Within a save, behind which the point is another.
      [write(projectId, null, await withinSave()), 'INVALID_ID'],
      [write(second.eventId, null, second.position), 'INVALID_ID'],
      [write(draftId, draftId, null), 'INVALID_ID'],
      [write(other, draftId, null), 'NOT_FOUND'],
      [write(projectId, null, 'ZZZ'), 'UNKNOWN_POSITION'],
      [write(projectId, projectId, null), 'NOT_FOUND'],
    ] as const) {
      expect(await refusalOf(node, { id })).toMatchObject({ code, argument: ['id'] });
    }
  });

  it('refuse more than 200', async () => {
    const ids = Array.from({ length: 201 }, () => projectId);
    expect(await refusalOf(nodes, { ids })).toMatchObject({ code: 'TOO_LARGE', argument: ['ids'] });
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
    // Behind the contract there are permanent ids alone.
    expect(JSON.stringify(await recorded(ledger))).not.toContain(inDraft);
    const refused = await run('reviseGoal', { projectId: inDraft, goal: '错' }, 'version');
    expect(refused).toMatchObject({
      version: null,
      userErrors: [{ code: 'INVALID_ID', argument: ['input', 'projectId'] }],
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
    expect(await refusalOf(filtered, { filter: { entityIds: [id] } })).toMatchObject({
      argument: ['filter', 'entityIds', '0'],
    });
    const changes = [{ renameProject: { projectId: id, name: '新' } }];
    expect(await run('applyChanges', { budgetId, changes }, 'version')).toMatchObject({
      version: null,
      userErrors: [{ ...message, argument: ['input', 'changes', '0', 'renameProject', 'projectId'] }],
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
      code: 'INVALID_ID',
      messageEn: expect.stringMatching(/ is the id of an indicator, and here that of an event is wanted/),
      argument: ['at', 'event'],
    });
  });
});
