import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { acceptLossOf } from '../../src/accepting-loss.js';
import { readOwnEvents } from '../../src/app/own-events.js';
import { rebuildReadModel } from '../../src/app/rebuild.js';
import { openLedger } from '../../src/compose.js';
import { openEventReader } from '../../src/engines/stores.js';
import type { Position } from '../../src/ports/event-store.js';
import { ledgerStart } from '../../src/ports/event-store.js';
import { openProjectorStores } from '../../src/projector-stores.js';
import { record, request } from '../support/ledgers/ledger.js';
import { onSqlite } from '../support/ledgers/on-sqlite.js';
import { configOf } from '../support/ledgers/pair.js';
import { never, now } from '../support/ledgers/projecting.js';
import { openFolder, useFolder } from '../support/ledgers/scratch-folder.js';
import { sampleHistory } from '../support/random/history.js';
import type { Ledgers, Way } from '../support/stories/rolled-back.js';
import { events, ways } from '../support/stories/rolled-back.js';

const kept = openFolder();
const folder = useFolder();
const history = sampleHistory({ saves: 12 }, 9);
const ledgers: Ledgers = { earlier: '', later: '', killed: '', other: '' };

const opened = (directory: string) => openLedger(configOf(directory), { write: true, projector: 'here' });

async function madeOf(saves: typeof history): Promise<string> {
  const directory = kept.directory();
  const ledger = await opened(directory);
  await record(ledger, saves);
  await ledger.close();
  return directory;
}

async function makeLedgers(): Promise<void> {
  const earlier = await madeOf(history.slice(0, 4));
  const later = kept.directory();
  cpSync(earlier, later, { recursive: true });
  const ledger = await opened(later);
  await record(ledger, history.slice(4));
  const killed = kept.directory();
  cpSync(later, killed, { recursive: true });
  await ledger.close();
  const other = await madeOf(sampleHistory({ saves: 30 }, 10));
  Object.assign(ledgers, { earlier, later, killed, other });
}

function copyOf(from: string): string {
  const copy = folder.directory();
  cpSync(from, copy, { recursive: true });
  return copy;
}

async function endOf(directory: string): Promise<Position> {
  const reader = await openEventReader(configOf(directory)).catch(() => null);
  try {
    return (await reader?.head()) ?? ledgerStart;
  } finally {
    await reader?.close();
  }
}

async function saidIn(directory: string) {
  const reader = await openEventReader(configOf(directory));
  try {
    return await readOwnEvents(reader);
  } finally {
    await reader.close();
  }
}

async function rebuild(directory: string): Promise<void> {
  const { events: from, readModel, close } = await openProjectorStores(configOf(directory), { rebuild: true });
  const onEvents = () => undefined;
  await rebuildReadModel({ events: from, readModel, signal: never, now, onEvents }).finally(close);
}

/** Nobody opens it, to ask or to write, and its files stay as they are. */
async function expectRefused(directory: string, code: Way['code']): Promise<void> {
  const config = configOf(directory);
  const named = {
    code,
    message: expect.stringMatching(/事件库.*恢复.*--accept-loss \d+/),
    messageEn: expect.stringMatching(/event store.*restore a backup.*--accept-loss \d+/),
  };
  const before = readFileSync(events(directory), { flag: 'a+' });
  await expect(openLedger(config, { write: false })).rejects.toMatchObject(named);
  await expect(openLedger(config, { write: true, projector: 'here' })).rejects.toMatchObject(named);
  await expect(openLedger(config, { write: true, projector: 'elsewhere' })).rejects.toMatchObject(named);
  expect(readFileSync(events(directory), { flag: 'a+' }).equals(before)).toBe(true);
}

onSqlite('a ledger that had reached farther than the events do now', 'puts its files back', () => {
  beforeAll(makeLedgers);
  afterAll(() => kept.leave());

  it.each(ways.map((way) => [way.what, way] as const))(
    'is neither asked nor written until that is accepted, and gives no position again: %s',
    async (_what, { to, harm, code }) => {
      const directory = copyOf(ledgers[to]);
      harm(directory, ledgers);
      const found = await endOf(directory);
      await expectRefused(directory, code);
      const { caller } = request();
      const grounds = { caller, reason: '硬盘损坏', basisDocument: null };
      await expect(acceptLossOf(configOf(directory), '0000000000000777' as Position, grounds)).rejects.toMatchObject({
        code: 'UNKNOWN_POSITION',
        messageEn: expect.stringContaining(`ends at ${found}`),
      });
      await expectRefused(directory, code);

      const accepted = await acceptLossOf(configOf(directory), found, grounds);
      const reached = await endOf(ledgers.killed);
      expect(accepted).toMatchObject({ found, lost: reached });
      expect(accepted.position > reached).toBe(true);
      const [said] = await saidIn(directory);
      expect(said).toMatchObject({
        type: 'LossAccepted',
        position: accepted.position,
        reason: '硬盘损坏',
        actor: { id: 'finance' },
        data: { lost: { position: reached }, restoredFrom: null },
      });

      await rebuild(directory);
      const ledger = folder.closing(await opened(directory));
      expect(await ledger.readiness()).toMatchObject({ ready: true, reasons: [] });
      const shown = { position: accepted.position };
      expect(await ledger.readModel.status()).toMatchObject(shown);
      const opens = { unitKey: '丙单位', name: '丙单位', fiscalYear: 2025, taxonomy: 'cn-2020' };
      const next = await ledger.services.commands.openBudget({ ...request(), ...opens });
      if (next.refused) throw next.refusals[0] ?? new Error('refused');
      expect(next.done.position > accepted.position).toBe(true);
    },
  );

  it('is not ready where that happens while it runs', async () => {
    const directory = copyOf(ledgers.later);
    const ledger = folder.closing(await opened(directory));
    const mark = `${events(directory)}.reached`;
    cpSync(`${events(ledgers.other)}.reached`, mark);
    expect(await ledger.readiness()).toMatchObject({
      ready: false,
      reasons: [expect.stringMatching(/事件库.*--accept-loss.*The event store/)],
    });
  });

  it('refuses where a file that says how far it reached is not what was written', async () => {
    const directory = copyOf(ledgers.later);
    const mark = `${events(directory)}.reached`;
    writeFileSync(mark, readFileSync(mark, 'utf8').replace(/^\d/, '7'));
    const named = { code: 'ALTERED_FILE', messageEn: expect.stringContaining(`remove ${mark} and start again`) };
    await expect(opened(directory)).rejects.toMatchObject(named);
    await expect(openLedger(configOf(directory), { write: false })).rejects.toMatchObject(named);
  });

  it('has no loss to accept where it reaches that', async () => {
    const directory = copyOf(ledgers.later);
    await expect(
      acceptLossOf(configOf(directory), await endOf(directory), { ...request(), reason: null }),
    ).rejects.toMatchObject({ code: 'NO_CHANGES' });
    expect(await saidIn(directory)).toEqual([]);
  });
});
