import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { At, Basis, BudgetView, ConnectionView, Queries, RootArguments } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { nodeText } from '../../support/oracles/every-list.js';
import { ledgerIn, record, request } from '../../support/ledgers/ledger.js';
import { reader } from '../../support/ledgers/reader.js';
import type { ScratchFolder } from '../../support/ledgers/scratch-folder.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { sampleHistory } from '../../support/random/history.js';
import { sealAsked } from '../../support/stories/sealing-grounds.js';

const history = sampleHistory({ budgets: 3, saves: 60 }, 14);
const all = { first: 5_000, after: null };
const budgetId = history[0]?.budgetId ?? '';

let folder: ScratchFolder;
let ledger: Ledger;
let queries: Queries;
let sealed: At;
beforeAll(async () => {
  folder = openFolder();
  ledger = await ledgerIn(folder);
  queries = ledger.services.queries;
  await record(ledger, history.slice(0, 40));
  const answer = await ledger.services.commands.sealVersion({ ...request(), ...sealAsked('FIRST_UP'), budgetId });
  if (answer.refused) throw answer.refusals[0] ?? new Error('refused');
  await record(ledger, history.slice(40));
  const [seal] = await queries.seals((await queries.budget(budgetId, await reading(null))) as BudgetView);
  sealed = { sealId: seal?.id ?? '' };
});
afterAll(() => folder.leave());

async function reading(at: At | null): Promise<RootArguments> {
  return { caller: reader, at, head: await queries.head(null) };
}

const texts = ({ edges }: ConnectionView<unknown>) => edges.map(({ node }) => nodeText(node));

type List = (root: RootArguments) => Promise<ConnectionView<unknown>>;

const lists: Record<string, List> = {
  projects: (root) => queries.projects({ budgetIds: [budgetId] }, 'TOTAL_DESC', all, root),
  'withdrawn projects': (root) =>
    queries.projects({ budgetIds: [budgetId], status: 'WITHDRAWN' }, 'NAME_ASC', all, root),
  indicators: (root) => queries.indicators({ budgetIds: [budgetId], text: '≥' }, all, root, 'CLASS_DESC'),
  saves: (root) => queries.saves({ budgetIds: [budgetId] }, all, root),
  budgets: (root) => queries.budgets({ budgetIds: [budgetId] }, all, root),
  changes: (root) => queries.changes({ budgetIds: [budgetId], kinds: ['MODIFIED'] }, all, root, 'TIME_ASC'),
};

describe.each(Object.entries(lists))('the list of %s of one budget', (_name, list) => {
  it('at a version, and at a seal, is the one at the position where that save ends', async () => {
    for (const at of [{ version: 1 }, { version: 9 }, sealed]) {
      const { basis } = (await queries.budget(budgetId, await reading(at))) as BudgetView;
      const found = await list(await reading(at));
      const same = await list(await reading({ position: basis.position }));
      expect(texts(found)).toEqual(texts(same));
      expect(await found.count()).toEqual(await same.count());
      expect(found.basis).toEqual(basis);
    }
  });
});

type Summed = (root: RootArguments) => Promise<{ basis: Basis; groups: { name(): Promise<string | null> }[] }>;

const summed: Record<string, Summed> = {
  'money by fund user': (root) => queries.projectTotals({ budgetIds: [budgetId] }, 'FUND_USER', root),
  'money by source': (root) => queries.projectTotals({ budgetIds: [budgetId] }, 'SOURCE', root),
  'money by unit': (root) => queries.projectTotals({ budgetIds: [budgetId], status: 'WITHDRAWN' }, 'UNIT', root),
  'indicators by project': (root) => queries.indicatorCounts({ budgetIds: [budgetId] }, 'PROJECT', root),
  'indicators by class': (root) => queries.indicatorCounts({ budgetIds: [budgetId] }, 'LEVEL2', root),
};

describe.each(Object.entries(summed))('%s of one budget', (_name, ask) => {
  it('at a version, and at a seal, is what it is at the position where that save ends', async () => {
    const plain = async ({ groups, basis: _basis, ...all }: Awaited<ReturnType<Summed>>) => {
      return { ...all, groups: await Promise.all(groups.map(async (each) => ({ ...each, name: await each.name() }))) };
    };
    const told = new Set<string>();
    for (const at of [{ version: 1 }, { version: 9 }, sealed]) {
      const { basis } = (await queries.budget(budgetId, await reading(at))) as BudgetView;
      const found = await ask(await reading(at));
      const expected = await plain(await ask(await reading({ position: basis.position })));
      expect(await plain(found)).toEqual(expected);
      expect(found.basis).toEqual(basis);
      told.add(JSON.stringify(expected));
    }
    expect(told.size).toBeGreaterThan(1);
  });
});

it('a list at a seal is another one than now', async () => {
  const list = lists['projects'] as List;
  expect(texts(await list(await reading(sealed)))).not.toEqual(texts(await list(await reading(null))));
});

describe('a list over many budgets', () => {
  it('takes no point of one budget, and says what to give', async () => {
    for (const at of [{ version: 1 }, sealed, { draft: { id: 'any' } }]) {
      const refused = { code: 'VERSION_NEEDS_ONE_BUDGET', argument: ['at', Object.keys(at)[0] ?? ''] };
      const root = await reading(at);
      await expect(queries.projects({}, 'PLACE_ASC', all, root)).rejects.toMatchObject(refused);
      await expect(queries.indicators({ fiscalYears: [2024] }, all, root)).rejects.toMatchObject(refused);
      await expect(queries.changes({}, all, root)).rejects.toMatchObject(refused);
      await expect(queries.projectTotals({}, 'UNIT', root)).rejects.toMatchObject(refused);
      await expect(queries.indicatorCounts({ units: ['any'] }, 'UNIT', root)).rejects.toMatchObject(refused);
      await expect(queries.saves({}, all, root)).rejects.toMatchObject(refused);
      await expect(queries.budgets({}, all, root)).rejects.toMatchObject(refused);
      await expect(queries.units(all, root)).rejects.toMatchObject(refused);
    }
  });
});

describe('a list of one budget', () => {
  it('is refused at a point of another one, of none, or of a cursor of another point', async () => {
    const other = history.find((save) => save.budgetId !== budgetId)?.budgetId ?? '';
    await expect(
      queries.projects({ budgetIds: [other] }, 'PLACE_ASC', all, await reading(sealed)),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const unknown = queries.projects({ budgetIds: ['nothing'] }, 'PLACE_ASC', all, await reading({ version: 1 }));
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND', argument: ['filter', 'budgetIds'] });
    const { edges } = await queries.projects(
      { budgetIds: [budgetId] },
      'PLACE_ASC',
      all,
      await reading({ version: 9 }),
    );
    const after = edges[0]?.cursor ?? '';
    const elsewhere = await reading({ version: 8 });
    await expect(
      queries.projects({ budgetIds: [budgetId] }, 'PLACE_ASC', { first: 1, after }, elsewhere),
    ).rejects.toMatchObject({
      code: 'INVALID_CURSOR',
    });
  });
});

describe('the saves of the ledger', () => {
  it('come oldest first, the very reverse of newest first, and a cursor of either is taken in the other', async () => {
    const root = await reading({ version: 9 });
    const asked = { budgetIds: [budgetId] };
    const newest = await queries.saves(asked, all, root);
    const oldest = await queries.saves(asked, all, root, 'TIME_ASC');
    expect(texts(oldest)).toEqual(texts(newest).reverse());
    expect(newest.edges.map(({ node }) => node.version)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    const after = newest.edges[3]?.cursor ?? '';
    const later = await queries.saves(asked, { first: 2, after }, root, 'TIME_ASC');
    expect(later.edges.map(({ node }) => node.version)).toEqual([7, 8]);
    const before = await queries.saves(asked, { last: 2, before: after }, root, 'TIME_ASC');
    expect(before.edges.map(({ node }) => node.version)).toEqual([4, 5]);
  });
});

describe('the units', () => {
  it('are those of all budgets, each once, named as in its newest year, in pages of both directions', async () => {
    const root = await reading(null);
    const { edges } = await queries.budgets({}, all, root);
    const expected = new Map<string, string>();
    for (const { node } of edges) if (!expected.has(node.unit)) expected.set(node.unit, node.name);
    const keys = [...expected.keys()].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    const wanted = keys.map((unit) => ({ unit, name: expected.get(unit) }));
    const whole = await queries.units(all, root);
    expect(whole.edges.map(({ node }) => node)).toEqual(wanted);
    expect(await whole.count()).toEqual({ value: wanted.length, exact: true });
    for (const [at, { cursor }] of whole.edges.entries()) {
      const behind = await queries.units({ first: 100, after: cursor }, root);
      const before = await queries.units({ last: 1, before: cursor }, root);
      expect(behind.edges.map(({ node }) => node)).toEqual(wanted.slice(at + 1));
      expect(before.edges.map(({ node }) => node)).toEqual(wanted.slice(Math.max(0, at - 1), at));
      expect(before.hasPreviousPage).toBe(at > 1);
    }
  });
});

describe('the outline of a table', () => {
  it('has its rows in printed order, from any place on, with the hashes that the rows have', async () => {
    for (const at of [null, { version: 9 }]) {
      const table = (await queries.budget(budgetId, await reading(at))) as BudgetView;
      const outline = await queries.outline(table);
      const fundUsers = await queries.fundUsers(table);
      const { edges } = await queries.projectsOf(table, {}, all);
      const below = (id: string) => edges.filter(({ node }) => node.fundUserId === id);
      const expected = fundUsers.flatMap(({ id }) => [
        { entityId: id, entityKind: 'FUND_USER', parentId: null },
        ...below(id).map(({ node }) => ({ entityId: node.id, entityKind: 'PROJECT', parentId: id })),
      ]);
      const rows = await outline.rows(1, 2_000);
      const plain = rows.map(({ entityId, entityKind, parentId }) => ({ entityId, entityKind, parentId }));
      expect(plain).toEqual(expected);
      expect(rows.map(({ place }) => place)).toEqual(rows.map((_, index) => index + 1));
      const hashes = new Map(edges.map(({ node }) => [node.id, node.contentHash]));
      for (const { entityId, entityKind, contentHash } of rows) {
        if (entityKind === 'PROJECT') expect(contentHash).toBe(hashes.get(entityId));
      }
      expect(outline).toMatchObject({
        rowCount: rows.length,
        fundUserCount: fundUsers.length,
        projectCount: edges.length,
      });
      for (const from of [2, rows.length, rows.length + 1]) {
        expect(await outline.rows(from, 2)).toEqual(rows.slice(from - 1, from + 1));
      }
    }
  });
});

describe('a changed cell', () => {
  it('has its row as it was right after the save, also a withdrawn one', async () => {
    const kinds = new Set<string>();
    const { edges } = await queries.changes({ budgetIds: [budgetId] }, all, await reading(null));
    for (const { node } of edges.filter((_, index) => index % 7 === 0)) {
      const found = await queries.rowAtChange(node);
      const then = await queries.node(node.entityId, await reading({ version: node.version }));
      expect(nodeText(found)).toBe(nodeText(then));
      kinds.add(node.kind);
    }
    expect(kinds).toContain('REMOVED');
  });
});
