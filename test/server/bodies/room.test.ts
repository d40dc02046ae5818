import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { roomFor } from '../../../src/server/bodies/room.js';
import { cases } from '../../support/random/cases.js';

const forever = 60_000;

describe('room for bytes', () => {
  it('is given in order, whatever would fit sooner, and never more than there is', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(sizes, async (wanted) => {
        const room = roomFor(10);
        const letIn: number[] = [];
        const held: number[] = [];
        wanted.forEach((bytes, turn) => {
          void room.take(bytes, forever).then(() => {
            letIn.push(turn);
            held.push(bytes);
          });
        });
        for (let turn = 0; turn < wanted.length; turn += 1) {
          await new Promise(setImmediate);
          expect(held.reduce((sum, bytes) => sum + bytes, 0)).toBe(10 - room.free);
          expect(room.free).toBeGreaterThanOrEqual(0);
          room.giveBack(held.shift() ?? 0);
        }
        expect(letIn).toEqual(wanted.map((_, turn) => turn));
        expect(room.free).toBe(10);
      }),
      { numRuns: cases() },
    );
  });

  it('is not taken past those who wait, and is theirs who came next once the first has gone away', async () => {
    const room = roomFor(10);
    expect(room.takeNow(6)).toBe(true);
    const large = room.take(8, 1);
    const small = room.take(2, forever);
    expect(room.takeNow(1)).toBe(false);
    expect(await large).toBe(false);
    expect(await small).toBe(true);
    expect(room.free).toBe(2);
  });
});
