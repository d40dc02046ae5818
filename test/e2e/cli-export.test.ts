import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { budgetLedger } from '../support/processes/command-line.js';
import { twoVersions } from '../support/stories/edited-sample.js';
import { cleanUp, temporaryDirectory } from '../support/processes/running-ledger.js';

let directory = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  await twoVersions(directory);
});
afterAll(cleanUp);

/** In every profile as a shell would, in processes of their own. */
const ask = (...args: string[]) => budgetLedger(directory, args, { fresh: true });

describe('export', () => {
  it('writes the table at any point, whole, with its hash', async () => {
    const before = (await ask('export', '--at', 'v1', '--json')).json();
    const now = (await ask('export', '--json')).json();
    expect([before.totals.total, now.totals.total]).toEqual(['21926.04', '21927.04']);
    expect(before.contentHash).not.toBe(now.contentHash);
    const projects = now.fundUsers.flatMap((row: any) => row.projects);
    expect(projects).toHaveLength(20);
    expect(projects.flatMap((row: any) => row.indicators)).toHaveLength(75);
    expect(projects[0].funding).toEqual({
      total: '65.70',
      fiscalAppropriation: '65.70',
      specialAccount: '0',
      other: '0',
    });
  });

  it('writes CSV with a byte-order mark, or GB18030, into a file that was not there', async () => {
    const folder = temporaryDirectory();
    const utf8 = join(folder, '表.csv');
    const gb = join(folder, 'gb.csv');
    expect((await ask('export', '--output', utf8)).code).toBe(0);
    expect((await ask('export', '--output', gb, '--encoding', 'gb18030')).code).toBe(0);
    const text = readFileSync(utf8, 'utf8');
    expect(text.startsWith('\uFEFF预算年度,预算单位,')).toBe(true);
    expect(text.trimEnd().split('\r\n')).toHaveLength(76);
    expect(iconv.decode(readFileSync(gb), 'gb18030')).toBe(text.slice(1));
    const again = await ask('export', '--output', utf8);
    expect({ code: again.code, told: again.stderr.startsWith('FILE_EXISTS') }).toEqual({ code: 2, told: true });
    expect((await ask('export', '--output', utf8, '--at', 'v1', '--force')).code).toBe(0);
    expect(readFileSync(utf8, 'utf8')).toContain('64.70');
    expect((await ask('export', '--output', join(folder, 'no', 'where.csv'))).stderr).toMatch(/^UNWRITABLE_FILE/);
  });

  it.each([[['--format', 'xml']], [['--encoding', 'latin1']]])('%j is told', async (args) => {
    expect((await ask('export', ...args)).code).toBe(2);
  });
});
