import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConnectionView, Queries, RootArguments } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import type { ListOf } from '../../support/oracles/every-list.js';
import { busiestRows, everyList, nodeText } from '../../support/oracles/every-list.js';
import { ledgerIn, record } from '../../support/ledgers/ledger.js';
import type { ScratchFolder } from '../../support/ledgers/scratch-folder.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { sampleHistory } from '../../support/random/history.js';
import { reader } from '../../support/ledgers/reader.js';

const history = sampleHistory({ budgets: 2, saves: 250 }, 21);
const atFirst = history.slice(0, 36);
const arriving = history.slice(36);
const lists = everyList(busiestRows(atFirst));

let folder: ScratchFolder;
let ledger: Ledger;
let queries: Queries;
beforeAll(async () => {
  folder = openFolder();
  ledger = await ledgerIn(folder);
  queries = ledger.services.queries;
  await record(ledger, atFirst);
});
afterAll(() => folder.leave());

async function reading(): Promise<RootArguments> {
  return { caller: reader, at: null, head: await queries.head(null) };
}

async function oneMoreSave(): Promise<void> {
  const next = arriving.splice(0, 1);
  expect(next).toHaveLength(1);
  await record(ledger, next);
}

/** All pages of a list, each behind the last cursor of the one before; a save is recorded after the first page. */
async function pagesOf(list: ListOf, first: number): Promise<ConnectionView<unknown>[]> {
  const pages = [await list(queries, { first, after: null }, await reading())];
  await oneMoreSave();
  for (let last = pages.at(-1); last?.hasNextPage; last = pages.at(-1)) {
    pages.push(await list(queries, { first, after: last.edges.at(-1)?.cursor ?? null }, await reading()));
  }
  return pages;
}

const texts = ({ edges }: ConnectionView<unknown>) => edges.map(({ node }) => nodeText(node));

describe.each(Object.entries(lists))('the pages of %s', (_name, list) => {
  it.each([2, 7])('of %d rows repeat and skip nothing while edits arrive', async (first) => {
    const whole = await list(queries, { first: 50_000, after: null }, await reading());
    const pages = await pagesOf(list, first);
    expect(pages.flatMap(texts)).toEqual(texts(whole));
    expect(new Set(texts(whole)).size).toBe(whole.edges.length);
    expect(pages.length).toBe(Math.max(1, Math.ceil(whole.edges.length / first)));
    expect(whole.edges.length).toBeGreaterThan(1);
  });

  it('all say the point of the first one, and the same count', async () => {
    const pages = await pagesOf(list, 3);
    expect(new Set(pages.map(({ basis }) => nodeText(basis))).size).toBe(1);
    const value = pages.flatMap(({ edges }) => edges).length;
    for (const page of pages) expect(await page.count()).toEqual({ value, exact: true });
    expect(pages.map(({ hasPreviousPage }) => hasPreviousPage)).toEqual(pages.map((_, index) => index > 0));
    expect(pages.map(({ hasNextPage }) => hasNextPage)).toEqual(pages.map((_, index) => index < pages.length - 1));
  });

  it.each([2, 7])('of %d rows lead backwards through the same rows while edits arrive', async (last) => {
    const whole = await list(queries, { first: 50_000, after: null }, await reading());
    const pages = [await list(queries, { last, before: null }, await reading())];
    await oneMoreSave();
    while (pages[0]?.hasPreviousPage === true) {
      pages.unshift(await list(queries, { last, before: pages[0].edges[0]?.cursor ?? null }, await reading()));
    }
    expect(pages.flatMap(texts)).toEqual(texts(whole));
    expect(pages.map(({ hasNextPage }) => hasNextPage)).toEqual(pages.map((_, index) => index < pages.length - 1));
    expect(pages.length).toBe(Math.max(1, Math.ceil(whole.edges.length / last)));
    expect(new Set(pages.map(({ basis }) => nodeText(basis))).size).toBe(1);
  });

  it('end before any cursor of a page, also one in its middle', async () => {
    const whole = await list(queries, { first: 50_000, after: null }, await reading());
    const step = Math.ceil(whole.edges.length / 12);
    for (let index = 0; index < whole.edges.length; index += step) {
      const before = whole.edges[index]?.cursor ?? '';
      const rest = await list(queries, { last: 50_000, before }, await reading());
      expect(texts(rest)).toEqual(texts(whole).slice(0, index));
      expect([rest.hasPreviousPage, rest.hasNextPage]).toEqual([false, true]);
    }
  });

  it('go on behind any cursor of a page, also one in its middle', async () => {
    const whole = await list(queries, { first: 50_000, after: null }, await reading());
    const step = Math.ceil(whole.edges.length / 12);
    for (let index = 0; index < whole.edges.length; index += step) {
      const cursor = whole.edges[index]?.cursor ?? '';
      const rest = await list(queries, { first: 50_000, after: cursor }, await reading());
      expect(texts(rest)).toEqual(texts(whole).slice(index + 1));
    }
  });

  it('can be read again at the point that they say, whatever was recorded since', async () => {
    const before = await list(queries, { first: 50_000, after: null }, await reading());
    await oneMoreSave();
    const { head } = await reading();
    const again = await list(
      queries,
      { first: 50_000, after: null },
      { caller: reader, at: { position: before.basis.position }, head },
    );
    expect(texts(again)).toEqual(texts(before));
    expect(nodeText(again.basis)).toBe(nodeText(before.basis));
    expect(again.edges.map(({ cursor }) => cursor)).toEqual(before.edges.map(({ cursor }) => cursor));
  });
});
