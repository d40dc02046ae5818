import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
        `DATA_DIR=${directory} (environment)`,
        'PORT=4000 (default)',
      ]),
    );
    expect(fine.some((told: string) => told.startsWith('SQLite 3.'))).toBe(true);
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
