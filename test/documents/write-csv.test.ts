import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { writeCsv } from '../../src/documents/csv/write-csv.js';
import type { WrittenProject, WrittenTable } from '../../src/documents/written-table.js';

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', '"', ',', '\n', '\r', '\t', "'", '预', '算', '1'),
    maxLength: 8,
  }),
);
const amount = fc.constantFrom('0', '64.70', '21899.54', '3.2857142');

const project: fc.Arbitrary<WrittenProject> = fc.record({
  id: fc.uuid(),
  ordinal: fc.nat(99),
  name: text,
  declaredTotal: fc.constant(null),
  goal: text,
  funding: fc.record({ total: amount, fiscalAppropriation: amount, specialAccount: amount, other: amount }),
  indicators: fc.array(
    fc.record({
      id: fc.uuid(),
      ordinal: fc.nat(99),
      name: text,
      cycleTarget: text,
      annualTarget: text,
      level1: fc.constant({ code: '1', name: '产出指标' }),
      level2: fc.constant({ code: '11', name: '数量指标' }),
    }),
    { maxLength: 3 },
  ),
});

function tableOf(projects: WrittenProject[]): WrittenTable {
  const none = { total: '0', fiscalAppropriation: '0', specialAccount: '0', other: '0' };
  return {
    id: 'b',
    unit: 'u',
    name: '广州市越秀区商务局(本级)',
    fiscalYear: 2024,
    taxonomy: 'cn-2020',
    basis: { position: '1', version: 1, recordedAt: '' },
    contentHash: '',
    totals: none,
    declaredTotals: null,
    fundUsers: [{ id: 'f', ordinal: 1, name: '广州市越秀区商务局', totals: none, declaredTotals: null, projects }],
  };
}

/** RFC 4180, read as simply as it is written. */
function parse(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (let rest = csv; rest !== '';) {
    const quoted = /^"((?:[^"]|"")*)"(,|\r\n)/.exec(rest);
    const bare = /^([^",\r\n]*)(,|\r\n)/.exec(rest);
    const [whole, cell = '', end] = quoted ?? bare ?? [''];
    if (whole === '') throw new Error(`no CSV: ${JSON.stringify(rest.slice(0, 40))}`);
    rows.at(-1)?.push(quoted ? cell.replaceAll('""', '"') : cell);
    rest = rest.slice(whole.length);
    if (end === '\r\n' && rest !== '') rows.push([]);
  }
  return rows;
}

const isFormula = (cell: string) => /^[=+\-@\t\r＝＋－＠]/.test(cell);

describe('a table as CSV', () => {
  it('says every cell to the letter, but for an apostrophe before what a spreadsheet would run', () => {
    fc.assert(
      fc.property(fc.array(project, { maxLength: 4 }), (projects) => {
        const [header, ...rows] = parse(writeCsv(tableOf(projects)));
        expect(header?.slice(0, 5)).toEqual(['预算年度', '预算单位', '资金使用单位', '项目序号', '项目名称']);
        const guarded = (cell: string) => (isFormula(cell) ? `'${cell}` : cell);
        const blank = (sum: string) => (sum === '0' ? '' : sum);
        const expected = projects.flatMap(({ ordinal, name, funding, goal, indicators }) => {
          const own = [
            funding.total,
            blank(funding.fiscalAppropriation),
            blank(funding.specialAccount),
            blank(funding.other),
            goal,
          ];
          return (indicators.length === 0 ? [null] : indicators).map((indicator, at) =>
            [
              '2024',
              '广州市越秀区商务局(本级)',
              '广州市越秀区商务局',
              String(ordinal),
              name,
              ...(at === 0 ? own : ['', '', '', '', '']),
              ...(indicator === null
                ? ['', '', '', '', '', '']
                : [
                    String(indicator.ordinal),
                    '产出指标',
                    '数量指标',
                    indicator.name,
                    indicator.cycleTarget,
                    indicator.annualTarget,
                  ]),
            ].map(guarded),
          );
        });
        expect(rows).toEqual(expected);
      }),
    );
  });

  it.each(['=1+1', '+1', '-5', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '＋1', '－1', '＠x'])('guards %j', (name) => {
    const [given] = fc.sample(project, 1) as [WrittenProject];
    const [, row] = parse(writeCsv(tableOf([{ ...given, name }])));
    expect(row?.[4]).toBe(`'${name}`);
  });
});
