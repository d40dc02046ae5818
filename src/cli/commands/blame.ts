import type { Command } from 'commander';
import { cellName } from '../../../events/budget/cell-names.js';
import type { At, Basis, CellValueView, Queries, RowView } from '../../../services/services.js';
import { annotatedText } from '../text/annotated.js';
import { authorLabel, changeJson } from '../text/changes.js';
import { clock } from '../text/labels.js';
import type { BudgetOptions } from '../arguments/budget.js';
import { findBudget } from '../arguments/budget.js';
import { findRowToShow, rowHead, rowOf } from '../arguments/row.js';
import { lastInForce } from '../arguments/row-notices.js';
import type { Output } from '../terminal/output.js';
import { findPoint } from '../arguments/point.js';
import type { Reader } from '../ledger/read-ledger.js';
import { readLedger } from '../ledger/read-ledger.js';
import { configOf } from '../ledger/config.js';
import { createValueText } from '../text/cell-values.js';
import type { Cell } from '../terminal/table.js';
import { columnsOf, table } from '../terminal/table.js';
import { subcommand, addBudgetOptions, addPointOption } from '../arguments/options.js';

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
  return addPointOption(addBudgetOptions(command)).action((given: string | undefined, options: Options) =>
    readLedger(configOf(command), output, async (reader) => {
      const point = await findPoint(reader, options, options.at);
      const row =
        given === undefined
          ? { budget: await findBudget(reader, options, point) }
          : await findRowToBlame(output, reader, options, given, point);
      const rows = await Promise.all(withIndicators(row).map((each) => readBlame(reader, each)));
      if (output.json) {
        const json = {
          basis: basisOf(row),
          rows: await Promise.all(rows.map((each) => blameJson(reader.queries, each))),
        };
        output.write(`${JSON.stringify(json)}\n`);
      } else output.write(await blameTable(output, reader, rows));
    }),
  );
}

/** The row; one that was withdrawn as it last was, since its withdrawal is what set each of its cells last. */
async function findRowToBlame(
  output: Output,
  reader: Reader,
  options: BudgetOptions,
  given: string,
  point: At | null,
): Promise<RowView> {
  const row = await findRowToShow(output, reader, options, given, point);
  const then = await lastInForce(reader, row);
  const node = then === null ? null : await reader.queries.node(rowHead(row).id, reader.at(then));
  return (node && rowOf(node)) ?? row;
}

/** A project with its indicators, any other row alone. */
function withIndicators(row: RowView): RowView[] {
  return 'project' in row ? [row, ...row.project.indicators.map((indicator) => ({ indicator }))] : [row];
}

interface BlamedRow {
  entityId: string;
  entityName: string;
  cells: CellValueView[];
}

async function readBlame({ queries }: Reader, row: RowView): Promise<BlamedRow> {
  const { id, name } = rowHead(row);
  return { entityId: id, entityName: name, cells: await queries.blame(row) };
}

function basisOf(row: RowView): Basis {
  if ('budget' in row) return row.budget.basis;
  if ('fundUser' in row) return row.fundUser.budget.basis;
  return 'project' in row ? row.project.basis : row.indicator.project.basis;
}

async function blameJson(queries: Queries, { cells, ...row }: BlamedRow): Promise<object> {
  const withNames = cells.map(async ({ path, value, lastChange, annotations }) => {
    const change = lastChange && (await changeJson(queries, lastChange));
    return { path, value, lastChange: change, annotations: await annotations() };
  });
  return { ...row, cells: await Promise.all(withNames) };
}

const columns = columnsOf('行', '单元格', '值', '操作人', '时间', '版本', '理由');

/** A row for each cell; cells that were never set are left out. */
async function blameTable(output: Output, reader: Reader, rows: readonly BlamedRow[]): Promise<string> {
  const valueText = createValueText(reader);
  const cells = rows.flatMap(({ entityName, cells: own }) =>
    own.map(async ({ path, value, lastChange, annotations }): Promise<Cell[] | null> => {
      if (lastChange === null) return null;
      const { recordedAt, version } = lastChange;
      return [
        entityName,
        cellName(path),
        await valueText(path, value),
        await authorLabel(reader.queries, lastChange),
        clock(recordedAt),
        String(version),
        await annotatedText(lastChange, { annotations }),
      ].map((text) => ({ text }));
    }),
  );
  return table(
    output,
    columns,
    (await Promise.all(cells)).filter((row) => row !== null),
  );
}
