import { cellName } from '../../../events/budget/cell-names.js';
import type {
  BudgetView,
  ComparedRowFilter,
  ComparisonRowView,
  ComparisonView,
  GrowthView,
  TotalsView,
  Queries,
} from '../../../services/services.js';
import { everyPage } from '../../app/whole-lists.js';
import { annotatedJson, annotatedText } from './annotated.js';
import { changeColor, changeJson, deltaText, lastChangeText } from './changes.js';
import { changeLabel, clock } from './labels.js';
import type { Output } from '../terminal/output.js';
import type { Reader } from '../ledger/read-ledger.js';
import type { ValueText } from './cell-values.js';
import { createValueText } from './cell-values.js';
import type { Cell } from '../terminal/table.js';
import { columnsOf, table } from '../terminal/table.js';
import { savedAt, versionLabel } from './versions.js';

/** The rows that differ, or those of them that are asked for. */
function pagesOf(comparison: ComparisonView, asked: ComparedRowFilter): AsyncGenerator<ComparisonRowView[]> {
  return everyPage((page) => comparison.rows(asked, page));
}

/** One document; sums and stats are about the whole table, so where only some rows are asked for there are none. */
export async function printComparisonJson(
  output: Output,
  queries: Queries,
  comparison: ComparisonView,
  asked: ComparedRowFilter,
): Promise<void> {
  const { tables, totalsFrom, totalsTo } = comparison;
  const from = { ...budgetJson(tables.from), ...comparison.from };
  const to = { ...budgetJson(tables.to), ...comparison.to };
  const rows: object[] = [];
  for await (const page of pagesOf(comparison, asked)) {
    for (const { cells, ...row } of page) rows.push({ ...row, cells: await Promise.all(cells.map(cellJson)) });
  }
  const whole = isWhole(asked) ? { stats: await comparison.stats(), totalsFrom, totalsTo } : {};
  const identical = isOfRows(asked) ? rows.length === 0 : await comparison.identical();
  output.write(`${JSON.stringify({ from, to, identical, ...whole, rows })}\n`);

  async function cellJson({ lastChange, ...cell }: ComparisonRowView['cells'][number]) {
    const change = await lastChange();
    return { ...(await annotatedJson(cell)), lastChange: change && (await changeJson(queries, change)) };
  }
}

function isWhole(asked: ComparedRowFilter): boolean {
  return Object.keys(asked).length === 0;
}

/** Whether all that differs is asked for, be it of some projects: then nothing found means that nothing differs. */
function isOfRows({ projectIds: _projects, ...others }: ComparedRowFilter): boolean {
  return Object.keys(others).length === 0;
}

export async function printComparison(
  output: Output,
  reader: Reader,
  comparison: ComparisonView,
  asked: ComparedRowFilter,
): Promise<void> {
  output.write(await heading(reader.queries, comparison.tables));
  const valueTexts = {
    before: createValueText(reader, comparison.tables.from),
    after: createValueText(reader, comparison.tables.to),
  };
  let isNone = true;
  for await (const page of pagesOf(comparison, asked)) {
    if (page.length > 0) output.write(await rowsTable(output, reader, valueTexts, page, asked));
    isNone &&= page.length === 0;
    if (!(await output.flush())) return;
  }
  if (isNone) output.write(isOfRows(asked) ? '两者相同\n' : '没有符合的行\n');
  else if (isWhole(asked)) output.write(await summary(comparison));
}

async function summary({ stats, totalsFrom, totalsTo }: ComparisonView): Promise<string> {
  const { rows, cells, strengthened, weakened } = await stats();
  const counts = `新增 ${rows.added} · 撤销 ${rows.removed} · 修改 ${rows.modified} · 改名 ${rows.renamed} · 移动 ${rows.moved} 行`;
  const changed = totals.filter(([source]) => totalsFrom[source] !== totalsTo[source]);
  return [
    `${counts}，${cells} 个单元格；指标值提高 ${strengthened} · 降低 ${weakened}\n`,
    ...changed.map(([source, label]) => `${label} ${totalsFrom[source]} → ${totalsTo[source]} 万元\n`),
  ].join('');
}

const totals: readonly (readonly [keyof TotalsView, string])[] = [
  ['total', '总计'],
  ['fiscalAppropriation', '财政拨款'],
  ['specialAccount', '财政专户拨款'],
  ['other', '其他资金'],
];

/** Which tables, and when each was saved as it is; one budget is named once. */
async function heading(queries: Queries, { from, to }: ComparisonView['tables']): Promise<string> {
  const before = await versionOf(from);
  const after = await versionOf(to);
  const same = from.id === to.id;
  return `${tableName(from)} ${before} → ${same ? '' : `${tableName(to)} `}${after}\n`;

  async function versionOf(budget: BudgetView): Promise<string> {
    return `${versionLabel(budget.basis)}（${clock(await savedAt(queries, budget))}）`;
  }
}

function tableName({ name, fiscalYear }: BudgetView): string {
  return `${name} ${fiscalYear}`;
}

function budgetJson({ id, unit, fiscalYear }: BudgetView): object {
  return { budgetId: id, unit, fiscalYear };
}

const columns = columnsOf('项目', '行', '变更', '单元格', '之前', '之后', '差额', '最后修改', '理由');

/** A row for each cell; of an added or removed row one alone, with how many cells it has. */
async function rowsTable(
  output: Output,
  { queries }: Reader,
  valueTexts: Record<'before' | 'after', ValueText>,
  compared: readonly ComparisonRowView[],
  asked: ComparedRowFilter,
): Promise<string> {
  const { colors } = output;
  const rows: Cell[][] = [];
  for (const { kind, entityName, projectName, cells, entityKind, growth } of compared) {
    if (growth !== null && asked.growth !== undefined) rows.push(growthCells(projectName, kind, growth));
    const isWhole = kind === 'ADDED' || kind === 'REMOVED';
    for (const cell of isWhole ? cells.slice(0, 1) : cells) {
      const change = await cell.lastChange();
      rows.push([
        { text: projectName ?? '' },
        { text: entityKind === 'PROJECT' ? '' : entityName },
        { text: changeLabel({ kind, effect: cell.effect }), color: changeColor({ kind, effect: cell.effect }, output) },
        { text: isWhole ? `${cells.length} 个` : cellName(cell.path) },
        { text: isWhole ? '' : await valueTexts.before(cell.path, cell.before), color: colors.red },
        { text: isWhole ? '' : await valueTexts.after(cell.path, cell.after), color: colors.green },
        { text: isWhole ? '' : deltaText(cell.delta) },
        { text: change === null ? '' : await lastChangeText(queries, change) },
        { text: await annotatedText(change, cell) },
      ]);
    }
  }
  return table(output, columns, rows);
}

/** A line for the total, which is no cell: it stands before the project's own. */
function growthCells(projectName: string | null, kind: ComparisonRowView['kind'], growth: GrowthView): Cell[] {
  const { before, after, delta, percent } = growth;
  const share = percent === null ? '从无到有' : `${deltaText(percent)}%`;
  const texts = [projectName ?? '', '', changeLabel({ kind, effect: null }), '总计', before, after];
  return [...texts, `${deltaText(delta)}（${share}）`, '', ''].map((text) => ({ text }));
}
