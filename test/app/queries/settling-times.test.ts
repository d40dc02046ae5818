import { describe, expect, it } from '@jest/globals';
import type { Position } from '../../../events/position.js';
import type { SettlingTools } from '../../../src/app/queries/points/settling-times.js';
import { settlingTimes } from '../../../src/app/queries/points/settling-times.js';
import { settledAfterMs } from '../../../src/app/time-bounds.js';

const noon = Date.parse('2024-06-01T12:00:00.000Z');

/** A reader whose clock goes on only while it waits, and a ledger whose last event has this clock. */
function reader(sharedWriters: boolean, ledger: { clock: number }) {
  const told = { waitedMs: 0, askedForHead: 0 };
  let now = noon;
  const tools: SettlingTools = {
    sharedWriters,
    now: () => now,
    pause: async (ms) => {
      now += ms;
      told.waitedMs += ms;
    },
    readModel: {
      status: async () => ({
        position: '1' as Position,
        clock: new Date(ledger.clock).toISOString(),
        halt: null,
      }),
    } as SettlingTools['readModel'],
    catchUp: {
      given: (text) => Promise.resolve(text as Position),
      recorded: async () => {
        told.askedForHead += 1;
        return '1' as Position;
      },
    },
  };
  return { settle: settlingTimes(tools), told, passes: (ms: number) => (now += ms) };
}

describe('a time', () => {
  it('is answered at once where something later is recorded, however near it is', async () => {
    for (const shared of [true, false]) {
      const { settle, told } = reader(shared, { clock: noon });
      expect(await settle(noon - 1)).toBe('2024-06-01T11:59:59.999Z');
      expect(told).toEqual({ waitedMs: 0, askedForHead: 0 });
    }
  });

  it('of a ledger with one writer is answered once its millisecond is over', async () => {
    const { settle, told } = reader(false, { clock: noon - 60_000 });
    await settle(noon);
    expect(told).toEqual({ waitedMs: 1, askedForHead: 1 });
  });

  it('of a ledger with several writers is answered once no clock that is behind and no append that is late can come before it', async () => {
    const { settle, told } = reader(true, { clock: noon - 60_000 });
    await settle(noon - 1_000);
    expect(told.waitedMs).toBe(settledAfterMs - 1_000 + 1);
    expect(told.askedForHead).toBe(1);
  });

  it('is not waited for any longer once something later is recorded', async () => {
    const ledger = { clock: noon - 60_000 };
    const { settle, told } = reader(true, ledger);
    const answer = settle(noon);
    ledger.clock = noon + 1;
    await answer;
    expect(told.waitedMs).toBeLessThan(200);
    expect(told.askedForHead).toBe(0);
  });

  it('that is long past is not waited for', async () => {
    const { settle, told } = reader(true, { clock: noon - 600_000 });
    await settle(noon - settledAfterMs - 1);
    expect(told).toEqual({ waitedMs: 0, askedForHead: 1 });
  });
});
