import type { Command } from 'commander';
import type { BudgetView, TotalsView } from '../../../services/services.js';
import { isId, parseYear } from '../arguments/budget.js';
import { addPointOption, collect, subcommand } from '../arguments/options.js';
import { findPointBudget } from '../arguments/point-budget.js';
import { findPoint } from '../arguments/point.js';
import { failure } from '../failures.js';
import { configOf } from '../ledger/config.js';
import type { Reader } from '../ledger/read-ledger.js';
import { readLedger } from '../ledger/read-ledger.js';
import type { Output } from '../terminal/output.js';
import { definedOf } from './changes-filter.js';
import { columnsOf, table } from '../terminal/table.js';
import { isOfOneBudget } from '../../app/queries/points/points.js';
import { everyPage } from '../../app/whole-lists.js';
import { sumAmounts } from '../../../events/money.js';

interface Options {
  budget: string[];
  unit?: string;
  year?: string;
  at?: string;
}

export function budgetsCommand(output: Output): Command {
  const command = subcommand(
    'budgets',
    '各单位各年度的预算及其合计，某一时点的；最后一行是总和。The budgets of all units and years with their sums at a point, and the sum of all',
    ['budgets', 'budgets --year 2024 --at 2024-12-31', 'budgets --budget <编号> --budget <编号>'],
  );
  return addPointOption(command)
    .option('--budget <id>', '只列这些预算，可写多次。Only these, as often as you like', collect, [])
    .option('--unit <key>', '只列该预算单位的。Only those of this unit')
    .option('--year <year>', '只列该预算年度的。Only those of this fiscal year')
    .action((options: Options) =>
      readLedger(configOf(command), output, async (reader) => {
        printBudgets(output, await budgetsAsked(reader, options));
      }),
    );
}

/** @throws Failure NOT_FOUND for an id of none */
async function budgetsAsked(reader: Reader, options: Options): Promise<BudgetView[]> {
  const { budget: ids, unit, year } = options;
  const [only, another] = ids;
  const named = { ...definedOf({ unit, year }), ...(only === undefined ? {} : { budget: only }) };
  const point = await findPoint(reader, named, options.at);
  if (another !== undefined && isOfOneBudget(point)) throw pointOfOne(options.at);
  const root = reader.at(point);
  const filter = {
    ...(await findPointBudget(reader, named, point)),
    ...(unit === undefined ? {} : { units: [unit] }),
    ...(year === undefined ? {} : { fiscalYears: [parseYear(year)] }),
  };
  const found: BudgetView[] = [];
  for await (const page of everyPage((wanted) => reader.queries.budgets(filter, wanted, root))) found.push(...page);
  if (ids.length === 0) return found;
  const wanted = new Set(ids.map((id) => id.toLowerCase()));
  for (const id of wanted) if (!isId(id) || !found.some((each) => each.id === id)) throw noSuchBudget(id);
  return found.filter(({ id }) => wanted.has(id));
}

function pointOfOne(point = '') {
  return failure(
    'usage',
    'USAGE',
    `--at“${point}”是某一个预算的时点，不能用于几个预算；请只写一个 --budget，或改用日期、时间、位置、事件编号。`,
    `--at "${point}" is a point of one budget and none of several; give one --budget, or a date, a time, a position or the id of an event.`,
  );
}

function printBudgets(output: Output, budgets: readonly BudgetView[]): void {
  const totals = sumOf(budgets.map((budget) => budget.totals));
  if (output.json) {
    const rows = budgets.map(({ id, name, unit, fiscalYear, basis, totals: own }) => {
      return { id, name, unit, fiscalYear, basis, totals: own };
    });
    return output.write(`${JSON.stringify({ budgets: rows, totals })}\n`);
  }
  if (budgets.length === 0) return output.none('没有符合的预算。', 'No budget matches.');
  const rows = budgets.map(({ unit, fiscalYear, basis, totals: own }) => [
    unit,
    String(fiscalYear),
    String(basis.version),
    ...moneyOf(own),
  ]);
  const all = [...rows, ['合计', '', '', ...moneyOf(totals)]].map((cells) => cells.map((text) => ({ text })));
  output.write(table(output, columnsOf('单位', '年度', '版本', '总计', '财政拨款', '财政专户拨款', '其他资金'), all));
}

function moneyOf({ total, fiscalAppropriation, specialAccount, other }: TotalsView): string[] {
  return [total, fiscalAppropriation, specialAccount, other];
}

function sumOf(funding: readonly TotalsView[]): TotalsView {
  const sum = (of: (each: TotalsView) => string) => sumAmounts(funding.map(of));
  return {
    total: sum(({ total }) => total),
    fiscalAppropriation: sum(({ fiscalAppropriation }) => fiscalAppropriation),
    specialAccount: sum(({ specialAccount }) => specialAccount),
    other: sum(({ other }) => other),
  };
}

function noSuchBudget(id: string) {
  return failure(
    'notFound',
    'NOT_FOUND',
    `在该时点没有编号为“${id}”的预算；请核对编号、单位、年度与时点。`,
    `At that point there is no budget with the id "${id}" among those asked for; check id, unit, year and point.`,
  );
}
