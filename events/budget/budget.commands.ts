import type { OpenedFrom } from './budget.events.js';
import type { Cells } from './cells.js';
import type { AskedBy } from './roles.js';
import type { SealingCommand } from '../sealing/sealing.commands.js';

/**
 * What an editor can ask of a budget. Ids of new rows and amounts as people write them (`"21,926.04"`, null or zero:
 * blank) arrive from outside; `decide` checks everything.
 */
export type BudgetCommand = OpenBudget | EditBudget | SetRows | SealingCommand;

export interface OpenBudget {
  type: 'OpenBudget';
  by: AskedBy;
  budgetId: string;
  unitKey: string;
  name: string;
  fiscalYear: number;
  taxonomy: string;
  /** The earlier table that the edits take over. */
  openedFrom?: OpenedFrom;
  /** The version of the earlier budget that was being looked at; null or absent: whatever is there now. */
  expectedVersion?: number | null;
  /** SHA-256 of the earlier table at that version; null: it has no such version yet. */
  seenHash?: string | null;
  /** The first content, in the same save. */
  edits: readonly BudgetEdit[];
}

export interface EditBudget {
  type: 'EditBudget';
  by: AskedBy;
  budgetId: string;
  /** The version that the editor was looking at; null: whatever is there now. */
  expectedVersion: number | null;
  /** Decided in order, each on what the ones before it made; all or none. */
  edits: readonly BudgetEdit[];
  /** In a draft: whether it may void a submission or an approval. Absent: it may not. */
  voidsReview?: boolean;
  /**
   * Withdrawn rows that one of the edits restores; those before it may already edit them. So a row comes back as it shall
   * be, and each of its cells is told once. Absent: none.
   */
  restoring?: ReadonlySet<string>;
}

/**
 * Makes rows as they are given, whatever they are now: what reverting and merging come to. Edits are decided one after
 * the other, but this is judged by the table that comes out, so two rows can swap their names.
 */
export interface SetRows {
  type: 'SetRows';
  by: AskedBy;
  budgetId: string;
  /** The version that the editor was looking at; null: whatever is there now. */
  expectedVersion: number | null;
  /**
   * By id of the budget itself, a fund user, a project or an indicator. One that the budget never had is given whole.
   */
  rows: ReadonlyMap<string, WantedRow>;
  /** As of `EditBudget`. */
  voidsReview?: boolean;
}

export interface WantedRow {
  /** Whether the row shall be in the table; absent: as it is. The budget itself always is. */
  inForce?: boolean;
  /** By path (`cells.ts`); cells that are not named stay as they are. Ignored if the row is to be withdrawn. */
  cells: Cells;
  /**
   * The row is given whole: its cells are all of its content, and a project's indicators are those that are given with
   * it; others go. A row that the budget never had is added as it is given.
   */
  whole?: WholeRow;
}

/** What has to be said of a row beside its cells, if it may be new to the budget. */
export type WholeRow = (
  { kind: 'FUND_USER'; place: string } | { kind: 'PROJECT' } | { kind: 'INDICATOR'; projectId: string }
) &
  TakenOver;

export interface TakenOver {
  /** Id of the earlier table's row that a new row is taken over from; absent: none. */
  lineage?: string;
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
  | AddFundUser
  | { type: 'RenameFundUser'; fundUserId: string; name: string }
  | { type: 'ReviseDeclaredTotals'; fundUserId: string; declared: DeclaredTotalsInput }
  | { type: 'WithdrawFundUser'; fundUserId: string }
  | { type: 'RestoreFundUser'; fundUserId: string };

export interface AddFundUser extends TakenOver {
  type: 'AddFundUser';
  fundUserId: string;
  name: string;
  declared: DeclaredTotalsInput;
}

/** `after`: the row to stand behind; null: first of its group; absent: last. */
export interface Placing {
  after?: string | null;
}

export type ProjectEdit =
  | AddProject
  | { type: 'RenameProject'; projectId: string; name: string }
  | { type: 'AssignFundUser'; projectId: string; fundUserId: string }
  | ({ type: 'MoveProject'; projectId: string } & Placing)
  | { type: 'ReviseFunding'; projectId: string; funding: FundingInput & { declaredTotal?: AmountInput } }
  | { type: 'ReviseGoal'; projectId: string; goal: string }
  | { type: 'WithdrawProject'; projectId: string }
  | { type: 'RestoreProject'; projectId: string };

export interface AddProject extends Placing, TakenOver {
  type: 'AddProject';
  projectId: string;
  fundUserId: string;
  name: string;
  funding: FundingInput;
  declaredTotal?: AmountInput;
  goal: string;
  indicators: readonly NewIndicator[];
}

export interface NewIndicator extends TakenOver {
  indicatorId: string;
  level2: string;
  name: string;
  cycleTarget: string;
  annualTarget: string;
}

export interface AddIndicator extends NewIndicator, Placing {
  type: 'AddIndicator';
  projectId: string;
}

export type IndicatorEdit =
  | AddIndicator
  | ReviseIndicator
  | ({ type: 'MoveIndicator'; indicatorId: string } & Placing)
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
