/** 预算调整, 调剂, 划转, 绩效目标调整: an adjustment draft is of one of them. */
export const adjustmentKinds = ['BUDGET_ADJUSTMENT', 'REALLOCATION', 'TRANSFER', 'TARGET_ADJUSTMENT'] as const;
export type AdjustmentKind = (typeof adjustmentKinds)[number];

/** Each kind in Chinese, as messages say it. */
export const adjustmentKindNames: Record<AdjustmentKind, string> = {
  BUDGET_ADJUSTMENT: '预算调整',
  REALLOCATION: '调剂',
  TRANSFER: '划转',
  TARGET_ADJUSTMENT: '绩效目标调整',
};

/** What a save rests on, as its envelope says. */
export interface Grounds {
  reason: string | null;
  /** 文号 */
  basisDocument: string | null;
}

/** Why a draft may change a table that is sealed as 二下. */
export interface Adjustment {
  /** null: it was opened before adjustments had kinds. */
  kind: AdjustmentKind | null;
  reason: string;
  /** null: none was required. */
  basisDocument: string | null;
}
