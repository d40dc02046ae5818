import { beijingClock } from '../../../events/beijing-time.js';
import type { EventSource } from '../../../events/envelope.js';
import type { ChangedCell, ChangeKind, EntityKind, TargetEffect } from '../../../projections/rows.js';

export const kindLabels: Record<ChangeKind, string> = {
  ADDED: '新增',
  REMOVED: '撤销',
  MODIFIED: '修改',
  RENAMED: '改名',
  MOVED: '移动',
  RESTORED: '恢复',
};

export const effectLabels: Record<TargetEffect, string> = {
  STRENGTHENED: '提高',
  WEAKENED: '降低',
  CHANGED: '变动',
  REWRITTEN: '改写',
};

export const sourceLabels: Record<EventSource['kind'], string> = {
  api: '接口',
  cli: '命令行',
  import: '导入',
  revert: '撤回',
  promote: '并入',
  refresh: '更新草案',
};

export const entityLabels: Record<EntityKind, string> = {
  BUDGET: '预算',
  FUND_USER: '资金使用单位',
  PROJECT: '项目',
  INDICATOR: '指标',
};

/**
 * An RFC 3339 time as a clock in Beijing shows it, which is the day that `--at 2024-03-01` means; of what is not
 * recorded yet, nothing.
 */
export function clock(time: string): string {
  if (time === '') return '';
  return beijingClock(time);
}

/** What became of the cell, with what the change of a target means. */
export function changeLabel({ kind, effect }: Pick<ChangedCell, 'kind' | 'effect'>): string {
  return effect === null ? kindLabels[kind] : `${kindLabels[kind]}·${effectLabels[effect]}`;
}

/** Who set a cell, and who merged it: into the budget, or into a draft. */
export function mergedLabel(editor: string, merger: string, draftId: string | null): string {
  return `${editor}（${merger} ${draftId === null ? '并入' : '带入草案'}）`;
}
