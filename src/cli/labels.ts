import type { ChangedCell, ChangeKind, EntityKind, TargetEffect } from '../../projections/rows.js';

/** What the table prints over a cell, by the cell's path (`events/budget/cells.ts`). */
export const cellLabels: Record<string, string> = {
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

export function cellLabel(path: string): string {
  return cellLabels[path] ?? path;
}

export const kindLabels: Record<ChangeKind, string> = {
  ...{ ADDED: '新增', REMOVED: '撤销', MODIFIED: '修改', RENAMED: '改名', MOVED: '移动', RESTORED: '恢复' },
};

export const effectLabels: Record<TargetEffect, string> = {
  ...{ STRENGTHENED: '提高', WEAKENED: '降低', CHANGED: '变动', REWRITTEN: '改写' },
};

export const entityLabels: Record<EntityKind, string> = {
  ...{ BUDGET: '预算', FUND_USER: '资金使用单位', PROJECT: '项目', INDICATOR: '指标' },
};

/** An RFC 3339 time as a clock in Beijing shows it, which is the day that `--at 2024-03-01` means. */
export function clock(time: string): string {
  return new Date(Date.parse(time) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** What became of the cell, with what the change of a target means. */
export function changeLabel({ kind, effect }: Pick<ChangedCell, 'kind' | 'effect'>): string {
  return effect === null ? kindLabels[kind] : `${kindLabels[kind]}·${effectLabels[effect]}`;
}
