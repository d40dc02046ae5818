import type { Funding } from '../../../events/budget/budget.events.js';
import { classOf, level1Of } from '../../../events/taxonomy.js';
import { taxonomy } from './published-sample.js';
import type { FundUserModel, IndicatorModel, ProjectModel, TableModel } from './table-model.js';

/** How wide the printed cells are, in characters. */
export interface Layout {
  name: number;
  goal: number;
  indicators: number;
}

const asPublished: Layout = { name: 13, goal: 24, indicators: 33 };

/**
 * Prints a table and takes its text as a PDF extractor does: cell after cell, broken where the cell is full, names of
 * projects indented, figures beside a short name and alone behind a long one, blank cells gone without a trace.
 */
export function printTable({ unitName, fundUsers }: TableModel, layout: Layout = asPublished): string {
  const head = [
    '',
    '项目支出绩效目标表（含转移支付项目）',
    '',
    `单位名称：${unitName} 单位：万元`,
    '',
    '项目名称（资金使用单位） 总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标',
    '',
  ];
  return [...head, ...fundUsers.flatMap((fundUser) => printFundUser(fundUser, layout)), ''].join('\n');
}

function printFundUser({ name, declared, projects }: FundUserModel, layout: Layout): string[] {
  const rows = projects.flatMap((project) => printProject(project, layout));
  return [[name, ...figures(declared.total, declared)].join(' '), '', ...rows];
}

function printProject({ name, declaredTotal, funding, goal, indicators }: ProjectModel, layout: Layout): string[] {
  const cells = figures(declaredTotal, funding).join(' ');
  const names = broken(name, layout.name);
  const lines = names.length > 1 ? [...names, '', cells] : [`${name} ${cells}`];
  const goals = broken(goal, layout.goal);
  const [first = '', ...rest] = lines;
  const list = broken(indicators.map(printIndicator).join(''), layout.indicators);
  return [`    ${first}`, ...rest, '', ...goals, '', ...list, ''];
}

function printIndicator({ level2, name, cycleTarget, annualTarget }: IndicatorModel, index: number): string {
  const level1 = level1Of(taxonomy, level2);
  const classes = `${level1?.code ?? ''}-${level1?.name ?? ''}；${level2}-${classOf(taxonomy, level2)?.name ?? ''}`;
  return `${index + 1}、${classes}；${name}；实施周期指标值:${cycleTarget}；年度指标值:${annualTarget}。`;
}

function figures(total: string | null, { fiscalAppropriation, specialAccount, other }: Funding): string[] {
  return [total, fiscalAppropriation, specialAccount, other].flatMap((amount) =>
    amount === null ? [] : [withThousands(amount)],
  );
}

function withThousands(amount: string): string {
  return amount.replace(/\B(?=(\d{3})+(?!\d)\.)/g, ',');
}

/** Lines of at most so many characters; longer only where a break would fall beside a space and lose it. */
function broken(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const character of text) {
    const full = [...line].length >= width;
    if (full && character.trim() !== '' && line === line.trimEnd()) {
      lines.push(line);
      line = '';
    }
    line += character;
  }
  return line === '' ? lines : [...lines, line];
}
