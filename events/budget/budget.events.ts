import type { Fact } from '../envelope.js';
import type { Amount } from '../money.js';
import type { DraftEvent } from '../draft/draft.events.js';
import { draftSchemaVersions } from '../draft/draft.events.js';
import type { SealingEvent } from '../sealing/sealing.events.js';
import { sealingSchemaVersions } from '../sealing/sealing.events.js';

/**
 * The facts of one budget (部门项目支出预算): one unit × one fiscal year, stream `budget-<id>`. Names and fields are the
 * storage format; this file holds the newest shape of each, `upcast.ts` brings older ones to it.
 */
export type BudgetEvent =
  | Fact<'BudgetOpened', BudgetOpened>
  | Fact<'BudgetRenamed', { name: string }>
  | Fact<'FundUserAdded', FundUserAdded>
  | Fact<'FundUserRenamed', { fundUserId: string; name: string }>
  | Fact<'FundUserWithdrawn', { fundUserId: string }>
  | Fact<'FundUserRestored', { fundUserId: string }>
  | Fact<'DeclaredTotalsRevised', { fundUserId: string; declared: Partial<DeclaredTotals> }>
  | Fact<'ProjectAdded', ProjectAdded>
  | Fact<'ProjectRenamed', { projectId: string; name: string }>
  | Fact<'ProjectAssignedToFundUser', { projectId: string; fundUserId: string }>
  | Fact<'ProjectMoved', { projectId: string; place: string }>
  | Fact<'ProjectFundingRevised', ProjectFundingRevised>
  | Fact<'ProjectGoalRevised', { projectId: string; goal: string }>
  | Fact<'ProjectWithdrawn', { projectId: string }>
  | Fact<'ProjectRestored', { projectId: string }>
  | Fact<'IndicatorAdded', { projectId: string; indicator: IndicatorContent }>
  | Fact<'IndicatorRenamed', { projectId: string; indicatorId: string; name: string }>
  | Fact<'IndicatorReclassified', { projectId: string; indicatorId: string; level2: string }>
  | Fact<'IndicatorTargetsRevised', IndicatorTargetsRevised>
  | Fact<'IndicatorMoved', { projectId: string; indicatorId: string; place: string }>
  | Fact<'IndicatorWithdrawn', { projectId: string; indicatorId: string }>
  | Fact<'IndicatorRestored', { projectId: string; indicatorId: string }>
  | SealingEvent
  | DraftEvent;

export type BudgetEventType = BudgetEvent['type'];

export interface BudgetOpened {
  budgetId: string;
  /** The unit's permanent key; its printed name is the budget's `name` and may change. */
  unitKey: string;
  name: string;
  fiscalYear: number;
  taxonomy: string;
  /** Where its first rows were taken over from; absent: it began empty, or with an import. */
  openedFrom?: OpenedFrom;
}

/** A version of an earlier table. */
export interface OpenedFrom {
  budgetId: string;
  version: number;
  contentHash: string;
}

/** 万元 by source; null: the cell is blank. */
export interface Funding {
  /** 财政拨款 */
  fiscalAppropriation: Amount | null;
  /** 财政专户拨款 */
  specialAccount: Amount | null;
  /** 其他资金 */
  other: Amount | null;
}

/** The amounts that a document prints in a fund user's row, as declared; checked against the sums, never summed. */
export interface DeclaredTotals extends Funding {
  total: Amount | null;
}

export interface FundUserAdded {
  fundUserId: string;
  name: string;
  declared: DeclaredTotals;
  place: string;
  /** Id of the row of the earlier table that this one was opened from; absent: the row is new. So below. */
  lineage?: string;
}

/** A project's whole first content; one too large for an event is followed by its indicators in the same save. */
export interface ProjectAdded {
  projectId: string;
  fundUserId: string;
  name: string;
  funding: Funding;
  declaredTotal: Amount | null;
  goal: string;
  place: string;
  indicators: IndicatorContent[];
  lineage?: string;
}

export interface IndicatorContent {
  indicatorId: string;
  /** Code of the level-2 class in the budget's taxonomy; it implies level 1. */
  level2: string;
  name: string;
  /** 实施周期指标值, as written. */
  cycleTarget: string;
  /** 年度指标值, as written. */
  annualTarget: string;
  place: string;
  lineage?: string;
}

/** Only the cells that changed. */
export interface ProjectFundingRevised {
  projectId: string;
  funding: Partial<Funding & { declaredTotal: Amount | null }>;
}

export interface IndicatorTargetsRevised {
  projectId: string;
  indicatorId: string;
  targets: Partial<{ cycleTarget: string; annualTarget: string }>;
}

/** The newest `schemaVersion` of every type: what `decide` writes and consumers see. */
export const budgetSchemaVersions: Record<BudgetEventType, number> = {
  BudgetOpened: 2,
  BudgetRenamed: 1,
  FundUserAdded: 1,
  FundUserRenamed: 1,
  FundUserWithdrawn: 1,
  FundUserRestored: 1,
  DeclaredTotalsRevised: 1,
  ProjectAdded: 1,
  ProjectRenamed: 1,
  ProjectAssignedToFundUser: 1,
  ProjectMoved: 1,
  ProjectFundingRevised: 1,
  ProjectGoalRevised: 1,
  ProjectWithdrawn: 1,
  ProjectRestored: 1,
  IndicatorAdded: 1,
  IndicatorRenamed: 1,
  IndicatorReclassified: 1,
  IndicatorTargetsRevised: 1,
  IndicatorMoved: 1,
  IndicatorWithdrawn: 1,
  IndicatorRestored: 1,
  ...sealingSchemaVersions,
  ...draftSchemaVersions,
};
