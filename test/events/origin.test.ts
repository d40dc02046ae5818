import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nameOrigins, originOf } from '../../events/origin.js';

const anyOrigin = fc.record({
  event: fc.option(fc.constantFrom('e1', 'e2', 'e3')),
  version: fc.constant(3),
  editor: fc.constant('editor-1'),
});
const anyCell = fc.record({
  rowId: fc.constantFrom('ward', 'a', 'b'),
  path: fc.constantFrom('name', 'place', 'annualTarget'),
  origin: anyOrigin,
});
const anyCells = fc.uniqueArray(anyCell, { selector: ({ rowId, path }) => `${rowId} ${path}` });

describe('the origins that an event names', () => {
  it('lead each of its cells back to where it came from', () => {
    fc.assert(
      fc.property(anyOrigin, anyCells, (own, cells) => {
        const named = nameOrigins(own, cells);
        for (const { rowId, path, origin } of cells) expect(originOf(named, rowId, path)).toEqual(origin);
        expect(named).toMatchObject(own);
      }),
    );
  });

  it('name a row once whose cells have one origin, and none that has the event’s own', () => {
    const e1 = { event: 'e1', version: 1, editor: 'editor-1' };
    const e2 = { event: 'e2', version: 2, editor: 'editor-2' };
    const cells = (rowId: string, origin: typeof e1) => [
      { rowId, path: 'name', origin },
      { rowId, path: 'place', origin },
    ];
    const others = [{ row: 'a', path: null, ...e2 }];
    expect(nameOrigins(e1, [...cells('ward', e1), ...cells('a', e2)])).toEqual({ ...e1, others });
  });

  it('are one for all cells in events of older programs', () => {
    const old = { kind: 'promote', draft: 'draft-1', event: 'e1', version: 1, editor: 'editor-1' } as const;
    expect(originOf(old, 'ward', 'name')).toEqual({ event: 'e1', version: 1, editor: 'editor-1' });
  });
});
