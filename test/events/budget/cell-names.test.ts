import { describe, expect, it } from '@jest/globals';
import { cellName, cellNames } from '../../../events/budget/cell-names.js';
import { cellPaths } from '../../../events/budget/cells.js';

describe('the name of a cell', () => {
  it('is Chinese for every cell of every kind of row, and there are no others', () => {
    const paths = [...new Set(Object.values(cellPaths).flat())];
    expect(Object.keys(cellNames).sort()).toEqual(paths.sort());
    for (const path of paths) expect(cellName(path)).toMatch(/^\p{Script=Han}+$/u);
  });
});
