import type { Command } from 'commander';
import type { BudgetView, CellValueView, IndicatorView, ProjectView, RowView } from '../../../services/services.js';
import { everyPage } from '../../app/whole-lists.js';
import type { BudgetOptions } from '../arguments/budget.js';
import { findBudget } from '../arguments/budget.js';
import { addBudgetOptions, addPointOption, subcommand } from '../arguments/options.js';
import { findPoint } from '../arguments/point.js';
import { configOf } from '../ledger/config.js';
import type { Reader } from '../ledger/read-ledger.js';
import { readLedger } from '../ledger/read-ledger.js';
import type { Output } from '../terminal/output.js';
import { columnsOf, table } from '../terminal/table.js';
import { annotatedText } from '../text/annotated.js';
import { changeJson, lastChangeText } from '../text/changes.js';

interface Options extends BudgetOptions {
  at?: string;
}

export function withdrawnCommand(output: Output): Command {
  const command = subcommand(
    'withdrawn',
    '已撤销的项目和指标，由谁撤销，以及代替它们的行：随同撤销的那次保存新增的，或此后新增在原处的（随项目撤销的指标不另列）。Withdrawn projects and indicators, who withdrew them, and what came in their place: with the save that withdrew them, or later where they stood; indicators that went with their project are not listed beside it',
    ['withdrawn', 'withdrawn --at 二下 --json'],
  );
  return addPointOption(addBudgetOptions(command)).action((options: Options) =>
    readLedger(configOf(command), output, async (reader) => {
      const budget = await findBudget(reader, options, await findPoint(reader, options, options.at));
      const rows = await Promise.all((await withdrawnIn(reader, budget)).map((row) => toldOf(reader, row)));
      if (rows.length === 0) return output.none('没有已撤销的行。', 'No row is withdrawn.');
      if (output.json) for (const row of rows) output.write(`${JSON.stringify(await rowJson(reader, row))}\n`);
      else output.write(await rowsTable(output, reader, rows));
    }),
  );
}

type Withdrawn = { project: ProjectView } | { indicator: IndicatorView };

async function withdrawnIn({ queries }: Reader, budget: BudgetView): Promise<Withdrawn[]> {
  const found: Withdrawn[] = [];
  const filter = { status: 'WITHDRAWN' as const };
  for await (const page of everyPage((wanted) => queries.projectsOf(budget, filter, wanted))) {
    found.push(...page.map((project) => ({ project })));
  }
  for await (const page of everyPage((wanted) => queries.indicatorsOf(budget, filter, wanted))) {
    const own = page.filter(({ project }) => project.status === 'ACTIVE');
    found.push(...own.map((indicator) => ({ indicator })));
  }
  return found;
}

interface ToldRow {
  projectName: string;
  row: ProjectView | IndicatorView;
  entityKind: 'PROJECT' | 'INDICATOR';
  withdrawn: CellValueView | undefined;
  replacedBy: { id: string; name: string }[];
}

async function toldOf({ queries }: Reader, found: Withdrawn & RowView): Promise<ToldRow> {
  const withdrawn = (await queries.blame(found)).find(({ path }) => path === 'name');
  if ('project' in found) {
    const { project: row } = found;
    const replacedBy = await queries.projectsInPlaceOf(row);
    return { projectName: row.name, row, entityKind: 'PROJECT', withdrawn, replacedBy };
  }
  const { indicator: row } = found;
  const replacedBy = await queries.indicatorsInPlaceOf(row);
  return { projectName: row.project.name, row, entityKind: 'INDICATOR', withdrawn, replacedBy };
}

async function rowJson({ queries }: Reader, { row, entityKind, projectName, withdrawn, replacedBy }: ToldRow) {
  const change = withdrawn?.lastChange ?? null;
  return {
    entityId: row.id,
    entityKind,
    entityName: row.name,
    projectName,
    withdrawn: change && (await changeJson(queries, change)),
    annotations: (await withdrawn?.annotations()) ?? [],
    replacedBy: replacedBy.map(({ id, name }) => ({ entityId: id, entityName: name })),
  };
}

const columns = columnsOf('项目', '行', '撤销', '理由', '代替它的行');

async function rowsTable(output: Output, { queries }: Reader, rows: readonly ToldRow[]): Promise<string> {
  const lines = rows.map(async ({ row, entityKind, projectName, withdrawn, replacedBy }) => {
    const change = withdrawn?.lastChange ?? null;
    return [
      projectName,
      entityKind === 'PROJECT' ? '' : row.name,
      change === null ? '' : await lastChangeText(queries, change),
      await annotatedText(change, withdrawn ?? {}),
      replacedBy.map(({ name }) => name).join('、'),
    ];
  });
  const cells = (await Promise.all(lines)).map((line) => line.map((text) => ({ text })));
  return table(output, columns, cells);
}
