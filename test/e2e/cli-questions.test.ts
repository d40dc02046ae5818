import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { budgetLedger } from '../support/processes/command-line.js';
import { twoVersions } from '../support/stories/edited-sample.js';
import { cleanUp, temporaryDirectory } from '../support/processes/running-ledger.js';

let directory = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  await twoVersions(directory);
});
afterAll(cleanUp);

const ask = (...args: string[]) => budgetLedger(directory, args);
const lines = async (...args: string[]) => (await ask(...args, '--json')).rows();

describe('blame', () => {
  it('says who set each cell of a project and its indicators last', async () => {
    const { basis, rows } = (await ask('blame', '商务工作经费', '--json')).json();
    expect(basis.version).toBe(2);
    expect(rows).toHaveLength(4);
    const of = (row: number, path: string) => rows[row].cells.find((cell: any) => cell.path === path);
    expect(of(0, 'funding.fiscalAppropriation')).toMatchObject({
      value: '65.70',
      lastChange: { version: 2, actor: { id: 'finance' }, basisDocument: '越财〔2024〕1号' },
    });
    expect(of(0, 'goal').lastChange).toMatchObject({ version: 1, reason: '一上' });
    expect(of(2, 'annualTarget')).toMatchObject({ value: '≥8', lastChange: { before: '≥10', version: 2 } });
    const before = (await ask('blame', '商务工作经费', '--at', 'v1', '--json')).json();
    expect(before.rows[2].cells.find((cell: any) => cell.path === 'annualTarget')).toMatchObject({
      value: '≥10',
      lastChange: { version: 1 },
    });
  });

  it('prints a fund user and a class by name', async () => {
    const { stdout } = await ask('blame', '1');
    expect(stdout).toMatch(/资金使用单位 +广州市越秀区商务局/);
    expect(stdout).toMatch(/二级指标 +11 数量指标/);
  });

  it('prints no rank for the place of a row, which JSON has', async () => {
    expect((await ask('blame', '1.2')).stdout).toMatch(/次序 +local-operator/);
    const { rows } = (await ask('blame', '1.2', '--json')).json();
    expect(rows[0].cells.find(({ path }: any) => path === 'place').value).toBe('a1');
  });
});

describe('changes', () => {
  it.each([
    [['--effect', '降低'], 2],
    [['--effect', 'weakened', '--row', '1'], 1],
    [['--versions', '2'], 6],
    [['--versions', 'v2..'], 6],
    [['--versions', '..1'], 500],
    [['--delta', 'up', '--kind', 'modified'], 4],
    [['--delta', 'down', '--entity-kind', 'indicator'], 2],
    [['--actor', 'finance', '--cell', 'declaredTotal'], 1],
    [['--actor', 'finance', '--cell', '年度指标值'], 2],
    [['--document', '越财', '--kind', '修改'], 6],
    [['--reason', '二上', '--text', '走'], 2],
    [['--text', '%'], 42],
    [['--text', '％'], 42],
    [['--text', '％', '--exact'], 0],
    [['--text', '.*'], 0],
    [['--at', 'v1', '--actor', 'finance'], 0],
    [['--from', '2024-01-01', '--to', 'now', '--actor', 'finance'], 6],
    [['--to', '2024-12-31'], 0],
    [['--unit', '广州市越秀区商务局(本级)', '--year', '2024', '--actor', 'finance'], 6],
    [['--year', '2023'], 0],
  ])('%j finds what the API finds', async (args, count) => {
    expect(await lines('changes', ...args, '--all')).toHaveLength(count);
  });

  it('pages at the first page’s point, each change once', async () => {
    const all = await lines('changes', '--all');
    const paged: any[] = [];
    for (let after: string[] = []; paged.length < all.length;) {
      const page = await lines('changes', '--first', '200', ...after);
      paged.push(...page);
      after = ['--after', page.at(-1).cursor];
    }
    expect(paged).toEqual(all);
  });

  it.each([
    [['--kind', '胡说'], 2, 'USAGE'],
    [['--cell', '申报总计'], 2, 'USAGE'],
    [['--versions', 'a..b'], 2, 'USAGE'],
    [['--versions', '3..2'], 3, 'INVALID_INPUT'],
    [['--from', 'v1'], 2, 'USAGE'],
    [['--first', '0'], 2, 'INVALID_FIRST'],
    [['--first', '-1'], 2, 'INVALID_FIRST'],
    [['--after', 'made-up'], 3, 'INVALID_CURSOR'],
    [['--nonsense'], 2, 'USAGE'],
  ])('%j is told', async (args, code, told) => {
    const ended = await ask('changes', ...args, '--json');
    expect({ code: ended.code, told: JSON.parse(ended.stderr).error.code }).toEqual({ code, told });
  });
});

describe('a value that --delta does not have', () => {
  it('is told with the same list in both languages', async () => {
    const { error } = JSON.parse((await ask('changes', '--delta', 'sideways', '--json')).stderr);
    expect(error.message).toContain('up、down、zero');
    expect(error.messageEn).toContain('up, down, zero');
  });
});

describe('compare', () => {
  it('shows cells with what was, what is, by how much, and who set them', async () => {
    const { stats, totalsFrom, totalsTo, rows } = (await ask('compare', 'v1', 'v2', '--json')).json();
    expect(stats).toMatchObject({ rows: { added: 0, modified: 4 }, cells: 6, weakened: 2 });
    expect([totalsFrom.total, totalsTo.total]).toEqual(['21926.04', '21927.04']);
    expect(rows.find(({ entityName }: any) => entityName === '走访企业数量')).toMatchObject({
      kind: 'MODIFIED',
      matchedBy: 'ID',
      projectName: '商务工作经费',
      cells: [
        {
          path: 'annualTarget',
          before: '≥10',
          after: '≥8',
          delta: '-2',
          effect: 'WEAKENED',
          lastChange: { version: 2 },
        },
      ],
    });
    const { stdout } = await ask('compare', 'v1', 'v2');
    expect(stdout).toMatch(/走访企业数量 +修改·降低 +年度指标值 +≥10 +≥8 +-2 +v2 finance/);
    expect(stdout).toContain('总计 21926.04 → 21927.04 万元');
  });

  it('of one project alone leaves the rest out', async () => {
    const { rows } = (await ask('compare', 'v1', 'v2', '--project', '1', '--json')).json();
    expect(rows.map(({ entityName }: any) => entityName)).toEqual(['商务工作经费', '走访企业数量']);
  });

  it('of a point with itself is identical, and no error', async () => {
    expect((await ask('compare', 'v2')).stdout).toContain('两者相同');
    expect((await ask('compare', 'v1', 'v1', '--json')).json()).toMatchObject({ identical: true, rows: [] });
  });

  it('of a budget or a point that is not there is told', async () => {
    expect((await ask('compare', 'v1', 'v9')).stderr).toMatch(/^NOT_FOUND/);
    expect((await ask('compare', '别处/2024@v1')).stderr).toMatch(/^NOT_FOUND/);
    expect((await ask('compare', '12f95ae1-b76b-540e-abbf-c0a99697bab0@v1')).stderr).toMatch(/^NOT_FOUND/);
  });
});
