import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChangeFilter, Queries, RootArguments } from '../../services/services.js';
import { openLedger } from '../../src/compose.js';
import { budgetLedger } from '../support/processes/command-line.js';
import { reader } from '../support/ledgers/reader.js';
import { newSave } from '../support/ledgers/stored-history.js';
import type { ScratchFolder } from '../support/ledgers/scratch-folder.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import { sampleHistory } from '../support/random/history.js';
import { configOf } from '../support/ledgers/pair.js';

/** When each version was saved: at the first and the last millisecond of a day in Beijing, and beside both. */
const clocks = [
  '2024-02-29T15:59:59.999Z', // the end of 29 February
  '2024-02-29T16:00:00.000Z', // 1 March begins
  '2024-03-01T15:59:59.999Z', // and ends,
  '2024-03-01T15:59:59.999Z', // with two saves in one millisecond
  '2024-03-01T16:00:00.000Z', // 2 March begins
  '2024-03-02T04:00:00.000Z',
];

const history = sampleHistory({ budgets: 1, saves: 20 }, 5)
  .slice(0, clocks.length)
  .map((save, index) => ({
    ...save,
    events: save.events.map((event) => ({ ...event, recordedAt: clocks[index] ?? '' })),
  }));
const budgetId = history[0]?.budgetId ?? '';

let folder: ScratchFolder;
let directory: string;
let queries: Queries;
beforeAll(async () => {
  folder = openFolder();
  directory = folder.directory();
  const ledger = folder.closing(await openLedger(configOf(directory), { write: true, projector: 'here' }));
  for (const save of history) await ledger.store.append(newSave(save));
  await ledger.readModel.reached(await ledger.store.head(), 120_000);
  ({ queries } = ledger.services);
});
afterAll(() => folder.leave());

async function reading(at: RootArguments['at']): Promise<RootArguments> {
  return { caller: reader, at, head: await queries.head(null) };
}

const versionAt = async (at: RootArguments['at']) => (await queries.budget(budgetId, await reading(at)))?.basis.version;

async function versionsIn(times: NonNullable<ChangeFilter['times']>): Promise<number[]> {
  const { edges } = await queries.changes(
    { budgetIds: [budgetId], times },
    { first: 500, after: null },
    await reading(null),
  );
  return [...new Set(edges.map(({ node }) => node.version))].sort();
}

describe('a day in Beijing', () => {
  it('is read at its end: with its last millisecond, without the next day’s first', async () => {
    expect(clocks).toHaveLength(history.length);
    for (const [date, version] of [
      ['2024-02-28', undefined],
      ['2024-02-29', 1],
      ['2024-03-01', 4],
      ['2024-03-02', 6],
    ] as const) {
      expect([date, await versionAt({ date })]).toEqual([date, version]);
    }
  });

  it.each(['UTC', 'Asia/Shanghai', 'America/New_York'])('is the same at the command line under TZ=%s', async (TZ) => {
    const ask = (...args: string[]) =>
      budgetLedger(directory, [...args, '--budget', budgetId, '--json'], { env: { TZ } });
    const versionOn = async (date: string) =>
      (await ask('export', '--at', date)).json<{ basis: { version: number } }>().basis.version;
    expect([await versionOn('2024-02-29'), await versionOn('2024-03-01')]).toEqual([1, 4]);
    const changed = (await ask('changes', '--from', '2024-03-01', '--to', '2024-03-01', '--all')).rows<{
      version: number;
    }>();
    expect([...new Set(changed.map(({ version }) => version))].sort()).toEqual([2, 3, 4]);
  });

  it('is printed in Beijing’s time, whatever the machine’s zone', async () => {
    const printed = await Promise.all(
      ['UTC', 'America/New_York'].map(async (TZ) => {
        const args = ['history', '--versions', '--budget', budgetId];
        return (await budgetLedger(directory, args, { env: { TZ } })).stdout;
      }),
    );
    expect(printed[0]).toContain('2024-03-01 23:59');
    expect(printed[1]).toBe(printed[0]);
  });
});

describe('a millisecond', () => {
  it('with two saves in it is read behind both', async () => {
    expect(await versionAt({ time: clocks[3] ?? '' })).toBe(4);
    expect(await versionAt({ time: '2024-03-01T15:59:59.998Z' })).toBe(2);
  });

  it('has not come at a fraction of the one before it, and is over at a fraction of itself', async () => {
    expect(await versionAt({ time: '2024-03-01T15:59:59.998999999Z' })).toBe(2);
    expect(await versionAt({ time: '2024-03-01T15:59:59.999000001Z' })).toBe(4);
  });

  it('is left out of a stretch that begins within it, and is in one that ends within it', async () => {
    expect(await versionsIn({ from: '2024-03-01T15:59:59.999Z' })).toEqual([3, 4, 5, 6]);
    expect(await versionsIn({ from: '2024-03-01T15:59:59.9990001Z' })).toEqual([5, 6]);
    expect(await versionsIn({ from: '2024-03-01T15:59:59.998000001Z' })).toEqual([3, 4, 5, 6]);
    expect(await versionsIn({ to: '2024-03-01T15:59:59.999999999Z' })).toEqual([1, 2, 3, 4]);
    expect(await versionsIn({ to: '2024-03-01T15:59:59.998999999Z' })).toEqual([1, 2]);
    const within = { from: '2024-03-01T15:59:59.9991Z', to: '2024-03-01T15:59:59.9999Z' };
    expect(await versionsIn(within)).toEqual([]);
    const order = ['INVALID_INPUT', ['filter', 'times']];
    const backwards = versionsIn({ from: within.to, to: within.from });
    await expect(backwards).rejects.toMatchObject({ code: order[0], argument: order[1] });
  });

  it('that no clock shows ends a stretch, too', async () => {
    expect(await versionsIn({ to: '9999-12-31T23:59:59-08:00' })).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
