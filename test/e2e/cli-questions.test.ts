import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { budgetLedger } from '../support/command-line.js';
import { twoVersions } from '../support/edited-sample.js';
import { cleanUp, temporaryDirectory } from '../support/running-ledger.js';

let directory = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  await twoVersions(directory);
});
afterAll(cleanUp);

const ask = (...args: string[]) => budgetLedger(directory, args);
const lines = async (...args: string[]) => (await ask(...args, '--json')).rows();

describe('a row', () => {
  it('is named by ordinal, name, path of names or id, and each gives the same', async () => {
    const answers = await Promise.all(['1.2', '商务工作经费/走访企业数量'].map((row) => lines('history', row)));
    expect(answers[0]?.[0]).toMatchObject({
      version: 2,
      path: 'annualTarget',
      before: '≥10',
      after: '≥8',
      effect: 'WEAKENED',
      delta: '-2',
    });
    expect(answers[1]).toEqual(answers[0]);
    expect(await lines('history', answers[0]?.[0].entityId)).toEqual(answers[0]);
    expect((await lines('history', '商务工作经费')).length).toBeGreaterThan(6);
    expect(await lines('history', '广州市越秀区商务局')).toHaveLength(6);
  });

  it('whose name is not one alone is asked about, with the candidates', async () => {
    const { code, stderr } = await ask('blame', '走访企业数量', '--json');
    expect(code).toBe(3);
    const { error } = JSON.parse(stderr);
    expect(error.code).toBe('AMBIGUOUS');
    expect(error.candidates.map(({ written, name }: any) => `${written} ${name}`)).toEqual([
      '1.2 商务工作经费/走访企业数量',
      '4.3 稳定外贸发展工作经费/走访企业数量',
    ]);
    expect((await ask('blame', '走访企业')).stderr).toContain('4.3  稳定外贸发展工作经费/走访企业数量');
  });

  it.each([
    ['0'],
    ['21'],
    ['1.99'],
    ['无此项目'],
    ['01a20bc4-6961-72df-8acb-a18921a4e6f4'],
    ['%'],
    ["'; drop table x --"],
  ])('that is not there is told: %s', async (row) => {
    const { code, stderr } = await ask('history', row);
    expect({ code, known: stderr.startsWith('NOT_FOUND') }).toEqual({ code: 3, known: true });
  });
});

describe('a point', () => {
  it('may be a version, a time, a date or a position, as in the API', async () => {
    const [, first] = await lines('history', '--saves');
    const after = new Date(Date.parse(first.clock)).toISOString();
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    for (const [point, version] of [
      ['v1', 1],
      ['1', 1],
      ['V2', 2],
      [first.lastPosition, 1],
      [after, 1],
      [today, 2],
      ['now', 2],
    ]) {
      const { basis } = (await ask('export', '--json', '--at', String(point))).json();
      expect({ point, version: basis.version }).toEqual({ point, version });
    }
  });

  it.each([
    ['v9', 3, 'UNKNOWN_VERSION'],
    ['2999-01-01', 3, 'FUTURE_TIME'],
    ['0000000000009999', 3, 'POSITION_PAST_HEAD'],
    ['2001-01-01', 3, 'NOT_FOUND'],
    ['2024-02-30', 2, 'INVALID_POINT'],
    ['2024-03-01T09:00:00', 2, 'INVALID_POINT'],
    ['gestern!', 2, 'INVALID_POINT'],
  ])('that cannot be read is told: %s', async (point, code, told) => {
    const ended = await ask('blame', '1', '--at', point, '--json');
    expect(ended.code).toBe(code);
    expect(JSON.parse(ended.stderr).error.code).toBe(told);
  });
});

describe('blame', () => {
  it('says who set each cell of a project and its indicators last', async () => {
    const { basis, rows } = (await ask('blame', '商务工作经费', '--json')).json();
    expect(basis.version).toBe(2);
    expect(rows).toHaveLength(4);
    const of = (row: number, path: string) => rows[row].cells.find((cell: any) => cell.path === path);
    expect(of(0, 'funding.fiscalAppropriation')).toMatchObject({
      value: '65.70',
      change: { version: 2, actor: { id: 'finance' }, basisDocument: '越财〔2024〕1号' },
    });
    expect(of(0, 'goal').change).toMatchObject({ version: 1, reason: '一上' });
    expect(of(2, 'annualTarget')).toMatchObject({ value: '≥8', change: { before: '≥10', version: 2 } });
    const before = (await ask('blame', '商务工作经费', '--at', 'v1', '--json')).json();
    expect(before.rows[2].cells.find((cell: any) => cell.path === 'annualTarget')).toMatchObject({
      value: '≥10',
      change: { version: 1 },
    });
  });

  it('prints a fund user and a class by name', async () => {
    const { stdout } = await ask('blame', '1');
    expect(stdout).toMatch(/资金使用单位 +广州市越秀区商务局/);
    expect(stdout).toMatch(/二级指标 +11 数量指标/);
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
    [['--delta', 'down', '--entity', 'indicator'], 2],
    [['--actor', 'finance', '--cell', 'declaredTotal'], 1],
    [['--actor', 'finance', '--cell', '年度指标值'], 2],
    [['--document', '越财', '--kind', '修改'], 6],
    [['--reason', '二上', '--text', '走'], 2],
    [['--text', '%'], 42],
    [['--text', '.*'], 0],
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
    [['--versions', '3..2'], 3, 'INVALID_ARGUMENT'],
    [['--from', 'v1'], 2, 'USAGE'],
    [['--first', '0'], 2, 'INVALID_FIRST'],
    [['--first', '-1'], 2, 'INVALID_FIRST'],
    [['--after', 'made-up'], 3, 'INVALID_CURSOR'],
    [['--at', 'v1'], 3, 'VERSION_NEEDS_ONE_BUDGET'],
    [['--nonsense'], 2, 'USAGE'],
  ])('%j is told', async (args, code, told) => {
    const ended = await ask('changes', ...args, '--json');
    expect({ code: ended.code, told: JSON.parse(ended.stderr).error.code }).toEqual({ code, told });
  });
});

describe('compare', () => {
  it('shows cells with what was, what is, by how much, and who set them', async () => {
    const { stats, totalsFrom, totalsTo, nodes } = (await ask('compare', 'v1', 'v2', '--json')).json();
    expect(stats).toMatchObject({ rows: { added: 0, modified: 4 }, cells: 6, weakened: 2 });
    expect([totalsFrom.total, totalsTo.total]).toEqual(['21926.04', '21927.04']);
    expect(nodes.find(({ name }: any) => name === '走访企业数量')).toMatchObject({
      ...{ kind: 'MODIFIED', matchedBy: 'ID', projectName: '商务工作经费' },
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

  it('of a point with itself is identical, and no error', async () => {
    expect((await ask('compare', 'v2')).stdout).toContain('两者相同');
    expect((await ask('compare', 'v1', 'v1', '--json')).json()).toMatchObject({ identical: true, nodes: [] });
  });

  it('of a budget or a point that is not there is told', async () => {
    expect((await ask('compare', 'v1', 'v9')).stderr).toMatch(/^UNKNOWN_VERSION/);
    expect((await ask('compare', '别处/2024@v1')).stderr).toMatch(/^NOT_FOUND/);
    expect((await ask('compare', '12f95ae1-b76b-540e-abbf-c0a99697bab0@v1')).stderr).toMatch(/^UNKNOWN_BUDGET/);
  });
});

describe('export', () => {
  it('writes the table at any point, whole, with its hash', async () => {
    const [before, now] = [
      (await ask('export', '--at', 'v1', '--json')).json(),
      (await ask('export', '--json')).json(),
    ];
    expect([before.totals.total, now.totals.total]).toEqual(['21926.04', '21927.04']);
    expect(before.contentHash).not.toBe(now.contentHash);
    const projects = now.fundUsers.flatMap((row: any) => row.projects);
    expect(projects).toHaveLength(20);
    expect(projects.flatMap((row: any) => row.indicators)).toHaveLength(75);
    expect(projects[0].funding).toEqual({
      total: '65.70',
      fiscalAppropriation: '65.70',
      specialAccount: '0',
      other: '0',
    });
  });

  it('writes CSV with a byte-order mark, or GB18030, into a file that was not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'budget-ledger-test-'));
    const [utf8, gb] = [join(folder, '表.csv'), join(folder, 'gb.csv')];
    expect((await ask('export', '--output', utf8)).code).toBe(0);
    expect((await ask('export', '--output', gb, '--encoding', 'gb18030')).code).toBe(0);
    const text = readFileSync(utf8, 'utf8');
    expect(text.startsWith('\uFEFF预算年度,预算单位,')).toBe(true);
    expect(text.trimEnd().split('\r\n')).toHaveLength(76);
    expect(iconv.decode(readFileSync(gb), 'gb18030')).toBe(text.slice(1));
    const again = await ask('export', '--output', utf8);
    expect({ code: again.code, told: again.stderr.startsWith('FILE_EXISTS') }).toEqual({ code: 2, told: true });
    expect((await ask('export', '--output', utf8, '--at', 'v1', '--force')).code).toBe(0);
    expect(readFileSync(utf8, 'utf8')).toContain('64.70');
    expect((await ask('export', '--output', join(folder, 'no', 'where.csv'))).stderr).toMatch(/^UNWRITABLE_FILE/);
  });

  it.each([[['--format', 'xml']], [['--encoding', 'latin1']]])('%j is told', async (args) => {
    expect((await ask('export', ...args)).code).toBe(2);
  });
});

describe('help', () => {
  it.each([
    'serve',
    'import',
    'history',
    'blame',
    'changes',
    'compare',
    'export',
    'rebuild',
    'backup',
    'restore',
    'doctor',
  ])('of %s has examples', async (name) => {
    const { code, stdout } = await ask(name, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(`$ budget-ledger ${name}`);
    expect(stdout).toContain('--json');
  });

  it('is what a bare command gets, on standard error, as wrong usage', async () => {
    const { code, stdout, stderr } = await ask();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('退出码 Exit codes');
  });

  it('knows the version', async () => {
    expect((await ask('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('lists no command that is not there', async () => {
    expect((await ask('obliterate')).stderr).toMatch(/^USAGE: 没有这个命令：obliterate；/);
  });
});
