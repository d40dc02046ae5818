import { describe, expect, it } from '@jest/globals';
import type { CachedTable } from '../../src/app/table-cache.js';
import { tableCache } from '../../src/app/table-cache.js';
import { weightOf } from '../../src/app/load-budget.js';
import { stateAfter } from '../support/given-when-then/decider-spec.js';
import { hospitalBudget } from '../support/given-when-then/every-edit.js';

const state = stateAfter(...hospitalBudget);
const rows = weightOf(state);
const own: CachedTable = { state, revision: 4, sharesWith: null };
const sharing = (sharesWith: string): CachedTable => ({ state, revision: 0, sharesWith });

/** A cache with room for so many budgets. */
function cacheOf(tables: number, ...streams: (readonly [string, CachedTable])[]) {
  const cache = tableCache<CachedTable>(Math.ceil(tables * rows));
  for (const [stream, table] of streams) cache.set(stream, table);
  return { cache, held: () => streams.map(([stream]) => stream).filter((stream) => cache.peek(stream) !== undefined) };
}

describe('states in memory', () => {
  it('make room for newer ones, those first that were not used for longest', () => {
    const { cache, held } = cacheOf(3, ['one', own], ['two', own], ['three', own]);
    cache.get('one');
    cache.set('four', own);
    expect(held()).toEqual(['one', 'three']);
    cache.peek('one');
    cache.set('five', own);
    expect(held()).toEqual(['one']);
  });

  it('hold two tables side by side, however large they are', () => {
    for (const tables of [0, 0.1, 1, 1.9]) {
      const { held } = cacheOf(tables, ['budget', own], ['draft', own]);
      expect(held()).toEqual(['budget', 'draft']);
    }
  });

  it('are weighed anew when they grow', () => {
    const { cache, held } = cacheOf(2, ['one', { ...own, state: { status: 'absent', version: 0 } }], ['two', own]);
    cache.set('three', { ...own, state: { status: 'absent', version: 0 } });
    expect(held()).toEqual(['one', 'two']);
    const one = cache.get('one') as CachedTable;
    one.state = state;
    cache.set('one', one);
    expect(held()).toEqual(['one']);
  });
});

describe('drafts that share their budget’s rows', () => {
  const drafts = Array.from({ length: 10 }, (_, index) => [`draft-${index}`, sharing('budget')] as const);

  it('count with what is their own', () => {
    const { held } = cacheOf(4, ['budget', own], ...drafts, ['other', own]);
    expect(held()).toHaveLength(12);
  });

  it('go when the budget goes, and others stay', () => {
    const { cache, held } = cacheOf(4, ['budget', own], ...drafts, ['other', own], ['beside', sharing('other')]);
    cache.delete('budget');
    expect(held()).toEqual(['other', 'beside']);
  });

  it('go also when the budget makes room, and stay when it is saved', () => {
    const { cache, held } = cacheOf(3, ['budget', own], ['draft', sharing('budget')], ['other', own]);
    cache.set('budget', { ...own, revision: 5 });
    expect(held()).toEqual(['budget', 'draft', 'other']);
    cache.get('draft');
    cache.get('other');
    cache.set('third', own);
    expect(held()).toEqual(['other']);
  });
});
