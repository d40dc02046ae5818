import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assignColumns } from '../../src/documents/published-text/funding-columns.js';
import { cases } from '../support/random/cases.js';

/** Every way to put each row's figures, left to right, into columns that come to the totals. */
function allAssignments(rows: readonly bigint[][], totals: readonly bigint[]): number[][][] {
  const [row, ...rest] = rows;
  if (row === undefined) return totals.every((total) => total === 0n) ? [[]] : [];
  const sets = Array.from({ length: 2 ** totals.length }, (_, bits) =>
    totals.flatMap((_total, column) => ((bits >> column) % 2 === 1 ? [column] : [])),
  ).filter((columns) => columns.length === row.length);
  return sets.flatMap((columns) => {
    const left = totals.map((total, column) => total - (row[columns.indexOf(column)] ?? 0n));
    return left.some((total) => total < 0n) ? [] : allAssignments(rest, left).map((others) => [columns, ...others]);
  });
}

const figure = fc.bigInt({ min: 1n, max: 6n });
const table = fc
  .integer({ min: 1, max: 3 })
  .chain((columns) =>
    fc.tuple(
      fc.array(fc.array(figure, { maxLength: columns }), { maxLength: 5 }),
      fc.array(fc.bigInt({ min: 0n, max: 15n }), { minLength: columns, maxLength: columns }),
    ),
  );

/** Rows whose cells are known, and what their columns come to. */
const solvable = fc
  .array(fc.array(fc.option(figure), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 })
  .map((cells) => ({
    rows: cells.map((row) => row.flatMap((cell) => cell ?? [])),
    columns: cells.map((row) => row.flatMap((cell, column) => (cell === null ? [] : [column]))),
    totals: [0, 1, 2].map((column) => cells.reduce((sum, row) => sum + (row[column] ?? 0n), 0n)),
  }));

describe('finding the columns of figures', () => {
  it('finds the one way that fits, says that there are several, or that there is none, as trying all ways does', () => {
    fc.assert(
      fc.property(table, ([rows, totals]) => {
        const [only, ...others] = allAssignments(rows, totals);
        const found = assignColumns(rows, totals);
        if (only === undefined) expect(found).toEqual({ kind: 'none' });
        else if (others.length > 0) expect(found).toEqual({ kind: 'several' });
        else expect(found).toEqual({ kind: 'found', columns: only });
      }),
      { numRuns: cases(2_000) },
    );
  });

  it('never denies the way in which the cells were filled', () => {
    fc.assert(
      fc.property(solvable, ({ rows, columns, totals }) => {
        const found = assignColumns(rows, totals);
        if (found.kind !== 'several') expect(found).toEqual({ kind: 'found', columns });
      }),
    );
  });

  it('needs no search where all columns are given', () => {
    fc.assert(
      fc.property(solvable, ({ rows, columns, totals }) => {
        const given = new Map(columns.map((each, row) => [row, each]));
        expect(assignColumns(rows, totals, given)).toEqual({ kind: 'found', columns });
      }),
    );
  });

  it('takes what is given as true, and finds nothing where that does not fit', () => {
    expect(assignColumns([[1n], [2n]], [1n, 2n], new Map([[0, [1]]]))).toEqual({ kind: 'none' });
    expect(assignColumns([[1n], [1n]], [1n, 1n])).toEqual({ kind: 'several' });
    expect(assignColumns([[1n], [1n]], [1n, 1n], new Map([[0, [1]]]))).toEqual({ kind: 'found', columns: [[1], [0]] });
  });

  it('finds the columns of thousands of rows', () => {
    const rows = Array.from({ length: 5_000 }, (_, row) => (row % 50 === 0 ? [100n, 1n] : [3n]));
    const columns = rows.map((row) => row.map((_figure, column) => column));
    expect(assignColumns(rows, [4_900n * 3n + 100n * 100n, 100n])).toEqual({ kind: 'found', columns });
  });

  it('says that there are several ways rather than try for ever', () => {
    const rows = Array.from({ length: 60 }, (_, row) => [2n ** BigInt(row)]);
    const sum = 2n ** 60n - 1n;
    expect(assignColumns(rows, [sum / 3n, sum / 3n, sum - 2n * (sum / 3n)])).toEqual({ kind: 'several' });
  });
});
