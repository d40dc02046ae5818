import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { budgetLedger } from '../support/processes/command-line.js';
import { stateOf } from '../support/processes/ledger-state.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import { sampleFile, sampleYear, twoVersions } from '../support/stories/edited-sample.js';

let directory = '';
let dump = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  await twoVersions(directory);
  dump = join(temporaryDirectory(), 'ledger.jsonl');
  await budgetLedger(directory, ['dump', dump]);
});
afterAll(cleanUp);

/** Everything that changed, in the ledger's own words. */
const everything = async (folder: string) => (await budgetLedger(folder, ['changes', '--all', '--json'])).stdout;
const told = ({ code, stderr }: { code: unknown; stderr: string }) => ({
  code,
  told: (JSON.parse(stderr.split('\n')[0] ?? '') as { error: { code: string } }).error.code,
});

/** A folder with the ledger that an earlier program wrote: seals, drafts, 238 events. */
function earlierLedger(): string {
  const folder = temporaryDirectory();
  mkdirSync(join(folder, 'events'));
  writeFileSync(
    join(folder, 'events/events.db'),
    gunzipSync(readFileSync('test/fixtures/earlier-ledger/events.db.gz')),
  );
  return folder;
}

describe('dump', () => {
  it('says what it holds, and is read by other programs as a line of JSON for each event', async () => {
    const again = join(temporaryDirectory(), 'again.jsonl');
    const said = (await budgetLedger(directory, ['dump', again, '--json'])).json();
    expect(said).toMatchObject({ file: again, events: 26, saves: 2, tables: 1, actors: 0 });
    const lines = readFileSync(again, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => Object.keys(line)[0])).toEqual([
      'format',
      ...Array.from({ length: 26 }, () => 'leafHash'),
      'table',
      'end',
    ]);
    expect(lines[1].body).toMatchObject({ type: 'BudgetOpened', revision: 0, version: 1 });
    expect(statSync(again).mode & 0o077).toBe(0);
  });

  it('beside a server that saves all the while is a moment of it, whole', async () => {
    const server = await startLedger();
    const [budget] = (await server.data('{ budgets { nodes { id projects(first: 1) { nodes { id } } } } }')).budgets
      .nodes;
    let saved = 1;
    let isDone = false;
    const saving = (async () => {
      while (!isDone) {
        const input = `{ projectId: "${budget.projects.nodes[0].id}", goal: "目标${saved}" }`;
        saved = (await server.data(`mutation { reviseGoal(input: ${input}) { version } }`)).reviseGoal.version;
      }
    })();
    const target = join(temporaryDirectory(), 'moment.jsonl');
    const atLeast = saved;
    const { saves, tables } = (await budgetLedger(server.directory, ['dump', target, '--json'])).json();
    isDone = true;
    await saving;
    expect(saves).toBeGreaterThanOrEqual(atLeast);
    expect(saves).toBeLessThanOrEqual(saved);
    expect(tables).toBe(1);
    expect(await server.stop()).toBe(0);
    const to = temporaryDirectory();
    expect((await budgetLedger(to, ['load', target])).code).toBe(0);
    const then = (await budgetLedger(server.directory, ['export', '--json', '--at', `v${saves}`])).json();
    expect(await stateOf(to)).toBe(`${saves} ${then.contentHash}`);
  });

  it('without views warns that no tables can be compared, and so does loading it', async () => {
    const bare = earlierLedger();
    const target = join(temporaryDirectory(), 'bare.jsonl');
    const { code, stderr } = await budgetLedger(bare, ['dump', target, '--json']);
    expect({ code, told: JSON.parse(stderr).warning.code }).toEqual({ code: 0, told: 'NO_TABLE_HASHES' });
    expect((await budgetLedger(temporaryDirectory(), ['load', target])).stderr).toContain('NO_TABLE_HASHES');
  });

  it.each([
    ['onto another dump', () => dump, 'TARGET_EXISTS'],
    ['into a folder that is not there', () => join(directory, 'none', 'dump.jsonl'), 'TARGET_UNUSABLE'],
    ['nowhere', () => '', 'NO_FILE'],
  ])('%s is refused, and writes nothing', async (_, target, why) => {
    const before = readFileSync(dump);
    expect(told(await budgetLedger(directory, ['dump', target(), '--json']))).toEqual({ code: 2, told: why });
    expect(readFileSync(dump)).toEqual(before);
  });

  it('of no ledger is refused', async () => {
    expect((await budgetLedger(temporaryDirectory(), ['dump', join(temporaryDirectory(), 'd')])).code).toBe(3);
  });
});

describe('load', () => {
  it('gives a ledger that an earlier program wrote anew: events, commands, seals, drafts and every changed cell', async () => {
    const from = earlierLedger();
    await budgetLedger(from, ['rebuild']);
    const file = join(temporaryDirectory(), 'earlier.jsonl');
    const { tables } = (await budgetLedger(from, ['dump', file, '--json'])).json();
    const to = temporaryDirectory();
    const loaded = (await budgetLedger(to, ['load', file, '--json'])).json();
    expect(loaded).toMatchObject({ events: 238, appended: 238, compared: tables });
    expect(tables).toBeGreaterThan(5);
    expect(await everything(to)).toBe(await everything(from));
    expect((await budgetLedger(to, ['doctor', '--full', '--json'])).json()).toMatchObject({ sound: true });
  });

  it('only checks the dump where that is asked, and makes nothing', async () => {
    const to = temporaryDirectory();
    const { code, stdout } = await budgetLedger(to, ['load', dump, '--dry-run']);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('转储完好：26 条事件') });
    expect(readdirSync(to)).toEqual([]);
    const cut = join(temporaryDirectory(), 'cut.jsonl');
    writeFileSync(cut, readFileSync(dump).subarray(0, -10));
    expect(told(await budgetLedger(to, ['load', cut, '--json']))).toEqual({ code: 6, told: 'DAMAGED_DUMP' });
    expect(told(await budgetLedger(to, ['load', sampleFile, '--json']))).toEqual({ code: 6, told: 'NOT_A_DUMP' });
    expect(told(await budgetLedger(to, ['load', join(to, 'none'), '--json']))).toEqual({ code: 6, told: 'NOT_A_DUMP' });
    expect(readdirSync(to)).toEqual([]);
  });

  it('into a ledger that a server has open is refused, and says who has it', async () => {
    const server = await startLedger(temporaryDirectory(), { IMPORT_SAMPLES: 'false' });
    const { code, stderr } = await budgetLedger(server.directory, ['load', dump]);
    expect(code).toBe(5);
    expect(stderr).toContain(`pid ${server.process.pid}`);
    expect(await server.stop()).toBe(0);
  });

  it('into another ledger, into one that has gone on, or under views whose events are gone is refused, and changes nothing', async () => {
    const other = temporaryDirectory();
    await budgetLedger(other, ['import', sampleFile, ...sampleYear, '--reason', '另一本']);
    const before = await everything(other);
    expect(told(await budgetLedger(other, ['load', dump, '--json']))).toEqual({ code: 4, told: 'OTHER_LEDGER' });
    expect(await everything(other)).toBe(before);

    const ahead = temporaryDirectory();
    await budgetLedger(ahead, ['load', dump]);
    await budgetLedger(ahead, ['annotate', 'v1', '--reason', '更正', '--actor', 'finance', '--role', 'finance']);
    const gone = await everything(ahead);
    expect(told(await budgetLedger(ahead, ['load', dump, '--json']))).toEqual({ code: 4, told: 'LEDGER_AHEAD' });
    expect(await everything(ahead)).toBe(gone);

    rmSync(join(other, 'events'), { recursive: true });
    expect(told(await budgetLedger(other, ['load', dump, '--json']))).toMatchObject({ told: 'EVENTS_MISSING' });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('that is ended by %s goes on where it stopped', async (signal) => {
    const from = earlierLedger();
    await budgetLedger(from, ['rebuild']);
    const file = join(temporaryDirectory(), 'earlier.jsonl');
    await budgetLedger(from, ['dump', file]);
    const to = temporaryDirectory();
    const log = join(to, 'events/events.db-wal');
    const { code } = await budgetLedger(to, ['load', file], {
      onStart: (child) => {
        // Once the log has grown to this size, some saves are there and others are not.
        const watch = setInterval(() => {
          if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 400_000) child.kill(signal);
        }, 1);
        child.once('exit', () => clearInterval(watch));
      },
    });
    expect([0, 130, signal]).toContain(code);
    const { appended, events } = (await budgetLedger(to, ['load', file, '--json'])).json();
    if (code !== 0) expect(appended).toBeLessThan(events);
    expect(await everything(to)).toBe(await everything(from));
  });
});

describe('migrate', () => {
  const targetOf = (folder: string) => {
    const file = join(temporaryDirectory(), 'target.env');
    writeFileSync(file, `# Where it goes\nDATA_DIR=${folder}\n`);
    return file;
  };

  it('moves a ledger, takes over alone what is new when it is run again, and leaves no file behind', async () => {
    const from = temporaryDirectory();
    cpSync(directory, from, { recursive: true });
    const to = temporaryDirectory();
    const target = targetOf(to);
    expect((await budgetLedger(from, ['migrate', '--to', target, '--json'])).json()).toMatchObject({ appended: 26 });
    expect(await everything(to)).toBe(await everything(from));
    await budgetLedger(from, ['annotate', 'v1', '--reason', '更正', '--actor', 'finance', '--role', 'finance']);
    expect((await budgetLedger(from, ['migrate', '--to', target, '--json'])).json()).toMatchObject({ appended: 1 });
    expect(readdirSync(from).filter((name) => name.startsWith('migration'))).toEqual([]);
  });

  it('needs no data folder where the ledger is kept elsewhere', async () => {
    const elsewhere = temporaryDirectory();
    cpSync(directory, elsewhere, { recursive: true });
    const env = {
      EVENT_STORE: `sqlite:${join(elsewhere, 'events')}`,
      READ_MODEL: `sqlite:${join(elsewhere, 'views')}`,
    };
    const target = targetOf(temporaryDirectory());
    const moved = await budgetLedger(join(elsewhere, 'none'), ['migrate', '--to', target, '--json'], { env });
    expect(moved.json()).toMatchObject({ appended: 26 });
  });

  it('of a ledger that goes on meanwhile ends with 6, and says that the rest is to be taken over', async () => {
    const server = await startLedger();
    const [budget] = (await server.data('{ budgets { nodes { id projects(first: 1) { nodes { id } } } } }')).budgets
      .nodes;
    let isDone = false;
    const saving = (async () => {
      for (let goal = 0; !isDone; goal += 1) {
        const input = `{ projectId: "${budget.projects.nodes[0].id}", goal: "目标${goal}" }`;
        await server.data(`mutation { reviseGoal(input: ${input}) { version } }`);
      }
    })();
    const to = temporaryDirectory();
    const first = await budgetLedger(server.directory, ['migrate', '--to', targetOf(to), '--json']);
    isDone = true;
    await saving;
    expect(await server.stop()).toBe(0);
    expect(told(first)).toEqual({ code: 6, told: 'SOURCE_MOVED_ON' });
    expect((await budgetLedger(server.directory, ['migrate', '--to', targetOf(to)])).code).toBe(0);
    expect(await everything(to)).toBe(await everything(server.directory));
  });

  it('to where the ledger is already, or to no configuration, is refused', async () => {
    const same = await budgetLedger(directory, ['migrate', '--to', targetOf(directory), '--json']);
    expect(told(same)).toEqual({ code: 2, told: 'SAME_LEDGER' });
    const none = await budgetLedger(directory, ['migrate', '--to', join(directory, 'none.env'), '--json']);
    expect(told(none)).toEqual({ code: 2, told: 'NO_TARGET' });
  });
});
