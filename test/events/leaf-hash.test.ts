import { createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leafHash } from '../../events/leaf-hash.js';
import { cases } from '../support/random/cases.js';

it('is that of RFC 6962: of nothing, as everybody has it', () => {
  expect(leafHash('')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
});

it('is the SHA-256 of the byte 0 and the body in UTF-8, whatever characters it has', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (body) => {
      const bytes = Buffer.concat([Buffer.of(0), Buffer.from(body)]);
      expect(leafHash(body)).toBe(createHash('sha256').update(bytes).digest('hex'));
    }),
    { numRuns: cases() },
  );
});
