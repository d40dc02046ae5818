import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commandDesk } from '../support/clients/command-desk.js';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanUp, temporaryDirectory } from '../support/processes/running-ledger.js';
import { editedSample, sampleFile, sampleYear } from '../support/stories/edited-sample.js';

let directory = '';
let edited = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  edited = join(temporaryDirectory(), 'edited.txt');
  writeFileSync(edited, editedSample());
  await done('import', sampleFile, ...sampleYear);
  await done('draft', 'open', '--name', '二上补充稿', ...editor);
  await done('import', edited, ...sampleYear, '--draft', '二上补充稿', ...editor);
  await done('import', edited, ...sampleYear, '--reason', '二上');
  const issued = ['--issuer', '财政部门', '--issued-on', '2024-03-01', '--document', '越财〔2024〕2号'];
  await done('seal', 'create', '一上');
  await done('seal', 'create', '一下', ...issued, '--without-control-number', '本年未下达控制数');
  await done('seal', 'create', '二上');
  await done('seal', 'create', '二下', ...issued);
});
afterAll(cleanUp);

const { ask, done, refusal } = commandDesk(() => directory);
const editor = ['--actor', 'unit-1', '--role', 'editor', '--unit', '广州市越秀区商务局(本级)'];
const grounds = ['--reason', '年中调剂', '--document', '财预〔2024〕9号'];

describe('after 二下', () => {
  it('a draft is opened as an adjustment, of a kind that is one of four', async () => {
    const open = ['draft', 'open', '--name', '年中调剂', ...editor];
    expect(await refusal(...open, ...grounds)).toEqual({ code: 4, error: 'INVALID_INPUT' });
    expect(await refusal(...open, ...grounds, '--kind', '追加')).toEqual({ code: 2, error: 'USAGE' });
    await done(...open, ...grounds, '--kind', '调剂');
    expect((await done('draft', 'list')).stdout).toMatch(/年中调剂（调剂） +起草中 /);
  });

  it('a save is corrected on grounds of the correction’s own, beside what the save should have said', async () => {
    const correct = ['annotate', 'v1', '--document', '越商〔2024〕3号'];
    for (const [given, missing] of [
      [['--why', '文号漏填'], '--why-document'],
      [['--why-document', '越商〔2024〕7号'], '--why'],
    ] as const) {
      const { code, stderr } = await ask(...correct, ...given);
      expect([code, stderr]).toEqual([4, expect.stringContaining(`用 ${missing} 写明。`)]);
    }
    await done(...correct, '--why', '文号漏填', '--why-document', '越商〔2024〕7号');
    const [correction, ...before] = (await ask('history', '--versions', '--all', '--json')).rows();
    expect(correction).toMatchObject({ reason: '文号漏填', basisDocument: '越商〔2024〕7号' });
    expect(before.at(-1)?.annotations).toMatchObject([
      { correctedReason: null, correctedBasisDocument: '越商〔2024〕3号', reason: '文号漏填' },
    ]);
  });

  it('a save is taken back in an adjustment that it opens, as the refusal says, and the budget stays as it is', async () => {
    const before = (await done('show', '--json')).json().contentHash;
    const revert = ['revert', '--save', '2', ...editor];
    const { code, stderr } = await ask(...revert);
    expect([code, stderr]).toEqual([4, expect.stringMatching(/^NEEDS_ADJUSTMENT .*--as-draft 与 --kind/)]);
    const asDraft = [...revert, '--as-draft', '更正二上', ...grounds];
    expect(await refusal(...asDraft)).toEqual({ code: 4, error: 'INVALID_INPUT' });
    expect(await refusal(...asDraft, '--kind', '追加')).toEqual({ code: 2, error: 'USAGE' });
    expect(await refusal(...revert, ...grounds, '--kind', '调剂')).toEqual({ code: 2, error: 'USAGE' });
    expect(await refusal(...asDraft, '--kind', '调剂', '--draft', '二上补充稿')).toEqual({
      code: 4,
      error: 'INVALID_INPUT',
    });
    const preview = (await done(...asDraft, '--kind', '调剂', '--dry-run', '--json')).json();
    expect(await refusal('draft', 'show', '更正二上')).toEqual({ code: 3, error: 'NOT_FOUND' });
    const { stdout } = await done(...asDraft, '--kind', '调剂');
    expect(stdout).toMatch(/\n已保存：草案版本 1，位置 \d+\n$/);
    expect((await done('draft', 'show', '更正二上', '--json')).json()).toMatchObject({
      adjustment: { kind: 'REALLOCATION', reason: '年中调剂', basisDocument: '财预〔2024〕9号' },
    });
    expect((await done('compare', 'v1', 'draft:更正二上', '--json')).json()).toMatchObject({ identical: true });
    expect(preview.changes).toHaveLength(6);
    expect((await done('show', '--json')).json().contentHash).toBe(before);
  });

  it('one that was opened before is submitted once it is an adjustment, and its saves have the grounds of that', async () => {
    const submit = ['draft', 'submit', '二上补充稿', ...editor];
    expect(await refusal(...submit)).toEqual({ code: 4, error: 'NEEDS_ADJUSTMENT' });
    const convert = ['draft', 'convert', '二上补充稿', ...editor];
    expect(await refusal(...convert, ...grounds)).toEqual({ code: 2, error: 'USAGE' });
    expect(await refusal(...convert, '--kind', '划转')).toEqual({ code: 4, error: 'INVALID_INPUT' });
    await done(...convert, ...grounds, '--kind', '划转');
    await done(...submit);
    expect((await done('draft', 'show', '二上补充稿', '--json')).json()).toMatchObject({
      status: 'SUBMITTED',
      adjustment: { kind: 'TRANSFER', reason: '年中调剂', basisDocument: '财预〔2024〕9号' },
    });
  });
});
