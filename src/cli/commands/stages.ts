import type { Command } from 'commander';
import type { Stage } from '../../../events/sealing/sealing.events.js';
import { stageNames } from '../../../events/sealing/sealing.events.js';
import type { At, Queries, StageMatrixView, StageRowsFilter, StageRowView } from '../../../services/services.js';
import { withActorName } from '../change-rows.js';
import { choices, oneOf } from '../choices.js';
import { failure } from '../failures.js';
import { effectLabels, entityLabels } from '../labels.js';
import type { BudgetOptions } from '../naming.js';
import { findBudget, findRow } from '../naming.js';
import type { Output } from '../output.js';
import { findPoint } from '../points.js';
import type { Asking } from '../reading.js';
import { asking } from '../reading.js';
import { configOf } from '../session.js';
import { shownValues } from '../shown-values.js';
import { stageTable } from '../stage-table.js';
import { subcommand, withBudget, withPoint } from './options.js';

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
  return withPoint(withBudget(command))
    .option(
      '--stages <list>',
      `只看这些阶段，以逗号分隔：${choices(stageNames)}。Only these stages, with commas between`,
    )
    .option('--current', '末列为该时点的表。With the table at the point itself as the last column')
    .option('--changed', '只看相邻两列不同的单元格。Only cells that differ between neighbouring columns')
    .option('--effect <effect>', `只看有此变化的指标值：${choices(effectLabels)}。Only targets that this became of`)
    .option('--entity-kind <kind>', `只看某种行：${choices(entityLabels)}。Only rows of this kind`)
    .option('--project <row>', '只看某项目及其指标。Only this project and its indicators')
    .action((options: Options) =>
      asking(configOf(command), output, async (ask) => {
        const point = await findPoint(ask, options, options.at);
        const { id } = await findBudget(ask, options, point);
        const chosen = { only: stagesIn(options.stages), withCurrent: options.current === true };
        const matrix = await ask.queries.stages(id, chosen, ask.at(point));
        const project = options.project === undefined ? null : await projectOf(ask, options, options.project, point);
        const pages = pagesOf(matrix, filterOf(options), project);
        if (output.json) return printJson(output, ask.queries, matrix, pages);
        await printMatrix(output, ask, matrix, pages);
      }),
    );
}

function stagesIn(text: string | undefined): Stage[] | null {
  if (text === undefined) return null;
  return text.split(/[,，、]/).flatMap((each) => oneOf('--stages', each.trim(), stageNames) ?? []);
}

function filterOf({ changed, effect, entityKind }: Options): StageRowsFilter {
  const became = oneOf('--effect', effect, effectLabels);
  const kind = oneOf('--entity-kind', entityKind, entityLabels);
  return {
    changed: changed === true,
    ...(became === undefined ? {} : { effect: became }),
    ...(kind === undefined ? {} : { entityKind: kind }),
  };
}

async function projectOf(ask: Asking, options: Options, given: string, point: At | null): Promise<string> {
  const row = await findRow(ask, options, given, point);
  if ('project' in row) return row.project.id;
  if ('indicator' in row) return row.indicator.project.id;
  throw failure('usage', 'USAGE', `“${given}”不是项目。`, `"${given}" is no project.`);
}

const pageSize = 500;

async function* pagesOf(
  matrix: StageMatrixView,
  filter: StageRowsFilter,
  project: string | null,
): AsyncGenerator<StageRowView[]> {
  for (let after: string | null = null; ;) {
    const page = await matrix.rows(filter, { first: pageSize, after });
    const rows = page.edges.map(({ node }) => node);
    yield project === null ? rows : rows.filter(({ projectId }) => projectId === project);
    if (!page.hasNextPage) return;
    after = page.edges.at(-1)?.cursor ?? null;
  }
}

async function printMatrix(
  output: Output,
  ask: Asking,
  { columns }: StageMatrixView,
  pages: AsyncIterable<StageRowView[]>,
): Promise<void> {
  if (columns.length === 0) return output.write('没有定稿的阶段\n');
  const shown = shownValues(ask);
  let isEmpty = true;
  for await (const page of pages) {
    if (page.length > 0) output.write(await stageTable(output, ask.queries, shown, columns, page));
    isEmpty &&= page.length === 0;
    if (!(await output.flushed())) return;
  }
  if (isEmpty) output.write('没有符合的单元格\n');
}

/** One document. */
async function printJson(
  output: Output,
  queries: Queries,
  { basis, columns }: StageMatrixView,
  pages: AsyncIterable<StageRowView[]>,
): Promise<void> {
  const heads = columns.map(async ({ controlNumber, ...column }) => {
    return { ...column, controlNumber: await controlNumber() };
  });
  const rows: object[] = [];
  for await (const page of pages) rows.push(...(await Promise.all(page.map(plainRow))));
  output.write(`${JSON.stringify({ basis, columns: await Promise.all(heads), rows })}\n`);

  async function plainRow({ cells, ...row }: StageRowView): Promise<object> {
    const plain = cells.map(async ({ steps, ...cell }) => ({
      ...cell,
      steps: await Promise.all(steps.map(plainStep)),
    }));
    return { ...row, cells: await Promise.all(plain) };
  }

  async function plainStep(step: StageRowView['cells'][number]['steps'][number]): Promise<object | null> {
    if (step === null) return null;
    const change = await step.change();
    return { ...step, change: change && withActorName(queries, change) };
  }
}
