import { describe, expect, it } from '@jest/globals';
import { budgetIdOf, budgetOfStream, budgetStream } from '../../events/identity.js';

describe('the id of a budget', () => {
  it('is the same for ever for a unit and a year: ids stand in stored events', () => {
    expect(budgetIdOf('卫生局', 2024)).toBe('8bb9a671-fea2-59aa-a569-0927d27845c9');
  });

  it('is another one for another unit, and for another year', () => {
    const ids = [
      budgetIdOf('卫生局', 2024),
      budgetIdOf('卫生局', 2025),
      budgetIdOf('教育局', 2024),
      budgetIdOf('', 2024),
    ];
    expect(new Set(ids).size).toBe(4);
  });

  it('is another one for units that differ only in how a character is composed: keys are kept to the letter', () => {
    expect(budgetIdOf('Caf\u00e9', 2024)).not.toBe(budgetIdOf('Cafe\u0301', 2024));
  });
});

describe('the stream of a budget', () => {
  it('leads back to its budget', () => {
    expect(budgetOfStream(budgetStream('8bb9a671-fea2-59aa-a569-0927d27845c9'))).toBe(
      '8bb9a671-fea2-59aa-a569-0927d27845c9',
    );
  });

  it.each(['draft-1', 'budget', '', 'xbudget-1', 'Budget-1'])('%j is none', (stream) => {
    expect(budgetOfStream(stream)).toBeNull();
  });
});
