import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commandDesk } from '../support/clients/command-desk.js';
import { twoVersions } from '../support/stories/edited-sample.js';
import { cleanUp, temporaryDirectory } from '../support/processes/running-ledger.js';

let directory = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  await twoVersions(directory);
});
afterAll(cleanUp);

const unit = '广州市越秀区商务局(本级)';
const desk = commandDesk(() => directory);
const { ask } = desk;
const refusal = (...args: string[]) => desk.refusal('open', ...args);

describe('open', () => {
  it('opens next year’s table from a version of this year’s, and compare matches their rows by lineage', async () => {
    const { contentHash } = (await ask('export', '--json', '--at', 'v1')).json();
    const told = await ask('open', '--from', `${unit}/2024`, '--at', 'v1', '--year', '2025');
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(told.stdout).toMatch(/^已开立：.* 2025，由版本 1 承接 20 个项目\n已保存：版本 1，位置 \d+\n$/);
    expect((await ask('history', '--year', '2025', '--versions')).stdout).toMatch(/^ +1 .* 命令行$/m);
    const difference = (await ask('compare', `${unit}/2024@v2`, `${unit}/2025`, '--json')).json();
    expect(difference.rows.map(({ matchedBy }: any) => matchedBy)).toEqual(Array(4).fill('LINEAGE'));
    const same = (await ask('compare', `${unit}/2024@v1`, `${unit}/2025`, '--json')).json();
    expect(same.identical).toBe(true);

    const stages = (await ask('stages', '--current', '--year', '2025', '--project', '商务工作经费')).stdout;
    expect(stages).toMatch(/^项目 +行 +承自 +单元格/);
    expect(stages).toMatch(/^商务工作经费 +走访企业数量 +2024 走访企业数量 +名称/m);

    const named = ['--unit', '另一单位', '--name', '另一单位（本级）'];
    const { saved, budget } = (
      await ask('open', '--from', same.from.budgetId, '--year', '2026', ...named, '--json')
    ).json();
    expect({ saved, budget }).toMatchObject({
      saved: { version: 1 },
      budget: { unit: '另一单位', fiscalYear: 2026, openedFrom: { budgetId: same.from.budgetId, version: 2 } },
    });
    const first = (await ask('open', '--from', `${unit}/2024`, '--at', 'v1', '--year', '2027', '--json')).json();
    expect(first.budget.openedFrom.contentHash).toBe(contentHash);
  });

  it('says what is wrong, with the exit code of its kind, and stores nothing', async () => {
    const versions = async () => (await ask('doctor', '--json')).stdout.match(/"position":"\d+"/)?.[0];
    const before = await versions();
    expect(await refusal('--from', `${unit}/2024`, '--year', '2024')).toEqual({ code: 4, error: 'ALREADY_EXISTS' });
    expect(await refusal('--from', `${unit}/2023`, '--year', '2025')).toEqual({ code: 3, error: 'NOT_FOUND' });
    expect(await refusal('--from', `${unit}/2024`, '--at', 'v9', '--year', '2028')).toEqual({
      code: 3,
      error: 'NOT_FOUND',
    });
    expect(await refusal('--from', `${unit}/2024`, '--year', '明年')).toEqual({ code: 2, error: 'INVALID_YEAR' });
    expect(await refusal('--from', '/2024', '--year', '2028')).toEqual({ code: 2, error: 'USAGE' });
    expect(await refusal('--year', '2028')).toEqual({ code: 2, error: 'USAGE' });
    expect(await versions()).toBe(before);
  });
});
