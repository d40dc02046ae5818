import { describe, expect, it } from '@jest/globals';
import { isActorId } from '../../events/actor-id.js';
import { localOperator } from '../../services/caller.js';

describe('an id of a person', () => {
  it.each([localOperator.id, 'finance-1', '007', 'zhang.san@example.org', '~', 'a'.repeat(200)])('may be %j', (id) => {
    expect(isActorId(id)).toBe(true);
  });

  it.each(['', ' ', 'a b', 'a\n', '\u00A0a', 'a\u200Bb', '王局长', 'é', 'a'.repeat(201)])('is not %j', (text) => {
    expect(isActorId(text)).toBe(false);
  });
});
