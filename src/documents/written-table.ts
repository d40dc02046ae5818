/** A whole table as it goes out: every amount and text as it was entered, `"0"` or the empty string where it is blank. */
export interface WrittenTable {
  id: string;
  /** Key. */
  unit: string;
  /** The unit's name as the table prints it. */
  name: string;
  fiscalYear: number;
  taxonomy: string;
  /** The one point that it was read at; `version` is the budget's own. */
  basis: { position: string; version: number; recordedAt: string };
  contentHash: string;
  totals: WrittenFunding;
  declaredTotals: WrittenFunding | null;
  fundUsers: WrittenFundUser[];
}

/** In 万元. */
export interface WrittenFunding {
  total: string;
  fiscalAppropriation: string;
  specialAccount: string;
  other: string;
}

export interface WrittenFundUser {
  id: string;
  ordinal: number;
  name: string;
  totals: WrittenFunding;
  declaredTotals: WrittenFunding | null;
  projects: WrittenProject[];
}

export interface WrittenProject {
  id: string;
  /** In the whole table, from 1. */
  ordinal: number;
  name: string;
  funding: WrittenFunding;
  declaredTotal: string | null;
  goal: string;
  indicators: WrittenIndicator[];
}

export interface WrittenIndicator {
  id: string;
  ordinal: number;
  level1: { code: string; name: string };
  level2: { code: string; name: string };
  name: string;
  cycleTarget: string;
  annualTarget: string;
}
