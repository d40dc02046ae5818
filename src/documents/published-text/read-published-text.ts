import type { Funding } from '../../../events/budget/budget.events.js';
import { parseAmount } from '../../../events/money.js';
import { Refusal } from '../../../events/refusal.js';
import type { Taxonomy } from '../../../events/taxonomy.js';
import { assignColumns } from './funding-columns.js';
import { hundredths } from './figures.js';
import { joinLines, unreadable } from './joined-text.js';
import type { RawGroup } from './raw-rows.js';
import { readHead, readRows } from './raw-rows.js';
import type { Assumption, FundUserRow, TableDocument } from '../table-document.js';

export type Source = keyof Funding;

export interface ReadingOptions {
  taxonomy: Taxonomy;
  /** What the columns with figures are, left to right, where the text leaves some out. Default: assumed, and said so. */
  columns?: readonly Source[] | undefined;
  /** By project name: the columns of its figures, where arithmetic finds more than one answer. */
  rowColumns?: ReadonlyMap<string, readonly Source[]> | undefined;
}

const allSources: readonly Source[] = ['fiscalAppropriation', 'specialAccount', 'other'];
const chinese: Record<Source, string> = {
  fiscalAppropriation: '财政拨款',
  specialAccount: '财政专户拨款',
  other: '其他资金',
};
const usual: readonly (readonly Source[])[] = [
  [],
  ['fiscalAppropriation'],
  ['fiscalAppropriation', 'other'],
  allSources,
];

/**
 * Reads the text of a published 项目支出绩效目标表 as a PDF extractor left it. Exact or refused: every row's figures add
 * up to its total, every column to the fund user's row, and nothing of the text is left over.
 * @throws Refusal UNREADABLE_DOCUMENT naming the line, AMBIGUOUS_DOCUMENT with what to say, TOO_LARGE
 */
export function readPublishedText(bytes: Uint8Array, options: ReadingOptions): TableDocument {
  const joined = joinLines(bytes);
  const { unitName, groups } = readRows(joined, options.taxonomy);
  checkRowColumns(groups, options);
  const assumptions = new Map<string, Assumption>();
  if (!joined.ended) assumptions.set(takenAsWhole.code, takenAsWhole);
  const fundUsers = groups.map((group) => fundUserRow(group, options, assumptions));
  return { unitName, fundUsers, assumptions: [...assumptions.values()] };
}

/** Cut between two indicators of its last row, a table looks whole in everything but this. */
export const takenAsWhole: Assumption = {
  code: 'TAKEN_AS_WHOLE',
  message: '最后一行没有以换行结束，按完整的表读取；请核对最后一个项目的绩效指标是否齐全。',
  messageEn:
    'The last line does not end in a line break; the table was taken as whole. Check that the last project has all of its indicators.',
};

/** The unit that the head of a table names. @throws Refusal as for the whole table */
export function unitNameIn(bytes: Uint8Array): string {
  return readHead(joinLines(bytes)).unitName;
}

function fundUserRow(group: RawGroup, options: ReadingOptions, assumptions: Map<string, Assumption>): FundUserRow {
  const sources = sourcesOf(group, options, assumptions);
  const given = givenColumns(group, sources, options);
  const totals = group.figures.columns.map(hundredths);
  const rows = group.projects.map(({ figures }) => figures.columns.map(hundredths));
  const assigned = assignColumns(rows, totals, given);
  if (assigned.kind === 'none') {
    throw unreadable(
      group.line,
      `“${group.name}”一行的 ${group.figures.columns.join('、')} 与其下 ${rows.length} 个项目的金额之和不一致，文件可能被截断或改动`,
      `the figures of "${group.name}" (${group.figures.columns.join(', ')}) are not what its ${rows.length} projects add up to; the file may be cut off or edited`,
    );
  }
  if (assigned.kind === 'several') throw ambiguous(group);
  return {
    name: group.name,
    line: group.line,
    declared: { total: read(group.figures.total), ...funding(group.figures.columns, sources) },
    projects: group.projects.map(({ name, line, figures, goal, indicators }, index) => {
      const columns = assigned.columns[index] ?? [];
      const own = columns.map((column) => sources[column] ?? 'other');
      return {
        name,
        line,
        declaredTotal: read(figures.total),
        funding: funding(figures.columns, own),
        goal,
        indicators,
      };
    }),
  };
}

/** The sources of the fund user's figures, left to right. */
function sourcesOf(group: RawGroup, { columns }: ReadingOptions, assumptions: Map<string, Assumption>) {
  const count = group.figures.columns.length;
  if (count === allSources.length) return allSources;
  if (columns?.length === count && inOrder(columns)) return columns;
  if (columns !== undefined) {
    throw new Refusal(
      'INVALID_INPUT',
      `“${group.name}”一行有 ${count} 个分项金额，columns 却给出 ${columns.length} 列；请按从左到右的顺序给出这 ${count} 列。`,
      `The row of "${group.name}" has ${count} figures, but columns names ${columns.length}; name these ${count}, left to right.`,
      { path: ['columns'] },
    );
  }
  const assumed = usual[count] ?? allSources;
  assumptions.set(`columns ${count}`, {
    code: 'FUNDING_COLUMNS_ASSUMED',
    message: `文本没有说明 ${count} 个分项金额属于哪些列，按从左到右认作：${assumed.map((source) => chinese[source]).join('、')}；可用 columns 指定。`,
    messageEn: `The text does not say which columns the ${count} figures stand in; taken, left to right, as ${assumed.join(', ')}. Set columns to say otherwise.`,
  });
  return assumed;
}

function checkRowColumns(groups: readonly RawGroup[], { rowColumns }: ReadingOptions): void {
  const names = new Set(groups.flatMap(({ projects }) => projects.map(({ name }) => name)));
  for (const name of rowColumns?.keys() ?? []) {
    if (names.has(name)) continue;
    throw new Refusal(
      'INVALID_INPUT',
      `rowColumns 中的“${name}”不是文件中的项目；请使用文件中的项目名称。`,
      `"${name}" in rowColumns is no project of the file; use a name as the file has it.`,
      { path: ['rowColumns', name] },
    );
  }
}

function givenColumns(group: RawGroup, sources: readonly Source[], { rowColumns }: ReadingOptions) {
  const given = new Map<number, number[]>();
  group.projects.forEach(({ name, figures }, index) => {
    const said = rowColumns?.get(name);
    if (said === undefined) return;
    const columns = said.map((source) => sources.indexOf(source));
    if (columns.length !== figures.columns.length || columns.includes(-1) || !inOrder(said)) {
      throw new Refusal(
        'INVALID_INPUT',
        `rowColumns 为“${name}”给出的列与该行的 ${figures.columns.length} 个分项金额不符；请按从左到右的顺序逐一给出。`,
        `rowColumns does not fit the ${figures.columns.length} figures of "${name}"; name one column for each, left to right.`,
        { path: ['rowColumns', name] },
      );
    }
    given.set(index, columns);
  });
  return given;
}

function inOrder(sources: readonly Source[]): boolean {
  return sources.every(
    (source, at) => at === 0 || allSources.indexOf(sources[at - 1] ?? source) < allSources.indexOf(source),
  );
}

function funding(figures: readonly string[], sources: readonly Source[]): Funding {
  const cells: Funding = { fiscalAppropriation: null, specialAccount: null, other: null };
  figures.forEach((figure, at) => {
    const source = sources[at];
    if (source !== undefined) cells[source] = read(figure);
  });
  return cells;
}

function read(figure: string) {
  return parseAmount(figure);
}

function ambiguous({ name, line, projects, figures }: RawGroup): Refusal {
  const open = projects.filter((row) => row.figures.columns.length < figures.columns.length);
  const names = open.slice(0, 5).map((row) => `“${row.name}”`);
  return new Refusal(
    'AMBIGUOUS_DOCUMENT',
    `第 ${line} 行“${name}”下的金额可以有不止一种列的归属；请用 rowColumns 说明这些项目的资金来源列（如${names.join('、')}）。`,
    `The amounts below "${name}" (line ${line}) fit its columns in more than one way; say with rowColumns which columns these projects' figures stand in (such as ${names.join(', ')}).`,
    { path: ['rowColumns'] },
  );
}
