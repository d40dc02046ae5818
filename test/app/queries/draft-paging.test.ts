import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  BudgetView,
  ConnectionArguments,
  ConnectionView,
  Queries,
  RootArguments,
} from '../../../services/services.js';
import { createQueries } from '../../../src/app/queries/queries.js';
import type { Ledger } from '../../../src/compose.js';
import { importSamples } from '../../../src/first-start.js';
import { accepted } from '../../support/random/drafting.js';
import { nodeText } from '../../support/oracles/every-list.js';
import { ledgerIn, request } from '../../support/ledgers/ledger.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { budgetId } from '../../support/clients/reverting.js';
import { reader } from '../../support/ledgers/reader.js';

const folder = openFolder();
let ledger: Ledger;
let queries: Queries;
let draftId: string;
let projectIds: string[];
let edits = 0;
beforeAll(async () => {
  ledger = await ledgerIn(folder);
  ({ queries } = ledger.services);
  await importSamples(ledger.services.commands);
  const list = await queries.projectsOf(await table(null), {}, { first: 20, after: null });
  projectIds = list.edges.map(({ node }) => node.id);
  draftId =
    accepted(await ledger.services.commands.openDraft({ ...request(), budgetId, name: '草案', version: null }))
      .draftId ?? '';
  for (let turn = 0; turn < 8; turn += 1) await edit(draftId);
});
afterAll(() => folder.leave());

async function table(at: RootArguments['at']): Promise<BudgetView> {
  return (await queries.budget(budgetId, await reading(at))) as BudgetView;
}

async function reading(at: RootArguments['at'] = null): Promise<RootArguments> {
  return { caller: reader, at, head: await queries.head(null) };
}

/** Renames the next of the projects, in the draft or in the budget. */
async function edit(into: string | null): Promise<void> {
  const turn = (edits += 1);
  const projectId = projectIds[turn % projectIds.length] ?? '';
  const about = { of: { budgetId }, draftId: into, expectedVersion: null };
  const renamed = { type: 'RenameProject', projectId, name: `第${turn}次改名` } as const;
  accepted(await ledger.services.commands.edit({ ...request(), ...about, edits: [renamed] }));
}

type Page = (page: ConnectionArguments) => Promise<ConnectionView<unknown>>;
const inDraft = async () => table({ draft: { id: draftId } });
const sides = (at: RootArguments['at']) =>
  [
    { budgetId, at },
    { budgetId, at: { draft: { id: draftId } } },
  ] as const;

const lists: Record<string, Page> = {
  projects: async (page) => queries.projectsOf(await inDraft(), {}, page),
  'matching projects': async (page) => queries.projectsOf(await inDraft(), { total: { min: '1' } }, page),
  versions: async (page) => queries.versions(await inDraft(), page),
  history: async (page) => queries.history({ budget: await inDraft() }, page),
  'own changes': async (page) => {
    const draft = await queries.draft(draftId, await reading());
    if (draft === null) throw new Error('the draft is not there');
    return queries.draftChanges(draft, page);
  },
  'changes of the ledger’s list': async (page) => queries.changes({ draftId }, page, await reading()),
  'differences from its base': async (page) =>
    (await queries.compare(...sides({ version: 1 }), await reading())).rows({}, page),
  'differences from what it rests on': async (page) =>
    (await queries.compare(...sides(null), await reading(), 'MERGE_BASE')).rows({}, page),
  'stage rows': async (page) =>
    (await queries.stages(budgetId, { only: null, withCurrent: true }, await reading({ draft: { id: draftId } }))).rows(
      {},
      page,
    ),
};

describe.each(Object.entries(lists))('the pages of a draft’s %s', (_name, list) => {
  it('repeat and skip nothing, and keep the point of the first, while draft and budget are edited', async () => {
    const whole = await list({ first: 5_000, after: null });
    const pages = [await list({ first: 3, after: null })];
    for (let last = pages[0]; last?.hasNextPage; last = pages.at(-1)) {
      if (pages.length <= 3) {
        await edit(draftId);
        await edit(null);
      }
      pages.push(await list({ first: 3, after: last.edges.at(-1)?.cursor ?? null }));
    }
    expect(pages.length).toBeGreaterThan(2);
    const texts = ({ edges }: ConnectionView<unknown>) => edges.map(({ node }) => nodeText(node));
    expect(pages.flatMap(texts)).toEqual(texts(whole));
    expect(new Set(pages.map(({ basis }) => nodeText(basis)))).toEqual(new Set([nodeText(whole.basis)]));
    for (const page of pages) expect(await page.count()).toEqual(await whole.count());
  });

  it('lead backwards through the same rows, at the point of the last, while draft and budget are edited', async () => {
    const whole = await list({ last: 5_000, before: null });
    const pages = [await list({ last: 3, before: null })];
    for (let next = pages[0]; next?.hasPreviousPage; next = pages[0]) {
      if (pages.length <= 3) {
        await edit(draftId);
        await edit(null);
      }
      pages.unshift(await list({ last: 3, before: next.edges[0]?.cursor ?? null }));
    }
    const texts = ({ edges }: ConnectionView<unknown>) => edges.map(({ node }) => nodeText(node));
    expect(pages.flatMap(texts)).toEqual(texts(whole));
    expect(new Set(pages.map(({ basis }) => nodeText(basis)))).toEqual(new Set([nodeText(whole.basis)]));
  });
});

describe('a cursor', () => {
  it('of a budget’s list is none of the draft’s, and the other way round', async () => {
    const budget = await table(null);
    const draft = await inDraft();
    const below: ((of: BudgetView, page: ConnectionArguments) => Promise<ConnectionView<unknown>>)[] = [
      (of, page) => queries.projectsOf(of, {}, page),
      (of, page) => queries.projectsOf(of, { text: '项' }, page),
      (of, page) => queries.versions(of, page),
      (of, page) => queries.history({ budget: of }, page),
    ];
    for (const list of below) {
      for (const [one, other] of [
        [budget, draft],
        [draft, budget],
      ] as const) {
        const after = (await list(one, { first: 1, after: null })).edges[0]?.cursor ?? '';
        await expect(list(other, { first: 1, after })).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
      }
    }
  });

  it('of a version of the draft goes on there, and at no other point', async () => {
    const at = (version: number) => ({ draft: { id: draftId, version } });
    const older = await table(at(2));
    const newer = await table(at(5));
    const { edges } = await queries.history({ budget: newer }, { first: 2, after: null });
    const after = edges[1]?.cursor ?? '';
    expect((await queries.history({ budget: newer }, { first: 1, after })).basis).toEqual(newer.basis);
    await expect(queries.history({ budget: older }, { first: 1, after })).rejects.toMatchObject({
      code: 'INVALID_CURSOR',
    });
  });
});

describe('a point in a draft that was recorded behind the head that is asked at', () => {
  it('is waited for, not denied', async () => {
    const head = await queries.head(null);
    const { commands } = ledger.services;
    const opened = accepted(await commands.openDraft({ ...request(), budgetId, name: '新草案', version: null }));
    const id = opened.draftId ?? '';
    for (const draft of [{ id }, { id, version: 0 }]) {
      const view = await queries.budget(budgetId, { caller: reader, at: { draft }, head });
      expect(view?.basis).toMatchObject({ draftId: id, version: 0, position: opened.position });
    }
    await edit(id);
    const edited = await queries.budget(budgetId, { caller: reader, at: { draft: { id, version: 1 } }, head });
    expect(edited?.basis).toMatchObject({ draftId: id, version: 1 });
  });
});

describe('comparing two drafts of one base', () => {
  it('reads the rows that differ, and none of the others', async () => {
    const open = async (name: string): Promise<string> => {
      const about = { budgetId, name, version: 1 };
      return accepted(await ledger.services.commands.openDraft({ ...request(), ...about })).draftId ?? '';
    };
    const one = await open('另一草案');
    const other = await open('又一草案');
    for (const id of [one, other]) await edit(id);
    let read = 0;
    const readModel: typeof ledger.readModel = {
      ...ledger.readModel,
      contents: (hashes) => {
        read += hashes.length;
        return ledger.readModel.contents(hashes);
      },
    };
    const fresh = createQueries({ ...ledger, readModel, events: ledger.store, now: Date.now });
    const point = (id: string) => ({ budgetId, at: { draft: { id } } });
    const compared = await fresh.compare(point(one), point(other), await reading());
    expect((await compared.rows({}, { first: 500, after: null })).edges).toHaveLength(2);
    // Of either side: the table's root document, nodes of the tree on the way, and two projects.
    expect(read).toBeLessThan(projectIds.length);
  });
});
