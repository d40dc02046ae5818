import type { DeclaredTotals, Funding } from '../../events/budget/budget.events.js';
import type { Amount } from '../../events/money.js';

/** A 项目支出绩效目标表 as a document says it; `line`: where the row starts in the file, from 1. */
export interface TableDocument {
  unitName: string;
  fundUsers: FundUserRow[];
  /** What the document does not say and the reader took for granted. */
  assumptions: Assumption[];
}

export interface FundUserRow {
  name: string;
  line: number;
  declared: DeclaredTotals;
  projects: ProjectRow[];
}

export interface ProjectRow {
  name: string;
  line: number;
  declaredTotal: Amount | null;
  funding: Funding;
  goal: string;
  indicators: IndicatorRow[];
}

export interface IndicatorRow {
  level2: string;
  name: string;
  cycleTarget: string;
  annualTarget: string;
  line: number;
}

export interface Assumption {
  code: string;
  message: string;
  messageEn: string;
}
