import type { Cells } from './cells.js';
import type { Stage } from './sealing.events.js';

/**
 * What an editor can ask of a budget. Ids of new rows and amounts as people write them (`"21,926.04"`, null or zero:
 * blank) arrive from outside; `decide` checks everything.
 */
export type BudgetCommand = OpenBudget | EditBudget | SetRows | SealingCommand;

export interface OpenBudget {
  type: 'OpenBudget';
  budgetId: string;
  unitKey: string;
  name: string;
  fiscalYear: number;
  taxonomy: string;
  /** The first content, in the same save. */
  edits: readonly BudgetEdit[];
}

export interface EditBudget {
  type: 'EditBudget';
  budgetId: string;
  /** The version that the editor was looking at; null: whatever is there now. */
  expectedVersion: number | null;
  /** Decided in order, each on what the ones before it made; all or none. */
  edits: readonly BudgetEdit[];
}

/**
 * Rows that shall be as given, whatever they are now: what reverting comes to, and merging. Unlike edits, which are
 * decided one after the other, it is judged by the table that it makes, so two rows can swap their names.
 */
export interface SetRows {
  type: 'SetRows';
  budgetId: string;
  /** The version that the editor was looking at; null: whatever is there now. */
  expectedVersion: number | null;
  /** By id of the budget itself, a fund user, a project or an indicator that has ever been in the budget. */
  rows: ReadonlyMap<string, WantedRow>;
}

export interface WantedRow {
  /** Whether the row shall be in the table; absent: as it is. The budget itself always is. */
  inForce?: boolean;
  /** By path (`cells.ts`); cells that are not named stay as they are. Not looked at where the row shall be withdrawn. */
  cells: Cells;
}

/** What is asked about versions of the table as a whole; `role`: of whoever asks, who may not do everything. */
export type SealingCommand = IssueControlNumber | SealVersion | WithdrawSeal | AnnotateSave;

interface AboutVersions {
  budgetId: string;
  /** The version that was being looked at; null: whatever is there now. */
  expectedVersion: number | null;
}

export interface IssueControlNumber extends AboutVersions {
  type: 'IssueControlNumber';
  role: string;
  /** As people write amounts; null or absent: not limited, zero: a limit. */
  limits: DeclaredTotalsInput;
}

export interface SealVersion extends AboutVersions {
  type: 'SealVersion';
  role: string;
  sealId: string;
  stage: Stage | null;
  /** null: what the stage is called. */
  name: string | null;
  approvedBy: string;
  version: number;
  /** The table at that version, which is not in the state; null: there is none. */
  table: { contentHash: string; totals: Record<'fiscalAppropriation' | 'specialAccount' | 'other', string> } | null;
  /** Hash of the table that was being looked at, and which member of the input says so; null: it was not said. */
  seen: { contentHash: string; by: 'contentHash' | 'expectedVersion' } | null;
}

export interface WithdrawSeal extends AboutVersions {
  type: 'WithdrawSeal';
  role: string;
  sealId: string;
  /** As the envelope will say. */
  reason: string | null;
}

/** What the reason or the document of a save should have been; null: that stands, empty: it should have had none. */
export interface AnnotateSave extends AboutVersions {
  type: 'AnnotateSave';
  version: number;
  reason: string | null;
  basisDocument: string | null;
}

export type BudgetEdit = FundUserEdit | ProjectEdit | IndicatorEdit | { type: 'RenameBudget'; name: string };

export type AmountInput = string | null;
export interface FundingInput {
  fiscalAppropriation?: AmountInput;
  specialAccount?: AmountInput;
  other?: AmountInput;
}
export interface DeclaredTotalsInput extends FundingInput {
  total?: AmountInput;
}

export type FundUserEdit =
  | { type: 'AddFundUser'; fundUserId: string; name: string; declared: DeclaredTotalsInput }
  | { type: 'RenameFundUser'; fundUserId: string; name: string }
  | { type: 'ReviseDeclaredTotals'; fundUserId: string; declared: DeclaredTotalsInput }
  | { type: 'WithdrawFundUser'; fundUserId: string }
  | { type: 'RestoreFundUser'; fundUserId: string };

/** `after`: the row to stand behind; null: first of its group; absent: last. */
export interface Placing {
  after?: string | null;
}

export type ProjectEdit =
  | AddProject
  | { type: 'RenameProject'; projectId: string; name: string }
  | { type: 'AssignFundUser'; projectId: string; fundUserId: string }
  | { type: 'MoveProject'; projectId: string; after: string | null }
  | { type: 'ReviseFunding'; projectId: string; funding: FundingInput & { declaredTotal?: AmountInput } }
  | { type: 'ReviseGoal'; projectId: string; goal: string }
  | { type: 'WithdrawProject'; projectId: string }
  | { type: 'RestoreProject'; projectId: string };

export interface AddProject extends Placing {
  type: 'AddProject';
  projectId: string;
  fundUserId: string;
  name: string;
  funding: FundingInput;
  declaredTotal?: AmountInput;
  goal: string;
  indicators: readonly NewIndicator[];
}

export interface NewIndicator {
  indicatorId: string;
  level2: string;
  name: string;
  cycleTarget: string;
  annualTarget: string;
}

export type IndicatorEdit =
  | ({ type: 'AddIndicator'; projectId: string } & NewIndicator & Placing)
  | ReviseIndicator
  | { type: 'MoveIndicator'; indicatorId: string; after: string | null }
  | { type: 'WithdrawIndicator'; indicatorId: string }
  | { type: 'RestoreIndicator'; indicatorId: string };

/** Only the members that are there change. */
export interface ReviseIndicator {
  type: 'ReviseIndicator';
  indicatorId: string;
  level2?: string;
  name?: string;
  cycleTarget?: string;
  annualTarget?: string;
}
