import type { Command } from 'commander';
import type { Stage } from '../../../events/sealing/sealing.events.js';
import { stageNames } from '../../../events/sealing/sealing.events.js';
import type { StageFilter } from '../../../projections/stages/stage-rows.js';
import type { CellChangeView, Queries, StageMatrixView, StageRowView } from '../../../services/services.js';
import { annotatedJson } from '../text/annotated.js';
import { changeJson } from '../text/changes.js';
import { sealJson } from '../text/seals.js';
import { listLabels, parseLabel, parseLabels } from '../arguments/choice.js';
import { effectLabels, entityLabels } from '../text/labels.js';
import type { BudgetOptions } from '../arguments/budget.js';
import { findBudget } from '../arguments/budget.js';
import { findProjectId } from '../arguments/row.js';
import type { Output } from '../terminal/output.js';
import { findPoint } from '../arguments/point.js';
import type { Reader } from '../ledger/read-ledger.js';
import { readLedger } from '../ledger/read-ledger.js';
import { configOf } from '../ledger/config.js';
import { createValueText } from '../text/cell-values.js';
import { stageTable } from '../text/stages.js';
import { subcommand, addBudgetOptions, addPointOption } from '../arguments/options.js';

interface Options extends BudgetOptions {
  at?: string;
  stages?: string;
  current?: boolean;
  changed?: boolean;
  effect?: string;
  entityKind?: string;
  project?: string;
}

export function stagesCommand(output: Output): Command {
  const command = subcommand(
    'stages',
    '各阶段并列：每个单元格在一上、一下、二上、二下、调整的值，及由谁、何时、为何所改。The stages side by side: every cell with its value at each, and who changed it, when and why',
    [
      'stages --changed',
      'stages --stages 一上,二下 --effect 降低',
      'stages --changed --current --project 商务工作经费 --json',
    ],
  );
  return addPointOption(addBudgetOptions(command))
    .option(
      '--stages <list>',
      `只看这些阶段，以逗号分隔：${listLabels(stageNames)}。Only these stages, with commas between`,
    )
    .option('--current', '末列为该时点的表。With the table at the point itself as the last column')
    .option('--changed', '只看相邻两列不同的单元格。Only cells that differ between neighbouring columns')
    .option('--effect <effect>', `只看有此变化的指标值：${listLabels(effectLabels)}。Only targets that this became of`)
    .option('--entity-kind <kind>', `只看某种行：${listLabels(entityLabels)}。Only rows of this kind`)
    .option('--project <row>', '只看某项目及其指标。Only this project and its indicators')
    .action((options: Options) =>
      readLedger(configOf(command), output, async (reader) => {
        const point = await findPoint(reader, options, options.at);
        const { id } = await findBudget(reader, options, point);
        const chosen = { only: stagesIn(options.stages), withCurrent: options.current === true };
        const matrix = await reader.queries.stages(id, chosen, reader.at(point));
        const project =
          options.project === undefined ? null : await findProjectId(output, reader, options, options.project, point);
        const pages = pagesOf(matrix, filterOf(options, project));
        if (output.json) return printStagesJson(output, reader.queries, matrix, pages);
        await printMatrix(output, reader, matrix, pages);
      }),
    );
}

function stagesIn(text: string | undefined): Stage[] | null {
  return parseLabels('--stages', text, stageNames) ?? null;
}

function filterOf({ changed, effect, entityKind }: Options, projectId: string | null): StageFilter {
  const wantedEffect = parseLabel('--effect', effect, effectLabels);
  const wantedKind = parseLabel('--entity-kind', entityKind, entityLabels);
  return {
    changed: changed === true,
    ...(wantedEffect === undefined ? {} : { effects: [wantedEffect] }),
    ...(projectId === null ? {} : { projectIds: [projectId] }),
    ...(wantedKind === undefined ? {} : { entityKinds: [wantedKind] }),
  };
}

const pageSize = 500;

async function* pagesOf(matrix: StageMatrixView, filter: StageFilter): AsyncGenerator<StageRowView[]> {
  for (let after: string | null = null; ;) {
    const page = await matrix.rows(filter, { first: pageSize, after });
    yield page.edges.map(({ node }) => node);
    if (!page.hasNextPage) return;
    after = page.edges.at(-1)?.cursor ?? null;
  }
}

async function printMatrix(
  output: Output,
  reader: Reader,
  { columns }: StageMatrixView,
  pages: AsyncIterable<StageRowView[]>,
): Promise<void> {
  if (columns.length === 0) return output.write('没有定稿的阶段\n');
  const valueText = createValueText(reader);
  let isEmpty = true;
  for await (const page of pages) {
    if (page.length > 0) output.write(await stageTable(output, reader, valueText, columns, page));
    isEmpty &&= page.length === 0;
    if (!(await output.flush())) return;
  }
  if (isEmpty) output.write('没有符合的单元格\n');
}

/** Prints the matrix as one JSON document. */
async function printStagesJson(
  output: Output,
  queries: Queries,
  { basis, columns }: StageMatrixView,
  pages: AsyncIterable<StageRowView[]>,
): Promise<void> {
  const heads = columns.map(async ({ controlNumber, controlNumberWithdrawal, ...column }) => {
    const withdrawn = await controlNumberWithdrawal();
    const inForce = await controlNumber();
    return {
      ...column,
      seal: column.seal && (await sealJson(column.seal)),
      controlNumber: inForce && (await annotatedJson(inForce)),
      controlNumberWithdrawal: withdrawn && (await annotatedJson(withdrawn)),
    };
  });
  const rows: object[] = [];
  for await (const page of pages) rows.push(...(await Promise.all(page.map(rowJson))));
  output.write(`${JSON.stringify({ basis, columns: await Promise.all(heads), rows })}\n`);

  async function rowJson({ cells, ...row }: StageRowView): Promise<object> {
    const ownCells = cells.map(async ({ steps, overall, ...cell }) => ({
      ...cell,
      steps: await Promise.all(steps.map(stepJson)),
      overall: await stepJson(overall),
    }));
    return { ...row, cells: await Promise.all(ownCells) };
  }

  async function stepJson(step: CellChangeView | null): Promise<object | null> {
    if (step === null) return null;
    const change = await step.lastChange();
    return { ...(await annotatedJson(step)), lastChange: change && (await changeJson(queries, change)) };
  }
}
