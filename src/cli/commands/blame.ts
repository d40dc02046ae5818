import type { Command } from 'commander';
import { cellName } from '../../../events/budget/cell-names.js';
import type { Basis, BlameView, Queries, RowView } from '../../../services/services.js';
import { grounds, whoSet, withActorName } from '../change-rows.js';
import { clock } from '../labels.js';
import type { BudgetOptions } from '../naming.js';
import { findBudget, findRow } from '../naming.js';
import type { Output } from '../output.js';
import { findPoint } from '../points.js';
import type { Asking } from '../reading.js';
import { asking } from '../reading.js';
import { configOf } from '../session.js';
import { shownValues } from '../shown-values.js';
import type { Cell } from '../table.js';
import { columnsOf, table } from '../table.js';
import { subcommand, withBudget, withPoint } from './options.js';

interface Options extends BudgetOptions {
  at?: string;
}

export function blameCommand(output: Output): Command {
  const command = subcommand(
    'blame',
    '每个单元格由谁、何时、为何设成现在的值；项目含其指标。Who set each cell last, when and why; a project with its indicators',
    ['blame 1.2', 'blame 商务工作经费 --at v3', 'blame 商务工作经费/走访企业数量 --json'],
  ).argument(
    '[row]',
    '序号（3、3.2）、名称或编号；缺省为预算本身。An ordinal, a name or an id; default: the budget itself',
  );
  return withPoint(withBudget(command)).action((row: string | undefined, options: Options) =>
    asking(configOf(command), output, async (ask) => {
      const point = await findPoint(ask, options, options.at);
      const of =
        row === undefined ? { budget: await findBudget(ask, options, point) } : await findRow(ask, options, row, point);
      const rows = await Promise.all(
        withIndicators(of).map(async (each) => ({ ...about(each), cells: await ask.queries.blame(each) })),
      );
      if (output.json)
        output.write(`${JSON.stringify({ basis: basisOf(of), rows: rows.map((each) => named(ask.queries, each)) })}\n`);
      else output.write(await blameTable(output, ask, rows));
    }),
  );
}

function withIndicators(of: RowView): RowView[] {
  return 'project' in of ? [of, ...of.project.indicators.map((indicator) => ({ indicator }))] : [of];
}

interface BlamedRow {
  entityId: string;
  entityName: string;
  cells: BlameView[];
}

function about(of: RowView): Pick<BlamedRow, 'entityId' | 'entityName'> {
  const { id, name } =
    'budget' in of ? of.budget : 'fundUser' in of ? of.fundUser : 'project' in of ? of.project : of.indicator;
  return { entityId: id, entityName: name };
}

function basisOf(of: RowView): Basis {
  if ('budget' in of) return of.budget.basis;
  if ('fundUser' in of) return of.fundUser.budget.basis;
  return 'project' in of ? of.project.basis : of.indicator.project.basis;
}

async function named(queries: Queries, { cells, ...row }: BlamedRow): Promise<object> {
  const told = cells.map(async ({ path, value, change }) => {
    return { path, value, change: change && (await withActorName(queries, change)) };
  });
  return { ...row, cells: await Promise.all(told) };
}

const columns = columnsOf('行', '单元格', '值', '操作人', '时间', '版本', '理由');

/** Cells that were never set say nothing about anybody. */
async function blameTable(output: Output, ask: Asking, rows: readonly BlamedRow[]): Promise<string> {
  const shown = shownValues(ask);
  const cells = rows.flatMap(({ entityName, cells: own }) =>
    own.map(async ({ path, value, change }): Promise<Cell[] | null> => {
      if (change === null) return null;
      const { recordedAt, version } = change;
      return [
        entityName,
        cellName(path),
        await shown(path, value),
        await whoSet(ask.queries, change),
        clock(recordedAt),
        String(version),
        grounds(change),
      ].map((text) => ({ text }));
    }),
  );
  return table(
    output,
    columns,
    (await Promise.all(cells)).filter((row) => row !== null),
  );
}
