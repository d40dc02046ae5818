import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byPlace } from '../../../events/budget/budget.state.js';
import { firstPlaces, placeAtEnd, placeBefore, placeBehind } from '../../../events/budget/places.js';
import { RowOrder } from '../../../events/budget/row-order.js';

describe('the printed order', () => {
  it('is that of the places as plain strings, then that of the ids', () => {
    const rows = ['a1 y', 'Zz x', 'a1 x', 'a0V z', 'a0 z'].map((text) => ({
      place: text.split(' ')[0] ?? '',
      id: text,
    }));
    expect(rows.sort(byPlace).map(({ id }) => id)).toEqual(['Zz x', 'a0 z', 'a0V z', 'a1 x', 'a1 y']);
  });

  it('has room for a row at its end, and right behind and before any other, however often rows are put there', () => {
    const anyPutting = fc.record({ where: fc.constantFrom('end', 'behind', 'before'), at: fc.nat({ max: 200 }) });
    fc.assert(
      fc.property(fc.nat({ max: 5 }), fc.array(anyPutting, { maxLength: 100 }), (count, puttings) => {
        const places = firstPlaces(count);
        for (const { where, at } of puttings) {
          const taken = new RowOrder(places.map((place) => ({ place, id: place })));
          const index = at % (places.length + 1);
          const following = places[index];
          if (where === 'end') places.push(placeAtEnd(places.at(-1) ?? null));
          else if (where === 'behind') places.splice(index, 0, placeBehind(places[index - 1] ?? null, taken));
          else if (following !== undefined) places.splice(index, 0, placeBefore(following, taken));
        }
        expect(places).toEqual([...new Set(places)].sort());
      }),
    );
  });
});
