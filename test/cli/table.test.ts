import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pc from 'picocolors';
import stringWidth from 'string-width';
import { columnsOf, table } from '../../src/cli/terminal/table.js';

const signs = fc.constantFrom('广', '州', 'a', 'B', '≥', '1', ' ', '％', '㎡', '😀', 'é');
const text = fc.string({ unit: signs, maxLength: 40 });
const rows = fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 8 });

/** Without its header. */
function draw(cells: readonly (readonly string[])[], width: number): string[] {
  const told = cells.map((row) => row.map((each) => ({ text: each })));
  return table({ colors: pc.createColors(false), width }, columnsOf('甲', '乙', '丙'), told)
    .trimEnd()
    .split('\n')
    .slice(2);
}

describe('a table', () => {
  it('starts every column at the same place of the terminal, Chinese or not', () => {
    fc.assert(
      fc.property(rows, (cells) => {
        const marked = cells.map((row) => row.map((each) => `|${each.replaceAll('|', '')}|`));
        const starts = draw(marked, Infinity).map((line) => {
          // Each cell begins with the first, third and fifth mark of its line.
          const marks = [...line.matchAll(/\|/g)].map(({ index }) => stringWidth(line.slice(0, index)));
          return [marks[0], marks[2], marks[4]].join(' ');
        });
        expect(starts).toHaveLength(cells.length);
        expect(new Set(starts).size).toBe(1);
      }),
    );
  });

  it('is no wider than the terminal, and loses no character', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 30, max: 120 }), (cells, width) => {
        const drawn = draw(cells, width);
        for (const line of drawn) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        const all = (lines: string[]) => [...lines.join('').replace(/\s/g, '')].sort().join('');
        expect(all(drawn)).toBe(all(cells.flat()));
      }),
    );
  });

  it('too wide for the terminal even so has its columns one below the other, and nothing is lost or cut', () => {
    const titles = ['版本', '时间', '项目', '之前', '之后'];
    const wide = fc.array(fc.tuple(text, text, text, text, text), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(wide, fc.integer({ min: 10, max: 30 }), (cells, width) => {
        const told = cells.map((row) => row.map((each) => ({ text: `一二三四五${each}` })));
        const drawn = table({ colors: pc.createColors(false), width }, columnsOf(...titles), told)
          .trimEnd()
          .split('\n');
        for (const line of drawn) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        const named = titles.map((title) => drawn.filter((line) => line.startsWith(`${title}  一`)).length);
        expect(named).toEqual(titles.map(() => cells.length));
        const all = (parts: string[]) => [...parts.join('').replace(/[\s─]/g, '')].sort().join('');
        expect(all(drawn)).toBe(all([...told.flat().map((cell) => cell.text), ...cells.flatMap(() => titles)]));
      }),
    );
  });

  it('is one line a row where there is no terminal, however long', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 5 }), (cells, times) => {
        const long = cells.map((row) => row.map((each) => each.repeat(times)));
        expect(draw([...long, ['末', '', '']], Infinity)).toHaveLength(long.length + 1);
      }),
    );
  });

  it('shows what could move the cursor, hide or turn text as what it is', () => {
    const escape = String.fromCharCode(27);
    const [drawn] = draw([[`${escape}[2Jx`, 'a\u202eb', 'c\rd']], Infinity);
    expect(drawn).toBe('\\u001b[2Jx  a\\u202eb  c\\u000dd');
  });
});
