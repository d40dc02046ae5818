import { cpSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openEventReader } from '../../src/engines/stores.js';
import { ledgerStart } from '../../src/ports/event-store.js';
import { readOwnEvents } from '../../src/app/own-events.js';
import { onSqlite } from '../support/ledgers/on-sqlite.js';
import { configOf } from '../support/ledgers/pair.js';
import { budgetLedger } from '../support/processes/command-line.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import { editedSample, sampleFile, sampleYear } from '../support/stories/edited-sample.js';

/** A ledger of one save; what it became with another; what a server that was killed left of it. */
let earlier = '';
let later = '';
let killed = '';

const imported = (folder: string, file = sampleFile) => budgetLedger(folder, ['import', file, ...sampleYear]);

function copyOf(folder: string): string {
  const copy = temporaryDirectory();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

async function makeLedgers(): Promise<void> {
  earlier = temporaryDirectory();
  await imported(earlier);
  later = copyOf(earlier);
  const edited = join(later, 'edited.txt');
  writeFileSync(edited, editedSample());
  await imported(later, edited);
  const server = await startLedger(copyOf(earlier));
  const [project] = (await server.data('{ projects(first: 1) { nodes { id } } }')).projects.nodes;
  for (const goal of ['新', '更新'])
    await server.data(`mutation { reviseGoal(input: { projectId: "${project.id}", goal: "${goal}" }) { version } }`);
  await server.kill();
  killed = server.directory;
}

afterAll(cleanUp);

const events = (folder: string) => join(folder, 'events/events.db');

const ways: readonly (readonly [way: string, make: () => string, code: string])[] = [
  ['the log of a server that was killed was cut', () => cutLog(copyOf(killed)), 'ROLLED_BACK'],
  [
    'older copies of all of its folder were put back, under newer views',
    () => putBack(copyOf(later)),
    'READ_MODEL_AHEAD',
  ],
  ['its file was removed, where nobody had noted how far it reached', () => without(copyOf(later)), 'EVENTS_MISSING'],
];

function cutLog(folder: string): string {
  truncateSync(`${events(folder)}-wal`, 4_000);
  return folder;
}

function putBack(folder: string): string {
  rmSync(join(folder, 'events'), { recursive: true });
  cpSync(join(earlier, 'events'), join(folder, 'events'), { recursive: true });
  return folder;
}

function without(folder: string): string {
  rmSync(events(folder));
  rmSync(`${events(folder)}.reached`);
  return folder;
}

async function endOf(folder: string): Promise<string> {
  const reader = await openEventReader(configOf(folder)).catch(() => null);
  try {
    return (await reader?.head()) ?? ledgerStart;
  } finally {
    await reader?.close();
  }
}

const told = async (folder: string, args: string[]) => {
  const { code, stdout, stderr } = await budgetLedger(folder, [...args, '--json'], { env: { PORT: '0' } });
  const { error } = JSON.parse(stderr === '' ? '{"error":{}}' : (stderr.trim().split('\n').at(-1) ?? '{}')) as {
    error: { code?: string; message?: string; messageEn?: string };
  };
  return { code, stdout, error };
};

onSqlite('a ledger that does not reach where it was known to', 'puts its files back', () => {
  beforeAll(makeLedgers);

  it.each(ways)(
    'as %s, answers nothing and takes nothing until its loss is accepted, and gives no position again',
    async (way, make, code) => {
      const folder = make();
      const before = await endOf(way.startsWith('the log') ? killed : later);
      for (const args of [
        ['serve'],
        ['show'],
        ['import', sampleFile, ...sampleYear],
        ['rebuild'],
        ['rebuild', '--replace'],
      ]) {
        const refused = await told(folder, args);
        expect({ args, ...refused }).toMatchObject({ args, code: 6, error: { code } });
        expect(refused.error.message).toMatch(/\p{Script=Han}.*--accept-loss/u);
        expect(refused.error.messageEn).toMatch(/restore a backup.*--accept-loss/);
      }
      const doctor = await budgetLedger(folder, ['doctor', '--json']);
      expect(doctor).toMatchObject({ code: 6, stdout: expect.stringContaining('--accept-loss') });

      const found = await endOf(folder);
      const accept = ['rebuild', '--replace', '--accept-loss', found, '--actor', 'operator-1', '--reason', '硬盘损坏'];
      expect(await told(folder, ['rebuild', '--accept-loss', '0000000000000099'])).toMatchObject({
        code: 4,
        error: { code: 'UNKNOWN_POSITION', messageEn: expect.stringContaining(found) },
      });
      const { accepted } = (await budgetLedger(folder, [...accept, '--json'])).json<{
        accepted: { found: string; lost: string; position: string };
      }>();
      expect(accepted.found).toBe(found);
      expect(accepted.position > accepted.lost && accepted.lost >= before).toBe(true);

      const reader = await openEventReader(configOf(folder));
      try {
        expect(await readOwnEvents(reader)).toEqual([
          expect.objectContaining({
            type: 'LossAccepted',
            actor: expect.objectContaining({ id: 'operator-1' }),
            reason: '硬盘损坏',
            data: expect.objectContaining({ lost: expect.objectContaining({ position: accepted.lost }) }),
          }),
        ]);
      } finally {
        await reader.close();
      }
      expect(await told(folder, accept)).toMatchObject({ code: 4, error: { code: 'NO_CHANGES' } });
      expect(await told(folder, ['doctor', '--full'])).toMatchObject({ code: 0 });
      expect((await told(folder, ['budgets'])).code).toBe(0);
      const edited = join(folder, 'another.txt');
      writeFileSync(edited, editedSample());
      await imported(folder, edited);
      expect((await endOf(folder)) > accepted.position).toBe(true);
      const server = await startLedger(folder);
      const ready = await fetch(`${server.url}/readyz`);
      expect(ready.status).toBe(200);
      expect(await server.stop()).toBe(0);
    },
  );

  it('and is restored from a backup says so on the record, and gives no position again', async () => {
    const backup = join(temporaryDirectory(), 'backup');
    await budgetLedger(earlier, ['backup', backup]);
    const folder = copyOf(later);
    const reached = await endOf(folder);
    const restored = await budgetLedger(folder, ['restore', backup, '--replace', '--reason', '演练', '--json']);
    expect(restored.json()).toMatchObject({ lost: reached });
    const reader = await openEventReader(configOf(folder));
    try {
      const [said] = await readOwnEvents(reader);
      expect(said).toMatchObject({ reason: '演练', data: { lost: { position: reached } } });
      expect((said?.position ?? '') > reached).toBe(true);
    } finally {
      await reader.close();
    }
    const server = await startLedger(folder);
    expect((await server.data('{ budgets { nodes { basis { version } } } }')).budgets.nodes[0].basis.version).toBe(1);
    await server.stop();
    expect(await told(folder, ['doctor', '--full'])).toMatchObject({ code: 0 });
    expect((await budgetLedger(folder, ['restore', backup, '--dry-run'])).code).toBe(0);
  });

  it('and is restored says nothing where the backup has all that it had', async () => {
    const backup = join(temporaryDirectory(), 'backup');
    await budgetLedger(later, ['backup', backup]);
    const folder = copyOf(earlier);
    const restored = await budgetLedger(folder, ['restore', backup, '--replace', '--json']);
    expect(restored.json()).toMatchObject({ lost: null });
    expect(await endOf(folder)).toBe(await endOf(later));
  });
});
