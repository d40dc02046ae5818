import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { QueryError } from '../../../services/query-error.js';
import type { Queries, RootArguments } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import type { ListOf } from '../../support/oracles/every-list.js';
import { busiestRows, everyList } from '../../support/oracles/every-list.js';
import { ledgerIn, record } from '../../support/ledgers/ledger.js';
import type { ScratchFolder } from '../../support/ledgers/scratch-folder.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { sampleHistory } from '../../support/random/history.js';
import { reader } from '../../support/ledgers/reader.js';
import { cases } from '../../support/random/cases.js';

const history = sampleHistory({ budgets: 2, saves: 60 }, 22);
const lists = everyList(busiestRows(history));

let folder: ScratchFolder;
let ledger: Ledger;
let queries: Queries;
let reading: RootArguments;
const cursors = new Map<string, string>();
beforeAll(async () => {
  folder = openFolder();
  ledger = await ledgerIn(folder);
  queries = ledger.services.queries;
  await record(ledger, history);
  reading = { caller: reader, at: null, head: await queries.head(null) };
  for (const [name, list] of Object.entries(lists)) cursors.set(name, await cursorOf(list));
});
afterAll(() => folder.leave());

async function cursorOf(list: ListOf, given = reading): Promise<string> {
  const { edges } = await list(queries, { first: 1, after: null }, given);
  if (edges[0] === undefined) throw new Error('the list is empty');
  return edges[0].cursor;
}

async function refusalOf(list: ListOf, after: string, given = reading): Promise<unknown> {
  try {
    await list(queries, { first: 1, after }, given);
    return null;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    expect(error.argument).toEqual(['after']);
    return error.code;
  }
}

describe.each(Object.entries(lists))('a cursor of %s', (name, list) => {
  it('is refused by every other list', async () => {
    for (const [other, of] of cursors) {
      expect([other, await refusalOf(list, of)]).toEqual([other, other === name ? null : 'INVALID_CURSOR']);
    }
  });

  it('is refused once a character of it was changed, taken out or added', async () => {
    const cursor = cursors.get(name) ?? '';
    const place = fc.nat({ max: cursor.length - 1 });
    const written = fc.constantFrom(...'AZaz09-_+/= \n"，');
    const edit = fc.constantFrom<[number, number]>([1, 1], [1, 0], [0, 1]);
    await fc.assert(
      fc.asyncProperty(place, written, edit, async (at, character, [out, into]) => {
        const edited = cursor.slice(0, at) + character.repeat(into) + cursor.slice(at + out);
        fc.pre(edited !== cursor);
        expect(await refusalOf(list, edited)).toBe('INVALID_CURSOR');
      }),
      { numRuns: cases(60) },
    );
  });

  it('is refused where the list is asked for at another point', async () => {
    const cursor = cursors.get(name) ?? '';
    const older: RootArguments = { ...reading, at: { position: (await firstPosition()) ?? '' } };
    const code = await refusalOf(list, cursor, older);
    expect(code).toBe('INVALID_CURSOR');
  });
});

describe('a cursor', () => {
  it('is refused under another filter or order', async () => {
    const shapes: ListOf[] = [
      (asked, page, at) => asked.projects({}, 'PLACE_ASC', page, at),
      (asked, page, at) => asked.projects({}, 'NAME_ASC', page, at),
      (asked, page, at) => asked.projects({ status: 'ACTIVE' }, 'PLACE_ASC', page, at),
      (asked, page, at) => asked.projects({ total: { min: '0.1' } }, 'PLACE_ASC', page, at),
      (asked, page, at) => asked.projects({ total: { min: '0.10' } }, 'PLACE_ASC', page, at),
      (asked, page, at) => asked.indicators({}, page, at),
      (asked, page, at) => asked.indicators({ status: 'ACTIVE' }, page, at),
    ];
    for (const [index, shape] of shapes.entries()) {
      const cursor = await cursorOf(shape);
      const codes = await Promise.all(shapes.map((other) => refusalOf(other, cursor)));
      expect(codes).toEqual(shapes.map((_, other) => (other === index ? null : 'INVALID_CURSOR')));
    }
  });

  it('is refused below another budget, project or indicator', async () => {
    const [one, other] = [...new Set(history.map(({ budgetId }) => budgetId))];
    const versionsOf =
      (id = ''): ListOf =>
      async (asked, page, at) => {
        const budget = await asked.budget(id, at);
        if (budget === null) throw new Error('the budget is not there');
        return asked.versions(budget, page);
      };
    expect(await refusalOf(versionsOf(other), await cursorOf(versionsOf(one)))).toBe('INVALID_CURSOR');
    expect(await refusalOf(versionsOf(one), await cursorOf(versionsOf(one)))).toBeNull();
  });

  it('holds for the same filter in another order of its members and of their values', async () => {
    const one: ListOf = (asked, page, at) =>
      asked.projects({ status: 'ACTIVE', fundedBy: ['other', 'fiscalAppropriation'] }, 'PLACE_ASC', page, at);
    const other: ListOf = (asked, page, at) =>
      asked.projects({ fundedBy: ['fiscalAppropriation', 'other'], status: 'ACTIVE' }, 'PLACE_ASC', page, at);
    expect(await refusalOf(other, await cursorOf(one))).toBeNull();
  });

  it('holds where its own point is asked for by name', async () => {
    for (const [name, list] of Object.entries(lists)) {
      const given: RootArguments = { ...reading, at: { position: reading.head.position } };
      expect([name, await refusalOf(list, cursors.get(name) ?? '', given)]).toEqual([name, null]);
    }
  });

  it.each(['', ' ', 'x', 'null', 'bnVsbA', 'W10', 'WyJhIiwiYiJd', '上一页'])('is not %j', async (text) => {
    for (const list of Object.values(lists)) expect(await refusalOf(list, text)).toBe('INVALID_CURSOR');
  });
});

/** The point after the history's third but last save. */
async function firstPosition(): Promise<string | undefined> {
  const last = history.at(-4);
  const budget = await queries.budget(last?.budgetId ?? '', {
    ...reading,
    at: { version: last?.events[0]?.version ?? 0 },
  });
  return budget?.basis.position;
}
