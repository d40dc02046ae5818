import type { Command } from 'commander';
import type { BudgetView, DeclaredView, ProjectView, Queries } from '../../../services/services.js';
import type { WrittenTable } from '../../documents/written-table.js';
import { writtenTable } from '../../app/write-table.js';
import { failure } from '../failures.js';
import { clock } from '../text/labels.js';
import type { BudgetOptions } from '../arguments/budget.js';
import { findBudget } from '../arguments/budget.js';
import { findRowToShow } from '../arguments/row.js';
import type { Output } from '../terminal/output.js';
import { findPoint } from '../arguments/point.js';
import { readLedger } from '../ledger/read-ledger.js';
import { configOf } from '../ledger/config.js';
import { columnsOf, table } from '../terminal/table.js';
import { savedAt, versionLabel } from '../text/versions.js';
import { subcommand, addBudgetOptions, addPointOption } from '../arguments/options.js';

interface Options extends BudgetOptions {
  at?: string;
  totals?: boolean;
}

export function showCommand(output: Output): Command {
  const command = subcommand(
    'show',
    '某一时点的表：合计、核对、各项目；或一个项目及其指标。The table at a point: sums, checks, projects; or one project with its indicators',
    ['show', 'show 商务工作经费 --at v1', 'show --totals --at 2024-03-01'],
  ).argument('[project]', '项目的序号、名称或编号。A project by ordinal, name or id');
  return addPointOption(addBudgetOptions(command))
    .option('--totals', '只看合计与核对。Only sums and checks')
    .action((row: string | undefined, options: Options) =>
      readLedger(configOf(command), output, async (reader) => {
        const point = await findPoint(reader, options, options.at);
        if (row === undefined) {
          const budget = await findBudget(reader, options, point);
          return showBudget(output, reader.queries, budget, options.totals === true);
        }
        const found = await findRowToShow(output, reader, options, row, point);
        if (!('project' in found)) throw failure('usage', 'USAGE', `“${row}”不是项目。`, `"${row}" is no project.`);
        const { name: holder } = await reader.queries.projectFundUser(found.project);
        showProject(output, found.project, holder, await savedAt(reader.queries, found.project.budget));
      }),
    );
}

async function showBudget(output: Output, queries: Queries, budget: BudgetView, onlyTotals: boolean): Promise<void> {
  const written = await writtenTable(queries, budget);
  const checks = await queries.checks(budget);
  const { fundUsers, ...sums } = written;
  if (output.json) {
    return output.write(`${JSON.stringify({ ...sums, checks, ...(onlyTotals ? {} : { fundUsers }) })}\n`);
  }
  output.write(`${headText(written, budget, await savedAt(queries, budget))}\n`);
  if (!onlyTotals) output.write(projectsTable(output, written));
  output.write(sumsTable(output, written));
  for (const { message } of checks) output.write(`${message}\n`);
  if (checks.length === 0) output.write('申报数与合计数一致\n');
}

function headText({ name, fiscalYear, contentHash }: WrittenTable, { basis }: BudgetView, saved: string): string {
  return `${name} ${fiscalYear} · ${versionLabel(basis)}（${clock(saved)}）· ${contentHash.slice(0, 16)}`;
}

const moneyColumns = ['总计', '财政拨款', '财政专户拨款', '其他资金'] as const;

function moneyCells({ total, fiscalAppropriation, specialAccount, other }: DeclaredView): { text: string }[] {
  return [total, fiscalAppropriation, specialAccount, other].map((amount) => ({ text: amount ?? '0' }));
}

function sumsTable(output: Output, { totals, declaredTotals }: WrittenTable): string {
  return table(output, columnsOf('万元', ...moneyColumns), [
    [{ text: '合计' }, ...moneyCells(totals)],
    ...(declaredTotals === null ? [] : [[{ text: '申报' }, ...moneyCells(declaredTotals)]]),
  ]);
}

function projectsTable(output: Output, { fundUsers }: WrittenTable): string {
  return table(
    output,
    columnsOf('序号', '资金使用单位', '项目', ...moneyColumns, '指标数'),
    fundUsers.flatMap(({ name: holder, projects }) =>
      projects.map(({ ordinal, name, funding, indicators }) => [
        ...[String(ordinal), holder, name].map((text) => ({ text })),
        ...moneyCells(funding),
        { text: String(indicators.length) },
      ]),
    ),
  );
}

function showProject(output: Output, project: ProjectView, holder: string, saved: string): void {
  const { id, name, status, funding, declaredTotal, goal, basis } = project;
  const { unit, name: unitName, fiscalYear } = project.budget;
  const indicators = project.indicators.map((row) => {
    const { level1, level2, cycleTarget, annualTarget } = row;
    return { id: row.id, ordinal: row.ordinal, level1, level2, name: row.name, cycleTarget, annualTarget };
  });
  if (output.json) {
    const json = {
      id,
      name,
      unit,
      fiscalYear,
      fundUser: holder,
      status,
      basis,
      funding,
      declaredTotal,
      goal,
      indicators,
    };
    return output.write(`${JSON.stringify(json)}\n`);
  }
  output.write(`${unitName} ${fiscalYear} · ${holder}\n`);
  output.write(`${name}${status === 'WITHDRAWN' ? '（已撤销）' : ''} · ${versionLabel(basis)}（${clock(saved)}）\n`);
  output.write(table(output, columnsOf('万元', ...moneyColumns), [[{ text: '资金' }, ...moneyCells(funding)]]));
  output.write(`绩效目标：${goal ?? ''}\n`);
  output.write(
    table(
      output,
      columnsOf('序号', '一级指标', '二级指标', '三级指标', '实施周期指标值', '年度指标值'),
      indicators.map(({ ordinal, level1, level2, name: level3, cycleTarget, annualTarget }) =>
        [String(ordinal), level1.name, level2.name, level3, cycleTarget?.text ?? '', annualTarget?.text ?? ''].map(
          (text) => ({
            text,
          }),
        ),
      ),
    ),
  );
}
