import { chmodSync, cpSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { budgetLedger } from '../support/processes/command-line.js';
import { sampleFile, sampleYear, twoVersions } from '../support/stories/edited-sample.js';
import { cleanUp, temporaryDirectory } from '../support/processes/running-ledger.js';

/** Permissions bind nobody who is root, but whoever root lets run the program. */
const stranger = process.getuid?.() === 0 ? { uid: 65534, env: { HOME: '/', PORT: '0' } } : { env: { PORT: '0' } };

let original = '';
let backup = '';
const forbidden: string[] = [];
beforeAll(async () => {
  original = temporaryDirectory();
  await twoVersions(original);
  backup = join(temporaryDirectory(), 'backup');
  await budgetLedger(original, ['backup', backup]);
  for (const path of [join(backup, '..'), backup, ...filesIn(backup)]) chmodSync(path, modeOf(path, 0o755));
});
afterAll(async () => {
  for (const path of forbidden) chmodSync(path, modeOf(path, 0o755));
  await cleanUp();
});

function modeOf(path: string, mode: number): number {
  return statSync(path).isDirectory() ? mode : mode & 0o666;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
}

/** A copy of the ledger in which everything may be read and changed, but what is named. */
function allBut(...names: string[]): string {
  const dataFolder = temporaryDirectory();
  cpSync(original, dataFolder, { recursive: true });
  for (const path of [dataFolder, ...filesIn(dataFolder)]) chmodSync(path, modeOf(path, 0o777));
  for (const path of names.map((name) => join(dataFolder, name))) {
    chmodSync(path, modeOf(path, 0o555));
    forbidden.push(path);
  }
  return dataFolder;
}

function contentsOf(dataFolder: string): object {
  return Object.fromEntries(
    filesIn(dataFolder)
      .filter((path) => statSync(path).isFile())
      .map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}

const editing: [string, string[]][] = [
  ['import', ['import', sampleFile, ...sampleYear]],
  ['serve', ['serve']],
  ['revert', ['revert', '--save', '2', '--reason', '误改']],
  ['seal', ['seal', 'create', '一上']],
];
const restoring: [string, () => string[]] = ['restore', () => ['restore', backup, '--replace']];

async function refusal(dataFolder: string, args: string[]) {
  const { code, stderr } = await budgetLedger(dataFolder, [...args, '--json'], stranger);
  return { code, error: JSON.parse(stderr).error };
}

function toldOf(code: string, location: string) {
  return {
    code: 1,
    error: {
      code,
      message: expect.stringMatching(new RegExp(`${location}.*请.*DATA_DIR`)),
      messageEn: expect.stringMatching(new RegExp(`^${location} .*--data \\(DATA_DIR\\)\\.$`)),
    },
  };
}

describe('in a folder that may not be written', () => {
  it.each([...editing.map(([name, args]) => [name, () => args] as const), restoring])(
    '%s says which and what to do, and changes nothing',
    async (_, args) => {
      const dataFolder = allBut('events');
      const before = contentsOf(dataFolder);
      expect(await refusal(dataFolder, args())).toMatchObject(toldOf('NO_PERMISSION', join(dataFolder, 'events')));
      expect(contentsOf(dataFolder)).toEqual(before);
    },
  );

  it.each([['rebuild', ['rebuild']] as [string, string[]], ...editing])('%s says so of the views', async (_, args) => {
    const dataFolder = allBut('views');
    expect(await refusal(dataFolder, args)).toMatchObject(toldOf('NO_PERMISSION', join(dataFolder, 'views')));
  });

  it.each([
    ['the folder of the names', '.', '.'],
    ['a database that somebody else has left there', 'events/events.db', 'events/events.db'],
    ['views that somebody else has left there', 'views/current', 'views/current'],
    ['names that somebody else has left there', 'actors.db', 'actors.db'],
  ])('%s is named', async (_, name, named) => {
    const dataFolder = allBut(name);
    expect(await refusal(dataFolder, ['import', sampleFile, ...sampleYear])).toMatchObject(
      toldOf('NO_PERMISSION', join(dataFolder, named)),
    );
  });

  it('migrate says so of the folder that the dump passes through', async () => {
    const dataFolder = allBut('.');
    const target = join(temporaryDirectory(), 'target.env');
    writeFileSync(target, `DATA_DIR=${join(target, '..', 'moved')}`);
    for (const path of [join(target, '..'), target]) chmodSync(path, modeOf(path, 0o755));
    expect(await refusal(dataFolder, ['migrate', '--to', target])).toMatchObject(toldOf('NO_PERMISSION', dataFolder));
  });

  it('no ledger is begun', async () => {
    const parent = allBut('.');
    const dataFolder = join(parent, 'new');
    expect(await refusal(dataFolder, ['import', sampleFile, ...sampleYear])).toMatchObject(
      toldOf('NO_PERMISSION', dataFolder),
    );
    expect(readdirSync(parent)).not.toContain('new');
  });
});

describe('where a file stands in the place of a folder', () => {
  it.each(['events', 'views'])('of the %s it is told as such', async (name) => {
    const dataFolder = allBut();
    rmSync(join(dataFolder, name), { recursive: true });
    writeFileSync(join(dataFolder, name), '');
    expect(await refusal(dataFolder, ['import', sampleFile, ...sampleYear])).toMatchObject(
      toldOf('NOT_A_FOLDER', join(dataFolder, name)),
    );
  });
});
