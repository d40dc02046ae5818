import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cellPaths } from '../../events/budget/cells.js';
import type { Answer } from '../support/clients/contract.js';
import { budgetLedger } from '../support/processes/command-line.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';

/** A question, and what the earlier program answered. */
interface Answered {
  query: string;
  variables: { id?: string; at?: { version?: number; draft?: object } };
  data: Answer;
}

const unpack = (name: string): Buffer => gunzipSync(readFileSync(join('test/fixtures/earlier-ledger', name)));
const answered = (JSON.parse(unpack('answers.json.gz').toString()) as Answered[]).map((each) => {
  return { ...each, query: inTodaysWords(each.query) };
});

/** What the earlier program called otherwise is asked by today's names and answered under those of then. */
function inTodaysWords(query: string): string {
  return query
    .replaceAll('actor { id }', 'actor { id: personId }')
    .replaceAll(/\{ id\b(?!:)/g, '{ id: entityId')
    .replaceAll('value unit }', 'value unit: measure }')
    .replace(
      'nodes(first: 500) { nodes { kind entityKind entityId name',
      'nodes: rows(first: 500) { nodes { kind entityKind entityId name: entityName',
    );
}

interface ComparedThen {
  stats: object;
  nodes: { nodes: { cells: Cell[] }[] };
}

/** A changed cell, or one that two versions have otherwise. */
interface Cell {
  entityKind?: keyof typeof cellPaths;
  entityId?: string;
  path: string;
  before: string | null;
  after: string | null;
  effect: string | null;
  version?: number;
  actor?: object;
}

/**
 * What is told otherwise about every ledger, on purpose: a text that is empty is a blank cell, which is null, and no change
 * where it was blank before; the cells of one event, and of a compared row, come in the order of the printed table.
 */
function asReadNow(cell: Cell): Cell[] {
  const before = cell.before || null;
  const after = cell.after || null;
  if (before === after) return [];
  return [{ ...cell, before, after, effect: before === null || after === null ? null : cell.effect }];
}

function inPrintedOrder(cells: readonly Cell[]): Cell[] {
  const columns: readonly string[] = [...cellPaths.FUND_USER, ...cellPaths.PROJECT.slice(1), ...cellPaths.INDICATOR];
  const isIndicator = cells.some(({ path }) => path === 'class');
  const order: readonly string[] = isIndicator ? cellPaths.INDICATOR : columns;
  return cells.flatMap(asReadNow).sort((one, other) => order.indexOf(one.path) - order.indexOf(other.path));
}

function inOneOrder(cells: readonly Cell[]): string[] {
  return cells.map((cell) => JSON.stringify(Object.entries(cell).sort())).sort();
}

/** Blank cells were told as texts that are empty, targets without a reading, and amounts of zero. */
function asToldThen(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(asToldThen);
  if (answer === null || typeof answer !== 'object') return answer;
  const told = Object.entries(answer).map(([name, value]): [string, unknown] => {
    if (name === 'goal') return [name, value ?? ''];
    if (name === 'cycleTarget') return [name, value ?? { ...noReading, comparator: null, value: null, unit: null }];
    if (name === 'annualTarget') return [name, value ?? noReading];
    if (value !== null && (name === 'funding' || name === 'declaredTotals'))
      return [name, zeroWhereBlank(value as object)];
    return [name, asToldThen(value)];
  });
  return Object.fromEntries(told);
}

const noReading = { text: '', kind: 'QUALITATIVE' };

function zeroWhereBlank(amounts: object): object {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, (amount as string | null) ?? '0']));
}

let ledger: RunningLedger;
beforeAll(async () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'events'));
  writeFileSync(join(directory, 'events/events.db'), unpack('events.db.gz'));
  ledger = await startLedger(directory, { IMPORT_SAMPLES: 'false' });
});
afterAll(cleanUp);

describe('of a ledger that an earlier program wrote, this one tells the same', () => {
  it.each([
    ['tables and drafts', 'budgets', 1],
    ['rows at every version of every table and draft', 'budget', 123],
  ] as const)('%s', async (_, field, count) => {
    const questions = answered.filter(({ data }) => field in data);
    expect(questions).toHaveLength(count);
    for (const { query, variables, data } of questions) {
      expect(asToldThen(await ledger.data(query, variables))).toEqual(data);
    }
  });

  it('changed cells, each event newest first, but for what is read otherwise on purpose', async () => {
    const questions = answered.filter(({ data }) => 'changes' in data);
    expect(questions).toHaveLength(4);
    const kept = questions.flatMap(({ data }) => data.changes.nodes as Cell[]);
    const told: Cell[] = [];
    const [first = '', next = ''] = questions.map(({ query }) => query);
    for (let page = (await ledger.data(first)).changes; ;) {
      told.push(...(page.nodes as Cell[]));
      if (!page.pageInfo.hasNextPage) break;
      page = (await ledger.data(next, { after: page.pageInfo.endCursor })).changes;
    }
    expect(inOneOrder(told)).toEqual(inOneOrder(kept.flatMap(asReadNow)));
    const saves = (cells: readonly Cell[]) =>
      cells
        .map(({ version, actor }) => `${version} ${JSON.stringify(actor)}`)
        .filter((save, index, all) => save !== all[index - 1]);
    expect(saves(told)).toEqual(saves(kept));
  });

  it('what follows a cursor that the earlier program gave, of the event that it stands in all rather than too little', async () => {
    const [first, second] = answered.filter(({ data }) => 'changes' in data);
    const { after } = second?.variables as { after?: string };
    const { nodes, pageInfo } = (await ledger.data(second?.query ?? '', { after })).changes;
    const goesOn = inOneOrder((nodes as Cell[]).slice(0, 450));
    const all = [first, second].flatMap((each) => each?.data.changes.nodes as Cell[]).flatMap(asReadNow);
    expect(inOneOrder(all)).toEqual(expect.arrayContaining(goesOn));
    expect(goesOn).toEqual(
      expect.arrayContaining(inOneOrder((second?.data.changes.nodes as Cell[]).slice(0, 300).flatMap(asReadNow))),
    );
    expect(pageInfo.hasNextPage).toBe(true);
  });

  it('comparisons of each version with the next, but for what is read otherwise on purpose', async () => {
    const questions = answered.filter(({ data }) => 'compare' in data);
    expect(questions).toHaveLength(84);
    for (const { query, variables, data } of questions) {
      const { stats, nodes, ...same } = data.compare as unknown as ComparedThen;
      const rows = nodes.nodes.map((row) => ({ ...row, cells: inPrintedOrder(row.cells) }));
      const cells = rows.reduce((sum, row) => sum + row.cells.length, 0);
      expect((await ledger.data(query, variables)).compare).toEqual({
        ...same,
        stats: { ...stats, cells },
        nodes: { nodes: rows },
      });
    }
  });

  it('content hashes, in the list of versions of each table', async () => {
    const hashes = answered.flatMap(({ variables: { id, at }, data }) =>
      at?.version === undefined ? [] : [`${id} ${at.version} ${data.budget.contentHash}`],
    );
    const versions = 'versions(first: 100) { nodes { version contentHash } }';
    const { budgets } = await ledger.data(`{ budgets(first: 100) { nodes { id ${versions} } } }`);
    const listed = budgets.nodes.flatMap(({ id, versions: { nodes } }) =>
      nodes.map(({ version, contentHash }) => `${id} ${version} ${contentHash}`),
    );
    expect(listed.sort()).toEqual(hashes.sort());
  });

  it('its seals, which name no issuer, because nobody was asked', async () => {
    const asked = 'name issued { basisDocument } withoutControlNumber controlDifference { path }';
    const { budgets } = await ledger.data(
      `{ budgets(first: 100) { nodes { seals { ${asked} } controlNumber { total } controlNumberWithdrawal { version } } } }`,
    );
    const unasked = { issued: null, withoutControlNumber: null, controlDifference: [] };
    expect(budgets.nodes.filter(({ seals }) => seals.length > 0)).toEqual([
      {
        seals: [
          { name: '一上', ...unasked },
          { name: '一下', ...unasked },
        ],
        controlNumber: { total: '22000' },
        controlNumberWithdrawal: null,
      },
    ]);
  });

  it('its soundness, event by event', async () => {
    const ended = await budgetLedger(ledger.directory, ['doctor', '--full', '--json']);
    expect(ended.json()).toMatchObject({
      sound: true,
      checks: expect.arrayContaining([expect.objectContaining({ messageEn: 'all 238 events are sound' })]),
    });
  });
});
