import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { budgetLedger } from '../support/processes/command-line.js';
import { damages } from '../support/stories/damaged-backup.js';
import { editedSample, sampleFile, sampleYear, twoVersions } from '../support/stories/edited-sample.js';
import { stateOf } from '../support/processes/ledger-state.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import { cases } from '../support/random/cases.js';
import { underStrace, whyNoStrace } from '../support/processes/system-calls.js';
import { unless } from '../support/skipping.js';

let directory = '';
let backup = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  await twoVersions(directory);
  backup = join(temporaryDirectory(), 'backup');
  await budgetLedger(directory, ['backup', backup]);
});
afterAll(cleanUp);

describe('restore', () => {
  it('into an empty folder gives the ledger, its history and its names', async () => {
    const dataFolder = join(temporaryDirectory(), 'new');
    const { code, stdout } = await budgetLedger(dataFolder, ['restore', backup]);
    expect(code).toBe(0);
    expect(stdout).toContain('已恢复：26 条事件');
    expect(await stateOf(dataFolder)).toBe(await stateOf(directory));
    const saves = ['history', '--all', '--json'];
    const own = await budgetLedger(dataFolder, saves);
    const theirs = await budgetLedger(directory, saves);
    expect(own.stdout).toBe(theirs.stdout);
    const server = await startLedger(dataFolder);
    expect((await server.data('{ budgets { nodes { basis { version } } } }')).budgets.nodes[0].basis.version).toBe(2);
    await server.stop();
  });

  it('replaces a ledger only when it is told to, keeps the old one beside, and builds the views anew', async () => {
    const dataFolder = temporaryDirectory();
    await budgetLedger(dataFolder, ['import', sampleFile, ...sampleYear, '--reason', '另一本']);
    const before = await stateOf(dataFolder);
    const refused = await budgetLedger(dataFolder, ['restore', backup, '--json']);
    expect({ code: refused.code, told: JSON.parse(refused.stderr).error.code }).toEqual({
      code: 4,
      told: 'LEDGER_NOT_EMPTY',
    });
    expect(await stateOf(dataFolder)).toBe(before);

    const { kept, namesTaken } = (await budgetLedger(dataFolder, ['restore', backup, '--replace', '--json'])).json();
    expect(namesTaken).toBe(false);
    expect((await budgetLedger(dataFolder, ['history'])).code).toBe(3);
    expect(await stateOf(dataFolder)).toBe(await stateOf(directory));
    const old = temporaryDirectory();
    mkdirSync(join(old, 'events'));
    cpSync(kept, join(old, 'events/events.db'));
    expect(await stateOf(old)).toBe(before);
  });

  it('says that it goes back behind what is there', async () => {
    const dataFolder = temporaryDirectory();
    const older = join(temporaryDirectory(), 'older');
    await budgetLedger(dataFolder, ['import', sampleFile, ...sampleYear]);
    await budgetLedger(dataFolder, ['backup', older]);
    const edited = join(dataFolder, 'edited.txt');
    writeFileSync(edited, editedSample());
    await budgetLedger(dataFolder, ['import', edited, ...sampleYear]);
    expect((await budgetLedger(dataFolder, ['restore', older])).stderr).toMatch(
      /比备份多 4 条.*4 more than the backup/,
    );
    expect((await budgetLedger(dataFolder, ['restore', older, '--replace'])).code).toBe(0);
    expect((await stateOf(dataFolder)).startsWith('1 ')).toBe(true);
  });

  it('is refused while a server runs, and keeps what it had recorded once it has been killed', async () => {
    const server = await startLedger();
    const { code, stderr } = await budgetLedger(server.directory, ['restore', backup, '--replace']);
    expect(code).toBe(5);
    expect(stderr).toContain(`pid ${server.process.pid}`);
    expect((await server.data('{ budgets { nodes { name } } }')).budgets.nodes).toHaveLength(1);

    // What a killed server has in its log alone is kept with the rest.
    const [project] = (await server.data('{ projects(first: 1) { nodes { id } } }')).projects.nodes;
    await server.data(`mutation { reviseGoal(input: { projectId: "${project.id}", goal: "新" }) { version } }`);
    await server.kill();
    const { kept } = (await budgetLedger(server.directory, ['restore', backup, '--replace', '--json'])).json();
    const old = temporaryDirectory();
    mkdirSync(join(old, 'events'));
    cpSync(kept, join(old, 'events/events.db'));
    expect((await stateOf(old)).startsWith('2 ')).toBe(true);
    expect(await stateOf(server.directory)).toBe(await stateOf(directory));
  });

  it.each(damages)('refuses %s, with 6, and changes nothing', async (_, told, damage) => {
    const dataFolder = temporaryDirectory();
    const folder = temporaryDirectory();
    cpSync(backup, folder, { recursive: true });
    damage(folder);
    for (const args of [
      ['restore', folder, '--dry-run'],
      ['restore', folder, '--replace'],
    ]) {
      const { code, stderr } = await budgetLedger(dataFolder, [...args, '--json']);
      const { error } = JSON.parse(stderr);
      expect({ code, told: error.code, zh: /\p{Script=Han}/u.test(error.message) }).toEqual({
        code: 6,
        told,
        zh: true,
      });
    }
    expect(readdirSync(dataFolder)).toEqual([]);
  });
});

unless(
  whyNoStrace(),
  'a restore that is killed',
  describe,
)('a restore that is killed', () => {
  /** The system calls that it is killed at, each told by its file: how many there are depends on what is in the folder. */
  const steps: { call: string; on: string; nth?: number; leaves: 'old' | 'new' }[] = [
    { call: 'fsync', on: 'events/events.db.restoring', leaves: 'old' },
    { call: 'rename', on: 'events/events.db.restoring', leaves: 'old' },
    { call: 'unlink', on: 'views/projector.lock-journal', leaves: 'new' },
    { call: 'unlink', on: 'views/current', leaves: 'old' },
    { call: 'unlink', on: 'views/views-1.db', leaves: 'old' },
    { call: 'link', on: 'events/events.db', leaves: 'old' },
    // The first one of the thread for files is that of the old ledger's new name.
    { call: 'fsync', on: 'events', nth: 2, leaves: 'new' },
    { call: 'unlink', on: 'events/writer.lock-journal', leaves: 'new' },
  ];

  it('at any of its steps leaves the old ledger or the new one, whole, and nothing else', async () => {
    const from = temporaryDirectory();
    await budgetLedger(from, ['import', sampleFile, ...sampleYear, '--reason', '另一本']);
    const states = { old: await stateOf(from), new: await stateOf(directory) };
    // Calls are counted for each thread, so there is to be but one for files.
    const env = { UV_THREADPOOL_SIZE: '1' };
    for (const { call, on, nth = 1, leaves } of steps.slice(0, cases(steps.length, 3))) {
      const dataFolder = temporaryDirectory();
      cpSync(from, dataFolder, { recursive: true });
      const log = join(temporaryDirectory(), 'log');
      const inject = `${call}:signal=KILL:when=${nth}`;
      const under = underStrace({ log, calls: [call], file: join(dataFolder, on), inject });
      const { code } = await budgetLedger(dataFolder, ['restore', backup, '--replace'], { under, env });
      const state = await stateOf(dataFolder);
      expect({ call, on, code, state }).toEqual({ call, on, code: 'SIGKILL', state: states[leaves] });
    }
  });
});
