import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { read, refusalOf, sampleSidecar, sampleText } from '../support/stories/published-sample.js';
import { cases } from '../support/random/cases.js';

const columns = sampleSidecar.columns ?? [];
const codeOf = (text: string) => refusalOf(() => read(text, { columns })).code;

const figures = /\d\.\d\d \d/;
const lines = sampleText.split('\n').filter((line) => line.trim() !== '');
const firstRow = lines.findIndex((line) => line.startsWith('    '));
const head = lines.slice(0, firstRow);

/** The lines of each project: name, figures and goal, then from `list` on its indicators. */
const rows = lines.slice(firstRow).reduce<{ lines: string[]; list: number }[]>((all, line) => {
  if (line.startsWith('    ')) all.push({ lines: [], list: 0 });
  const row = all.at(-1);
  if (row !== undefined && line.startsWith('1、1-产出指标')) row.list = row.lines.length;
  row?.lines.push(line);
  return all;
}, []);

const withRows = (changed: readonly string[][]) => `${[...head, ...changed.flat()].join('\n')}\n`;
const textOf = (row: { lines: string[] }) => row.lines;

/** Two columns as one stream of lines, each in its own order; `turns`: where the lines of the right one come in. */
function interleaved(left: readonly string[], right: readonly string[], turns: readonly number[]): string[] {
  const places = turns.map((turn) => turn % (left.length + 1)).sort((a, b) => a - b);
  const before = (at: number) => right.filter((_, index) => (places[index] ?? left.length) === at);
  return [...left.flatMap((line, at) => [...before(at), line]), ...before(left.length)];
}

const someRow = fc.nat({ max: rows.length - 1 });
const turns = fc.array(fc.nat({ max: 1_000 }), { maxLength: 40 });

describe('text whose line breaks were turned into spaces', () => {
  it('is refused, whether each became one or a run of them one', () => {
    expect(codeOf(sampleText.replaceAll('\n', ' '))).toBe('UNREADABLE_DOCUMENT');
    expect(codeOf(sampleText.replaceAll(/\s+/g, ' '))).toBe('UNREADABLE_DOCUMENT');
    expect(codeOf(`${sampleText.trim().replaceAll(/\n+ */g, ' ')}\n`)).toBe('UNREADABLE_DOCUMENT');
  });

  it('is refused also where it happened in one row only', () => {
    for (const at of rows.keys()) {
      const changed = rows.map((row, index) =>
        index === at ? [row.lines.map((line) => line.trim()).join(' ')] : row.lines,
      );
      expect(codeOf(withRows(changed))).toBe('UNREADABLE_DOCUMENT');
    }
  });
});

describe('text whose columns are interleaved', () => {
  it('is read as it stands, so that what follows is refused for its order alone', () => {
    expect(rows).toHaveLength(20);
    expect(read(withRows(rows.map(textOf)), { columns }).fundUsers[0]?.projects).toHaveLength(20);
  });

  it('is refused where lines of a goal stand among those of its indicators', () => {
    fc.assert(
      fc.property(someRow, turns, (at, places) => {
        const row = rows[at] ?? { lines: [], list: 0 };
        const start = row.lines.findIndex((line) => figures.test(line)) + 1;
        const goal = row.lines.slice(start, row.list);
        const list = row.lines.slice(row.list);
        const mixed = interleaved(goal, list, places);
        fc.pre(mixed.join('') !== [...goal, ...list].join(''));
        const changed = rows.map((each, index) =>
          index === at ? [...row.lines.slice(0, start), ...mixed] : each.lines,
        );
        expect(codeOf(withRows(changed))).toBe('UNREADABLE_DOCUMENT');
      }),
      { numRuns: cases() },
    );
  });

  it('is refused where lines of a row, its figures among them, stand inside the row before', () => {
    fc.assert(
      fc.property(fc.nat({ max: rows.length - 2 }), turns, (at, places) => {
        const first = rows[at]?.lines ?? [];
        const second = rows[at + 1]?.lines ?? [];
        const mixed = interleaved(first, second, places);
        const ownFigures = mixed.indexOf(second.find((line) => figures.test(line)) ?? '');
        fc.pre(ownFigures < mixed.lastIndexOf(first.at(-1) ?? ''));
        const changed = [...rows.slice(0, at).map(textOf), mixed, ...rows.slice(at + 2).map(textOf)];
        expect(codeOf(withRows(changed))).toBe('UNREADABLE_DOCUMENT');
      }),
      { numRuns: cases(500) },
    );
  });

  it('is refused where the names or the figures of all rows stand together', () => {
    const rest = rows.map((row) => row.lines.slice(1));
    expect(codeOf(withRows([rows.map((row) => row.lines[0] ?? ''), ...rest]))).toBe('UNREADABLE_DOCUMENT');
    const lists = rows.map((row) => row.lines.slice(row.list));
    const others = rows.map((row) => row.lines.slice(0, row.list));
    expect(codeOf(withRows([...others, ...lists]))).toBe('UNREADABLE_DOCUMENT');
  });

  it('is refused where a list goes on behind the name and figures of the row below', () => {
    const at = rows.findIndex((row) => row.lines.join('').includes('高质量发展扶持资金'));
    const row = rows[at] ?? { lines: [], list: 0 };
    const next = rows[at + 1]?.lines ?? [];
    const third = row.lines.findIndex((line) => line.startsWith('3、'));
    const changed = [
      ...rows.slice(0, at).map(textOf),
      [...row.lines.slice(0, third), ...next.slice(0, 1), ...row.lines.slice(third), ...next.slice(1)],
      ...rows.slice(at + 2).map(textOf),
    ];
    expect(codeOf(withRows(changed))).toBe('UNREADABLE_DOCUMENT');
  });
});
