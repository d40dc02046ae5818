import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { onSqlite } from '../support/ledgers/on-sqlite.js';
import { budgetLedger } from '../support/processes/command-line.js';
import { editedSample, sampleFile, sampleYear } from '../support/stories/edited-sample.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';

let directory = '';
let edited = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  edited = join(temporaryDirectory(), 'edited.txt');
  writeFileSync(edited, editedSample());
  await budgetLedger(directory, ['import', sampleFile, ...sampleYear]);
});
afterAll(cleanUp);

const imported = (file: string, ...args: string[]) => budgetLedger(directory, ['import', file, ...sampleYear, ...args]);

describe('import', () => {
  it('previews cell by cell, beside nothing, and stores nothing', async () => {
    const { code, stdout } = await imported(edited, '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('新增 0 · 修改 4 · 改名 0 · 移动 0 · 撤销 0 · 恢复 0 · 不变 92');
    expect(stdout).toMatch(/走访企业数量 +年度指标值 +≥10 +≥8/);
    expect(stdout).toContain('预览：未存储任何内容（基于版本 1）');
    expect((await imported(edited, '--dry-run', '--json')).json()).toMatchObject({
      dryRun: true,
      saved: null,
      preview: { version: 1, opens: false, unchanged: 92, counts: { modified: 4 } },
    });
    expect((await budgetLedger(directory, ['history', '--versions', '--json'])).rows()).toHaveLength(1);
  });

  it('previews the first table of a folder that is not there, and does not make it', async () => {
    const folder = join(temporaryDirectory(), 'none');
    const { code, stdout, stderr } = await budgetLedger(folder, [
      'import',
      sampleFile,
      '--fiscal-year',
      '2024',
      '--dry-run',
      '--json',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout).preview).toMatchObject({
      opens: true,
      counts: { added: 96 },
      assumptions: [{ code: 'FUNDING_COLUMNS_ASSUMED' }],
    });
    expect((await budgetLedger(folder, ['doctor', '--json'])).json().sound).toBe(true);
  });

  it('saves once, under who and why it was told; the same again changes nothing', async () => {
    const why = ['--reason', '二上', '--document', '越财〔2024〕1号', '--actor', 'finance', '--role', 'finance'];
    expect((await imported(edited, ...why, '--expected-version', 'v1', '--json')).json()).toMatchObject({
      saved: { version: 2, events: 4 },
    });
    const [save] = (await budgetLedger(directory, ['history', '--versions', '--json'])).rows();
    expect(save).toMatchObject({
      version: 2,
      reason: '二上',
      basisDocument: '越财〔2024〕1号',
      actor: { id: 'finance', role: 'finance' },
      source: { kind: 'import', fileName: 'edited.txt' },
    });
    expect((await imported(edited)).stdout).toContain('没有变化，仍为版本 2');
  });

  it('is refused with 4 and the code where somebody saved after the preview', async () => {
    const { code, stderr } = await imported(sampleFile, '--expected-version', '1');
    expect(code).toBe(4);
    expect(stderr).toMatch(/^CONFLICT \[line\.\d+\]: 第 \d+ 行：/);
  });

  it('asks about rows without a certain partner, and does as --map says', async () => {
    const file = join(temporaryDirectory(), 'renamed.txt');
    const renamed = editedSample().replaceAll('65.70', '66.70').replace('商务工作经费', '商务事务经费');
    writeFileSync(file, renamed.replace('21,927.04', '21,928.04').replace('21,900.54', '21,901.54'));
    const asked = await imported(file);
    expect(asked.code).toBe(4);
    expect(asked.stderr).toContain('UNMATCHED_ROWS');
    expect(asked.stdout).toContain('--map 账本编号=文件编号');
    const [own, theirs] = (await imported(file, '--dry-run', '--json')).json().preview.unmatched;
    const done = await imported(file, '--map', `${own.entityId}=${theirs.key}`, '--json');
    expect(done.json()).toMatchObject({ saved: { version: 3 }, preview: { counts: { modified: 2 }, unmatched: [] } });
  });

  it.each([
    ['a file that is not there', ['import', 'nowhere.txt', '--fiscal-year', '2024'], 2, 'UNREADABLE_FILE'],
    ['a file that is no table', ['import', 'package.json', '--fiscal-year', '2024'], 4, 'UNREADABLE_DOCUMENT'],
    ['no year', ['import', sampleFile], 2, 'USAGE'],
    ['a year that is none', ['import', sampleFile, '--fiscal-year', '24'], 2, 'INVALID_YEAR'],
    [
      'a column that is none',
      ['import', sampleFile, '--fiscal-year', '2024', '--columns', '现金'],
      2,
      'INVALID_COLUMNS',
    ],
    ['a role that is none', ['import', sampleFile, '--fiscal-year', '2024', '--role', 'king'], 2, 'INVALID_IDENTITY'],
    ['a mapping that is none', ['import', sampleFile, '--fiscal-year', '2024', '--map', 'x'], 2, 'USAGE'],
    ['a version that is none', ['import', sampleFile, '--fiscal-year', '2024', '--expected-version', 'x'], 2, 'USAGE'],
  ])('refuses %s', async (_, args, code, told) => {
    const ended = await budgetLedger(directory, [...args, '--json']);
    expect(ended.code).toBe(code);
    expect(ended.stdout).toBe('');
    expect(JSON.parse(ended.stderr).error).toMatchObject({
      code: told,
      message: expect.stringMatching(/\p{Script=Han}/u),
      messageEn: expect.stringMatching(/[a-z]{4}/),
    });
  });
});

describe('beside a running server', () => {
  let server: RunningLedger;
  beforeAll(async () => {
    server = await startLedger(directory);
  });

  it('an import is previewed', async () => {
    expect((await imported(sampleFile, '--dry-run', '--json')).json().preview.counts.modified).toBeGreaterThan(0);
  });

  onSqlite('a second writer', 'one process at a time writes to it, and is named', () => {
    const ofLedger = /^WRITER_LOCKED: .*请先停止它.*stop it first/;
    const ofViews = /^WRITER_LOCKED: 视图（.*views）.*投影.*请先停止该进程.*projector that runs.*stop that process/;

    it.each([
      ['import', () => imported(sampleFile), ofLedger],
      ['rebuild', () => budgetLedger(directory, ['rebuild']), ofViews],
      ['serve', () => budgetLedger(directory, ['serve'], { env: { PORT: '0' } }), ofLedger],
    ])('%s ends with 5, names the process, and says what to do', async (_, run, said) => {
      const { code, stdout, stderr } = await run();
      expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
      expect(stderr).toMatch(said);
      expect(stderr).toContain(`pid ${server.process.pid}`);
    });
  });

  it('two imports at once: one saves, the other is told to wait', async () => {
    const folder = temporaryDirectory();
    const once = () => budgetLedger(folder, ['import', sampleFile, ...sampleYear], { fresh: true });
    const ends = await Promise.all([once(), once()]);
    // The second may also come when the first has just ended.
    expect(ends.map(({ code }) => code).sort()).toEqual(expect.arrayContaining([0]));
    for (const { code } of ends) expect([0, 5]).toContain(code);
    expect((await budgetLedger(folder, ['history', '--versions', '--json'])).rows()).toHaveLength(1);
  });
});

describe('a budget', () => {
  it('is asked for by unit and year where there are several, and candidates are listed', async () => {
    const folder = temporaryDirectory();
    await budgetLedger(folder, ['import', sampleFile, ...sampleYear]);
    await budgetLedger(folder, ['import', sampleFile, '--fiscal-year', '2025', '--columns', '财政拨款,其他资金']);
    const asked = await budgetLedger(folder, ['history', '--versions']);
    expect(asked.code).toBe(3);
    expect(asked.stderr).toContain('--unit 广州市越秀区商务局(本级) --year 2025');
    expect((await budgetLedger(folder, ['history', '--versions', '--year', '2025', '--json'])).rows()).toHaveLength(1);
    expect((await budgetLedger(folder, ['history', '--unit', '别处', '--json'])).code).toBe(3);
    const across = await budgetLedger(folder, [
      'compare',
      '广州市越秀区商务局(本级)/2024@v1',
      '广州市越秀区商务局(本级)/2025',
      '--json',
    ]);
    expect(across.json()).toMatchObject({ identical: true, rows: [], from: { version: 1 }, to: { version: 1 } });
    expect(readFileSync(sampleFile, 'utf8')).toContain('广州市越秀区商务局(本级)');
  });
});
