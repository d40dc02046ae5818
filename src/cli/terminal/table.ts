import Table from 'cli-table3';
import stringWidth from 'string-width';
import type { Output } from './output.js';

export interface Column {
  title: string;
  /** Stands at the right. */
  isNumber?: boolean;
  /** Keeps its width however narrow the terminal is. */
  isFixed?: boolean;
}

export interface Cell {
  text: string;
  /** Applied to each of its lines. */
  color?: (text: string) => string;
}

const numbers = new Set([
  '版本',
  '差额',
  '单元格数',
  '行号',
  '序号',
  '指标数',
  '总计',
  '财政拨款',
  '财政专户拨款',
  '其他资金',
]);
const fixed = new Set(['版本', '时间', '行号', '序号']);

/** The columns with these titles, each as it is everywhere. */
export function columnsOf(...titles: string[]): Column[] {
  return titles.map((title) => ({ title, isNumber: numbers.has(title), isFixed: fixed.has(title) }));
}

const gap = 2;

/**
 * Rows under a header, columns aligned by what a terminal shows: a Chinese character takes two columns. Cells that are
 * too wide for the terminal are wrapped; where there is none, every row is one line, for scripts. A terminal too narrow
 * for the columns side by side has them one below the other.
 */
export function table(
  { colors, width }: Pick<Output, 'colors' | 'width'>,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): string {
  const natural = columns.map(({ title, isFixed }, at) => {
    const needed = rows.map((row) => Math.max(...lines(row[at]).map((line) => stringWidth(line))));
    return { size: Math.max(stringWidth(title), ...needed), isFixed: isFixed === true };
  });
  const room = width - gap * (columns.length - 1);
  const widths = fitted(natural, room);
  if (sum(widths) > room) return stacked({ colors, width }, columns, rows);
  const drawn = new Table({
    head: columns.map(({ title }) => colors.bold(title)),
    colAligns: columns.map(({ isNumber }) => (isNumber === true ? 'right' : 'left')),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    chars: { ...borderless, middle: ' '.repeat(gap) },
  });
  drawn.push(widths.map((size) => colors.dim('─'.repeat(size))));
  for (const row of rows) {
    drawn.push(
      row.map((cell, at) => {
        const wrapped = lines(cell).flatMap((line) => wrap(line, widths[at] ?? 1));
        return wrapped.map((line) => (line === '' ? '' : (cell.color?.(line) ?? line))).join('\n');
      }),
    );
  }
  return `${drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}

/** Each row as a block under a line of its own: what its columns are called, and beside it what is in them. Blank cells are left out. */
function stacked(
  { colors, width }: Pick<Output, 'colors' | 'width'>,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): string {
  const size = Math.max(...columns.map(({ title }) => stringWidth(title)));
  const room = Math.max(1, width - size - gap);
  const blocks = rows.map((row) =>
    columns.flatMap(({ title }, at) => {
      const cell = row[at];
      if (cell === undefined || cell.text === '') return [];
      const wrapped = lines(cell).flatMap((line) => wrap(line, room));
      return wrapped.map((line, number) => {
        const head = number === 0 ? title : '';
        const beside = ' '.repeat(size - stringWidth(head) + gap);
        return `${colors.bold(head)}${beside}${line === '' ? '' : (cell.color?.(line) ?? line)}`.trimEnd();
      });
    }),
  );
  const between = colors.dim('─'.repeat(Math.min(width, size + gap)));
  return blocks.map((block) => `${[between, ...block].join('\n')}\n`).join('');
}

const borderless = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right', 'left', 'left-mid']
    .concat(['mid', 'mid-mid', 'right', 'right-mid'])
    .map((place) => [place, '']),
);

/** What would move the cursor or break the line is shown as what it is; nothing in a cell can write to the terminal. */
function lines(cell: Cell | undefined): string[] {
  return (cell?.text ?? '').split(/\r?\n/).map(harmless);
}

export function harmless(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const least = 8;

/** The widest columns give way, a column of the terminal at a time, until all fit or none can give more. */
function fitted(natural: readonly { size: number; isFixed: boolean }[], room: number): number[] {
  const widths = natural.map(({ size }) => size);
  const giving = natural.flatMap(({ size, isFixed }, at) => (isFixed || size <= least ? [] : [at]));
  for (let over = sum(widths) - room; over > 0; over -= 1) {
    const widest = giving.reduce((best, at) => ((widths[at] ?? 0) > (widths[best] ?? 0) ? at : best), giving[0] ?? -1);
    const size = widths[widest] ?? least;
    if (size <= least) break;
    widths[widest] = size - 1;
  }
  return widths;
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}

const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'grapheme' });

/** Chinese has no spaces to break at: a line ends where the column does, or at the last space before. */
function wrap(line: string, size: number): string[] {
  if (stringWidth(line) <= size) return [line];
  const wrapped: string[] = [];
  let current = '';
  let used = 0;
  for (const { segment } of segmenter.segment(line)) {
    const width = stringWidth(segment);
    if (used + width > size && current !== '') {
      wrapped.push(current);
      [current, used] = ['', 0];
    }
    current += segment;
    used += width;
  }
  return [...wrapped, current];
}
