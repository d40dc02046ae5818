import type { Funding } from '../../../events/budget/budget.events.js';
import { parseAmount } from '../../../events/money.js';
import { Refusal } from '../../../events/refusal.js';
import type { Taxonomy } from '../../../events/taxonomy.js';
import type { ColumnsGiven, Source } from './column-sources.js';
import { checkRowColumns, columnsByRow, sourcesOf } from './column-sources.js';
import { assignColumns } from './funding-columns.js';
import { hundredths } from './figures.js';
import { joinLines, unreadable } from './joined-text.js';
import type { RawGroup } from './raw-rows.js';
import { readHead, readRows } from './raw-rows.js';
import type { Assumption, FundUserRow, TableDocument } from '../table-document.js';

export interface ReadingOptions extends ColumnsGiven {
  taxonomy: Taxonomy;
}

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
  const given = columnsByRow(group, sources, options);
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
    { argument: ['rowColumns'] },
  );
}
