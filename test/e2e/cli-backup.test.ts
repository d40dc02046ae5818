import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { budgetLedger } from '../support/command-line.js';
import { editedSample, sampleFile, sampleYear, twoVersions } from '../support/edited-sample.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/running-ledger.js';
import { underStrace, whyNoStrace } from '../support/system-calls.js';

let directory = '';
let backup = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  await twoVersions(directory);
  backup = join(temporaryDirectory(), 'backup');
  await budgetLedger(directory, ['backup', backup]);
});
afterAll(cleanUp);

/** Number of saves, and the hash of the newest table. */
async function stateOf(place: string): Promise<string> {
  await budgetLedger(place, ['rebuild']);
  const { basis, contentHash } = (await budgetLedger(place, ['export', '--json'])).json();
  return `${basis.version} ${contentHash}`;
}

describe('backup', () => {
  it('beside a server that saves all the while is a moment of it, whole, and complete up to its head', async () => {
    const server = await startLedger();
    const [budget] = (await server.data('{ budgets { nodes { id projects(first: 1) { nodes { id } } } } }')).budgets
      .nodes;
    let [saved, isDone] = [1, false];
    const saving = (async () => {
      while (!isDone) {
        const input = `{ projectId: "${budget.projects.nodes[0].id}", goal: "目标${saved}" }`;
        saved = (await server.data(`mutation { reviseGoal(input: ${input}) { version } }`)).reviseGoal.version;
      }
    })();
    const target = temporaryDirectory();
    const atLeast = saved;
    const { ledger } = (await budgetLedger(server.directory, ['backup', target, '--json'])).json();
    isDone = true;
    await saving;
    expect(ledger.saves).toBeGreaterThanOrEqual(atLeast);
    expect(ledger.saves).toBeLessThanOrEqual(saved);
    expect(await server.stop()).toBe(0);

    const place = temporaryDirectory();
    expect((await budgetLedger(place, ['restore', target])).code).toBe(0);
    const atHead = (await budgetLedger(server.directory, ['export', '--json', '--at', ledger.head])).json();
    expect(await stateOf(place)).toBe(`${ledger.saves} ${atHead.contentHash}`);
  });

  it('holds the names beside the ledger, and no views', async () => {
    const manifest = JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8'));
    expect(manifest.files.map(({ holds }: any) => holds)).toEqual(['EVENTS', 'ACTORS']);
    expect(readdirSync(backup).sort()).toEqual(['actors.db', 'events.db', 'manifest.json']);
  });

  it.each([
    ['onto another backup', () => backup, 'TARGET_NOT_EMPTY'],
    ['onto the data folder', () => directory, 'TARGET_WITHIN_DATA'],
    ['into the data folder', () => join(directory, 'backups', 'one'), 'TARGET_WITHIN_DATA'],
    ['around the data folder', () => join(directory, '..'), 'TARGET_WITHIN_DATA'],
  ])('%s is refused, and writes nothing', async (_, target, told) => {
    const before = readdirSync(directory).sort();
    const { code, stderr } = await budgetLedger(directory, ['backup', target(), '--json']);
    expect({ code, told: JSON.parse(stderr).error.code }).toEqual({ code: 2, told });
    expect(readdirSync(directory).sort()).toEqual(before);
  });

  it('of no ledger is refused', async () => {
    expect((await budgetLedger(temporaryDirectory(), ['backup', join(temporaryDirectory(), 'b')])).code).toBe(3);
  });
});

describe('restore', () => {
  it('into an empty folder gives the ledger, its history and its names', async () => {
    const place = join(temporaryDirectory(), 'new');
    const { code, stdout } = await budgetLedger(place, ['restore', backup]);
    expect(code).toBe(0);
    expect(stdout).toContain('已恢复：26 条事件');
    expect(await stateOf(place)).toBe(await stateOf(directory));
    const saves = ['history', '--all', '--json'];
    const [own, theirs] = [await budgetLedger(place, saves), await budgetLedger(directory, saves)];
    expect(own.stdout).toBe(theirs.stdout);
    const server = await startLedger(place);
    expect((await server.data('{ budgets { nodes { basis { version } } } }')).budgets.nodes[0].basis.version).toBe(2);
    await server.stop();
  });

  it('replaces a ledger only when it is told to, keeps the old one beside, and builds the views anew', async () => {
    const place = temporaryDirectory();
    await budgetLedger(place, ['import', sampleFile, ...sampleYear, '--reason', '另一本']);
    const before = await stateOf(place);
    const refused = await budgetLedger(place, ['restore', backup, '--json']);
    expect({ code: refused.code, told: JSON.parse(refused.stderr).error.code }).toEqual({
      code: 4,
      told: 'LEDGER_NOT_EMPTY',
    });
    expect(await stateOf(place)).toBe(before);

    const { kept, namesTaken } = (await budgetLedger(place, ['restore', backup, '--replace', '--json'])).json();
    expect(namesTaken).toBe(false);
    expect((await budgetLedger(place, ['history'])).code).toBe(3);
    expect(await stateOf(place)).toBe(await stateOf(directory));
    const old = temporaryDirectory();
    mkdirSync(join(old, 'events'));
    cpSync(kept, join(old, 'events/events.db'));
    expect(await stateOf(old)).toBe(before);
  });

  it('says that it goes back behind what is there', async () => {
    const place = temporaryDirectory();
    const older = join(temporaryDirectory(), 'older');
    await budgetLedger(place, ['import', sampleFile, ...sampleYear]);
    await budgetLedger(place, ['backup', older]);
    const edited = join(place, 'edited.txt');
    writeFileSync(edited, editedSample());
    await budgetLedger(place, ['import', edited, ...sampleYear]);
    expect((await budgetLedger(place, ['restore', older])).stderr).toMatch(/比备份多 4 条.*4 more than the backup/);
    expect((await budgetLedger(place, ['restore', older, '--replace'])).code).toBe(0);
    expect((await stateOf(place)).startsWith('1 ')).toBe(true);
  });

  it('is refused while a server runs', async () => {
    const server = await startLedger();
    const { code, stderr } = await budgetLedger(server.directory, ['restore', backup, '--replace']);
    expect(code).toBe(5);
    expect(stderr).toContain(`pid ${server.process.pid}`);
    expect((await server.data('{ budgets { nodes { name } } }')).budgets.nodes).toHaveLength(1);
    await server.stop();
  });

  const damages: [string, string, (folder: string) => void][] = [
    ['a folder that is none', 'NOT_A_BACKUP', (folder) => writeFileSync(join(folder, 'manifest.json'), '{}')],
    ['a backup that was not finished', 'NOT_A_BACKUP', (folder) => writeFileSync(join(folder, 'manifest.json'), '')],
    [
      'a manifest that leads elsewhere',
      'NOT_A_BACKUP',
      (folder) => edit(folder, 'manifest.json', '"actors.db"', '"../actors.db"'),
    ],
    ['a changed byte', 'DAMAGED_BACKUP', (folder) => edit(folder, 'events.db', '走访企业数量', '走访企业数目')],
    [
      'a changed byte, with its hash',
      'DAMAGED_BACKUP',
      (folder) => rehashed(folder, () => edit(folder, 'events.db', 'SQLite format 3', 'SQLite format 4')),
    ],
    ['a lost page, with its hash', 'DAMAGED_BACKUP', (folder) => rehashed(folder, () => cut(folder))],
    [
      'an event that is gone',
      'DAMAGED_BACKUP',
      (folder) => rehashed(folder, () => sql(folder, 'delete from events where position = 5')),
    ],
    [
      'an event of another stream',
      'DAMAGED_BACKUP',
      (folder) => rehashed(folder, () => sql(folder, "update streams set name = 'budget-x'")),
    ],
    [
      'a command told otherwise',
      'DAMAGED_BACKUP',
      (folder) => rehashed(folder, () => sql(folder, 'update commands set version = 7')),
    ],
    [
      'an event of a later program',
      'DAMAGED_BACKUP',
      (folder) =>
        rehashed(folder, () =>
          sql(
            folder,
            `update events set body = replace(body, '"schemaVersion":', '"schemaVersion":9') where position = 7`,
          ),
        ),
    ],
    [
      'a ledger of a later format',
      'DAMAGED_BACKUP',
      (folder) => rehashed(folder, () => sql(folder, 'pragma user_version = 99')),
    ],
    [
      "another program's database",
      'DAMAGED_BACKUP',
      (folder) => rehashed(folder, () => sql(folder, 'pragma application_id = 7')),
    ],
    [
      'a manifest of another ledger',
      'DAMAGED_BACKUP',
      (folder) => edit(folder, 'manifest.json', '"events": 26', '"events": 27'),
    ],
  ];
  it.each(damages)('refuses %s, with 6, and changes nothing', async (_, told, damage) => {
    const [place, folder] = [temporaryDirectory(), temporaryDirectory()];
    cpSync(backup, folder, { recursive: true });
    damage(folder);
    for (const args of [
      ['restore', folder, '--dry-run'],
      ['restore', folder, '--replace'],
    ]) {
      const { code, stderr } = await budgetLedger(place, [...args, '--json']);
      const { error } = JSON.parse(stderr);
      expect({ code, told: error.code, zh: /\p{Script=Han}/u.test(error.message) }).toEqual({
        code: 6,
        told,
        zh: true,
      });
    }
    expect(readdirSync(place)).toEqual([]);
  });
});

function edit(folder: string, name: string, from: string, to: string): void {
  const file = join(folder, name);
  const text = readFileSync(file, 'latin1');
  const [old, now] = [from, to].map((part) => Buffer.from(part).toString('latin1')) as [string, string];
  if (!text.includes(old)) throw new Error(`${name} does not say ${from}`);
  writeFileSync(file, text.replace(old, now), 'latin1');
}

function cut(folder: string): void {
  const file = join(folder, 'events.db');
  const bytes = readFileSync(file);
  bytes.fill(0, 8 * 4096, 9 * 4096);
  writeFileSync(file, bytes);
}

function sql(folder: string, statement: string): void {
  const database = new Database(join(folder, 'events.db'));
  database.exec(statement);
  database.close();
}

/** Damage that the manifest does not tell, as a careful hand would do it. */
function rehashed(folder: string, damage: () => void): void {
  damage();
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const bytes = readFileSync(join(folder, 'events.db'));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  Object.assign(manifest.files[0], { bytes: bytes.length, sha256 });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
}

const noStrace = whyNoStrace();
(noStrace === null ? describe : describe.skip)(
  `a restore that is killed${noStrace === null ? '' : ` (skipped: ${noStrace})`}`,
  () => {
    it('at any of its steps leaves the old ledger or the new one, whole, and nothing else', async () => {
      const from = temporaryDirectory();
      await budgetLedger(from, ['import', sampleFile, ...sampleYear, '--reason', '另一本']);
      const [old, now] = [await stateOf(from), await stateOf(directory)];
      // Calls are counted for each thread, so there is to be but one for files.
      const env = { UV_THREADPOOL_SIZE: '1' };
      const seen = new Set<string>();
      for (const [call, times] of Object.entries({ fsync: [1, 2, 3], link: [1], rename: [1], unlink: [1, 3, 5] })) {
        for (const nth of times) {
          const place = temporaryDirectory();
          cpSync(from, place, { recursive: true });
          const log = join(temporaryDirectory(), 'log');
          const under = underStrace({ log, calls: [call], inject: `${call}:signal=KILL:when=${nth}` });
          const { code } = await budgetLedger(place, ['restore', backup, '--replace'], { under, env });
          const state = await stateOf(place);
          expect({ call, nth, state: [old, now].includes(state) }).toEqual({ call, nth, state: true });
          seen.add(`${code === 0 ? 'done' : 'killed'} ${state === old ? 'old' : 'new'}`);
        }
      }
      // Both sides of the swap were tried.
      expect(seen).toContain('killed old');
      expect(seen).toContain('killed new');
    }, 240_000);
  },
);
