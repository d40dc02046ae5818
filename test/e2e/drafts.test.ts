import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Comparison, Draft, Project, ProjectPayload } from '../support/clients/contract.js';
import { draftDesk } from '../support/clients/draft-desk.js';
import { budgetId, editorOf } from '../support/clients/reverting.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
const { as, open, budget, ask } = draftDesk(() => ledger);
const { project, table } = editorOf(() => ledger);
let draft: Draft;
let first: Project;
let added: ProjectPayload;
const at = (more = '') => `, at: { draft: { id: "${draft.id}"${more} } }`;

beforeAll(async () => {
  ledger = await startLedger();
  draft = await open('一上稿');
  first = await project(1);
  const { fundUsers } = await table();
  await as('editor-1', 'reviseGoal', { projectId: first.id, goal: '草案中的目标', draftId: draft.id, reason: '核实' });
  added = await as(
    'editor-2',
    'addProject',
    {
      draftId: draft.id,
      fundUserId: fundUsers[0].id,
      name: '草案新增项目',
      goal: '新目标',
      funding: { other: '1.5' },
    },
    'project { entityId version basis { version draftId } }',
  );
});
afterAll(cleanUp);

describe('a draft of the real table, edited twice', () => {
  it('has a table of its own, and the budget is as it was', async () => {
    expect(draft).toMatchObject({ name: '一上稿', status: 'OPEN', version: 0, baseVersion: 1, openedOnVersion: 1 });
    expect(added).toMatchObject({ userErrors: [], version: 2, basis: { version: 2, draftId: draft.id } });
    expect(added.project).toMatchObject({ version: 2, basis: { version: 2, draftId: draft.id } });
    const fields =
      'contentHash basis { version draftId } totals { total } projects(first: 1) { nodes { goal } count { value } }';
    const now = await budget('', fields);
    const inDraft = await budget(at(), fields);
    const base = await budget(at(', version: 0'), fields);
    expect(now).toMatchObject({ basis: { version: 1, draftId: null }, totals: { total: '21926.04' } });
    expect(now.projects).toEqual({ nodes: [{ goal: first.goal }], count: { value: 20 } });
    expect(inDraft).toMatchObject({ basis: { version: 2, draftId: draft.id }, totals: { total: '21927.54' } });
    expect(inDraft.projects).toEqual({ nodes: [{ goal: '草案中的目标' }], count: { value: 21 } });
    expect(base).toEqual({ ...now, basis: { version: 0, draftId: draft.id } });
  });

  it('shows rows that only it has, and rows as it has them', async () => {
    const { entityId: id } = added.project;
    const {
      project: own,
      none,
      entity: node,
      changed,
    } = await ask<Answer & { none: Project; changed: Project }>(`{
      project(id: "${id}"${at()}) { name ordinal version fundUser { name } budget { basis { draftId } } }
      none: project(id: "${id}") { name }
      entity(id: "${id}"${at(', version: 2')}) { ... on Project { name } }
      changed: project(id: "${first.id}"${at(', version: 1')}) { goal version indicators { version } }
    }`);
    expect(own).toMatchObject({
      name: '草案新增项目',
      ordinal: 21,
      version: 2,
      budget: { basis: { draftId: draft.id } },
    });
    expect(none).toBeNull();
    expect(node).toEqual({ name: '草案新增项目' });
    expect(changed).toMatchObject({ goal: '草案中的目标', version: 1 });
    expect(new Set(changed.indicators.map(({ version }) => version))).toEqual(new Set([0]));
  });

  it('names of each cell who set it: in the draft, or in the budget before it was opened', async () => {
    const { blame } = (
      await ask(`{ project(id: "${first.id}"${at()}) { blame { path value lastChange {
      version actor { personId } draft { entityId version } editor { personId } } } } }`)
    ).project;
    const of = (path: string) => blame.find((each) => each.path === path);
    expect(of('goal')).toEqual({
      path: 'goal',
      value: '草案中的目标',
      lastChange: {
        version: 1,
        actor: { personId: 'editor-1' },
        draft: { entityId: draft.id, version: 1 },
        editor: null,
      },
    });
    expect(of('name')?.lastChange).toMatchObject({ version: 1, draft: null });
  });

  it('tells its history before that of the budget, page by page', async () => {
    const history = async (after: string | null) =>
      (
        await ask(`{ project(id: "${first.id}"${at()}) { history(first: 2${after === null ? '' : `, after: "${after}"`}) {
        nodes { path after draft { entityId } } pageInfo { endCursor hasNextPage } count { value } } } }`)
      ).project.history;
    const newest = await history(null);
    expect(newest.nodes[0]).toEqual({ path: 'goal', after: '草案中的目标', draft: { entityId: draft.id } });
    expect(newest.nodes[1]).toMatchObject({ draft: null });
    const rest = await history(newest.pageInfo.endCursor);
    expect(rest.nodes).toHaveLength(2);
    expect(rest.nodes).not.toContainEqual(newest.nodes[1]);
    const { project } = await ask(`{ project(id: "${first.id}") { history { count { value } } } }`);
    expect(newest.count.value).toBe(project.history.count.value + 1);
  });

  it('lists its own saves from its opening on', async () => {
    const versions = 'versions { nodes { version kind changedCells annotations { reason } } count { value } }';
    const { versions: own } = await budget(at(), versions);
    expect(own.nodes).toMatchObject([
      { version: 2, kind: 'EDIT' },
      { version: 1, kind: 'EDIT', changedCells: 1 },
      { version: 0, kind: 'DRAFT_OPENING', changedCells: 0, annotations: [] },
    ]);
    expect(own.count.value).toBe(3);
    expect((await budget('', versions)).versions.count.value).toBe(1);
  });

  it('filters its projects as a budget does', async () => {
    const matching = async (filter: string) =>
      (await budget(at(), `projects(filter: ${filter}) { nodes { entityId name ordinal } count { value exact } }`))
        .projects;
    expect(await matching('{ text: "草案新增" }')).toEqual({
      nodes: [{ entityId: added.project.entityId, name: '草案新增项目', ordinal: 21 }],
      count: { value: 1, exact: true },
    });
    expect((await matching('{ total: { max: "1.5" } }')).nodes.map(({ name }) => name)).toContain('草案新增项目');
    expect((await matching('{ status: WITHDRAWN }')).nodes).toEqual([]);
  });

  it('is found below its budget and by its id, with what it changed', async () => {
    const {
      budget: of,
      draft: found,
      node,
    } = await ask(`{
      budget(id: "${budgetId}") { drafts { id } open: drafts(status: [OPEN]) { id } gone: drafts(status: [DISCARDED]) { id } }
      draft(id: "${draft.id}") { status version editors { personId name } budget { contentHash } basis { version draftId }
        changes { nodes { entityName path } count { value } } history(first: 1) { nodes { path } } }
      node(id: "${draft.id}") { __typename id ... on Draft { name } }
    }`);
    expect(of).toEqual({ drafts: [{ id: draft.id }], open: [{ id: draft.id }], gone: [] });
    expect(found).toMatchObject({ status: 'OPEN', version: 2, basis: { version: 2, draftId: draft.id } });
    expect(found.editors.map(({ personId }) => personId)).toEqual(['editor-1', 'editor-2']);
    expect(found.budget).toEqual(await budget(at(), 'contentHash'));
    expect(found.changes.nodes.at(-1)).toEqual({ entityName: first.name, path: 'goal' });
    expect(node).toEqual({ __typename: 'Draft', id: draft.id, name: '一上稿' });
  });

  it('is among the changes of the ledger only when the filter says so', async () => {
    const changes = async (filter: string) =>
      (
        await ask(
          `{ changes(filter: { ${filter} }, first: 100) { nodes { path draft { entityId } budget { basis { draftId } } } } }`,
        )
      ).changes.nodes;
    const goal = `entityIds: ["${first.id}"], paths: ["goal"]`;
    expect(await changes(goal)).toMatchObject([{ draft: null }]);
    expect(await changes(`${goal}, includeDrafts: true`)).toMatchObject([
      { draft: { entityId: draft.id } },
      { draft: null },
    ]);
    const own = await changes(`draftId: "${draft.id}"`);
    expect(own.every(({ budget: table }) => table.basis.draftId === draft.id)).toBe(true);
    expect(await changes(`draftId: "${draft.id}", versions: { from: 1, to: 1 }`)).toMatchObject([{ path: 'goal' }]);
    expect(await changes(`draftId: "${draft.id}", versions: { to: 0 }`)).toEqual([]);
  });

  it('is read at a time as it was then, and its events are found from where they were recorded', async () => {
    const { versions } = await budget(at(), 'versions { nodes { version recordedAt } }');
    const time = versions.nodes.find(({ version }) => version === 1)?.recordedAt;
    const then = await budget(
      at(`, time: "${time}"`),
      'basis { version draftId } projects(first: 1) { nodes { goal } }',
    );
    expect(then.basis.draftId).toBe(draft.id);
    expect(then.projects.nodes).toEqual([{ goal: '草案中的目标' }]);
    const { changes } = (await ask(`{ draft(id: "${draft.id}") { changes { nodes { path event { id } } } } }`)).draft;
    const id = changes.nodes.findLast(({ path }) => path === 'goal')?.event.id;
    const event = async (point: string) =>
      (await ask(`{ entity(id: "${id}"${point}) { ... on LedgerEvent { type } } }`)).entity;
    expect(await event('')).toEqual({ type: 'ProjectGoalRevised' });
    expect(await event(at(', version: 1'))).toEqual({ type: 'ProjectGoalRevised' });
    expect(await event(at(', version: 0'))).toBeNull();
    expect(await event(', at: { version: 1 }')).toBeNull();
  });

  it('is compared with its base, with what it changed as the last change of each cell', async () => {
    const point = (more = '') => `{ budgetId: "${budgetId}"${more} }`;
    const rows = 'rows { nodes { entityName kind cells { path lastChange { draft { entityId } } } } }';
    const { compare, merged, back } = await ask<Record<'compare' | 'merged' | 'back', Comparison>>(`{
      compare(from: ${point(', at: { version: 1 }')}, to: ${point(at())}) { ${rows} }
      merged: compare(from: ${point()}, to: ${point(at())}, base: MERGE_BASE) { from { version draftId } ${rows} }
      back: compare(from: ${point(at())}, to: ${point()}) { identical stats { rows { removed modified } } ${rows} }
    }`);
    expect(compare.rows.nodes.map(({ kind }) => kind)).toEqual(['MODIFIED', 'ADDED']);
    for (const { cells } of compare.rows.nodes) {
      for (const { lastChange } of cells) expect(lastChange.draft).toEqual({ entityId: draft.id });
    }
    expect(merged).toEqual({ from: { version: 1, draftId: null }, rows: compare.rows });
    expect(back).toMatchObject({ identical: false, stats: { rows: { removed: 1, modified: 1 } } });
    expect(back.rows.nodes[0].cells[0].lastChange.draft).toEqual({ entityId: draft.id });
  });
});
