import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commandDesk } from '../support/clients/command-desk.js';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { editedSample, sampleFile, sampleYear } from '../support/stories/edited-sample.js';
import { sampleUnit } from '../support/clients/mutate.js';
import { cleanUp, temporaryDirectory } from '../support/processes/running-ledger.js';

let directory = '';
let edited = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  edited = join(temporaryDirectory(), 'edited.txt');
  writeFileSync(edited, editedSample());
  await done('import', sampleFile, ...sampleYear);
});
afterAll(cleanUp);

const { ask, done, refusal } = commandDesk(() => directory);
const editor = ['--actor', 'unit-1', '--role', 'editor', '--unit', sampleUnit];
const reviewer = ['--actor', 'reviewer-1', '--role', 'reviewer'];
const statusOf = async (draft: string) => (await done('draft', 'show', draft, '--json')).json();

describe('a draft', () => {
  it('is opened on a version, and edited apart from its budget', async () => {
    const before = (await done('show', '--json')).json().contentHash;
    expect((await done('draft', 'open', '--name', '一上稿', '--at', 'v1', ...editor)).stdout).toMatch(
      /^已开立草案：一上稿 · [0-9a-f-]{36}（基础：版本 1），位置 \d+\n$/,
    );
    await done('import', edited, ...sampleYear, '--draft', '一上稿', '--reason', '一上', ...editor);
    expect((await done('show', '--json')).json().contentHash).toBe(before);
    expect((await done('show', '--json', '--at', 'draft:一上稿@0')).json().contentHash).toBe(before);
    expect((await done('show', '--totals', '--at', 'draft:一上稿')).stdout).toContain('21927.04');
    const compared = (await done('compare', 'v1', 'draft:一上稿', '--json')).json();
    expect(compared).toMatchObject({ identical: false, stats: { weakened: 2 } });
    const own = (await done('compare', 'now', 'draft:一上稿', '--merge-base', '--json')).json();
    expect(own.stats).toEqual(compared.stats);
  });

  it('goes through review, its opinions told by the row and the cell', async () => {
    await done('draft', 'submit', '一上稿', ...editor);
    expect(await refusal('draft', 'approve', '一上稿', '--actor', 'unit-1', '--role', 'reviewer')).toEqual({
      code: 4,
      error: 'OWN_EDITS',
    });
    const remark = ['--remark', '1.2 年度指标值=请说明理由', '--remark', '1=金额已核'];
    await done('draft', 'return', '一上稿', '--opinion', '指标值偏低', ...remark, ...reviewer);
    const { stdout } = await done('draft', 'show', '一上稿');
    expect(stdout).toMatch(/^一上稿 · 已退回 · 草案版本 3 · 基础：版本 1 · /);
    expect(stdout).toContain('编辑人：unit-1\n');
    expect(stdout).toMatch(/第 1 轮：草案版本 1，.+由unit-1送审；.+由reviewer-1退回：指标值偏低\n/);
    expect(stdout).toMatch(/\n {2}1\.2 .+ 年度指标值：请说明理由\n {2}1 .+：金额已核\n/);
    expect(stdout).toContain('降低 2');
    await done('draft', 'submit', '一上稿', ...editor);
    expect(await refusal('draft', 'withdraw-submission', '一上稿', ...reviewer)).toEqual({
      code: 4,
      error: 'FORBIDDEN',
    });
    await done('draft', 'withdraw-submission', '一上稿', ...editor);
    expect((await done('draft', 'show', '一上稿')).stdout).toMatch(/第 2 轮：.+；.+由unit-1收回\n/);
    await done('draft', 'submit', '一上稿', ...editor);
    expect(await refusal('import', sampleFile, ...sampleYear, '--draft', '一上稿', '--dry-run', ...editor)).toEqual({
      code: 4,
      error: 'VOIDS_REVIEW',
    });
    const voids = ['--draft', '一上稿', '--voids-review', ...editor];
    const dry = await done('import', sampleFile, ...sampleYear, '--dry-run', ...voids);
    expect(dry.stdout).toContain('保存后，草案的送审或批准即作废，须重新送审\n');
    const imported = await done('import', sampleFile, ...sampleYear, ...voids);
    expect(imported.stdout).toMatch(/\n已作废：第 3 轮：草案版本 \d+，.+由unit-1送审；待审/);
    await done('import', edited, ...sampleYear, ...voids);
    await done('draft', 'submit', '一上稿', ...editor);
    await done('draft', 'approve', '一上稿', '--opinion', '同意', ...reviewer);
    expect(await statusOf('一上稿')).toMatchObject({
      status: 'APPROVED',
      rounds: [{}, {}, {}, { decision: { opinion: '同意' } }],
    });
  });

  it('is promoted as it was previewed, by the hash', async () => {
    const preview = (await done('draft', 'promote', '一上稿', '--preview', '--json')).json();
    expect(preview).toMatchObject({ dryRun: true, saved: null, conflicts: [] });
    expect(preview.changes.length).toBeGreaterThan(2);
    expect(await refusal('draft', 'promote', '一上稿', '--hash', 'abc', ...reviewer)).toEqual({
      code: 4,
      error: 'STALE_CONTENT',
    });
    const { stdout } = await done('draft', 'promote', '一上稿', '--hash', preview.changesHash, ...reviewer);
    expect(stdout).toMatch(/已保存：版本 2，位置 \d+\n$/);
    const drafted = (await done('show', '--json', '--at', 'draft:一上稿')).json().contentHash;
    expect((await done('show', '--json')).json().contentHash).toBe(drafted);
    expect((await done('draft', 'list')).stdout).toMatch(/一上稿 +已并入 +1 +/);
    expect((await done('history', '--versions')).stdout).toContain('并入草案“一上稿”');
    expect((await done('draft', 'list', '--status', '起草中')).stdout).toBe('没有草案\n');
    // They were imported, set back when the review was voided, and imported again.
    const own = (await done('changes', '--draft', '一上稿', '--all', '--json')).rows();
    expect(own.length).toBe(3 * preview.changes.length);
  });

  it('is compared with the version in common, which is the one that is printed', async () => {
    await done('draft', 'open', '--name', '空白稿', '--at', 'v1', ...editor);
    const { stdout } = await done('compare', 'now', 'draft:空白稿', '--merge-base');
    expect(stdout).toMatch(/^\S+ 2024 版本 1（.+） → 草案版本 0（.+）\n两者相同\n$/);
    const { from, to } = (await done('compare', 'now', 'draft:空白稿', '--merge-base', '--json')).json();
    expect([from.version, to.version]).toEqual([1, 0]);
    await done('draft', 'discard', '空白稿', '--reason', '未用', ...editor);
  });
});

describe('conflicts', () => {
  it('show base, both sides and who, and are settled by choices', async () => {
    await done('draft', 'open', '--name', '二上稿', '--at', 'v1', ...editor);
    const other = join(directory, 'other.txt');
    writeFileSync(other, editedSample().replaceAll('年度指标值:≥8。', '年度指标值:≥9。'));
    const imported = await done('import', other, ...sampleYear, '--draft', '二上稿', ...editor);
    expect(imported.stdout).toMatch(/已保存：草案版本 1，/);
    const preview = await done('draft', 'refresh', '二上稿', '--preview');
    expect(preview.stdout).toMatch(/我方为草案，对方为预算，冲突 2 处：\n/);
    expect(preview.stdout).toMatch(/年度指标值 +≥10 +≥9 +unit-1 +≥8 +unit-1（reviewer-1 并入）/);
    expect(await refusal('draft', 'refresh', '二上稿', ...editor)).toEqual({ code: 4, error: 'UNRESOLVED_CONFLICTS' });
    const { conflicts } = (await done('draft', 'refresh', '二上稿', '--preview', '--json')).json();
    const choose = conflicts.flatMap(({ entityId }: any) => ['--choose', `${entityId} 年度指标值=ours`]);
    expect((await done('draft', 'refresh', '二上稿', ...choose, ...editor)).stdout).toMatch(/已保存：草案版本 2，/);
    expect(await statusOf('二上稿')).toMatchObject({ baseVersion: 2, version: 2 });
    const reverted = await done('revert', '--draft', '二上稿', '--save', '1', '--dry-run', '--json');
    expect(reverted.json()).toMatchObject({ dryRun: true, saved: null });
    expect(reverted.json().changes.length).toBeGreaterThan(0);
    expect(await refusal('draft', 'refresh', '二上稿', '--choose', '1.2=mine')).toEqual({ code: 2, error: 'USAGE' });
  });
});

describe('a name', () => {
  it('that more than one draft has is told with the candidates; an id, or its clear beginning, is enough', async () => {
    expect(await refusal('draft', 'open', '--name', '二上稿')).toEqual({ code: 4, error: 'DUPLICATE_NAME' });
    const openedAndGivenUp = async () => {
      const id = (await done('draft', 'open', '--name', '备用稿', '--json')).json().saved.draftId as string;
      expect((await done('draft', 'discard', id, '--reason', '重复')).stdout).toMatch(/^已保存：草案版本 1/);
      return id;
    };
    const first = await openedAndGivenUp();
    const second = await openedAndGivenUp();
    const { code, stderr } = await ask('draft', 'show', '备用稿', '--json');
    expect({ code, error: JSON.parse(stderr).error }).toMatchObject({
      code: 3,
      error: { code: 'AMBIGUOUS', candidates: [{ id: first }, { id: second }] },
    });
    expect(await statusOf(second.slice(0, 18))).toMatchObject({ id: second, status: 'DISCARDED' });
    await done('draft', 'open', '--name', '备用稿');
    expect(await statusOf('备用稿')).toMatchObject({ status: 'OPEN' });
  });

  it('of a draft of another budget is refused', async () => {
    const another = ['--fiscal-year', '2025', '--columns', '财政拨款,其他资金'];
    await done('import', sampleFile, ...another);
    const year = ['--year', '2024'];
    const { id } = (await done('draft', 'show', '二上稿', ...year, '--json')).json();
    const other = ['--year', '2025', '--at', `draft:${id}`];
    expect(await refusal('show', ...other)).toEqual({ code: 3, error: 'NOT_FOUND' });
    expect(await refusal('import', edited, ...another, '--draft', id)).toEqual({ code: 4, error: 'INVALID_INPUT' });
    expect(await refusal('draft', 'submit', '二上稿')).toEqual({ code: 3, error: 'AMBIGUOUS' });
  });

  it.each([
    [['show', '三上稿'], 3, 'NOT_FOUND'],
    [['submit', '00000000-0000-7000-8000-000000000000'], 3, 'NOT_FOUND'],
    [['list', '--status', '无'], 2, 'USAGE'],
    [['open'], 2, 'USAGE'],
    [['return', '二上稿'], 2, 'USAGE'],
  ])('%j is told', async (args, code, error) => {
    expect(await refusal('draft', ...args, '--year', '2024')).toEqual({ code, error });
  });
});
