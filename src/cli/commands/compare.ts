import type { Command } from 'commander';
import type { ComparisonNodeView, ComparisonView, FundingView, PointView, Queries } from '../../../schema/services.js';
import type { ChangedCell } from '../../../projections/rows.js';
import { colorOf, grounds, signed, whoIs, withActorName } from '../change-rows.js';
import { cellLabel, changeLabel, clock } from '../labels.js';
import type { BudgetOptions } from '../naming.js';
import { findBudget } from '../naming.js';
import type { Output } from '../output.js';
import { parsePoint } from '../points.js';
import type { Asking } from '../reading.js';
import { asking } from '../reading.js';
import { configOf } from '../session.js';
import type { ShowValue } from '../shown-values.js';
import { shownValues } from '../shown-values.js';
import type { Cell } from '../table.js';
import { columnsOf, table } from '../table.js';
import { subcommand, withBudget } from './options.js';

export function compareCommand(output: Output): Command {
  const command = subcommand(
    'compare',
    '逐行逐单元格比较任意两个时点，也可跨预算、单位、年度。Compares any two points row by row and cell by cell, also across budgets, units and years',
    [
      'compare v1 v3',
      'compare 2024-03-01 now',
      'compare "广州市越秀区商务局(本级)/2024@v1" "广州市越秀区商务局(本级)/2025@now"',
      'compare v1 v3 --json',
    ],
  )
    .argument(
      '<from>',
      '前一时点；跨预算写成 单位/年度@时点 或 编号@时点。The earlier point; of another budget unit/year@point or id@point',
    )
    .argument('[to]', '后一时点，缺省为现在。The later point; default: now', 'now');
  return withBudget(command).action((from: string, to: string, options: BudgetOptions) =>
    asking(configOf(command), output, async (ask) => {
      const sides = [await pointOf(ask, from, options), await pointOf(ask, to, options)] as const;
      const comparison = await ask.queries.compare(...sides, ask.at(null));
      if (output.json) return printJson(output, ask.queries, comparison);
      await printTable(output, ask, comparison);
    }),
  );
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** `point`, `budget@point` or `budget`, which is then read now; a budget is `unit/year` or an id. */
async function pointOf(ask: Asking, text: string, options: BudgetOptions): Promise<PointView> {
  const at = text.lastIndexOf('@');
  const isBudget = at === -1 && (uuid.test(text) || text.includes('/'));
  const [budget, point] = at !== -1 ? [text.slice(0, at), text.slice(at + 1)] : isBudget ? [text, 'now'] : [null, text];
  return { budgetId: await budgetIdOf(ask, budget, options), at: parsePoint(point) };
}

async function budgetIdOf(ask: Asking, budget: string | null, options: BudgetOptions): Promise<string> {
  if (budget === null) return options.budget ?? (await findBudget(ask, options, null)).id;
  if (uuid.test(budget)) return budget.toLowerCase();
  const slash = budget.lastIndexOf('/');
  const named = slash === -1 ? { unit: budget } : { unit: budget.slice(0, slash), year: budget.slice(slash + 1) };
  return (await findBudget(ask, named, null)).id;
}

const pageSize = 500;

async function* pagesOf(comparison: ComparisonView): AsyncGenerator<ComparisonNodeView[]> {
  for (let after: string | null = null; ;) {
    const page = await comparison.nodes({ first: pageSize, after });
    yield page.edges.map(({ node }) => node);
    if (!page.hasNextPage) return;
    after = page.edges.at(-1)?.cursor ?? null;
  }
}

async function printJson(output: Output, queries: Queries, comparison: ComparisonView): Promise<void> {
  const { from, to, totalsFrom, totalsTo } = comparison;
  const nodes: object[] = [];
  for await (const page of pagesOf(comparison)) {
    for (const { cells, ...node } of page) nodes.push({ ...node, cells: await Promise.all(cells.map(plainCell)) });
  }
  const [identical, stats] = [await comparison.identical(), await comparison.stats()];
  output.write(`${JSON.stringify({ from, to, identical, stats, totalsFrom, totalsTo, nodes })}\n`);

  async function plainCell({ lastChange, ...cell }: ComparisonNodeView['cells'][number]) {
    const change = await lastChange();
    return { ...cell, lastChange: change && withActorName(queries, change) };
  }
}

async function printTable(output: Output, ask: Asking, comparison: ComparisonView): Promise<void> {
  const { from, to, totalsFrom, totalsTo } = comparison;
  output.write(`${told(from)} → ${told(to)}\n`);
  if (await comparison.identical()) return output.write('两者相同\n');
  const shown = shownValues(ask);
  for await (const page of pagesOf(comparison)) {
    output.write(await nodesTable(output, ask, shown, page));
    if (!(await output.flushed())) return;
  }
  const { rows, cells, strengthened, weakened } = await comparison.stats();
  const { added, removed, modified, renamed, moved } = rows;
  output.write(
    `新增 ${added} · 撤销 ${removed} · 修改 ${modified} · 改名 ${renamed} · 移动 ${moved} 行，${cells} 个单元格；`,
  );
  output.write(`指标值提高 ${strengthened} · 降低 ${weakened}\n`);
  const changed = totals.filter(([source]) => totalsFrom[source] !== totalsTo[source]);
  for (const [source, label] of changed) output.write(`${label} ${totalsFrom[source]} → ${totalsTo[source]} 万元\n`);
}

const totals: readonly (readonly [keyof FundingView, string])[] = [
  ['total', '总计'],
  ['fiscalAppropriation', '财政拨款'],
  ['specialAccount', '财政专户拨款'],
  ['other', '其他资金'],
];

function told({ version, recordedAt }: ComparisonView['from']): string {
  return `版本 ${version ?? ''}（${clock(recordedAt)}）`;
}

const columns = columnsOf('项目', '行', '变更', '单元格', '之前', '之后', '差额', '最后修改', '理由');

/** A row for each cell; of an added or removed row one alone, with how many cells it has. */
async function nodesTable(
  output: Output,
  { queries }: Asking,
  shown: ShowValue,
  nodes: readonly ComparisonNodeView[],
): Promise<string> {
  const { colors } = output;
  const rows: Cell[][] = [];
  for (const { kind, name, projectName, cells, entityKind } of nodes) {
    const isWhole = kind === 'ADDED' || kind === 'REMOVED';
    for (const cell of isWhole ? cells.slice(0, 1) : cells) {
      const change = await cell.lastChange();
      rows.push([
        { text: projectName ?? '' },
        { text: entityKind === 'PROJECT' ? '' : name },
        { text: changeLabel({ kind, effect: cell.effect }), color: colorOf({ kind, effect: cell.effect }, output) },
        { text: isWhole ? `${cells.length} 个` : cellLabel(cell.path) },
        { text: isWhole ? '' : await shown(cell.path, cell.before), color: colors.red },
        { text: isWhole ? '' : await shown(cell.path, cell.after), color: colors.green },
        { text: isWhole ? '' : signed(cell.delta) },
        { text: change === null ? '' : by(queries, change) },
        { text: change === null ? '' : grounds(change) },
      ]);
    }
  }
  return table(output, columns, rows);
}

function by(queries: Queries, { version, actor, recordedAt }: ChangedCell): string {
  return `v${version} ${whoIs(queries, actor.id)} ${clock(recordedAt)}`;
}
