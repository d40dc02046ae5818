/** Rows are found by their names at the command line also where they were withdrawn or renamed. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { budgetId, editorOf } from '../support/clients/reverting.js';
import { budgetLedger } from '../support/processes/command-line.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
const { project, run } = editorOf(() => ledger);

const holder = '临时使用单位';
const shared = '走访企业数量';
let first: any;
let fourth: any;
let fifth: any;
let withdrawnAt = 0;
let fundUserId = '';

/** One of two indicators of a name and a whole project are withdrawn, another project is renamed. */
beforeAll(async () => {
  ledger = await startLedger();
  first = await project(1);
  fourth = await project(4);
  fifth = await project(5);
  const { id: indicatorId } = first.indicators.find(({ name }: any) => name === shared);
  withdrawnAt = (await run('withdrawIndicator', { indicatorId, reason: '不再走访' })).version;
  await run('withdrawProject', { projectId: fifth.id });
  await run('renameProject', { projectId: fourth.id, name: '改过名的项目' });
  const added = await run('addFundUser', { budgetId, name: holder }, 'fundUser { entityId }');
  fundUserId = added.fundUser?.entityId ?? '';
  const { userErrors } = await run('withdrawFundUser', { fundUserId });
  expect(userErrors).toEqual([]);
});
afterAll(cleanUp);

/** Whose rows were answered, and the code of each warning. */
async function asked(...args: string[]) {
  const { code, stderr, rows } = await budgetLedger(ledger.directory, [...args, '--json']);
  const warnings = stderr
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).warning);
  expect([args, code]).toEqual([args, 0]);
  for (const { message, messageEn } of warnings) {
    expect(message).toMatch(/\p{Script=Han}/u);
    expect(messageEn).toMatch(/[A-Za-z]{3}/);
  }
  return { rows: rows(), warnings, codes: warnings.map((warning) => warning.code) };
}

const gone = () => first.indicators.find(({ name }: any) => name === shared);
const idsOf = (rows: any[]) => [...new Set(rows.map(({ entityId }) => entityId))];

describe('a withdrawn row', () => {
  it('is found by its name where none in force has it, and is said to be withdrawn since when', async () => {
    for (const command of [['history'], ['changes', '--row']]) {
      const { rows, warnings, codes } = await asked(...command, `${first.name}/${shared}`);
      expect([idsOf(rows), codes]).toEqual([[gone().id], ['WITHDRAWN']]);
      expect(warnings[0]).toMatchObject({ entityId: gone().id, version: withdrawnAt });
      expect(rows[0]).toMatchObject({ kind: 'REMOVED', version: withdrawnAt });
    }
    const whole = await asked('history', fifth.name);
    expect(whole.codes).toEqual(['WITHDRAWN']);
    expect(idsOf(whole.rows)).toContain(fifth.id);
    const { rows, codes } = await asked('history', holder);
    expect([idsOf(rows), codes]).toEqual([[fundUserId], ['WITHDRAWN']]);
  });

  it('is blamed, and shown, as it last was', async () => {
    const { rows, codes } = await asked('blame', `${first.name}/${shared}`);
    expect(codes).toEqual(['WITHDRAWN']);
    const [{ basis, rows: blamed }] = rows;
    expect(basis.version).toBe(withdrawnAt - 1);
    const target = blamed[0].cells.find(({ path }: any) => path === 'annualTarget');
    expect(target).toMatchObject({ value: '≥10', lastChange: { kind: 'ADDED' } });
    const shown = await asked('show', fifth.name);
    expect([shown.rows[0].status, shown.codes]).toEqual(['WITHDRAWN', ['WITHDRAWN']]);
  });

  it('stands behind one in force of its name, and is named beside that', async () => {
    const { rows, warnings } = await asked('history', shared);
    const other = fourth.indicators.find(({ name }: any) => name === shared);
    expect(idsOf(rows)).toEqual([other.id]);
    expect(warnings).toMatchObject([{ code: 'NAMESAKES', candidates: [{ id: gone().id, written: gone().id }] }]);
    const before = await budgetLedger(ledger.directory, ['history', shared, '--at', 'v1']);
    expect([before.code, before.stderr]).toEqual([3, expect.stringMatching(/^AMBIGUOUS/)]);
  });

  it('is not guessed at by what writes', async () => {
    const { code, stderr } = await budgetLedger(ledger.directory, [
      'revert',
      '--row',
      shared,
      '--to',
      '1',
      '--dry-run',
    ]);
    expect([code, stderr]).toEqual([3, expect.stringMatching(/^AMBIGUOUS/)]);
  });
});

it.each([['history'], ['changes', '--row'], ['show'], ['blame']])(
  'a row is found by a former name, and said to go by another: %s',
  async (...command) => {
    const { warnings } = await asked(...command, fourth.name);
    expect(warnings).toMatchObject([{ code: 'FORMER_NAME', entityId: fourth.id }]);
    expect(warnings[0].message).toContain('改过名的项目');
    expect((await asked(...command, fourth.name, '--at', 'v1', '--budget', budgetId)).codes).toEqual([]);
  },
);

it('several kinds and sources of changes are asked for at once', async () => {
  const kinds = async (given: string) => {
    const { rows } = await asked('changes', '--kind', given, '--source', '接口,导入', '--all');
    return [...new Set(rows.map(({ kind }) => kind))].sort();
  };
  expect(await kinds('撤销')).toEqual(['REMOVED']);
  expect(await kinds('撤销,改名')).toEqual(['REMOVED', 'RENAMED']);
});
