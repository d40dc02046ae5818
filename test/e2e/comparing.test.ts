import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  ComparisonRow,
  ComparisonRowConnection,
  List,
  Mutation,
  MutationName,
  Project,
} from '../support/clients/contract.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
/** The real table, edited from version 2 on, and the same file imported for another unit and year. */
let budgetId: string;
let otherId: string;
let projects: List<Project>;

async function save(mutation: string): Promise<void> {
  const done = await ledger.data<Record<string, Mutation[MutationName]>>(`mutation { ${mutation} }`);
  expect(Object.values(done).flatMap(({ userErrors }) => userErrors)).toEqual([]);
}

beforeAll(async () => {
  ledger = await startLedger();
  const { nodes } = (
    await ledger.data('{ budgets { nodes { id projects { nodes { id name indicators { id name } } } } } }')
  ).budgets;
  budgetId = nodes[0].id;
  projects = nodes[0].projects.nodes;
  const [first, second, third] = projects;
  await save(
    `reviseIndicator(input: { indicatorId: "${first.indicators[1].id}", annualTarget: "≥8", reason: "企业数量减少" }) { version userErrors { code } }`,
  );
  await save(`renameProject(input: { projectId: "${second.id}", name: "外贸专项" }) { version userErrors { code } }`);
  await save(`withdrawProject(input: { projectId: "${third.id}" }) { version userErrors { code } }`);
  await save(
    `reviseFunding(input: { projectId: "${first.id}", funding: { fiscalAppropriation: "60.20" } }) { version userErrors { code } }`,
  );
  const base64 = readFileSync('samples/000_fa349c3ba6376aff.txt').toString('base64');
  const input = { unit: '另一单位', fiscalYear: 2025, fileName: 'table.txt', content: { base64 } };
  const { importTable } = await ledger.data(
    'mutation($input: ImportTableInput!) { importTable(input: $input) { budget { id } userErrors { message } } }',
    { input },
  );
  otherId = importTable.budget?.id;
});
afterAll(cleanUp);

const compare = `query($from: PointInput!, $to: PointInput!, $first: Int = 500, $after: String, $at: At) {
  compare(from: $from, to: $to, at: $at) {
    from { version position } to { version position } identical
    stats { rows { added removed modified renamed moved } projects { removed modified renamed }
      indicators { removed modified } cells weakened strengthened }
    totalsFrom { total } totalsTo { total }
    rows(first: $first, after: $after) {
      count { value } pageInfo { hasNextPage endCursor }
      nodes { entityId entityKind entityName kind matchedBy projectId projectName
        cells { path before after delta effect lastChange { version reason actor { personId } event { type } } } }
    }
  }
}`;

const point = (version: number | null, id = budgetId) => ({ budgetId: id, at: version === null ? null : { version } });

describe('two versions of the real table', () => {
  it('differ in what was edited in between, cell by cell, with the change behind each', async () => {
    const { compare: found } = await ledger.data(compare, { from: point(1), to: point(null) });
    const [first, second, third] = projects;
    expect(found).toMatchObject({
      identical: false,
      from: { version: 1 },
      to: { version: 5 },
      totalsFrom: { total: '21926.04' },
      stats: {
        rows: { added: 0, modified: 2, renamed: 1, moved: 0, removed: 1 + third.indicators.length },
        projects: { removed: 1, modified: 1, renamed: 1 },
        weakened: 1,
        strengthened: 0,
        indicators: { removed: third.indicators.length, modified: 1 },
      },
    });
    expect(Number(found.totalsTo.total)).toBeLessThan(21926.04);
    const [funding, lowered, renamed, removed, ...below] = found.rows.nodes;
    expect(funding).toMatchObject({ entityId: first.id, kind: 'MODIFIED', matchedBy: 'ID' });
    expect(funding.cells).toMatchObject([
      { path: 'funding.fiscalAppropriation', before: '64.70', after: '60.20', delta: '-4.50', effect: null },
    ]);
    expect(lowered).toMatchObject({
      entityKind: 'INDICATOR',
      kind: 'MODIFIED',
      projectId: first.id,
      projectName: first.name,
      cells: [
        {
          path: 'annualTarget',
          before: '≥10',
          after: '≥8',
          delta: '-2',
          effect: 'WEAKENED',
          lastChange: { version: 2, reason: '企业数量减少', event: { type: 'IndicatorTargetsRevised' } },
        },
      ],
    });
    expect(renamed).toMatchObject({ entityId: second.id, entityName: '外贸专项', kind: 'RENAMED' });
    expect(removed).toMatchObject({ entityId: third.id, kind: 'REMOVED', matchedBy: 'NONE' });
    expect(removed?.cells.every(({ after, lastChange }) => after === null && lastChange.version === 4)).toBe(true);
    expect(below.map(({ entityId }) => entityId)).toEqual(third.indicators.map(({ id }) => id));
  });

  it('are identical where they are one', async () => {
    for (const [from, to] of [
      [point(3), point(3)],
      [point(null), point(null)],
      [point(null), point(5)],
    ]) {
      const { compare: found } = await ledger.data(compare, { from, to });
      expect(found).toMatchObject({ identical: true, stats: { cells: 0 }, rows: { count: { value: 0 }, nodes: [] } });
    }
  });

  it('are read at the root’s own point where a side names none', async () => {
    const { compare: found } = await ledger.data(compare, { from: point(1), to: point(null), at: { version: 2 } });
    expect(found).toMatchObject({ from: { version: 1 }, to: { version: 2 }, rows: { count: { value: 1 } } });
  });

  it('are paged at the two points of the first page, sums and stats too, while edits arrive', async () => {
    const { rows: whole, ...others } = (await ledger.data(compare, { from: point(1), to: point(null) })).compare;
    const pages: ComparisonRow[] = [];
    for (let after: string | null = null, number = 0; ; number += 1) {
      const found: { rows: ComparisonRowConnection } = (
        await ledger.data(compare, { from: point(1), to: point(null), first: 3, after })
      ).compare;
      const { rows: page, ...beside } = found;
      expect(beside).toEqual(others);
      pages.push(...page.nodes);
      await save(
        `renameProject(input: { projectId: "${projects[5]?.id}", name: "翻页${number}" }) { version userErrors { code } }`,
      );
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(pages).toEqual(whole.nodes);
  });
});

describe('two budgets', () => {
  it('of one file are identical, though no id is', async () => {
    const { compare: found } = await ledger.data(compare, { from: point(1), to: point(1, otherId) });
    expect(found).toMatchObject({ identical: true, rows: { nodes: [] } });
  });

  it('are matched by name, and differ in what was edited in one of them', async () => {
    const { compare: found } = await ledger.data(compare, { from: point(1, otherId), to: point(2) });
    expect(found.rows.nodes).toMatchObject([
      {
        entityId: projects[0].indicators[1].id,
        entityName: '走访企业数量',
        kind: 'MODIFIED',
        matchedBy: 'NAME',
        cells: [{ path: 'annualTarget', before: '≥10', after: '≥8', lastChange: { version: 2 } }],
      },
    ]);
  });
});

describe('a comparison is refused', () => {
  const known = () => point(1);
  it.each([
    ['of an unknown budget', { budgetId: '0190a0b0-0000-7000-8000-00000000dead' }, 'NOT_FOUND', ['budgetId']],
    ['before the budget was opened', { at: { date: '2020-01-01' } }, 'NOT_FOUND', ['budgetId']],
    ['at an unknown version', { at: { version: 999 } }, 'NOT_FOUND', ['at', 'version']],
    ['at version 0', { at: { version: 0 } }, 'NOT_FOUND', ['at', 'version']],
    ['in the future', { at: { date: '2999-01-01' } }, 'FUTURE_TIME', ['at', 'date']],
    ['past the head', { at: { position: '9999999999999999' } }, 'UNKNOWN_POSITION', ['at', 'position']],
  ])('%s, and the side is named', async (_what, wrong, code, argument) => {
    for (const [side, variables] of [
      ['from', { from: { ...known(), ...wrong }, to: known() }],
      ['to', { from: known(), to: { ...known(), ...wrong } }],
    ] as const) {
      const { errors } = await ledger.query(compare, variables);
      expect(errors).toMatchObject([{ extensions: { code, argument: [side, ...argument] } }]);
      expect(errors?.[0]?.message).toMatch(/\p{Script=Han}/u);
    }
  });

  it('at a point of the root that cannot be read, without naming a side', async () => {
    const { errors } = await ledger.query(compare, { from: point(1), to: point(null), at: { version: 999 } });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', argument: ['at', 'version'] } }]);
  });

  it.each([0, -1, 1_000_000_000])('with %d rows to a page', async (first) => {
    const { errors } = await ledger.query(compare, { from: point(1), to: point(2), first });
    expect(errors).toMatchObject([{ extensions: { code: expect.stringMatching(/INVALID_INPUT|TOO_EXPENSIVE/) } }]);
  });

  it('with a cursor of another comparison, of another point or edited by hand', async () => {
    const { rows } = (await ledger.data(compare, { from: point(1), to: point(5), first: 1 })).compare;
    const after = rows.pageInfo.endCursor;
    for (const variables of [
      { from: point(5), to: point(1) },
      { from: point(1), to: point(4) },
      { from: point(2), to: point(5) },
      { from: point(1), to: point(1, otherId) },
      { from: point(1), to: point(5), after: `${after}A` },
    ]) {
      const { errors } = await ledger.query(compare, { after, ...variables });
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_CURSOR', argument: ['after'] } }]);
    }
    expect((await ledger.data(compare, { from: point(1), to: point(5), after })).compare.rows.nodes.length).toBe(
      rows.count.value - 1,
    );
  });
});
