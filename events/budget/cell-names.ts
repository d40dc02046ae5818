/** The heading that the table prints over a cell, by the cell's path (`cells.ts`): messages name the cell by it. */
export const cellNames: Readonly<Record<string, string>> = {
  name: '名称',
  fundUser: '资金使用单位',
  'funding.fiscalAppropriation': '财政拨款',
  'funding.specialAccount': '财政专户拨款',
  'funding.other': '其他资金',
  declaredTotal: '申报总计',
  'declaredTotals.total': '申报总计',
  'declaredTotals.fiscalAppropriation': '申报财政拨款',
  'declaredTotals.specialAccount': '申报财政专户拨款',
  'declaredTotals.other': '申报其他资金',
  goal: '绩效目标',
  class: '二级指标',
  cycleTarget: '实施周期指标值',
  annualTarget: '年度指标值',
  place: '次序',
};

/** A path that no cell has stays as it is. */
export function cellName(path: string): string {
  return Object.hasOwn(cellNames, path) ? (cellNames[path] ?? path) : path;
}
