import { stringify } from 'csv-stringify/sync';
import type { WrittenFunding, WrittenTable } from '../written-table.js';

const header = [
  '预算年度',
  '预算单位',
  '资金使用单位',
  '项目序号',
  '项目名称',
  '总计（万元）',
  '财政拨款（万元）',
  '财政专户拨款（万元）',
  '其他资金（万元）',
  '绩效目标',
  '指标序号',
  '一级指标',
  '二级指标',
  '三级指标',
  '实施周期指标值',
  '年度指标值',
];

/**
 * The table as a spreadsheet opens it: RFC 4180, a row for each indicator, its project's name beside it so that rows
 * can be filtered. Amounts and goal stand in a project's first row alone, so that a column adds up to the table's total.
 * A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab, or one of their
 * full-width forms) gets an apostrophe before it; what was entered to the letter is in the JSON.
 */
export function writeCsv({ fiscalYear, name: unitName, fundUsers }: WrittenTable): string {
  const rows = fundUsers.flatMap((fundUser) =>
    fundUser.projects.flatMap(({ ordinal, name, funding, goal, indicators }) => {
      const before = [String(fiscalYear), unitName, fundUser.name, String(ordinal), name];
      const own = [...amounts(funding), goal];
      if (indicators.length === 0) return [[...before, ...own, ...Array<string>(6).fill('')]];
      return indicators.map((indicator, at) => [
        ...before,
        ...(at === 0 ? own : own.map(() => '')),
        String(indicator.ordinal),
        indicator.level1.name,
        indicator.level2.name,
        indicator.name,
        indicator.cycleTarget,
        indicator.annualTarget,
      ]);
    }),
  );
  // The writer itself quotes only what holds its own line break whole.
  return stringify([header, ...rows], { record_delimiter: '\r\n', escape_formulas: true, quoted_match: /[\r\n]/ });
}

/** A blank cell stays blank; the total is always there. */
function amounts({ total, ...sources }: WrittenFunding): string[] {
  const { fiscalAppropriation, specialAccount, other } = sources;
  return [total, ...[fiscalAppropriation, specialAccount, other].map((amount) => (amount === '0' ? '' : amount))];
}
