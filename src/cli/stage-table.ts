import { stageNames } from '../../events/sealing/sealing.events.js';
import type { Queries, StageCellView, StageColumnView, StageRowView } from '../../services/services.js';
import { colorOf, grounds, signed, whoSet } from './change-rows.js';
import { cellName } from '../../events/budget/cell-names.js';
import { clock, effectLabels } from './labels.js';
import type { Output } from './output.js';
import type { ShowValue } from './shown-values.js';
import type { Cell } from './table.js';
import { columnsOf, table } from './table.js';

/** A row that the column does not have, where a blank cell shows nothing. */
const absent = '—';

/** A line for each cell: its value in every column, and what set it last in any of them. */
export async function stageTable(
  output: Output,
  queries: Queries,
  shown: ShowValue,
  columns: readonly StageColumnView[],
  rows: readonly StageRowView[],
): Promise<string> {
  const titles = columns.map((column) => ({ title: columnTitle(column) }));
  const heads = [...columnsOf('项目', '行', '单元格'), ...titles, ...columnsOf('首末变化', '最后修改', '理由')];
  const lines = rows.flatMap((row) => row.cells.map((cell) => lineOf(output, queries, shown, row, cell)));
  return table(
    output,
    heads,
    (await Promise.all(lines)).filter((line) => line !== null),
  );
}

/** The stage, its own name where it has one, and the version: 一上 v1, 调整 年中调整 v9, 现在 v12. */
export function columnTitle({ seal, basis }: StageColumnView): string {
  const version = `v${basis.version ?? ''}`;
  if (seal === null) return `现在 ${version}`;
  const stage = seal.stage === null ? '' : stageNames[seal.stage];
  return stage === seal.name ? `${stage} ${version}` : `${stage} ${seal.name} ${version}`;
}

/** null: there is nothing to see, as of a rank that says nothing without the others, where the row stayed. */
async function lineOf(
  output: Output,
  queries: Queries,
  shown: ShowValue,
  { name, entityKind, projectName, present }: StageRowView,
  { path, values, steps, overall }: StageCellView,
): Promise<Cell[] | null> {
  const isPlace = path === 'place';
  const moved = steps.map((step, column) => step !== null && present[column] === true && present[column - 1] === true);
  if (isPlace && !moved.includes(true)) return null;
  const last = steps.findLast((step) => step !== null) ?? null;
  const change = (await last?.change()) ?? null;
  const valueIn = async (value: string | null, column: number): Promise<Cell> => {
    if (present[column] !== true) return { text: absent };
    const text = isPlace ? (moved[column] ? '移动' : '') : await shown(path, value);
    const step = steps[column] ?? null;
    return step === null ? { text } : { text, color: colorOf({ kind: 'MODIFIED', effect: step.effect }, output) };
  };
  return [
    { text: projectName ?? '' },
    { text: entityKind === 'PROJECT' ? '' : name },
    { text: cellName(path) },
    ...(await Promise.all(values.map(valueIn))),
    { text: [signed(overall.delta), overall.effect === null ? '' : effectLabels[overall.effect]].join(' ').trim() },
    {
      text: change === null ? '' : `v${change.version} ${await whoSet(queries, change)} ${clock(change.recordedAt)}`,
    },
    { text: change === null ? '' : grounds(change) },
  ];
}
