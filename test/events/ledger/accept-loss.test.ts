import { describe, expect, it } from '@jest/globals';
import { decideAcceptLoss } from '../../../events/ledger/accept-loss.decide.js';
import type { OwnEvent } from '../../../events/ledger/ledger.events.js';
import { acceptsEnd, acceptsPlace } from '../../../events/ledger/losses.js';
import type { Position } from '../../../events/position.js';

const at = (number: number) => String(number).padStart(16, '0') as Position;
const lost = { position: at(9), leafHash: 'aa' };
const last = { eventId: 'event-4', stream: 'budget-1', revision: 3 };
const accepting = { at: at(4), found: at(4), last, lost };

describe('accepting a loss', () => {
  it('says what is there, and up to where it had reached', () => {
    expect(decideAcceptLoss(accepting)).toEqual({ type: 'LossAccepted', data: { last, lost, restoredFrom: null } });
    const whole = { at: at(0), found: at(0), last: null, lost };
    expect(decideAcceptLoss(whole)).toEqual({ type: 'LossAccepted', data: { last: null, lost, restoredFrom: null } });
  });

  it('is refused where another end is named than there is, with the one that there is', () => {
    for (const named of [at(3), at(5), at(9), '4' as Position, '' as Position])
      expect(() => decideAcceptLoss({ ...accepting, at: named })).toThrow(
        expect.objectContaining({
          code: 'UNKNOWN_POSITION',
          argument: ['position'],
          message: expect.stringContaining(at(4)),
          messageEn: expect.stringContaining(`name ${at(4)}`),
        }),
      );
  });

  it('is refused where nothing is known to be lost, whatever is named', () => {
    for (const named of [at(3), at(4)])
      expect(() => decideAcceptLoss({ ...accepting, at: named, lost: null })).toThrow(
        expect.objectContaining({ code: 'NO_CHANGES' }),
      );
  });
});

describe('a loss that was accepted', () => {
  const said: OwnEvent[] = [
    { type: 'ClockCorrected', data: { first: last, last } },
    { type: 'LossAccepted', data: { last, lost, restoredFrom: '2024-06-01T00:00:00.000Z' } },
  ];

  it('is one of exactly that end: of another one, or another ledger, nobody has accepted any', () => {
    expect(acceptsEnd(said, lost)).toBe(true);
    expect(acceptsEnd(said, { ...lost, position: at(8) })).toBe(false);
    expect(acceptsEnd(said, { ...lost, position: at(10) })).toBe(false);
    expect(acceptsEnd(said, { ...lost, leafHash: 'bb' })).toBe(false);
    expect(acceptsEnd([], lost)).toBe(false);
  });

  it('has in it what was shown of the same ledger up to there', () => {
    expect([at(8), at(9), at(10)].map((position) => acceptsPlace(said, position))).toEqual([true, true, false]);
    expect(acceptsPlace([], at(1))).toBe(false);
  });
});
