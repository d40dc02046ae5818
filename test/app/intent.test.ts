import { describe, expect, it } from '@jest/globals';
import { commandHashOf } from '../../src/app/intent.js';

describe('the hash of a command', () => {
  it('is that of its canonical JSON', () => {
    // sha256 of {"input":{"goal":"购置","name":"甲"},"mutation":"addProject"}
    const hash = 'b067a7f2baa7d19d6d4f4041e194da18412e35bbee0e32dca373460e496441f9';
    expect(commandHashOf({ mutation: 'addProject', input: { name: '甲', goal: '购置' } })).toBe(hash);
    expect(commandHashOf({ input: { goal: '购置', name: '甲', other: undefined }, mutation: 'addProject' })).toBe(hash);
  });

  it('tells commands of other content apart', () => {
    const contents = [{ goal: '' }, { goal: null }, {}, { goal: '0' }, { goal: 0 }, { goal: ' ' }];
    expect(new Set(contents.map(commandHashOf)).size).toBe(contents.length);
  });

  it('can be taken of text that no cell can hold, which is then refused at its place', () => {
    expect(commandHashOf({ goal: '一\uD800' })).toMatch(/^[0-9a-f]{64}$/);
  });
});
