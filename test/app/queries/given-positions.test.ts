import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { QueryError } from '../../../services/query-error.js';
import type { At, RootArguments } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import type { ListOf } from '../../support/oracles/every-list.js';
import { busiestRows, everyList, nodeText } from '../../support/oracles/every-list.js';
import { fromNow, goingOn } from '../../support/ledgers/feeding.js';
import { ledgerIn, record, recorded, request } from '../../support/ledgers/ledger.js';
import type { ScratchFolder } from '../../support/ledgers/scratch-folder.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { sampleHistory } from '../../support/random/history.js';
import { reader } from '../../support/ledgers/reader.js';
import { cases } from '../../support/random/cases.js';

const history = sampleHistory({ budgets: 2, saves: 60 }, 22);
const rows = busiestRows(history);
const lists = Object.entries(everyList(rows));
const page = { first: 5, after: null };

let folder: ScratchFolder;
let ledger: Ledger;
/** Of every event, and of its save the position of the last. */
let given: { position: string; end: string }[];
let texts: fc.Arbitrary<string>;
beforeAll(async () => {
  folder = openFolder();
  ledger = await ledgerIn(folder);
  await record(ledger, history);
  const events = await recorded(ledger);
  given = events.map(({ position, stream, version }) => ({
    position,
    end: events.findLast((event) => event.stream === stream && event.version === version)?.position ?? '',
  }));
  const known = new Set<string>(['0', ...given.map(({ position }) => position)]);
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 24 });
  const one = fc.constantFrom(...known);
  texts = fc
    .oneof(
      fc.tuple(one, fc.nat({ max: 15 })).map(([position, at]) => position.slice(0, at)),
      fc.tuple(one, fc.nat({ max: 15 })).map(([position, at]) => position.slice(0, at) + position.slice(at + 1)),
      fc.tuple(one, fc.nat({ max: 15 })).map(([position, at]) => position.slice(at + 1)),
      fc.tuple(one, fc.constantFrom('z', 'zzz', '0', '-', '_5')).map((parts) => parts.join('')),
      fc.tuple(fc.constantFrom('-', '0', '+', ' '), one).map((parts) => parts.join('')),
      fc.integer({ max: -1 }).map(String),
      digits,
      fc.constantFrom('9999999999999999', '-5', '12345678901234567890', '0000000000000000', '00', 'v3', '第一'),
    )
    .filter((text) => !known.has(text) && text !== '');
});
afterAll(() => folder.leave());

async function reading(at: At | null): Promise<RootArguments> {
  return { caller: reader, at, head: await ledger.services.queries.head(null) };
}

/** What it is refused with, or what was answered in its place. */
async function refusalOf(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    // A later page of a comparison at fixed points takes no other point, whether it was given or not.
    if (error.code === 'INVALID_CURSOR') return error.argument;
    expect(error.code).toBe('UNKNOWN_POSITION');
    expect(error.message).toContain('不是本账本给出过的位置');
    expect(error.messageEn).toContain('never given by this ledger');
    return error.argument;
  }
}

/** A cursor that names another position, otherwise whole. */
function moved(cursor: string, position: string): string {
  const [, inner] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string];
  const [identity, , key] = JSON.parse(inner) as [string, string, string];
  const body = JSON.stringify([identity, position, key]);
  const proof = createHash('sha256')
    .update(JSON.stringify([body]))
    .digest('base64url')
    .slice(0, 16);
  return Buffer.from(JSON.stringify([proof, body])).toString('base64url');
}

const whatever = (hold: (text: string) => Promise<void>) =>
  fc.assert(fc.asyncProperty(texts, hold), { numRuns: cases(100) });

describe('a text that is no position of this ledger is refused', () => {
  it('as the point of every list, row and comparison', () =>
    whatever(async (position) => {
      const { queries } = ledger.services;
      const at = { position };
      for (const [, list] of lists) {
        expect(await refusalOf(list(queries, page, await reading(at)))).toEqual(['at', 'position']);
      }
      expect(await refusalOf(queries.node(rows.projectId, await reading(at)))).toEqual(['at', 'position']);
      const { budgetId } = rows;
      const compared = queries.compare({ budgetId, at }, { budgetId, at: null }, await reading(null));
      expect(await refusalOf(compared)).toEqual(['from', 'at', 'position']);
    }));

  it('as what is to be waited for', () =>
    whatever(async (position) => {
      expect(await refusalOf(ledger.services.queries.head(position))).toEqual(['minPosition']);
    }));

  it('as either end of a stretch, in lists and in feeds', () =>
    whatever(async (position) => {
      const { queries, feeds } = ledger.services;
      for (const member of ['from', 'to'] as const) {
        const filter = { positions: { [member]: position } };
        const argument = ['filter', 'positions', member];
        expect(await refusalOf(queries.changes(filter, page, await reading(null)))).toEqual(argument);
        expect(await refusalOf(feeds.changes(filter, fromNow, reader))).toEqual(argument);
      }
    }));

  it('in a cursor of any list, and of a feed', async () => {
    const { queries, feeds } = ledger.services;
    const first = async (list: ListOf) => (await list(queries, page, await reading(null))).edges[0]?.cursor ?? '';
    const cursors = await Promise.all(lists.map(([, list]) => first(list)));
    const ofFeed = await first((_queries, wanted, now) => queries.changes({}, wanted, now));
    await whatever(async (position) => {
      for (const [index, [name, list]] of lists.entries()) {
        const after = moved(cursors[index] ?? '', position);
        const refused = await refusalOf(list(queries, { first: 1, after }, await reading(null)));
        expect([name, refused]).toEqual([name, ['after']]);
      }
      expect(await refusalOf(feeds.changes({}, goingOn(moved(ofFeed, position)), reader))).toEqual(['after']);
      expect(await refusalOf(feeds.changes({}, { after: null, behind: position }, reader))).toEqual(['behind']);
    });
  });

  it('as the point that a new year is opened from, and nothing is stored', () =>
    whatever(async (position) => {
      const before = await ledger.store.head();
      const from = { budgetId: rows.budgetId, at: { position } };
      const opening = { unitKey: '丁局', fiscalYear: 2031, name: null, taxonomy: null, from };
      const answer = await ledger.services.commands.openBudget({ ...request(), ...opening });
      const refusals = answer.refused ? answer.refusals : [];
      expect(refusals.map(({ code, argument }) => [code, argument])).toEqual([
        ['UNKNOWN_POSITION', ['from', 'at', 'position']],
      ]);
      expect(await ledger.store.head()).toBe(before);
    }));
});

describe('a position within a save', () => {
  it('is one that the ledger gave, and reads what the end of the save reads', async () => {
    const { queries } = ledger.services;
    for (const { position, end } of given.filter((each) => each.position !== each.end).slice(0, 20)) {
      expect((await queries.head(position)).position >= end).toBe(true);
      for (const [, list] of lists) {
        const nodes = async (at: string) =>
          (await list(queries, page, await reading({ position: at })).catch(String)) as { edges: unknown } | string;
        expect(nodeText(await nodes(position))).toEqual(nodeText(await nodes(end)));
      }
      for (const member of ['from', 'to'] as const) {
        const places = async (at: string) =>
          (
            await queries.changes({ positions: { [member]: at } }, { first: 500, after: null }, await reading(null))
          ).edges.map(({ node }) => `${node.position} ${node.path}`);
        expect(await places(position)).toEqual(await places(end));
      }
    }
  });
});
