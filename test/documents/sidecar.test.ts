import { describe, expect, it } from '@jest/globals';
import { readSidecar } from '../../src/documents/sidecar.js';
import { sampleSidecar } from '../support/stories/published-sample.js';

const given = { fiscalYear: 2024, taxonomy: 'cn-2020', unitKey: 'unit', columns: ['other'] };
const reading = (change: object) => () => readSidecar(JSON.stringify({ ...given, ...change }));

describe('a sidecar', () => {
  it('says of the sample what its text leaves out', () => {
    expect(sampleSidecar).toEqual({
      fiscalYear: 2024,
      taxonomy: 'cn-2020',
      unitKey: '广州市越秀区商务局(本级)',
      columns: ['fiscalAppropriation', 'other'],
    });
  });

  it('may leave the columns to arithmetic', () => {
    expect(readSidecar(JSON.stringify({ ...given, columns: null })).columns).toBeNull();
  });

  it('names the member at fault', () => {
    expect(reading({ fiscalYear: '2024' })).toThrow(/fiscalYear/);
    expect(reading({ taxonomy: 'cn-1999' })).toThrow(/taxonomy/);
    expect(reading({ unitKey: '' })).toThrow(/unitKey/);
    expect(reading({ columns: ['lottery'] })).toThrow(/columns/);
    expect(reading({ year: 2024 })).toThrow(/year/);
  });
});
