import type { Funding } from '../../../events/budget/budget.events.js';
import { Refusal } from '../../../events/refusal.js';
import type { Assumption } from '../table-document.js';
import type { RawGroup } from './raw-rows.js';

/** A source of funding (资金来源), which is a column of the table. */
export type Source = keyof Funding;

/** What whoever reads a file says of its columns. */
export interface ColumnsGiven {
  /** What the columns with figures are, left to right, where the text leaves some out. Default: assumed, and said so. */
  columns?: readonly Source[] | undefined;
  /** By project name: the columns of its figures, where arithmetic finds more than one answer. */
  rowColumns?: ReadonlyMap<string, readonly Source[]> | undefined;
}

const allSources: readonly Source[] = ['fiscalAppropriation', 'specialAccount', 'other'];
const chineseNames: Record<Source, string> = {
  fiscalAppropriation: '财政拨款',
  specialAccount: '财政专户拨款',
  other: '其他资金',
};
/** What so many figures are taken for where the text leaves columns out and nobody says which. */
const usualSources: readonly (readonly Source[])[] = [
  [],
  ['fiscalAppropriation'],
  ['fiscalAppropriation', 'other'],
  allSources,
];

/** The sources of the fund user's figures, left to right. */
export function sourcesOf(group: RawGroup, { columns }: ColumnsGiven, assumptions: Map<string, Assumption>) {
  const count = group.figures.columns.length;
  if (count === allSources.length) return allSources;
  if (columns?.length === count && isLeftToRight(columns)) return columns;
  if (columns !== undefined) {
    throw new Refusal(
      'INVALID_INPUT',
      `“${group.name}”一行有 ${count} 个分项金额，columns 却给出 ${columns.length} 列；请按从左到右的顺序给出这 ${count} 列。`,
      `The row of "${group.name}" has ${count} figures, but columns names ${columns.length}; name these ${count}, left to right.`,
      { argument: ['columns'] },
    );
  }
  const assumed = usualSources[count] ?? allSources;
  assumptions.set(`columns ${count}`, {
    code: 'FUNDING_COLUMNS_ASSUMED',
    message: `文本没有说明 ${count} 个分项金额属于哪些列，按从左到右认作：${assumed.map((source) => chineseNames[source]).join('、')}；可用 columns 指定。`,
    messageEn: `The text does not say which columns the ${count} figures stand in; taken, left to right, as ${assumed.join(', ')}. Set columns to say otherwise.`,
  });
  return assumed;
}

/** @throws Refusal INVALID_INPUT if columns are given for a project that the file does not have */
export function checkRowColumns(groups: readonly RawGroup[], { rowColumns }: ColumnsGiven): void {
  const names = new Set(groups.flatMap(({ projects }) => projects.map(({ name }) => name)));
  for (const name of rowColumns?.keys() ?? []) {
    if (names.has(name)) continue;
    throw new Refusal(
      'INVALID_INPUT',
      `rowColumns 中的“${name}”不是文件中的项目；请使用文件中的项目名称。`,
      `"${name}" in rowColumns is no project of the file; use a name as the file has it.`,
      { argument: ['rowColumns', name] },
    );
  }
}

/** The columns that are given for rows of the group, by the index of the row: for each figure, which of the sources. */
export function columnsByRow(group: RawGroup, sources: readonly Source[], { rowColumns }: ColumnsGiven) {
  const given = new Map<number, number[]>();
  group.projects.forEach(({ name, figures }, index) => {
    const said = rowColumns?.get(name);
    if (said === undefined) return;
    const columns = said.map((source) => sources.indexOf(source));
    if (columns.length !== figures.columns.length || columns.includes(-1) || !isLeftToRight(said)) {
      throw new Refusal(
        'INVALID_INPUT',
        `rowColumns 为“${name}”给出的列与该行的 ${figures.columns.length} 个分项金额不符；请按从左到右的顺序逐一给出。`,
        `rowColumns does not fit the ${figures.columns.length} figures of "${name}"; name one column for each, left to right.`,
        { argument: ['rowColumns', name] },
      );
    }
    given.set(index, columns);
  });
  return given;
}

function isLeftToRight(sources: readonly Source[]): boolean {
  return sources.every(
    (source, at) => at === 0 || allSources.indexOf(sources[at - 1] ?? source) < allSources.indexOf(source),
  );
}
