import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exitCodes } from '../../src/cli/failures.js';
import { budgetLedger } from '../support/processes/command-line.js';
import { twoVersions } from '../support/stories/edited-sample.js';
import { cleanUp, temporaryDirectory } from '../support/processes/running-ledger.js';

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
    for (const options of [[], ['--versions']]) {
      const { code, stderr } = await ask('history', row, ...options);
      expect({ code, known: stderr.startsWith('NOT_FOUND') }).toEqual({ code: 3, known: true });
    }
  });

  it.each(['1', '1.1', '1.2', '2', '2.1', '20', '广州市越秀区商务局'])(
    'has as its saves those of its history, and no others: %s',
    async (row) => {
      const changed = (await lines('history', row, '--all')).map(({ version }) => version);
      const saves = await lines('history', row, '--versions', '--all');
      expect(saves.map(({ version }) => version)).toEqual([...new Set(changed)]);
      expect(saves.map(({ version }) => version)).toHaveLength(['2', '2.1', '20', '1.1'].includes(row) ? 1 : 2);
      const [newest] = await lines('history', row, '--versions', '--first', '1');
      const older = await lines('history', row, '--versions', '--after', newest.cursor);
      expect([newest, ...older]).toEqual(saves);
    },
  );
});

describe('a point', () => {
  it('may be a version, a time, a date or a position, as in the API', async () => {
    const [, first] = await lines('history', '--versions');
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
    ['v9', 3, 'NOT_FOUND'],
    ['2999-01-01', 3, 'FUTURE_TIME'],
    ['0000000099999999', 3, 'UNKNOWN_POSITION'],
    ['-5', 3, 'UNKNOWN_POSITION'],
    ['000000001', 3, 'UNKNOWN_POSITION'],
    ['00000000000000000001', 3, 'UNKNOWN_POSITION'],
    ['0000000000000001zzz', 3, 'UNKNOWN_POSITION'],
    ['2001-01-01', 3, 'NOT_FOUND'],
    ['2024-02-30', 2, 'INVALID_POINT'],
    ['2024-03-01T09:00:00', 2, 'INVALID_POINT'],
    ['2024-03-01T24:00:00Z', 2, 'INVALID_POINT'],
    ['2016-12-31T23:59:60Z', 2, 'INVALID_POINT'],
    ['gestern!', 2, 'INVALID_POINT'],
  ])('that cannot be read is told: %s', async (point, code, told) => {
    const ended = await ask('blame', '1', '--at', point, '--json');
    expect(ended.code).toBe(code);
    expect(JSON.parse(ended.stderr).error.code).toBe(told);
  });
});

describe('a stretch of versions', () => {
  it.each(['1234567890', '2v3', '002', '2...3', '..', '1..2..3', 'v', '2024-01-01'])(
    'that is written otherwise is wrong usage, not another stretch: %s',
    async (versions) => {
      const { code, stderr } = await ask('changes', '--versions', versions);
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(versions) });
    },
  );

  it('is one version, or from one to another, each end open', async () => {
    const versionsOf = async (text: string) => [
      ...new Set((await lines('changes', '--versions', text, '--all')).map(({ version }) => version)),
    ];
    expect(await versionsOf('2')).toEqual([2]);
    expect(await versionsOf('v1..v2')).toEqual([2, 1]);
    expect(await versionsOf('2..')).toEqual([2]);
    expect(await versionsOf('..1')).toEqual([1]);
  });
});

describe('an empty text', () => {
  it('asks for what has none', async () => {
    const asked = async (...options: string[]) =>
      (await lines('changes', '--all', ...options)).map(({ version, reason, basisDocument }) => {
        return { version, reason, basisDocument };
      });
    const all = await asked();
    for (const [option, member] of [
      ['--reason', 'reason'],
      ['--document', 'basisDocument'],
    ] as const) {
      expect(await asked(option, '')).toEqual(all.filter((change) => (change[member] ?? '') === ''));
    }
    expect((await ask('changes', '--text', '')).stderr).toContain('filter.text 为空');
    expect((await ask('changes', '--cell', '没有的单元格')).stderr).toContain('annualTarget');
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
    'show',
    'revert',
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

describe('the help of the program', () => {
  it('lists every code that it ends with', async () => {
    const { stdout } = await ask('--help');
    for (const code of Object.values(exitCodes)) expect(stdout).toMatch(new RegExp(` {2}${code}  \\S`));
  });
});
