import { cpSync, chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { budgetLedger } from '../support/processes/command-line.js';
import { sampleFile, sampleYear, twoVersions } from '../support/stories/edited-sample.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import { unless } from '../support/skipping.js';

let directory = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  await twoVersions(directory);
});
afterAll(cleanUp);

const ask = (...args: string[]) => budgetLedger(directory, args);

function copied(): string {
  const copy = temporaryDirectory();
  cpSync(directory, copy, { recursive: true });
  return copy;
}

/** Takes the last events of a ledger away, as if they had not been recorded yet. */
function forgetLast(dataFolder: string, events: number): void {
  const database = new Database(join(dataFolder, 'events', 'events.db'));
  database.exec(`
    delete from commands where last_position > (select max(position) from events) - ${events};
    delete from events where position > (select max(position) from events) - ${events};`);
  database.close();
  // Nor is there anything that tells of them.
  rmSync(join(dataFolder, 'events', 'events.db.reached'), { force: true });
}

describe('a reading command', () => {
  const questions = [
    ['history', '--all', '--json'],
    ['blame', '1.2', '--json'],
    ['changes', '--all', '--json'],
    ['compare', 'v1', 'v2', '--json'],
    ['export', '--json'],
  ];

  it('answers the same with no server, beside one, after kill -9 and after a clean stop', async () => {
    const dataFolder = copied();
    const answers = () => Promise.all(questions.map((args) => budgetLedger(dataFolder, args)));
    const before = (await answers()).map(({ stdout }) => ({ code: 0, stdout, stderr: '' }));
    const server = await startLedger(dataFolder);
    expect(await answers()).toMatchObject(before);
    await server.kill();
    expect(await answers()).toMatchObject(before);
    await (await startLedger(dataFolder)).stop();
    expect(await answers()).toMatchObject(before);
  });

  it('sees at once what a running server has acknowledged', async () => {
    const server = await startLedger(copied());
    const [project] = (await server.data('{ projects(first: 1) { nodes { id } } }')).projects.nodes;
    const input = `{ projectId: "${project.id}", goal: "新的目标", reason: "调整" }`;
    await server.data(`mutation { reviseGoal(input: ${input}) { version } }`);
    const [latest] = (await budgetLedger(server.directory, ['changes', '--first', '1', '--json'])).rows();
    expect(latest).toMatchObject({ version: 3, path: 'goal', after: '新的目标', reason: '调整' });
    await server.stop();
  });

  it('writes nothing into the store, whichever it is', async () => {
    const hash = () =>
      ['events/events.db', 'events/events.db-wal', 'actors.db'].map((name) => sha256(join(directory, name)));
    const before = hash();
    for (const args of [...questions, ['doctor', '--full'], ['import', sampleFile, ...sampleYear, '--dry-run']])
      await ask(...args);
    expect(hash()).toEqual(before);
  });

  it('makes no folder where there is none, and says what to do', async () => {
    const dataFolder = join(temporaryDirectory(), 'nowhere');
    const { code, stderr } = await budgetLedger(dataFolder, ['history']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^NOTHING_THERE: .*不存在；请先启动一次账本.*does not exist; start the ledger once/);
    expect(existsSync(dataFolder)).toBe(false);
  });

  it('answers from views that are behind, and says so', async () => {
    const dataFolder = copied();
    // Views of the first version only, which a crash of the machine can leave.
    const older = copied();
    forgetLast(older, 4);
    rmSync(join(older, 'views'), { recursive: true });
    await budgetLedger(older, ['rebuild']);
    rmSync(join(dataFolder, 'views'), { recursive: true });
    cpSync(join(older, 'views'), join(dataFolder, 'views'), { recursive: true });

    const asked = await budgetLedger(dataFolder, ['history', '--versions', '--json']);
    expect(asked.code).toBe(0);
    expect(asked.rows().map(({ version }) => version)).toEqual([1]);
    expect(JSON.parse(asked.stderr).warning).toMatchObject({ code: 'VIEWS_BEHIND', events: 4 });
    expect((await budgetLedger(dataFolder, ['history', '--at', 'v2'])).code).toBe(3);
    expect((await budgetLedger(dataFolder, ['rebuild'])).code).toBe(0);
    expect((await budgetLedger(dataFolder, ['history', '--versions', '--json'])).rows()).toHaveLength(2);
  });

  it('ends with 3 where there are no views at all', async () => {
    const dataFolder = copied();
    rmSync(join(dataFolder, 'views'), { recursive: true });
    const { code, stderr } = await budgetLedger(dataFolder, ['history']);
    expect(code).toBe(3);
    expect(stderr).toContain('budget-ledger rebuild');
    expect(readdirSync(dataFolder)).not.toContain('views');
  });
});

const whyNobodyElse = process.getuid?.() === 0 ? null : 'only root can become another user';
unless(
  whyNobodyElse,
  'reading as a user who may only read the folder',
  describe,
)('for a user who may only read the folder', () => {
  const stranger = { uid: 65534, env: { HOME: '/' } };

  /** The program has to be readable for another user, which the folder of a checkout need not be. */
  async function readOnly(): Promise<string> {
    const dataFolder = copied();
    for (const folder of ['', 'events', 'views']) chmodSync(join(dataFolder, folder), 0o755);
    return dataFolder;
  }

  it('a reading command answers beside a server', async () => {
    const dataFolder = await readOnly();
    const server = await startLedger(dataFolder);
    const { code, stdout, stderr } = await budgetLedger(dataFolder, ['history', '--versions', '--json'], stranger);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').filter(Boolean)).toHaveLength(2);
    await server.stop();
  });

  it('says what SQLite lacks where nothing runs and its files of shared memory are gone', async () => {
    const dataFolder = await readOnly();
    for (const folder of ['events', 'views']) {
      for (const name of readdirSync(join(dataFolder, folder))) {
        if (/-(wal|shm)$/.test(name)) rmSync(join(dataFolder, folder, name));
      }
    }
    const { code, stderr } = await budgetLedger(dataFolder, ['history', '--json'], stranger);
    expect(code).toBe(1);
    expect(JSON.parse(stderr).error).toMatchObject({
      code: 'NO_PERMISSION',
      messageEn: expect.stringContaining('-shm'),
    });
  });

  it('a folder that may not be read at all is told as such', async () => {
    const dataFolder = await readOnly();
    chmodSync(join(dataFolder, 'events/events.db'), 0o600);
    const { code, stderr } = await budgetLedger(dataFolder, ['history'], stranger);
    expect(code).toBe(1);
    expect(stderr).toContain('无权读取');
  });
});

function sha256(file: string): string | null {
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : null;
}

describe('standard output', () => {
  it('is plain and whole in a pipe, coloured where it is asked for', async () => {
    const escape = String.fromCharCode(27);
    const plain = await ask('compare', 'v1', 'v2');
    const coloured = await budgetLedger(directory, ['compare', 'v1', 'v2'], { env: { FORCE_COLOR: '1' } });
    expect(plain.stdout).not.toContain(escape);
    expect(coloured.stdout).toContain(escape);
    const both = await budgetLedger(directory, ['compare', 'v1', 'v2'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    expect(both.stdout).toBe(plain.stdout);
  });

  it('that nobody reads to its end is no fault', async () => {
    const dataFolder = directory;
    const ended = await budgetLedger(dataFolder, ['changes', '--all', '--json'], {
      onStart: (child) => child.stdout?.once('data', () => child.stdout?.destroy()),
    });
    expect(ended.code).toBe(0);
    expect(ended.stderr).toBe('');
  });
});

describe('a folder under any name', () => {
  it('can be asked about', async () => {
    const dataFolder = join(temporaryDirectory(), '预算 100%?#&=é');
    mkdirSync(dataFolder);
    cpSync(directory, dataFolder, { recursive: true });
    expect(
      (await budgetLedger('/nonexistent', ['--data', dataFolder, 'history', '--versions', '--json'])).rows(),
    ).toHaveLength(2);
  });
});
