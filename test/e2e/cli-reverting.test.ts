import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { budgetLedger } from '../support/processes/command-line.js';
import { sampleFile, sampleYear, twoVersions } from '../support/stories/edited-sample.js';
import { onSqlite } from '../support/ledgers/on-sqlite.js';
import { isSqliteOnly } from '../support/ledgers/pair.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';

let directory = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  await twoVersions(directory);
});
afterAll(cleanUp);

const ask = (...args: string[]) => budgetLedger(directory, args);
const hashAt = async (point: string) => (await ask('export', '--json', '--at', point)).json().contentHash;

onSqlite('a command in a folder', 'elsewhere a ledger is no folder', () => {
  it.each([['revert', '--save', '2'], ['rebuild'], ['import', sampleFile, ...sampleYear, '--dry-run']])(
    'makes nothing where there is nothing: %s',
    async (...args) => {
      const folder = join(temporaryDirectory(), 'mistyped');
      const { code, stderr } = await budgetLedger(folder, args);
      if (!args.includes('--dry-run')) expect([code, stderr.slice(0, 13)]).toEqual([3, 'NOTHING_THERE']);
      expect(existsSync(folder)).toBe(false);
    },
  );
});

describe('revert', () => {
  it('previews, beside a server too, and stores nothing', async () => {
    const server = await startLedger(directory);
    const { dryRun, saved, changes } = (await ask('revert', '--save', '2', '--dry-run', '--json')).json();
    expect({ dryRun, saved, count: changes.length }).toEqual({ dryRun: true, saved: null, count: 6 });
    expect((await ask('revert', '--save', '2', '--dry-run')).stdout).toContain('预览：未存储任何内容（基于版本 2）');
    if (isSqliteOnly) expect((await ask('revert', '--save', '2')).code).toBe(5);
    await server.stop();
    expect((await ask('history', '--versions', '--json')).rows()).toHaveLength(2);
  });

  it('undoes a change, an event and a save, and sets a row and the table back to a version', async () => {
    const why = ['--reason', '录入有误', '--actor', 'finance', '--role', 'finance', '--json'];
    const saved = async (...args: string[]) => (await ask('revert', ...args, ...why)).json().saved.version;
    const latest = async () => (await ask('history', '1.2', '--first', '1', '--json')).rows()[0];
    expect(await saved('--save', 'v2')).toBe(3);
    expect(await hashAt('v3')).toBe(await hashAt('v1'));
    expect(await saved('--table', '--to', '2')).toBe(4);
    const saves = (await ask('history', '--versions')).stdout;
    expect(saves).toMatch(/^ +4 .*恢复到版本 2（表）.*\n +3 .*撤回 版本 2 /m);
    expect((await ask('compare', 'v2', 'v4', '--json')).json()).toMatchObject({ identical: true });

    const { eventId, ordinal } = await latest();
    const change = (await ask('revert', '--change', `${eventId}:${ordinal}`, ...why)).json();
    expect(change).toMatchObject({
      saved: { version: 5 },
      changes: [{ path: 'annualTarget', before: '≥8', after: '≥10', reason: '录入有误' }],
    });
    expect(await saved('--row', '1.2', '--to', 'v2')).toBe(6);
    expect(await saved('--event', (await latest()).eventId)).toBe(7);
    expect(await hashAt('v7')).toBe(await hashAt('v5'));
    expect((await ask('revert', '--row', '1.2', '--to', '5')).stdout).toContain('没有可撤回的：这一行与版本 5 时相同');
    const again = ['revert', '--change', `${eventId}:${ordinal}`];
    expect((await ask(...again)).stdout).toMatch(
      /^没有可撤回的.*\n所指的修改：\n.*\n.*\n +4 .*年度指标值.*\n仍为版本 7\n$/,
    );
    expect((await ask(...again, '--dry-run', '--json')).json()).toMatchObject({
      changes: [],
      nothingLeft: { changes: [{ path: 'annualTarget', eventId, ordinal }] },
    });
    const labels = (await ask('history', '--versions')).stdout;
    expect(labels).toMatch(
      /^ +7 .*撤回 版本 6 中的一条事件.*\n +6 .*恢复到版本 2（“.*”）.*\n +5 .*撤回 版本 4 中的一处修改/m,
    );
    const [, save] = (await ask('history', '--versions', '--json')).rows();
    expect(save).toMatchObject({ source: { kind: 'revert', toVersion: 2 }, actor: { id: 'finance' } });
  });

  it('is refused with 4 and all three values where the cell was set again', async () => {
    await ask('revert', '--row', '1.2', '--to', 'v1');
    await ask('revert', '--row', '1.2', '--to', 'v2');
    const [, , first] = (await ask('history', '1.2', '--json')).rows().filter(({ path }) => path === 'annualTarget');
    const { code, stderr } = await ask('revert', '--change', `${first.eventId}:${first.ordinal}`, '--json');
    expect({ code, error: JSON.parse(stderr).error }).toMatchObject({
      code: 4,
      error: { code: 'CONFLICT', conflict: { cell: { path: 'annualTarget' } } },
    });
  });

  it.each([
    [[], 2],
    [['--save', '2', '--event', 'x'], 2],
    [['--row', '1.2'], 2],
    [['--save', '2', '--to', '1'], 2],
    [['--save', 'x'], 2],
    [['--save', '1'], 4],
    [['--save', '99'], 4],
    [['--event', 'nothing'], 4],
    [['--row', '无此行', '--to', '1'], 3],
  ])('%j is told', async (args, code) => {
    expect((await ask('revert', ...args, '--dry-run')).code).toBe(code);
  });
});

describe('show', () => {
  it('prints the table at a point, a project, or sums and checks alone', async () => {
    const { stdout } = await ask('show', '--at', 'v1');
    expect(stdout).toMatch(/1 +广州市越秀区商务局 +商务工作经费 +64\.70 +64\.70 +0 +0 +3/);
    expect(stdout).toMatch(/合计 +21926\.04 +21899\.54 +0 +26\.50/);
    expect((await ask('show', '1.2')).code).toBe(2);
    expect((await ask('show', '1', '--at', 'v1', '--json')).json()).toMatchObject({
      name: '商务工作经费',
      basis: { version: 1 },
      funding: { total: '64.70' },
      indicators: [{}, { name: '走访企业数量', annualTarget: { text: '≥10', comparator: 'GE', value: '10' } }, {}],
    });
    const totals = (await ask('show', '--totals', '--at', 'v2', '--json')).json();
    expect(totals).toMatchObject({ totals: { total: '21927.04' }, declaredTotals: { total: '21927.04' }, checks: [] });
    expect(totals).not.toHaveProperty('fundUsers');
  });
});
