import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { budgetLedger } from '../support/processes/command-line.js';
import { twoVersions } from '../support/stories/edited-sample.js';
import { poisoned } from '../support/stories/poisoned-ledger.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';

let directory = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  await twoVersions(directory);
});
afterAll(cleanUp);

/** A copy whose views were altered by hand, of which nobody says how they had been closed. */
function alteredViews(alteration: string): string {
  const dataFolder = temporaryDirectory();
  cpSync(directory, dataFolder, { recursive: true });
  const name = readdirSync(join(dataFolder, 'views')).find((each) => each.endsWith('.db')) ?? '';
  const database = new Database(join(dataFolder, 'views', name));
  database.exec(alteration);
  database.exec('pragma wal_checkpoint(truncate)');
  database.close();
  rmSync(join(dataFolder, 'views', `${name}.closed`));
  return dataFolder;
}

describe('doctor', () => {
  const doctor = async (args: string[] = [], env: Record<string, string> = {}, dataFolder = directory) => {
    const ended = await budgetLedger(dataFolder, ['doctor', '--json', ...args], { env });
    const { sound, checks } = ended.json();
    const of = (status: string) =>
      checks.filter((check: any) => check.status === status).map(({ messageEn }: any) => messageEn);
    return { code: ended.code, sound, checks, warnings: of('warning'), problems: of('problem'), fine: of('ok') };
  };

  it('finds a sound ledger sound, event by event', async () => {
    const { code, sound, warnings, fine } = await doctor(['--full']);
    expect({ code, sound, warnings }).toEqual({ code: 0, sound: true, warnings: [] });
    expect(fine).toEqual(
      expect.arrayContaining([
        'all 26 events are sound',
        'nothing writes to it (no server runs)',
        'show the whole ledger, up to 0000000000000026',
        'a sample of 26 events fits the views, and 1 tables are what their events make; --full looks at all of it',
        expect.stringMatching(/^all rows of \d+ tables are those that a replay of the events makes$/),
        `DATA_DIR=${directory} (environment)`,
        'PORT=4000 (default)',
      ]),
    );
    expect(fine.some((told: string) => told.startsWith('SQLite 3.'))).toBe(true);
  });

  it.each([
    ['a row of a list', "update project_versions set name = '另一个名称' where name like '商务%'", 'project_versions'],
    ['who changed a cell', "update changed_cells set actor = '{}' where cell_no = 1", 'changed_cells'],
  ])('names the table of the views in which somebody has altered %s', async (_what, alteration, table) => {
    const dataFolder = alteredViews(alteration);
    const { code, problems } = await doctor(['--full'], {}, dataFolder);
    expect({ code, problems }).toEqual({
      code: 6,
      problems: [
        expect.stringMatching(
          new RegExp(`: ${table} \\(\\d+\\)\\. The views were altered; run "budget-ledger rebuild"`),
        ),
      ],
    });
    await budgetLedger(dataFolder, ['rebuild']);
    expect(await doctor(['--full'], {}, dataFolder)).toMatchObject({ code: 0, problems: [] });
  });

  it.each([
    [
      'what a save says',
      "update saves set body = json_set(body, '$.recordedAt', '2020-01-01T00:00:00.000Z') where version = 1",
    ],
    ['content', "update contents set body = replace(body, '商务', '商贸')"],
  ])('finds in a sample that somebody has altered %s', async (_what, alteration) => {
    const { code, problems } = await doctor([], {}, alteredViews(alteration));
    expect({ code, problems }).toEqual({ code: 6, problems: [expect.stringContaining('rebuild')] });
  });

  it('names the process that writes, beside it', async () => {
    const server = await startLedger(directory);
    const { code, fine } = await doctor();
    expect(code).toBe(0);
    expect(fine).toContain(`process ${server.process.pid} writes to it`);
    await server.stop();
  });

  it('finds what is wrong with the configuration, and stops there', async () => {
    const { code, problems } = await doctor([], { PORT: '99999', EVENTSTORE: 'sqlite:' });
    expect(code).toBe(6);
    expect(problems).toEqual([expect.stringContaining('EVENT_STORE'), expect.stringContaining('PORT must be')]);
    const given = await budgetLedger('/nonexistent', ['--data', directory, 'doctor', '--json']);
    expect(given.json().checks).toContainEqual(
      expect.objectContaining({ messageEn: `DATA_DIR=${directory} (--data)` }),
    );
  });

  it('finds nothing wrong with a folder that is not there yet, and makes none', async () => {
    const dataFolder = join(temporaryDirectory(), 'none');
    const { code, warnings } = await doctor([], {}, dataFolder);
    expect(code).toBe(0);
    expect(warnings.join(' ')).toContain('the first start or import makes it');
    expect(readdirSync(join(dataFolder, '..'))).toEqual([]);
  });

  it('finds views that are missing, behind or halted, with what to do', async () => {
    const cure = poisoned(directory);
    expect(await doctor()).toMatchObject({
      code: 0,
      warnings: [expect.stringMatching(/lack 1 events \(\d+ ms\).*budget-ledger rebuild/)],
    });
    const server = await startLedger(directory, { LOG_LEVEL: 'silent' });
    const beside = await doctor();
    expect(beside.code).toBe(6);
    expect(beside.problems).toEqual([expect.stringMatching(/Halted before event poison \(position 0000000000000027/)]);
    await server.kill();
    expect((await doctor(['--full'])).problems).toEqual(
      expect.arrayContaining([expect.stringContaining('0000000000000027 cannot be read')]),
    );
    const asked = await budgetLedger(directory, ['history', '--versions', '--json']);
    expect({ code: asked.code, warning: JSON.parse(asked.stderr).warning.code }).toEqual({
      code: 0,
      warning: 'VIEWS_HALTED',
    });
    cure();
    rmSync(join(directory, 'views'), { recursive: true });
    expect((await doctor()).warnings.join(' ')).toContain('There are no views');
    await budgetLedger(directory, ['rebuild']);
  });

  it('finds a store that is damaged, or none of ours', async () => {
    const dataFolder = temporaryDirectory();
    await twoVersions(dataFolder);
    const file = join(dataFolder, 'events/events.db');
    const bytes = readFileSync(file);
    bytes.fill(7, 3 * 4096, 5 * 4096);
    for (const log of ['wal', 'shm']) rmSync(`${file}-${log}`, { force: true });
    writeFileSync(file, bytes);
    const damaged = await doctor([], {}, dataFolder);
    expect(damaged.code).toBe(6);
    expect(damaged.problems.length).toBeGreaterThan(0);
    writeFileSync(file, 'something else');
    expect((await doctor([], {}, dataFolder)).problems.join(' ')).toContain('is not an event store of Budget Ledger');
  });
});
