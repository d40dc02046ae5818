import type { DeclaredTotals, Funding, OpenedFrom } from '../events/budget/budget.events.js';
import type { Amount } from '../events/money.js';

/** The content documents, as their canonical JSON says; what was taken over from no earlier table has no `lineage`. */
export interface ProjectDocument {
  kind: 'project';
  id: string;
  fundUserId: string;
  name: string;
  funding: Funding;
  declaredTotal: Amount | null;
  goal: string;
  place: string;
  /** In printed order; those in force. */
  indicators: IndicatorDocument[];
  lineage?: string;
}

export interface IndicatorDocument {
  id: string;
  level2: string;
  name: string;
  cycleTarget: string;
  annualTarget: string;
  place: string;
  lineage?: string;
}

export interface FundUserDocument {
  kind: 'fundUser';
  id: string;
  name: string;
  declared: DeclaredTotals;
  place: string;
  lineage?: string;
}

/** The table at a version; its hash is the `contentHash`. */
export interface BudgetDocument {
  kind: 'budget';
  id: string;
  unitKey: string;
  name: string;
  fiscalYear: number;
  taxonomy: string;
  openedFrom?: OpenedFrom;
  /** Hash of the content tree's root node over all rows in force. */
  rows: string;
}
