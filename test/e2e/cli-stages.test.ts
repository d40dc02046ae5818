import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import stringWidth from 'string-width';
import { budgetLedger } from '../support/processes/command-line.js';
import { twoVersions } from '../support/stories/edited-sample.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';

const issuedByFinance = ['--issuer', '财政部门', '--issued-on', '2024-03-01', '--document', '越财〔2024〕3号'];

let directory = '';
const ask = (...args: string[]) => budgetLedger(directory, args);
const columnsOf = async (...args: string[]) =>
  (await ask('stages', '--json', ...args)).json().columns.map(({ seal }: any) => seal?.name ?? null);

/** 一上 at v1, 一下 at v2 where two targets were lowered and money raised; one of the targets was raised again since. */
beforeAll(async () => {
  directory = temporaryDirectory();
  await twoVersions(directory);
  await ask('seal', 'create', '一上', 'v1');
  await ask('seal', 'create', '一下', 'v2', ...issuedByFinance, '--without-control-number', '本年未下达控制数');
  await ask('revert', '--row', '1.2', '--to', 'v1', '--reason', '恢复原指标', '--document', '越财〔2024〕8号');
});
afterAll(cleanUp);

describe('stages', () => {
  it('prints a line for each cell: its value at each stage, and who set it last, when and why', async () => {
    const { stdout, code } = await ask('stages', '--changed', '--current');
    expect(code).toBe(0);
    const [head = '', , ...lines] = stdout.trimEnd().split('\n');
    expect(head).toMatch(/^项目 +行 +单元格 +一上 v1 +一下 v2 +现在 v5 +首末变化 +最后修改 +理由$/);
    expect(lines.map((line) => line.trim().replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '<time>'))).toEqual([
      expect.stringMatching(
        /^广州市越秀区商务局 +申报总计 +21926\.04 +21927\.04 +21927\.04 +\+1\.00 +v2 finance <time>/,
      ),
      expect.stringMatching(/^广州市越秀区商务局 +申报财政拨款 +21899\.54 +21900\.54 +21900\.54 +\+1\.00 +v2 finance/),
      expect.stringMatching(/^商务工作经费 +申报总计 +64\.70 +65\.70 +65\.70/),
      expect.stringMatching(
        /^商务工作经费 +财政拨款 +64\.70 +65\.70 +65\.70 +\+1\.00 +v2 finance <time> +二上 越财〔2024〕1号$/,
      ),
      expect.stringMatching(
        /^商务工作经费 +走访企业数量 +年度指标值 +≥10 +≥8 +≥10 +v5 local-operator <time> +恢复原指标 越财〔2024〕8号$/,
      ),
      expect.stringMatching(/^稳定外贸发展工作经费 +走访企业数量 +年度指标值 +≥10 +≥8 +≥8 +-2 降低 +v2 finance <time>/),
    ]);
  });

  it('keeps its columns under their heads, and within a narrow terminal', async () => {
    const aligned = (text: string) => {
      const [, rule = '', ...lines] = text.trimEnd().split('\n');
      const gaps = [...rule.matchAll(/ {2}/g)].map(({ index }) => stringWidth(rule.slice(0, index)));
      for (const line of lines) {
        const cells = [...line].flatMap((sign) => [sign, ...Array<string>(stringWidth(sign) - 1).fill('')]);
        for (const at of gaps) expect((cells[at] ?? ' ') + (cells[at + 1] ?? ' ')).toBe('  ');
      }
    };
    aligned((await ask('stages', '--changed')).stdout);
    const narrow = await budgetLedger(directory, ['stages', '--changed'], { env: { COLUMNS: '90' } });
    aligned(narrow.stdout);
    for (const line of narrow.stdout.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(90);
  });

  it('shows the whole table, cells that are alike with what they are, ranks not at all', async () => {
    const { stdout } = await ask('stages', '--project', '商务工作经费', '--current');
    const lines = stdout.trimEnd().split('\n').slice(2);
    const { indicators } = (await ask('show', '商务工作经费', '--json')).json();
    expect(lines.filter((line) => /二级指标/.test(line))).toHaveLength(indicators.length);
    expect(stdout).toMatch(/^商务工作经费 +绩效目标 +\S/m);
    expect(stdout).not.toContain('次序');
  });

  it('narrows down to stages, effects, kinds of rows and a project', async () => {
    expect(await columnsOf()).toEqual(['一上', '一下']);
    expect(await columnsOf('--stages', '一下', '--current')).toEqual(['一下', null]);
    expect(await columnsOf('--stages', 'first-up,FIRST_DOWN')).toEqual(['一上', '一下']);
    expect(await columnsOf('--at', 'v3')).toEqual(['一上']);
    const rows = async (...args: string[]) => (await ask('stages', '--json', ...args)).json().rows;
    const weakened = await rows('--effect', '降低');
    expect(weakened.map(({ entityName, projectName }: any) => [entityName, projectName])).toEqual([
      ['走访企业数量', '商务工作经费'],
      ['走访企业数量', '稳定外贸发展工作经费'],
    ]);
    expect(await rows('--effect', '降低', '--project', '1')).toEqual([weakened[0]]);
    const [fundUser] = await rows('--changed', '--entity-kind', '资金使用单位');
    expect(fundUser.cells[0]).toMatchObject({
      path: 'declaredTotals.total',
      values: ['21926.04', '21927.04'],
      steps: [null, { delta: '1.00', lastChange: { version: 2, basisDocument: '越财〔2024〕1号', actorName: null } }],
    });
    expect((await ask('stages', '--changed', '--stages', '一下')).stdout).toBe('没有符合的单元格\n');
    expect((await ask('stages', '--at', 'v1')).stdout).toBe('没有定稿的阶段\n');
  });

  it('tells a row that is not there from a blank cell, and one that moved from one that stayed', async () => {
    const server = await startLedger();
    const { budgets } = await server.data('{ budgets { nodes { id projects(first: 3) { nodes { id name } } } } }');
    const [{ id: budgetId, projects }] = budgets.nodes;
    const [first, second, third] = projects.nodes;
    for (const edit of [
      `sealVersion(input: { budgetId: "${budgetId}", stage: FIRST_UP })`,
      `withdrawProject(input: { projectId: "${first.id}", reason: "不再实施" })`,
      `moveProject(input: { projectId: "${second.id}", place: { after: "${third.id}" } })`,
    ]) {
      expect(await server.data(`mutation { done: ${edit} { userErrors { message } } }`)).toEqual({
        done: { userErrors: [] },
      });
    }
    await server.stop();
    const { stdout } = await budgetLedger(server.directory, ['stages', '--changed', '--current']);
    const about = (name: string) => stdout.split('\n').filter((line) => line.startsWith(`${name} `));
    expect(about(first.name)[0]).toMatch(/ 名称 +\S+ +— +v3 \S+ \S+ \S+ +不再实施$/);
    expect(about(first.name).some((line) => line.includes('次序'))).toBe(false);
    expect(about(second.name)).toEqual([expect.stringMatching(/ 次序 +移动 +v4 /)]);
    expect(about(third.name)).toEqual([]);
  });

  it.each([
    [['--stages', '三上'], 2, 'USAGE'],
    [['--effect', '变好'], 2, 'USAGE'],
    [['--entity-kind', 'row'], 2, 'USAGE'],
    [['--project', '没有这样的项目'], 3, 'NOT_FOUND'],
    [['--unit', '没有这样的单位'], 3, 'NOT_FOUND'],
    [['--at', 'v99'], 3, 'NOT_FOUND'],
  ])('%j is told', async (args, code, error) => {
    const ended = await ask('stages', '--json', ...args);
    expect([ended.code, JSON.parse(ended.stderr).error.code]).toEqual([code, error]);
  });
});
