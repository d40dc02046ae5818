import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal } from '../../events/refusal.js';
import type { Source, Texts } from '../support/random/tables.js';
import { figureTexts, oddTexts, plainTexts, sources, tables } from '../support/random/tables.js';
import { read } from '../support/stories/published-sample.js';
import { printTable } from '../support/stories/published-table.js';
import type { TableModel } from '../support/stories/table-model.js';
import { modelOf } from '../support/stories/table-model.js';
import { cases } from '../support/random/cases.js';

/** INVALID_INPUT: more figures than the columns named, which a name can make of a row. */
const refusals = ['UNREADABLE_DOCUMENT', 'AMBIGUOUS_DOCUMENT', 'INVALID_INPUT'];

/** Cells as wide or narrow as they come; `names` never breaks one, so that its figures stand behind a space. */
const layouts = (names: fc.Arbitrary<number>) =>
  fc.record({ name: names, goal: fc.integer({ min: 2, max: 40 }), indicators: fc.integer({ min: 2, max: 50 }) });
const wide = layouts(fc.constant(100));
const any = layouts(fc.integer({ min: 2, max: 20 }));
const columnSets = fc.subarray([...sources], { minLength: 1 });

/** The table that a text says, or the code of its refusal. */
function reading(text: string, columns?: readonly Source[]): TableModel | string {
  try {
    return modelOf(read(text, { columns }));
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

/** The columns that the fund users' rows have figures in; null if they are not the same ones for all. */
function columnsOf({ fundUsers }: TableModel): Source[] | null {
  const used = fundUsers.map(({ declared }) => sources.filter((source) => declared[source] !== null));
  return new Set(used.map((columns) => columns.join())).size === 1 ? (used[0] ?? null) : null;
}

/** Tables whose columns can be said in one word for all fund users, and what they are. */
const withColumns = (texts: Texts) =>
  columnSets
    .chain((columns) => tables(texts, columns))
    .map((table) => ({ table, columns: columnsOf(table) }))
    .filter((each): each is { table: TableModel; columns: Source[] } => each.columns !== null);

describe('a table that was printed', () => {
  it('is read as it was, if its amounts stand in one column and its texts hold no figures', () => {
    const inOneColumn = fc
      .constantFrom(...sources)
      .chain((source) => fc.tuple(tables(plainTexts, [source]), fc.constant(source)));
    fc.assert(
      fc.property(inOneColumn, any, ([table, source], layout) => {
        expect(reading(printTable(table, layout), [source])).toEqual(table);
      }),
    );
  });

  it('is read as it was with amounts in several columns, unless arithmetic finds more than one answer', () => {
    let exact = 0;
    fc.assert(
      fc.property(withColumns(plainTexts), wide, ({ table, columns }, layout) => {
        const found = reading(printTable(table, layout), columns);
        if (found !== 'AMBIGUOUS_DOCUMENT') expect(found).toEqual(table);
        exact += typeof found === 'string' ? 0 : 1;
      }),
      { numRuns: cases() },
    );
    expect(exact).toBeGreaterThan(cases() / 3);
  });

  it.each([
    ['holds what a table may not', oddTexts],
    ['ends or begins with what could be a figure', figureTexts],
  ])('is read as it was or refused, and never as another, also if a text in it %s', (_what, texts) => {
    const numRuns = cases(1_000, 500);
    let exact = 0;
    fc.assert(
      fc.property(withColumns(texts), any, ({ table, columns }, layout) => {
        const found = reading(printTable(table, layout), columns);
        if (typeof found === 'string') expect(refusals).toContain(found);
        else expect(found).toEqual(table);
        exact += typeof found === 'string' ? 0 : 1;
      }),
      { numRuns },
    );
    // What is read, not refused, is one in thirty or so.
    expect(exact).toBeGreaterThan(numRuns / 100);
  });

  it('says that it assumed its columns, and errs in nothing else, where nobody says what they are', () => {
    const unsaid = columnSets.chain((columns) => tables(plainTexts, columns));
    const withoutSources = ({ unitName, fundUsers }: TableModel) => ({
      unitName,
      rows: fundUsers.map(({ name, declared, projects }) => ({
        name,
        total: declared.total,
        projects: projects.map(({ funding: _columns, ...project }) => project),
      })),
    });
    fc.assert(
      fc.property(unsaid, wide, (table, layout) => {
        const text = printTable(table, layout);
        const found = reading(text);
        if (typeof found === 'string') return expect(found).toBe('AMBIGUOUS_DOCUMENT');
        const assumed = read(text).assumptions.length > 0;
        expect(assumed ? withoutSources(found) : found).toEqual(assumed ? withoutSources(table) : table);
        return expect(assumed).toBe(
          table.fundUsers.some((row) => sources.some((source) => row.declared[source] === null)),
        );
      }),
    );
  });

  it('is refused wherever it is cut off inside a line', () => {
    fc.assert(
      fc.property(withColumns(plainTexts), wide, fc.nat(), ({ table, columns }, layout, at) => {
        const text = printTable(table, layout).trimEnd();
        const part = text.slice(0, at % text.length);
        // Behind an indicator a table could have been over on paper as well.
        fc.pre(!/。\s*$/.test(part));
        expect(refusals).toContain(reading(part, columns));
      }),
      { numRuns: cases() },
    );
  });
});
