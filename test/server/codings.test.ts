import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wantedCodings } from '../../src/server/encoding/codings.js';
import { cases } from '../support/random/cases.js';

describe('the coding of an answer', () => {
  it.each<[string | undefined, string | null, string | null]>([
    [undefined, null, null],
    ['', null, null],
    ['br', 'br', null],
    ['gzip, deflate, br', 'br', null],
    ['gzip, deflate', 'gzip', null],
    ['GZIP;Q=1', 'gzip', null],
    ['x-gzip', 'gzip', null],
    ['*', 'br', null],
    ['*;q=0.5, br;q=0', 'gzip', null],
    ['br;q=0.2, gzip;q=0.8', 'gzip', null],
    ['br;q=0.2, identity;q=0.8', null, null],
    ['br;q=0, gzip;q=0', null, null],
    ['gzip;q=0.001', 'gzip', null],
    ['identity;q=0, gzip', 'gzip', 'gzip'],
    ['*;q=0, br', 'br', 'br'],
    ['deflate, zstd', null, null],
    ['gzip;q=loud, br;q=2', null, null],
  ])('for Accept-Encoding: %s is %s, of a small one %s', (header, large, small) => {
    expect(wantedCodings(header)).toEqual({ large, small });
  });

  it.each(['identity;q=0', '*;q=0', 'br;q=0, gzip;q=0, identity;q=0', 'identity;q=0, deflate'])(
    'is refused where nothing is left: %s',
    (header) => {
      expect(() => wantedCodings(header)).toThrow(expect.objectContaining({ status: 406, code: 'NOT_ACCEPTABLE' }));
    },
  );

  it('is never one that was refused, nor one that was wanted less than another', () => {
    const weight = fc.constantFrom('', ';q=0', ';q=0.000', ';q=0.3', '; q=0.7', ';q=1', ';q=1.0');
    const member = fc.tuple(fc.constantFrom('br', 'gzip', 'identity', '*', 'deflate'), weight);
    const header = fc.uniqueArray(member, { maxLength: 5, selector: ([name]) => name });
    fc.assert(
      fc.property(header, (members) => {
        const given = new Map(members.map(([name, text]) => [name, text === '' ? 1 : Number(text.split('=')[1])]));
        const rest = given.get('*');
        const weights = { br: rest ?? 0, gzip: rest ?? 0, identity: rest ?? 0.0001, ...Object.fromEntries(given) };
        const taken = Math.max(weights.br, weights.gzip, weights.identity);
        const text = members.map(([name, q]) => name + q).join(', ');
        if (taken === 0) return expect(() => wantedCodings(text)).toThrow();
        const { large, small } = wantedCodings(text);
        expect(weights[large ?? 'identity']).toBe(taken);
        expect(weights[small ?? 'identity']).toBeGreaterThan(0);
      }),
      { numRuns: cases() },
    );
  });
});
