import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { List, Project, StageRowConnection } from '../support/clients/contract.js';
import { budgetId, editorOf } from '../support/clients/reverting.js';
import { cellOf, matrixQuery, rowOf, stagesDesk } from '../support/clients/stages-desk.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
/** Projects of the real table before anything was edited. */
let projects: List<Project>;
const { run: edit, table } = editorOf(() => ledger);
const { act, seal, matrix } = stagesDesk(() => ledger);

/** 一上 at v1, 一下 at v4, 二上 at v8, 二下 at v10: what each edit between them did is told below. */
beforeAll(async () => {
  ledger = await startLedger();
  projects = (await table(1)).projects.nodes;
  const [first, second, third] = projects;
  const [, companies] = first.indicators;
  await seal('FIRST_UP');
  await edit('reviseIndicator', { indicatorId: companies.id, annualTarget: '≥8', reason: '企业数量减少' });
  await act('finance', 'issueControlNumber', { budgetId, total: '21920', basisDocument: '越财〔2024〕3号' });
  await seal('FIRST_DOWN', { withoutControlNumber: null });
  await edit('reviseFunding', { projectId: first.id, funding: { fiscalAppropriation: '54.70' }, reason: '控制数内' });
  await edit('withdrawProject', { projectId: third.id, reason: '不再实施' });
  await edit('reviseIndicator', { indicatorId: companies.id, annualTarget: '≥9', reason: '企业来函' });
  await seal('SECOND_UP');
  await edit('renameProject', { projectId: second.id, name: '外贸专项', reason: '批复名称' });
  await seal('SECOND_DOWN', { reason: '批复' });
});
afterAll(cleanUp);

/** What every save of the budget says then. */
const afterSecondDown = { reason: '年中调整', basisDocument: '财预〔2024〕9号' };

describe('the stages of the real table', () => {
  it('have a column each, with seal, sums, content hash and the control number in force at the seal', async () => {
    const { columns, basis } = await matrix();
    expect(
      columns.map(({ seal: { stage, name, actor }, basis: { version } }) => [stage, name, actor.personId, version]),
    ).toEqual([
      ['FIRST_UP', '一上', 'reviewer-1', 1],
      ['FIRST_DOWN', '一下', 'reviewer-1', 4],
      ['SECOND_UP', '二上', 'reviewer-1', 8],
      ['SECOND_DOWN', '二下', 'reviewer-1', 10],
    ]);
    expect(columns.map(({ controlNumber }) => controlNumber?.total ?? null)).toEqual([null, '21920', '21920', '21920']);
    const [firstUp, firstDown, secondUp, secondDown] = columns;
    expect([firstUp.totals.total, firstDown.totals.total]).toEqual(['21926.04', '21926.04']);
    expect(secondUp.totals.total).toBe(secondDown.totals.total);
    for (const {
      contentHash,
      seal: { id },
    } of columns) {
      const { budget } = await ledger.data(`{ budget(id: "${budgetId}", at: { sealId: "${id}" }) { contentHash } }`);
      expect(contentHash).toBe(budget.contentHash);
    }
    expect(basis.version).toBe(11);
  });

  it('tell of a target its value at each stage, what became of it, and who set it and why', async () => {
    const id = projects[0].indicators[1].id;
    expect(cellOf(await matrix(), id, 'annualTarget')).toEqual({
      path: 'annualTarget',
      values: ['≥10', '≥8', '≥9', '≥9'],
      overall: { delta: '-1', effect: 'WEAKENED' },
      steps: [
        null,
        {
          delta: '-2',
          effect: 'WEAKENED',
          lastChange: {
            version: 3,
            reason: '企业数量减少',
            basisDocument: null,
            actor: { personId: 'editor-1' },
            event: { type: 'IndicatorTargetsRevised' },
          },
        },
        { delta: '1', effect: 'STRENGTHENED', lastChange: expect.objectContaining({ version: 8, reason: '企业来函' }) },
        null,
      ],
    });
  });

  it('show what came and went: a withdrawn project stands where it stood, not there, which is not blank', async () => {
    const found = await matrix();
    const [first, , third, fourth] = projects;
    const order = found.rows.nodes.filter(({ entityKind }) => entityKind === 'PROJECT');
    expect(order.slice(0, 4).map(({ entityId }) => entityId)).toEqual(projects.slice(0, 4).map(({ id }) => id));
    expect(rowOf(found, third.id)).toMatchObject({ entityName: third.name, present: [true, true, false, false] });
    const [, , step] = cellOf(found, third.indicators[0].id, 'name').steps;
    expect(step.lastChange).toMatchObject({ reason: '不再实施', event: { type: 'ProjectWithdrawn' } });
    expect(rowOf(found, fourth.id).present).toEqual([true, true, true, true]);
    expect(cellOf(found, first.id, 'funding.other').values).toEqual([null, null, null, null]);
    expect(cellOf(found, projects[1].id, 'name')).toMatchObject({
      values: [projects[1].name, projects[1].name, projects[1].name, '外贸专项'],
    });
    const { value } = found.rows.count;
    const indicators = projects.reduce((sum, each) => sum + each.indicators.length, 0);
    expect(value).toBe(1 + 1 + projects.length + indicators);
  });

  it('list only what differs, whatever the table holds beside it', async () => {
    const { rows } = await matrix({ filter: { changed: true } });
    const third = projects[2];
    expect(rows.nodes.map(({ entityId }) => entityId)).toEqual([
      projects[0].id,
      projects[0].indicators[1].id,
      projects[1].id,
      third.id,
      ...third.indicators.map(({ id }) => id),
    ]);
    expect(rows.count).toEqual({ value: rows.nodes.length, exact: true });
    expect(rowOf({ rows }, projects[0].id).cells).toMatchObject([
      {
        path: 'funding.fiscalAppropriation',
        values: ['64.70', '64.70', '54.70', '54.70'],
        overall: { delta: '-10.00', effect: null },
      },
    ]);
  });

  it('answer which targets were weakened between two of them', async () => {
    const weakened = async (stages: string[] | null) =>
      (await matrix({ stages, filter: { effects: 'WEAKENED' } })).rows.nodes.map(({ entityId, cells }) => [
        entityId,
        ...cells.map(({ path }) => path),
      ]);
    const lowered = [projects[0].indicators[1].id, 'annualTarget'];
    expect(await weakened(['FIRST_UP', 'SECOND_DOWN'])).toEqual([lowered]);
    expect(await weakened(['FIRST_DOWN', 'SECOND_DOWN'])).toEqual([]);
    expect(await weakened(null)).toEqual([lowered]);
  });

  it('are read page by page at the point of the first page, columns too, whatever is sealed and edited since', async () => {
    const asked = { filter: { entityKinds: 'INDICATOR' }, withCurrent: true };
    const { rows: whole, columns: all } = await matrix(asked);
    const pages: StageRowConnection[] = [];
    for (let after: string | null = null, turn = 0; ; turn += 1) {
      const { rows, columns, basis } = await matrix({ ...asked, first: 17, after });
      expect([columns, basis.position]).toEqual([all, whole.basis.position]);
      pages.push(rows);
      if (turn === 0) {
        await act('finance', 'issueControlNumber', { budgetId, total: '99999', ...afterSecondDown });
        const adjusted = await seal('ADJUSTMENT', { name: '年中调整' });
        await act('finance', 'withdrawSeal', { sealId: adjusted.seal.id, ...afterSecondDown });
      }
      if (!rows.pageInfo.hasNextPage) break;
      after = rows.pageInfo.endCursor;
    }
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.flatMap(({ nodes }) => nodes)).toEqual(whole.nodes);
    expect(new Set(pages.map(({ basis }) => basis.position)).size).toBe(1);
  });

  it('cannot go on from first pages at two points in one question', async () => {
    const first = (await matrix({ first: 1 })).rows.pageInfo.endCursor;
    await act('finance', 'issueControlNumber', { budgetId, total: '99998', ...afterSecondDown });
    const second = (await matrix({ first: 1 })).rows.pageInfo.endCursor;
    const both = `query($budgetId: ID!, $first: String, $second: String) { stageMatrix(budgetId: $budgetId) {
      one: rows(first: 1, after: $first) { nodes { entityName } } ...other } }
      fragment other on StageMatrix { other: rows(first: 1, after: $second) { nodes { entityName } } }`;
    const { errors } = await ledger.query(both, { budgetId, first, second });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_CURSOR', argument: ['after'] } }]);
    expect((await ledger.query(both, { budgetId, first, second: first })).errors).toBeUndefined();
    await act('finance', 'issueControlNumber', { budgetId, total: '99999', ...afterSecondDown });
  });

  it('are those that were known at the point: a seal withdrawn by then is none, one sealed later neither', async () => {
    const before = await matrix();
    const stagesAt = async (at: object | null, more = {}) =>
      (await matrix({ at, ...more })).columns.map((column) => column.seal?.name ?? null);
    expect(await stagesAt({ version: 6 })).toEqual(['一上', '一下']);
    expect(await stagesAt({ version: 1 })).toEqual([]);
    expect(await stagesAt({ sealId: before.columns[1].seal.id }, { withCurrent: true })).toEqual(['一上', null]);
    const all = ['一上', '一下', '二上', '二下'];
    const { version, seal: adjusted } = await seal('ADJUSTMENT', { name: '年末调整' });
    const { position } = await act('finance', 'withdrawSeal', { sealId: adjusted.id, ...afterSecondDown });
    expect(await stagesAt({ version })).toEqual([...all, '年末调整']);
    expect(await stagesAt({ position })).toEqual(all);
    expect(await stagesAt(null, { withCurrent: true })).toEqual([...all, null]);
  });

  it('can have the table at the point itself behind them, with what was done since the last seal', async () => {
    const { id, name } = projects[1];
    const chosen = { withCurrent: true, filter: { changed: true } };
    const found = await matrix({ ...chosen, stages: ['SECOND_UP'], at: { version: 10 } });
    expect(found.columns.map((column) => [column.seal?.stage ?? null, column.basis.version])).toEqual([
      ['SECOND_UP', 8],
      [null, 10],
    ]);
    expect(found.rows.nodes).toMatchObject([{ entityId: id, cells: [{ path: 'name', values: [name, '外贸专项'] }] }]);
    expect(found.rows.nodes[0].cells[0].steps[1].lastChange).toMatchObject({ version: 10, reason: '批复名称' });
    const { columns, rows } = await matrix({ ...chosen, stages: ['SECOND_DOWN'] });
    expect(columns.map(({ controlNumber }) => controlNumber.total)).toEqual(['21920', '99999']);
    expect(rows.nodes).toEqual([]);
  });

  it('of no budget are an error that names it, and of no seals no rows', async () => {
    const { errors } = await ledger.query(matrixQuery, { budgetId: randomUUID() });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', argument: ['budgetId'] } }]);
    const { columns, rows } = await matrix({ at: { version: 1 } });
    expect({ columns, nodes: rows.nodes, count: rows.count }).toEqual({
      columns: [],
      nodes: [],
      count: { value: 0, exact: true },
    });
    const { errors: foreign } = await ledger.query(matrixQuery, {
      budgetId,
      filter: { changed: true },
      after: (await matrix({ first: 1 })).rows.pageInfo.endCursor,
    });
    expect(foreign).toMatchObject([{ extensions: { code: 'INVALID_CURSOR' } }]);
  });

  it('tell a control number that was lifted from one that never was, and of a taken-over row where it comes from', async () => {
    const about = { budgetId, reason: '下达有误', basisDocument: '越财〔2024〕31号' };
    await act('finance', 'withdrawControlNumber', about);
    const query = `query($budgetId: ID!) { stageMatrix(budgetId: $budgetId, withCurrent: true) {
      columns { seal { stage } controlNumber { total } controlNumberWithdrawal { reason actor { personId } } }
      rows(first: 3) { nodes { lineage } } } }`;
    const { columns, rows } = (await ledger.data(query, { budgetId })).stageMatrix;
    const [firstUp] = columns;
    const current = columns.at(-1);
    expect(firstUp).toMatchObject({ seal: { stage: 'FIRST_UP' }, controlNumber: null, controlNumberWithdrawal: null });
    expect(current).toMatchObject({
      seal: null,
      controlNumber: null,
      controlNumberWithdrawal: { reason: '下达有误', actor: { personId: 'finance-1' } },
    });
    expect(rows.nodes.map(({ lineage }: { lineage: string | null }) => lineage)).toEqual([null, null, null]);
    const input = { unit: '次年单位', fiscalYear: 2025, from: { budgetId } };
    const { openBudget } = await ledger.data(
      'mutation($input: OpenBudgetInput!) { openBudget(input: $input) { budget { id } userErrors { message } } }',
      { input },
    );
    const next = (await ledger.data(query, { budgetId: openBudget.budget.id })).stageMatrix;
    const [own, fundUser, project] = next.rows.nodes;
    expect(own.lineage).toBeNull();
    const { node } = await ledger.data('query($id: ID!) { node(id: $id) { ... on Project { name } } }', {
      id: project.lineage,
    });
    expect([fundUser.lineage === null, node.name]).toEqual([false, projects[0].name]);
  });
});
