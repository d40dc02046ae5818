import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { budgetLedger } from '../support/processes/command-line.js';
import { twoVersions } from '../support/stories/edited-sample.js';
import { stateOf } from '../support/processes/ledger-state.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';

let directory = '';
let backup = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  await twoVersions(directory);
  backup = join(temporaryDirectory(), 'backup');
  await budgetLedger(directory, ['backup', backup]);
});
afterAll(cleanUp);

describe('backup', () => {
  it('beside a server that saves all the while is a moment of it, whole, and complete up to its head', async () => {
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
    const target = temporaryDirectory();
    const atLeast = saved;
    const { ledger } = (await budgetLedger(server.directory, ['backup', target, '--json'])).json();
    isDone = true;
    await saving;
    expect(ledger.saves).toBeGreaterThanOrEqual(atLeast);
    expect(ledger.saves).toBeLessThanOrEqual(saved);
    expect(await server.stop()).toBe(0);

    const dataFolder = temporaryDirectory();
    expect((await budgetLedger(dataFolder, ['restore', target])).code).toBe(0);
    const atHead = (await budgetLedger(server.directory, ['export', '--json', '--at', ledger.head])).json();
    expect(await stateOf(dataFolder)).toBe(`${ledger.saves} ${atHead.contentHash}`);
  });

  it('holds the names beside the ledger, and no views', async () => {
    const manifest = JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8'));
    expect(manifest.files.map(({ holds }: any) => holds)).toEqual(['EVENTS', 'ACTORS']);
    expect(readdirSync(backup).sort()).toEqual(['actors.jsonl', 'events.db', 'manifest.json']);
  });

  it.each([
    ['onto another backup', () => backup, 'TARGET_NOT_EMPTY'],
    ['onto the data folder', () => directory, 'TARGET_WITHIN_DATA'],
    ['into the data folder', () => join(directory, 'backups', 'one'), 'TARGET_WITHIN_DATA'],
    ['onto a file', () => join(backup, 'manifest.json'), 'TARGET_UNUSABLE'],
    ['into a file', () => join(backup, 'manifest.json', 'one'), 'TARGET_UNUSABLE'],
    ['where no folder can be made', () => '/proc/one/two', 'TARGET_UNUSABLE'],
    ['nowhere', () => '', 'NO_FOLDER'],
    ['around the data folder', () => join(directory, '..'), 'TARGET_WITHIN_DATA'],
  ])('%s is refused, and writes nothing', async (_, target, told) => {
    const before = readdirSync(directory).sort();
    const { code, stderr } = await budgetLedger(directory, ['backup', target(), '--json']);
    expect({ code, told: JSON.parse(stderr).error.code }).toEqual({ code: 2, told });
    expect(readdirSync(directory).sort()).toEqual(before);
  });

  it.each(['backup', 'restore'])('%s of a ledger in KurrentDB is refused with what there is instead', async (name) => {
    // Nothing listens there: no server is asked.
    const env = { EVENT_STORE: 'kurrentdb://127.0.0.1:1/x?tls=false' };
    const { code, stderr } = await budgetLedger(directory, [name, join(temporaryDirectory(), 'b')], { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^NOT_SUPPORTED: .*KurrentDB.*dump.*load.*migrate.*卷快照.*snapshots of the volume/);
  });

  it('of no ledger is refused', async () => {
    expect((await budgetLedger(temporaryDirectory(), ['backup', join(temporaryDirectory(), 'b')])).code).toBe(3);
  });
});
