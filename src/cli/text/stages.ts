import { stageNames } from '../../../events/sealing/sealing.events.js';
import type { CellChangeView, StageCellView, StageColumnView, StageRowView } from '../../../services/services.js';
import { annotatedText } from './annotated.js';
import { changeColor, deltaText, lastChangeText } from './changes.js';
import { cellName } from '../../../events/budget/cell-names.js';
import { effectLabels } from './labels.js';
import type { Reader } from '../ledger/read-ledger.js';
import type { Output } from '../terminal/output.js';
import type { ValueText } from './cell-values.js';
import type { Cell } from '../terminal/table.js';
import { columnsOf, table } from '../terminal/table.js';

/** Stands for a row that the column does not have, unlike a blank cell of a row that it has. */
const absent = '—';

/** A line for each cell: its value in every column, and what set it last in any of them. */
export async function stageTable(
  output: Output,
  reader: Reader,
  valueText: ValueText,
  columns: readonly StageColumnView[],
  rows: readonly StageRowView[],
): Promise<string> {
  const titles = columns.map((column) => ({ title: columnTitle(column) }));
  const isOpenedFrom = rows.some(({ lineage }) => lineage !== null);
  const earlier = isOpenedFrom ? columnsOf('承自') : [];
  const heads = [...columnsOf('项目', '行'), ...earlier, ...columnsOf('单元格')];
  const lines = rows.map(async (row) => {
    const from: Cell[] = isOpenedFrom ? [{ text: await earlierRow(reader, row) }] : [];
    const cells = await Promise.all(row.cells.map((cell) => lineOf(output, reader.queries, valueText, row, cell)));
    return cells.flatMap((line) => (line === null ? [] : [[...line.slice(0, 2), ...from, ...line.slice(2)]]));
  });
  return table(
    output,
    [...heads, ...titles, ...columnsOf('首末变化', '最后修改', '理由')],
    (await Promise.all(lines)).flat(),
  );
}

/** The earlier table's row that this one was taken over from: its year, and what it is called there now. */
async function earlierRow({ queries, at }: Reader, { lineage }: StageRowView): Promise<string> {
  const node = lineage === null ? null : await queries.node(lineage, at(null));
  switch (node?.kind) {
    case 'FUND_USER':
      return `${node.fundUser.budget.fiscalYear} ${node.fundUser.name}`;
    case 'PROJECT':
      return `${node.project.budget.fiscalYear} ${node.project.name}`;
    case 'INDICATOR':
      return `${node.indicator.project.budget.fiscalYear} ${node.indicator.name}`;
    case 'BUDGET':
    case 'CHANGE':
    case 'DRAFT':
    case 'EVENT':
    case 'SEAL':
    case 'VERSION':
    case undefined:
      return '';
  }
}

/** The stage, its own name where it has one, and the version: 一上 v1, 调整 年中调整 v9, 现在 v12. */
export function columnTitle({ seal, basis }: StageColumnView): string {
  const version = `v${basis.version ?? ''}`;
  if (seal === null) return `现在 ${version}`;
  const stage = seal.stage === null ? '' : stageNames[seal.stage];
  return stage === seal.name ? `${stage} ${version}` : `${stage} ${seal.name} ${version}`;
}

/** null: nothing to show, as for the place of a row that did not move: a rank means nothing by itself. */
async function lineOf(
  output: Output,
  queries: Reader['queries'],
  valueText: ValueText,
  { entityName, entityKind, projectName, present }: StageRowView,
  { path, values, steps, overall }: StageCellView,
): Promise<Cell[] | null> {
  const isPlace = path === 'place';
  const moved = steps.map((step, column) => step !== null && present[column] === true && present[column - 1] === true);
  if (isPlace && !moved.includes(true)) return null;
  const last = steps.findLast((step) => step !== null) ?? null;
  const change = (await last?.lastChange()) ?? null;
  const valueIn = async (value: string | null, column: number): Promise<Cell> => {
    if (present[column] !== true) return { text: absent };
    const text = isPlace ? (moved[column] ? '移动' : '') : await valueText(path, value);
    const step = steps[column] ?? null;
    return step === null ? { text } : { text, color: changeColor({ kind: 'MODIFIED', effect: step.effect }, output) };
  };
  return [
    { text: projectName ?? '' },
    { text: entityKind === 'PROJECT' ? '' : entityName },
    { text: cellName(path) },
    ...(await Promise.all(values.map(valueIn))),
    { text: overall === null ? '' : overallText(overall) },
    {
      text: change === null ? '' : await lastChangeText(queries, change),
    },
    { text: await annotatedText(change, last ?? {}) },
  ];
}

function overallText({ delta, effect }: CellChangeView): string {
  return [deltaText(delta), effect === null ? '' : effectLabels[effect]].join(' ').trim();
}
