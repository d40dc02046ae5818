import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { read, refusalOf, sampleBytes, sampleSidecar, sampleText } from '../support/stories/published-sample.js';
import { cases } from '../support/random/cases.js';

const columns = sampleSidecar.columns ?? [];
const content = sampleText.trimEnd();
const cutAt = (end: number) => refusalOf(() => read(content.slice(0, end), { columns }));

/** Where one indicator of the last row ends and the next begins: the one cut that leaves a whole table. */
const lastRow = content.lastIndexOf('1,200.00');
const between = new Set(
  [...content.matchAll(/。(?=\s*[2-9]、)/g)].map(({ index }) => index + 1).filter((end) => end > lastRow),
);
const isBetween = (end: number) => between.has(content.slice(0, end).trimEnd().length);

describe('text that is cut off', () => {
  it('is refused wherever the cut falls, and never read as a smaller table', () => {
    fc.assert(
      fc.property(fc.nat({ max: content.length - 1 }), (end) => {
        fc.pre(!isBetween(end));
        expect(cutAt(end)).toMatchObject({
          code: 'UNREADABLE_DOCUMENT',
          argument: ['line', expect.stringMatching(/^\d+$/)],
        });
      }),
      { numRuns: cases(400) },
    );
  });

  it('is refused also where the rest of the last row still looks whole', () => {
    const ends = [...content.matchAll(/[。；\n]|\.\d\d/g)].map(({ index, 0: end }) => index + end.length);
    for (const end of ends.filter((each) => each < content.length && !isBetween(each))) {
      expect(cutAt(end).code).toBe('UNREADABLE_DOCUMENT');
    }
  });

  it('between two indicators of the last row, which nothing else gives away, is read with a word of warning', () => {
    expect(between.size).toBeGreaterThan(0);
    for (const end of between) {
      expect(read(content.slice(0, end), { columns }).assumptions).toMatchObject([{ code: 'TAKEN_AS_WHOLE' }]);
    }
    expect(read(sampleText, { columns }).assumptions).toEqual([]);
  });

  it('is refused inside a character, too', () => {
    fc.assert(
      fc.property(fc.nat({ max: Buffer.byteLength(content) - 1 }), (end) => {
        const bytes = sampleBytes.subarray(0, end);
        fc.pre(!isBetween(bytes.toString('utf8').length));
        const refusal = refusalOf(() => read(bytes, { columns }));
        expect(refusal.code).toBe('UNREADABLE_DOCUMENT');
      }),
      { numRuns: cases(100) },
    );
  });

  it('is refused when it is the beginning that is missing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: content.length - 1 }), (start) => {
        const refusal = refusalOf(() => read(sampleText.slice(start), { columns }));
        expect(refusal.code).toBe('UNREADABLE_DOCUMENT');
      }),
      { numRuns: cases(100) },
    );
  });

  it('is refused when a page in the middle is missing', () => {
    const pages = sampleText.split('\n\n\n\n');
    expect(pages.length).toBeGreaterThan(3);
    pages.forEach((_, missing) => {
      const rest = pages.filter((_page, index) => index !== missing).join('\n\n\n\n');
      expect(refusalOf(() => read(`${rest}\n`, { columns })).code).toBe('UNREADABLE_DOCUMENT');
    });
  });

  it('is whole, and read, without the blank lines behind its last', () => {
    expect(read(`${content}\n`, { columns })).toEqual(read(sampleText, { columns }));
  });
});
