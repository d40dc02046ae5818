/**
 * What the resolvers ask of the program: they hold no logic of their own. `src/app` answers.
 *
 * Faults of a query (unknown point, foreign cursor, …) are thrown as `QueryError`; a refused command is no fault but an
 * answer, with `Refusal`s.
 */
import type { BudgetEdit } from '../events/budget/budget.commands.js';
import type { ActorRef, EventSource } from '../events/envelope.js';
import type { Position } from '../events/position.js';
import type { Refusal } from '../events/refusal.js';
import type { Taxonomy } from '../events/taxonomy.js';
import type { RecordedEvent } from '../events/upcast.js';
import type {
  ChangedCell,
  EntityKind,
  EntityStatus,
  FundingSums,
  IndicatorDocument,
  SaveRow,
} from '../projections/rows.js';

/** The one point that an answer is read at (基准). */
export interface Basis {
  position: Position;
  /** The ledger's clock there, RFC 3339 UTC. */
  recordedAt: string;
  /** Of the one budget that the answer is about; null for answers over many. */
  version: number | null;
}

/** Exactly one member. `time`: RFC 3339 with an offset. `date`: YYYY-MM-DD, the end of that day in Asia/Shanghai. */
export interface At {
  version?: number | null;
  time?: string | null;
  date?: string | null;
  position?: string | null;
}

/** Arguments that every root field takes. `head`: the basis that the operation's fields without `at` share. */
export interface Reading {
  at: At | null;
  head: Basis;
}

export interface FundingView extends FundingSums {
  total: string;
}

export interface BudgetView {
  id: string;
  name: string;
  unit: { key: string; name: string };
  fiscalYear: number;
  taxonomy: Taxonomy;
  basis: Basis & { version: number };
  contentHash: string;
  totals: FundingView;
  /** Root node of the table's content tree. */
  treeRoot: string;
}

export interface FundUserView {
  id: string;
  /** Among the fund users in force, from 1; 0: withdrawn. */
  ordinal: number;
  name: string;
  status: EntityStatus;
  /** null: the document declared nothing. */
  declaredTotals: FundingView | null;
  budget: BudgetView;
  orderKey: string;
}

export interface ProjectView {
  id: string;
  /** Among the budget's projects in force, from 1; 0: withdrawn; null: not counted yet, ask `projectOrdinal`. */
  ordinal: number | null;
  name: string;
  fundUserId: string;
  funding: FundingView;
  declaredTotal: string | null;
  goal: string;
  status: EntityStatus;
  contentHash: string;
  /** Save that last changed it or its indicators; null: not looked up yet, ask `projectVersion`. */
  version: number | null;
  basis: Basis & { version: number };
  budget: BudgetView;
  orderKey: string;
  /** In force, in printed order. */
  indicators: IndicatorView[];
}

export interface IndicatorView extends IndicatorDocument {
  /** Within its project, from 1; 0: withdrawn. */
  ordinal: number;
  status: EntityStatus;
  taxonomy: Taxonomy;
  project: ProjectView;
}

export interface Check {
  /** DECLARED_TOTAL_DIFFERS, … : see the field's description. */
  code: string;
  entityId: string;
  entityKind: EntityKind;
  /** The cell that the check is about. */
  path: string;
  declared: string;
  derived: string;
  message: string;
  messageEn: string;
}

export type NodeView =
  | { kind: 'BUDGET'; budget: BudgetView }
  | { kind: 'FUND_USER'; fundUser: FundUserView }
  | { kind: 'PROJECT'; project: ProjectView }
  | { kind: 'INDICATOR'; indicator: IndicatorView }
  | { kind: 'EVENT'; event: LedgerEventView };

export type LedgerEventView = RecordedEvent & { position: Position };

export interface ConnectionArguments {
  first: number;
  after: string | null;
}

export interface ConnectionView<Node> {
  edges: { cursor: string; node: Node }[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  basis: Basis;
  count(): Promise<{ value: number; exact: boolean }>;
}

export interface BudgetsFilter {
  unit?: string;
  fiscalYear?: number;
}

export interface ProjectsFilter {
  budgetId?: string;
  unit?: string;
  fiscalYear?: number;
  fundUserId?: string;
  nameContains?: string;
  fundedBy?: keyof FundingSums;
  totalAtLeast?: string;
  totalAtMost?: string;
  status?: EntityStatus;
}

export type ProjectsOrder = 'PLACE' | 'NAME' | 'TOTAL_DESCENDING' | 'TOTAL_ASCENDING';

export interface IndicatorsFilter {
  budgetId?: string;
  projectId?: string;
  unit?: string;
  fiscalYear?: number;
  level1?: string;
  level2?: string;
  nameContains?: string;
  targetContains?: string;
  kind?: 'QUANTITATIVE' | 'QUALITATIVE';
  status?: EntityStatus;
}

export interface Queries {
  /** The newest applied point, not before `minPosition`. @throws QueryError POSITION_PAST_HEAD, NOT_YET_APPLIED */
  head(minPosition: string | null): Promise<Basis>;

  node(id: string, reading: Reading): Promise<NodeView | null>;
  budget(id: string, reading: Reading): Promise<BudgetView | null>;
  budgetOf(unit: string, fiscalYear: number, reading: Reading): Promise<BudgetView | null>;
  project(id: string, reading: Reading): Promise<ProjectView | null>;
  indicator(id: string, reading: Reading): Promise<IndicatorView | null>;
  budgets(
    filter: BudgetsFilter,
    page: ConnectionArguments,
    reading: Reading,
  ): Promise<ConnectionView<BudgetView> & { totals(): Promise<FundingView> }>;
  projects(
    filter: ProjectsFilter,
    order: ProjectsOrder,
    page: ConnectionArguments,
    reading: Reading,
  ): Promise<ConnectionView<ProjectView>>;
  indicators(
    filter: IndicatorsFilter,
    page: ConnectionArguments,
    reading: Reading,
  ): Promise<ConnectionView<IndicatorView>>;

  /** Below a budget everything is read at the budget's basis. */
  fundUsers(budget: BudgetView): Promise<FundUserView[]>;
  fundUserTotals(fundUser: FundUserView): Promise<FundingView>;
  declaredTotals(budget: BudgetView): Promise<FundingView | null>;
  checks(budget: BudgetView): Promise<Check[]>;
  projectsOf(
    budget: BudgetView,
    filter: Omit<ProjectsFilter, 'budgetId' | 'unit' | 'fiscalYear'>,
    page: ConnectionArguments,
  ): Promise<ConnectionView<ProjectView>>;
  versions(budget: BudgetView, page: ConnectionArguments): Promise<ConnectionView<SaveRow>>;
  history(
    of: { budget: BudgetView } | { project: ProjectView } | { indicator: IndicatorView },
    page: ConnectionArguments,
  ): Promise<ConnectionView<ChangedCell>>;

  projectOrdinal(project: ProjectView): Promise<number>;
  projectVersion(project: ProjectView): Promise<number>;
  projectFundUser(project: ProjectView): Promise<FundUserView>;
  indicatorVersion(indicator: IndicatorView): Promise<number>;

  event(position: Position): Promise<LedgerEventView>;
  /** The budget of a changed cell, at the change's own save. */
  budgetAtChange(change: ChangedCell): Promise<BudgetView>;
  /** From the directory beside the ledger; null: none known, or erased. */
  actorName(actorId: string): string | null;
}

/** Who asks, and in which request. */
export interface Caller {
  actor: ActorRef;
  requestId: string;
}

export interface CommandRequest {
  caller: Caller;
  /** null: the server makes one, and a retry cannot be told. */
  commandId: string | null;
  reason: string | null;
  basisDocument: string | null;
  /** What the client sent, as JSON: hashed, so that one id cannot stand for two commands. */
  payload: unknown;
  source: EventSource;
}

export type CommandAnswer =
  | { refused: false; done: Done }
  /** Nothing was stored. */
  | { refused: true; refusals: readonly Refusal[] };

/** An accepted command, applied to the views: what a reader of `basis` sees includes it. */
export interface Done {
  budgetId: string;
  version: number;
  position: Position;
  basis: Basis;
  /** Of the save, in order; empty if the command changed nothing. */
  events: readonly RecordedEvent[];
  /** The same command had been done before, and this is its answer. */
  repeated: boolean;
}

export interface EditRequest extends CommandRequest {
  /** The budget, or any row of it. */
  of: { budgetId: string } | { fundUserId: string } | { projectId: string } | { indicatorId: string };
  expectedVersion: number | null;
  edits: readonly BudgetEdit[];
}

export interface OpenBudgetRequest extends CommandRequest {
  unitKey: string;
  name: string;
  fiscalYear: number;
  taxonomy: string;
}

export interface ImportRequest extends CommandRequest {
  fileName: string;
  bytes: Uint8Array;
  /** Default: the unit's name as printed. */
  unitKey: string | null;
  fiscalYear: number;
  taxonomy: string | null;
  /** Columns that the row figures stand in, left to right; null: found by arithmetic, and reported. */
  columns: readonly (keyof FundingSums)[] | null;
  /** What becomes of rows that could not be matched. */
  mapping: readonly RowMapping[];
  dryRun: boolean;
}

/** `from`: id of a row of the budget; `to`: key of a row of the file as the preview gave it, null: it is withdrawn. */
export interface RowMapping {
  from: string;
  to: string | null;
}

export interface ImportPreview {
  budgetId: string;
  /** Whether the budget would be opened by this import. */
  opens: boolean;
  rows: ImportRow[];
  unmatched: UnmatchedRow[];
  assumptions: { code: string; message: string; messageEn: string }[];
  counts: { added: number; changed: number; renamed: number; withdrawn: number; restored: number; unchanged: number };
}

export interface ImportRow {
  kind: 'ADDED' | 'CHANGED' | 'RENAMED' | 'WITHDRAWN' | 'RESTORED';
  entityKind: EntityKind;
  entityId: string | null;
  name: string;
  /** 1-based, in the file; null for withdrawn rows. */
  line: number | null;
  cells: { path: string; before: string | null; after: string | null }[];
}

/** A row on one side that has no certain partner on the other: say with `mapping` what it is. */
export interface UnmatchedRow {
  entityKind: EntityKind;
  name: string;
  /** Of the budget's row; null: the row is the file's. */
  entityId: string | null;
  /** Of the file's row, for `mapping.to`; null: the row is the budget's. */
  key: string | null;
  line: number | null;
  /** Ids or keys on the other side that it could be. */
  candidates: string[];
}

export type ImportAnswer =
  | { refused: false; preview: ImportPreview | null; done: Done | null }
  | { refused: true; refusals: readonly Refusal[]; preview: ImportPreview | null };

export interface ChangePreview {
  budgetId: string;
  version: number;
  changes: ChangedCell[];
}

export interface Commands {
  openBudget(request: OpenBudgetRequest): Promise<CommandAnswer>;
  edit(request: EditRequest): Promise<CommandAnswer>;
  /** What `edit` would change, cell by cell; nothing is stored. */
  previewEdit(
    request: EditRequest,
  ): Promise<{ refused: false; preview: ChangePreview } | { refused: true; refusals: readonly Refusal[] }>;
  importTable(request: ImportRequest): Promise<ImportAnswer>;
}

export interface Services {
  queries: Queries;
  commands: Commands;
}
