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

const { ask, refusal } = commandDesk(() => directory);

const issuedByFinance = ['--issuer', '财政部门', '--issued-on', '2024-03-01', '--document', '越财〔2024〕2号'];
const down = [...issuedByFinance, '--without-control-number', '本年未下达控制数'];

describe('seal', () => {
  it('seals versions by stage or name, and lists them', async () => {
    const who = ['--approved-by', 'head-1', '--actor', 'reviewer-1', '--role', 'reviewer'];
    const why = ['--reason', '报送', '--document', '越商〔2024〕1号', ...who];
    expect((await ask('seal', 'create', '一上', 'v1', ...why)).stdout).toMatch(
      /^已定稿：一上 · 版本 1 · [0-9a-f]{64}\n/,
    );
    const { saved, event } = (await ask('seal', 'create', 'first-down', ...down, '--json')).json();
    expect({ saved, event }).toMatchObject({
      saved: { version: 4 },
      event: {
        type: 'VersionSealed',
        data: {
          stage: 'FIRST_DOWN',
          name: '一下',
          version: 3,
          issued: { issuer: 'FINANCE', document: '越财〔2024〕2号', date: '2024-03-01' },
          withoutControlNumber: '本年未下达控制数',
        },
      },
    });
    await ask('seal', 'create', '送审稿');
    const { seals } = (await ask('seal', 'list', '--json')).json();
    expect(seals).toMatchObject([
      {
        stage: 'FIRST_UP',
        name: '一上',
        version: 1,
        approvedBy: { id: 'head-1' },
        actor: { id: 'reviewer-1' },
        reason: '报送',
      },
      { stage: 'FIRST_DOWN', name: '一下' },
      { stage: null, name: '送审稿' },
    ]);
    expect((await ask('seal', 'list')).stdout).toMatch(
      /一上 +一上 +1 .+ reviewer-1 +head-1 .+ 有效 +报送 越商〔2024〕1号/,
    );
    expect((await ask('seal', 'list')).stdout).toMatch(
      / 财政部门 越财〔2024〕2号 2024-03-01 .+ 有效 .*；无控制数：本年未下达控制数\n/,
    );
  });

  it('gives points their names: of a seal, of its stage, or its id', async () => {
    const hashAt = async (point: string) => (await ask('export', '--json', '--at', point)).json().contentHash;
    const { seals } = (await ask('seal', 'list', '--json')).json();
    const [{ id, contentHash }] = seals;
    for (const point of ['一上', 'FIRST_UP', id]) expect(await hashAt(point)).toBe(contentHash);
    expect((await ask('compare', '一上', '一下', '--json')).json()).toEqual(
      expect.objectContaining({ identical: false, stats: (await ask('compare', 'v1', 'v3', '--json')).json().stats }),
    );
    expect(await refusal('show', '--at', '三上')).toEqual({ code: 2, error: 'INVALID_POINT' });
    expect(await refusal('changes', '--from', '一上')).toEqual({ code: 2, error: 'USAGE' });
  });

  it('issues control numbers, and refuses 二上 above the one in force', async () => {
    await ask('seal', 'limit', '--total', '21,900', '--document', '越财〔2024〕3号', '--role', 'finance');
    expect((await ask('seal', 'list')).stdout).toContain('现行控制数：总计 21900 万元');
    const { code, stderr } = await ask('seal', 'create', '二上');
    expect({ code, stderr }).toEqual({
      code: 4,
      stderr: expect.stringMatching(/^ABOVE_CONTROL_NUMBER .*21927\.04.*21900/),
    });
    expect((await ask('show', '--totals')).stdout).toContain('超过控制数：总计 21927.04 万元，控制数 21900 万元。');
  });

  it('tells with what a seal was issued, and how far 二下 is from the control number', async () => {
    await ask('seal', 'limit', '--total', '21930', '--role', 'finance');
    expect((await ask('seal', 'create', '二上')).code).toBe(0);
    const asked = ['seal', 'create', '二下', '--issuer', '主管部门', '--issued-on', '2024-03-20'];
    const because = [...asked, '--document', '越财〔2024〕5号', '--reason', '压减'];
    expect(await refusal(...asked)).toEqual({ code: 4, error: 'INVALID_INPUT' });
    const told = '与控制数不一致：总计 21927.04 万元，控制数 21930 万元，少 2.96 万元';
    expect((await ask(...because)).stdout).toMatch(
      new RegExp(`^已定稿：二下 .+ · 主管部门 越财〔2024〕5号 2024-03-20下达\n${told}\n已保存：`),
    );
    expect((await ask('seal', 'list')).stdout).toContain(`压减 越财〔2024〕5号；${told}`);
    const redo = ['--reason', '重做', '--document', '越财〔2024〕6号'];
    expect((await ask('seal', 'withdraw', '二下', ...redo, '--role', 'finance')).stderr).toMatch(
      /^FORBIDDEN .*主管部门.*审核人员或管理员/,
    );
    for (const stage of ['二下', '二上']) {
      expect((await ask('seal', 'withdraw', stage, ...redo, '--role', 'reviewer')).code).toBe(0);
    }
  });

  it('lifts the control number with a reason, and tells it from one that never was', async () => {
    expect((await ask('seal', 'list', '--json')).json()).toMatchObject({ controlNumberWithdrawal: null });
    const lift = ['limit', '--withdraw', '--role', 'finance'];
    expect(await refusal('seal', ...lift)).toEqual({ code: 4, error: 'INVALID_INPUT' });
    expect(await refusal('seal', ...lift, '--total', '1')).toEqual({ code: 2, error: 'USAGE' });
    expect((await ask('seal', ...lift, '--reason', '指标收回')).stdout).toMatch(/^已保存：版本 \d+/);
    expect((await ask('seal', 'list')).stdout).toMatch(/\n控制数已撤销：.+ 由local-operator撤销：指标收回\n$/);
    expect((await ask('seal', 'list', '--json')).json()).toMatchObject({
      controlNumber: null,
      controlNumberWithdrawal: { reason: '指标收回' },
    });
    expect(await refusal('seal', ...lift, '--reason', '指标收回')).toEqual({ code: 4, error: 'WITHDRAWN' });
  });

  it('withdraws a seal with a reason, which frees its name', async () => {
    const early = await ask('seal', 'withdraw', '一上', '--reason', '版本有误');
    expect([early.code, early.stderr]).toEqual([4, expect.stringMatching(/^STAGE_OUT_OF_ORDER .*一下/)]);
    expect((await ask('seal', 'withdraw', '一下', '--reason', '版本有误')).code).toBe(0);
    expect(await refusal('seal', 'withdraw', '一上')).toEqual({ code: 4, error: 'INVALID_INPUT' });
    expect((await ask('seal', 'withdraw', '一上', '--reason', '版本有误')).stdout).toMatch(/^已保存：版本 \d+/);
    expect(await refusal('seal', 'withdraw', '一上', '--reason', '再撤')).toEqual({ code: 3, error: 'NOT_FOUND' });
    expect((await ask('seal', 'list')).stdout).toMatch(/由local-operator撤销：版本有误/);
    expect(await refusal('show', '--at', '一上')).toEqual({ code: 2, error: 'INVALID_POINT' });
  });

  it.each([
    [['create', '一上', 'x'], 2, 'USAGE'],
    [['create', '一上', 'v99'], 4, 'NOT_FOUND'],
    [['create', '一上', '--role', 'viewer'], 4, 'FORBIDDEN'],
    [['create', '二下'], 4, 'STAGE_OUT_OF_ORDER'],
    [['create', '送审稿'], 4, 'DUPLICATE_NAME'],
    [['create', '一上', '--content-hash', 'abc'], 4, 'STALE_CONTENT'],
    [['create', '稿', '--approved-by', '王局长', '--document', '越财〔2024〕3号'], 4, 'INVALID_INPUT'],
    [['create', 'v2'], 4, 'INVALID_INPUT'],
    [['create', 'now'], 4, 'INVALID_INPUT'],
    [['create', '调整', '--name', 'FIRST_DOWN'], 4, 'INVALID_INPUT'],
    [['create', '稿', '--issuer', '市政府'], 2, 'USAGE'],
    [['limit', '--other', '1'], 4, 'INVALID_INPUT'],
    [['limit', '--total', '1e3'], 4, 'INVALID_INPUT'],
    [['limit', '--total', '1', '--role', 'reviewer'], 4, 'FORBIDDEN'],
    [['destroy'], 2, 'USAGE'],
  ])('%j is told', async (args, code, error) => {
    expect(await refusal('seal', ...args)).toEqual({ code, error });
  });

  it('tells in the list of saves what each was', async () => {
    const kinds = (await ask('history', '--versions', '--all', '--json')).rows().map(({ kind }) => kind);
    expect(kinds).toEqual([
      'SEAL_WITHDRAWAL',
      'SEAL_WITHDRAWAL',
      'CONTROL_NUMBER_WITHDRAWAL',
      'SEAL_WITHDRAWAL',
      'SEAL_WITHDRAWAL',
      'SEAL',
      'SEAL',
      'CONTROL_NUMBER',
      'CONTROL_NUMBER',
      'SEAL',
      'SEAL',
      'SEAL',
      'EDIT',
      'EDIT',
    ]);
    expect((await ask('history', '--versions')).stdout).toMatch(/ 0 +撤销定稿 +版本有误/);
  });
});

describe('annotate', () => {
  const annotations = async () =>
    (await ask('history', '--versions', '--all', '--json')).rows().flatMap((save) => {
      const { version, annotations: all } = save;
      return all.map(({ correctedReason, correctedBasisDocument, reason, actor }: any) => ({
        version,
        correctedReason,
        correctedBasisDocument,
        reason,
        actor: actor.id,
      }));
    });

  it('says what the reason and the document of a save should have been, beside what they were', async () => {
    const before = (await ask('show', '--json')).json().contentHash;
    const corrected = ['--reason', '年中调减', '--document', '越财〔2024〕9号'];
    const { stdout } = await ask('annotate', 'v2', ...corrected, '--why', '笔误', '--actor', 'finance');
    expect(stdout).toMatch(/^已保存：版本 15，位置 \d+\n$/);
    expect(await annotations()).toEqual([
      {
        version: 2,
        correctedReason: '年中调减',
        correctedBasisDocument: '越财〔2024〕9号',
        reason: '笔误',
        actor: 'finance',
      },
    ]);
    expect((await ask('history', '--versions')).stdout).toContain(
      '（更正：理由应为“年中调减”，文号应为“越财〔2024〕9号”）',
    );
    expect((await ask('show', '--json')).json().contentHash).toBe(before);
  });

  it('takes a reason away with an empty one, and leaves the document as it is', async () => {
    await ask('annotate', '1', '--reason', '');
    expect((await annotations()).at(-1)).toMatchObject({
      version: 1,
      correctedReason: '',
      correctedBasisDocument: null,
      reason: null,
      actor: 'local-operator',
    });
  });

  it.each([
    [['v2'], 4, 'INVALID_INPUT'],
    [['v99', '--reason', '无'], 4, 'NOT_FOUND'],
    [['二上', '--reason', '无'], 2, 'USAGE'],
    [[], 2, 'USAGE'],
    [['v2', '--reason', '无', '--role', 'king'], 2, 'INVALID_IDENTITY'],
  ])('%j is told', async (args, code, error) => {
    expect(await refusal('annotate', ...args)).toEqual({ code, error });
  });
});
