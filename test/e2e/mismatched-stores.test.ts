import { cpSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSqliteEventStore } from '../../src/adapters/event-store/sqlite/index.js';
import { newSave } from '../support/ledgers/new-saves.js';
import { budgetLedger } from '../support/processes/command-line.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import { sampleFile, sampleYear, twoVersions } from '../support/stories/edited-sample.js';

let ledger = '';
let otherLedger = '';
beforeAll(async () => {
  ledger = temporaryDirectory();
  await twoVersions(ledger);
  otherLedger = temporaryDirectory();
  await imported(otherLedger);
});
afterAll(cleanUp);

const imported = (folder: string) => budgetLedger(folder, ['import', sampleFile, ...sampleYear, '--reason', '一上']);
const serve = (folder: string, env: Record<string, string> = {}) =>
  budgetLedger(folder, ['serve'], { fresh: true, env: { PORT: '0', ...env } });

/** A folder with the events of one ledger beside the views of another. */
function put(events: string, views: string): string {
  const folder = temporaryDirectory();
  for (const [from, part] of [
    [events, 'events'],
    [views, 'views'],
  ] as const) {
    mkdirSync(join(folder, part), { recursive: true });
    cpSync(join(from, part), join(folder, part), { recursive: true });
  }
  return folder;
}

/** Every way in is refused with this code, and the events are what they were. */
async function expectRefused(folder: string, code: string): Promise<void> {
  const file = join(folder, 'events/events.db');
  const before = readFileSync(file);
  for (const role of ['all', 'api', 'projector']) {
    const ended = await serve(folder, { ROLE: role });
    expect({ role, code: ended.code, stdout: ended.stdout }).toEqual({ role, code: 6, stdout: '' });
    expect(ended.stderr).toMatch(new RegExp(`(${code}).*\\p{Script=Han}.*[A-Za-z]{3}`, 'u'));
    expect(ended.stderr).toContain(folder);
  }
  for (const args of [['show'], ['import', sampleFile, ...sampleYear]]) {
    expect(await budgetLedger(folder, args)).toMatchObject({ code: 6, stderr: expect.stringMatching(code) });
  }
  expect(readFileSync(file).equals(before)).toBe(true);
}

describe('views that are ahead of the events beside them, as of a backup that was copied back,', () => {
  it('are not served, in any role, and made anew once that loss is accepted', async () => {
    const earlier = temporaryDirectory();
    await imported(earlier);
    const folder = put(earlier, earlier);
    await budgetLedger(folder, ['import', join(ledger, 'files/edited.txt'), ...sampleYear]);
    rmSync(join(folder, 'events'), { recursive: true });
    cpSync(join(earlier, 'events'), join(folder, 'events'), { recursive: true });

    await expectRefused(folder, 'READ_MODEL_AHEAD');
    const doctor = await budgetLedger(folder, ['doctor', '--json']);
    expect(doctor.code).toBe(6);
    expect(doctor.stdout).toContain('it may be an older copy');

    expect(await budgetLedger(folder, ['rebuild'])).toMatchObject({ code: 6 });
    const [, end = ''] = /--accept-loss (\d+)/.exec(doctor.stdout) ?? [];
    expect(await budgetLedger(folder, ['rebuild', '--accept-loss', end])).toMatchObject({ code: 0 });
    const { basis } = (await budgetLedger(folder, ['show', '--json'])).json<{ basis: { version: number } }>();
    expect(basis.version).toBe(1);
  });
});

describe('views of another ledger', () => {
  it('are not served, in any role', async () => {
    await expectRefused(put(otherLedger, ledger), 'READ_MODEL_AHEAD|READ_MODEL_OF_ANOTHER_LEDGER');
  });

  it('have no projector stand by for them while their own leads', async () => {
    const folder = put(ledger, ledger);
    await startLedger(folder);
    const { code, stderr } = await serve(otherLedger, {
      ROLE: 'projector',
      READ_MODEL: `sqlite:${join(folder, 'views')}`,
    });
    expect({ code, stderr }).toEqual({
      code: 6,
      stderr: expect.stringMatching(/READ_MODEL_(AHEAD|OF_ANOTHER_LEDGER)/),
    });
  });

  it('are not taken away by a rebuild from an empty event store, unless that is said', async () => {
    const folder = put(ledger, ledger);
    const shown = await budgetLedger(folder, ['show', '--json']);
    renameSync(join(folder, 'events'), join(folder, 'kept'));
    await (await openSqliteEventStore(join(folder, 'events'))).close();
    expect(await budgetLedger(folder, ['rebuild'])).toMatchObject({
      code: 6,
      stderr: expect.stringMatching(/READ_MODEL_OF_ANOTHER_LEDGER.*没有任何事件.*rebuild --replace.*holds no event/),
    });
    rmSync(join(folder, 'events'), { recursive: true });
    renameSync(join(folder, 'kept'), join(folder, 'events'));
    expect((await budgetLedger(folder, ['show', '--json'])).stdout).toBe(shown.stdout);
    renameSync(join(folder, 'events'), join(folder, 'kept'));
    await (await openSqliteEventStore(join(folder, 'events'))).close();
    expect(await budgetLedger(folder, ['rebuild', '--replace'])).toMatchObject({ code: 0 });
  });
});

describe('an event store that another program wrote', () => {
  it('is not served, in any role', async () => {
    const folder = temporaryDirectory();
    const store = await openSqliteEventStore(join(folder, 'events'));
    await store.append(newSave({ stream: 'cart-1' }));
    await store.close();
    for (const role of ['all', 'projector']) {
      const { code, stderr } = await serve(folder, { ROLE: role });
      expect({ role, code }).toEqual({ role, code: 6 });
      expect(stderr).toMatch(/FOREIGN_EVENT.*cart-1/);
    }
  });
});
