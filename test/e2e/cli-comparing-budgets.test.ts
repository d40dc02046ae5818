import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { budgetLedger } from '../support/processes/command-line.js';
import { sampleFile, sampleYear, twoVersions } from '../support/stories/edited-sample.js';
import { cleanUp, temporaryDirectory } from '../support/processes/running-ledger.js';

const unit = '广州市越秀区商务局(本级)';
let directory = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  await twoVersions(directory);
  const nextYear = sampleYear.map((word) => (word === '2024' ? '2025' : word));
  const { code, stderr } = await budgetLedger(directory, ['import', sampleFile, ...nextYear]);
  if (code !== 0) throw new Error(stderr);
});
afterAll(cleanUp);

const ask = (...args: string[]) => budgetLedger(directory, args);

describe('compare of two budgets', () => {
  it.each([
    [`${unit}/2024@now`, `${unit}/2025@now`],
    [`${unit}/2025@now`, `${unit}/2024@v2`],
  ])('shows of one project what differs, by what it is called in both: %s %s', async (from, to) => {
    const { identical, rows } = (await ask('compare', from, to, '--project', '商务工作经费', '--json')).json();
    expect(identical).toBe(false);
    expect(rows.map(({ entityName }: any) => entityName)).toEqual(['商务工作经费', '走访企业数量']);
  });

  it('names both tables, and of one budget the one', async () => {
    const both = (await ask('compare', `${unit}/2024`, `${unit}/2025`)).stdout.split('\n')[0];
    expect(both).toMatch(
      /^广州市越秀区商务局\(本级\) 2024 版本 2（.*） → 广州市越秀区商务局\(本级\) 2025 版本 1（.*）$/,
    );
    const one = (await ask('compare', 'v1', 'v2', '--year', '2024')).stdout.split('\n')[0];
    expect(one).toMatch(/^广州市越秀区商务局\(本级\) 2024 版本 1（[^（]*） → 版本 2（[^（]*）$/);
  });

  it.each(['/2024@v1', '@v1'])('refuses a budget without its unit: %s', async (point) => {
    const { code, stderr } = await ask('compare', point, `${unit}/2024`);
    expect({ code, said: stderr }).toEqual({ code: 2, said: expect.stringMatching(/^USAGE: .*没有写明单位/) });
  });

  it('tells of a project that neither table has', async () => {
    const { code, stderr } = await ask('compare', `${unit}/2024`, `${unit}/2025`, '--project', '无此项目');
    expect({ code, said: stderr }).toEqual({ code: 3, said: expect.stringMatching(/^NOT_FOUND/) });
  });
});

describe('the time beside a version', () => {
  it('is that of its save, whatever another budget has saved since', async () => {
    const saves = (await ask('history', '--year', '2024', '--versions')).stdout;
    const [, saved] = /^ +2 +(\S+ \S+)/m.exec(saves) ?? [];
    expect(saved).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);
    expect((await ask('show', '--year', '2024', '--totals')).stdout).toContain(`版本 2（${saved}）`);
    expect((await ask('show', '商务工作经费', '--year', '2024')).stdout).toContain(`版本 2（${saved}）`);
    expect((await ask('compare', 'v1', '--year', '2024')).stdout.split('\n')[0]).toContain(`版本 2（${saved}）`);
  });
});
