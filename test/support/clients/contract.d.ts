// Written by scripts/contract-types.js from schema/schema.graphql; `npm run contract` writes it again.

/**
 * What a query or a mutation is answered, without aliases. Whatever may be null is told as if it were there: a test
 * that reads a member of nothing fails by itself, and one that expects null compares with it.
 */
export type Answer = Omit<Query, '__typename'> & Omit<Mutation, '__typename'>;

export type MutationName = Exclude<keyof Mutation, '__typename'>;

/** A list whose first rows are told as if they were there, for the same reason. */
export interface List<Row> extends Array<Row> {
  0: Row;
  1: Row;
  2: Row;
  3: Row;
  4: Row;
}

export interface Actor {
  __typename: 'Actor';
  name: string;
  onBehalfOf: string;
  personId: string;
  recordedRole: string;
  role: Role;
  unit: string;
}

export interface AddedRow {
  __typename: 'AddedRow';
  entityId: string;
  ref: string;
}

export interface Adjustment {
  __typename: 'Adjustment';
  basisDocument: string;
  kind: AdjustmentKind;
  reason: string;
}

export type AdjustmentKind = 'BUDGET_ADJUSTMENT' | 'REALLOCATION' | 'TARGET_ADJUSTMENT' | 'TRANSFER';

export interface Annotation {
  __typename: 'Annotation';
  actor: Actor;
  basisDocument: string;
  correctedBasisDocument: string;
  correctedReason: string;
  position: string;
  reason: string;
  recordedAt: string;
}

export interface ApplyChangesPayload {
  __typename: 'ApplyChangesPayload';
  added: List<AddedRow>;
  basis: Basis;
  budget: Budget;
  isShown: boolean;
  kind: SaveKind;
  position: string;
  preview: List<ChangedRow>;
  userErrors: List<UserError>;
  version: number;
  voidedReview: ReviewRound;
}

export type AssumptionCode = 'FUNDING_COLUMNS_ASSUMED' | 'TAKEN_AS_WHOLE';

export interface Basis {
  __typename: 'Basis';
  draftId: string;
  position: string;
  recordedAt: string;
  version: number;
}

export interface Budget {
  __typename: 'Budget';
  basis: Basis;
  blame: List<CellValue>;
  checks: List<Check>;
  contentHash: string;
  controlNumber: ControlNumber;
  controlNumberWithdrawal: ControlNumberWithdrawal;
  declaredTotals: Totals;
  drafts: List<Draft>;
  entityId: string;
  fiscalYear: number;
  fundUsers: List<FundUser>;
  history: ChangeConnection;
  id: string;
  indicators: IndicatorConnection;
  name: string;
  openedFrom: OpenedFrom;
  outline: Outline;
  projects: ProjectConnection;
  seals: List<Seal>;
  taxonomy: Taxonomy;
  totals: Totals;
  unit: string;
  versions: VersionConnection;
}

export interface BudgetChanged {
  __typename: 'BudgetChanged';
  actor: Actor;
  basis: Basis;
  basisDocument: string;
  budget: Budget;
  budgetId: string;
  cursor: string;
  draftId: string;
  kind: SaveKind;
  position: string;
  reason: string;
  recordedAt: string;
  version: number;
}

export interface BudgetConnection {
  __typename: 'BudgetConnection';
  basis: Basis;
  count: Count;
  edges: List<BudgetEdge>;
  nodes: List<Budget>;
  pageInfo: PageInfo;
  totals: Totals;
}

export interface BudgetEdge {
  __typename: 'BudgetEdge';
  cursor: string;
  node: Budget;
}

export type BudgetOrder = 'PLACE_ASC' | 'PLACE_DESC' | 'TOTAL_ASC' | 'TOTAL_DESC' | 'UNIT_ASC' | 'UNIT_DESC';

export interface BudgetPayload {
  __typename: 'BudgetPayload';
  basis: Basis;
  budget: Budget;
  isShown: boolean;
  kind: SaveKind;
  position: string;
  preview: List<ChangedRow>;
  userErrors: List<UserError>;
  version: number;
  voidedReview: ReviewRound;
}

export interface CellChange {
  __typename: 'CellChange';
  after: string;
  annotations: List<Annotation>;
  before: string;
  delta: string;
  effect: TargetEffect;
  lastChange: Change;
  path: string;
}

export interface CellDifference {
  __typename: 'CellChange' | 'Change';
  after: string;
  annotations: List<Annotation>;
  before: string;
  delta: string;
  effect: TargetEffect;
  lastChange: Change;
  path: string;
  actor: Actor;
  basisDocument: string;
  budget: Budget;
  draft: Draft;
  draftEvent: LedgerEvent;
  editor: Actor;
  entity: Entity;
  entityId: string;
  entityKind: EntityKind;
  entityName: string;
  event: LedgerEvent;
  id: string;
  kind: ChangeKind;
  position: string;
  project: Project;
  reason: string;
  recordedAt: string;
  version: number;
}

export interface CellOrigin {
  __typename: 'CellOrigin';
  editor: Person;
  entityId: string;
  event: string;
  path: string;
  version: number;
}

export interface CellValue {
  __typename: 'CellValue';
  annotations: List<Annotation>;
  lastChange: Change;
  path: string;
  value: string;
}

export interface Change {
  __typename: 'Change';
  actor: Actor;
  after: string;
  basisDocument: string;
  before: string;
  budget: Budget;
  delta: string;
  draft: Draft;
  draftEvent: LedgerEvent;
  editor: Actor;
  effect: TargetEffect;
  entity: Entity;
  entityId: string;
  entityKind: EntityKind;
  entityName: string;
  event: LedgerEvent;
  id: string;
  kind: ChangeKind;
  path: string;
  position: string;
  project: Project;
  reason: string;
  recordedAt: string;
  version: number;
}

export interface ChangeConnection {
  __typename: 'ChangeConnection';
  basis: Basis;
  count: Count;
  edges: List<ChangeEdge>;
  editedRows: List<EditedRow>;
  nodes: List<Change>;
  pageInfo: PageInfo;
}

export interface ChangeEdge {
  __typename: 'ChangeEdge';
  annotations: List<Annotation>;
  cursor: string;
  node: Change;
}

export type ChangeKind = 'ADDED' | 'MODIFIED' | 'MOVED' | 'REMOVED' | 'RENAMED' | 'RESTORED';

export type ChangeOrder = 'TIME_ASC' | 'TIME_DESC';

export type ChangedAlone = 'MONEY' | 'TARGETS';

export interface ChangedRow {
  __typename: 'ChangedRow';
  cells: List<CellChange>;
  entityId: string;
  entityKind: EntityKind;
  entityName: string;
  kind: ChangeKind;
  projectId: string;
  projectName: string;
}

export interface Check {
  __typename: 'Check';
  code: CheckCode;
  declared: string;
  derived: string;
  entityId: string;
  entityKind: EntityKind;
  message: string;
  messageEn: string;
  path: string;
}

export type CheckCode = 'ABOVE_CONTROL_NUMBER' | 'DECLARED_TOTAL_DIFFERS';

export type Choice = 'OURS' | 'THEIRS';

export type Comparator = 'EQ' | 'GE' | 'GT' | 'LE' | 'LT';

export type CompareBase = 'DIRECT' | 'MERGE_BASE';

export interface Comparison {
  __typename: 'Comparison';
  from: Basis;
  identical: boolean;
  rows: ComparisonRowConnection;
  stats: ComparisonStats;
  statsBy: List<ComparisonGroup>;
  to: Basis;
  totalsFrom: Totals;
  totalsTo: Totals;
}

export interface ComparisonGroup {
  __typename: 'ComparisonGroup';
  key: string;
  name: string;
  stats: ComparisonStats;
}

export type ComparisonGrouping = 'FUND_USER' | 'LEVEL1' | 'LEVEL2';

export interface ComparisonRow {
  __typename: 'ComparisonRow';
  cells: List<CellChange>;
  entityId: string;
  entityKind: EntityKind;
  entityName: string;
  growth: Growth;
  kind: ChangeKind;
  matchedBy: MatchedBy;
  projectId: string;
  projectName: string;
}

export interface ComparisonRowConnection {
  __typename: 'ComparisonRowConnection';
  basis: Basis;
  count: Count;
  edges: List<ComparisonRowEdge>;
  nodes: List<ComparisonRow>;
  pageInfo: PageInfo;
}

export interface ComparisonRowEdge {
  __typename: 'ComparisonRowEdge';
  cursor: string;
  node: ComparisonRow;
}

export interface ComparisonStats {
  __typename: 'ComparisonStats';
  cells: number;
  fundUsers: RowCounts;
  indicators: RowCounts;
  projects: RowCounts;
  rows: RowCounts;
  strengthened: number;
  weakened: number;
}

export interface ConflictCell {
  __typename: 'ConflictCell';
  base: string;
  entityId: string;
  entityKind: EntityKind;
  entityName: string;
  ours: string;
  oursAnnotations: List<Annotation>;
  oursChange: Change;
  path: string;
  theirs: string;
  theirsAnnotations: List<Annotation>;
  theirsChange: Change;
}

export interface ConflictError {
  __typename: 'ConflictError';
  argument: List<string>;
  cell: ConflictCell;
  changedIn: Version;
  code: UserErrorCode;
  current: List<CellValue>;
  entityId: string;
  message: string;
  messageEn: string;
}

export type ConflictKind = 'ADDED_UNDER_WITHDRAWN' | 'CELL' | 'EDITED_AND_WITHDRAWN' | 'SAME_NAME';

export interface ControlDifference {
  __typename: 'ControlDifference';
  delta: string;
  limit: string;
  path: string;
  sum: string;
}

export interface ControlNumber {
  __typename: 'ControlNumber';
  actor: Actor;
  annotations: List<Annotation>;
  basisDocument: string;
  fiscalAppropriation: string;
  other: string;
  position: string;
  reason: string;
  recordedAt: string;
  specialAccount: string;
  total: string;
}

export interface ControlNumberWithdrawal {
  __typename: 'ControlNumberWithdrawal';
  actor: Actor;
  annotations: List<Annotation>;
  basisDocument: string;
  position: string;
  reason: string;
  recordedAt: string;
  version: number;
}

export interface Count {
  __typename: 'Count';
  exact: boolean;
  value: number;
}

export interface DeclaredTotals {
  __typename: 'DeclaredTotals';
  fiscalAppropriation: string;
  other: string;
  specialAccount: string;
  total: string;
}

export type DeltaSign = 'NEGATIVE' | 'POSITIVE' | 'ZERO';

export interface Draft {
  __typename: 'Draft';
  actor: Actor;
  adjustment: Adjustment;
  approval: ReviewDecision;
  baseVersion: number;
  basis: Basis;
  basisDocument: string;
  budget: Budget;
  changes: ChangeConnection;
  discard: DraftDiscard;
  editors: List<Person>;
  entityId: string;
  history: ChangeConnection;
  id: string;
  name: string;
  openedOnVersion: number;
  position: string;
  promotion: DraftPromotion;
  reason: string;
  recordedAt: string;
  rounds: List<ReviewRound>;
  status: DraftStatus;
  version: number;
}

export interface DraftChanged {
  __typename: 'DraftChanged';
  actor: Actor;
  basis: Basis;
  basisDocument: string;
  budgetId: string;
  cursor: string;
  draft: Draft;
  draftId: string;
  kind: SaveKind;
  position: string;
  reason: string;
  recordedAt: string;
  version: number;
}

export interface DraftConnection {
  __typename: 'DraftConnection';
  basis: Basis;
  count: Count;
  edges: List<DraftEdge>;
  nodes: List<Draft>;
  pageInfo: PageInfo;
}

export interface DraftDiscard {
  __typename: 'DraftDiscard';
  actor: Actor;
  basisDocument: string;
  position: string;
  reason: string;
  recordedAt: string;
}

export interface DraftEdge {
  __typename: 'DraftEdge';
  cursor: string;
  node: Draft;
}

export type DraftOrder = 'TIME_ASC' | 'TIME_DESC';

export interface DraftPayload {
  __typename: 'DraftPayload';
  basis: Basis;
  budget: Budget;
  draft: Draft;
  isShown: boolean;
  kind: SaveKind;
  position: string;
  preview: List<ChangedRow>;
  status: DraftStatus;
  userErrors: List<UserError>;
  version: number;
  voidedReview: ReviewRound;
}

export interface DraftPromotion {
  __typename: 'DraftPromotion';
  actor: Actor;
  annotations: List<Annotation>;
  basisDocument: string;
  changesHash: string;
  contentHash: string;
  draftVersion: number;
  position: string;
  reason: string;
  recordedAt: string;
  version: number;
}

export type DraftStatus = 'APPROVED' | 'DISCARDED' | 'OPEN' | 'PROMOTED' | 'RETURNED' | 'SUBMITTED';

export interface EarlierImport {
  __typename: 'EarlierImport';
  actor: Actor;
  annotations: List<Annotation>;
  basisDocument: string;
  draftId: string;
  fileName: string;
  position: string;
  reason: string;
  recordedAt: string;
  version: number;
}

export interface EditedRow {
  __typename: 'EditedRow';
  annotations: List<Annotation>;
  edits: number;
  entityId: string;
  lastChange: Change;
}

export interface Entity {
  __typename: 'Budget' | 'Draft' | 'FundUser' | 'Indicator' | 'Project' | 'Seal' | 'Version';
  basis: Basis;
  blame: List<CellValue>;
  checks: List<Check>;
  contentHash: string;
  controlNumber: ControlNumber;
  controlNumberWithdrawal: ControlNumberWithdrawal;
  declaredTotals: Totals | DeclaredTotals;
  drafts: List<Draft>;
  entityId: string;
  fiscalYear: number;
  fundUsers: List<FundUser>;
  history: ChangeConnection;
  id: string;
  indicators: IndicatorConnection | List<Indicator>;
  name: string;
  openedFrom: OpenedFrom;
  outline: Outline;
  projects: ProjectConnection;
  seals: List<Seal>;
  taxonomy: Taxonomy;
  totals: Totals;
  unit: string;
  versions: VersionConnection;
  actor: Actor;
  adjustment: Adjustment;
  approval: ReviewDecision;
  baseVersion: number;
  basisDocument: string;
  budget: Budget;
  changes: ChangeConnection;
  discard: DraftDiscard;
  editors: List<Person> | List<string>;
  openedOnVersion: number;
  position: string;
  promotion: DraftPromotion;
  reason: string;
  recordedAt: string;
  rounds: List<ReviewRound>;
  status: DraftStatus | EntityStatus;
  version: number;
  lineage: string;
  ordinal: number;
  annualTarget: Target;
  cycleTarget: Target;
  level1: IndicatorClass;
  level2: IndicatorClass;
  project: Project;
  replacedBy: List<Indicator> | List<Project>;
  declaredTotal: string;
  fundUser: FundUser;
  funding: Funding;
  goal: string;
  annotations: List<Annotation>;
  approvedBy: Person;
  controlDifference: List<ControlDifference>;
  issued: Issued;
  stage: Stage;
  withdrawal: SealWithdrawal;
  withoutControlNumber: string;
  budgetId: string;
  changedCells: number;
  commandId: string;
  draftId: string;
  kind: SaveKind;
  source: Source;
}

export type EntityKind = 'BUDGET' | 'FUND_USER' | 'INDICATOR' | 'PROJECT';

export type EntityStatus = 'ACTIVE' | 'WITHDRAWN';

export type ErrorCode = 'ALTERED_EVENT' | 'ANSWER_TOO_LARGE' | 'BAD_REQUEST' | 'BODY_TOO_LARGE' | 'BODY_TOO_SLOW' | 'BROKEN_CONTENT' | 'BROKEN_SEAL' | 'CLOCK_LEAPT' | 'FOREIGN_ORIGIN' | 'FUTURE_TIME' | 'GRAPHQL_PARSE_FAILED' | 'GRAPHQL_VALIDATION_FAILED' | 'INTERNAL_SERVER_ERROR' | 'INVALID_CURSOR' | 'INVALID_ID' | 'INVALID_IDENTITY' | 'INVALID_INPUT' | 'INVALID_JSON' | 'INVALID_UPGRADE' | 'INVALID_UTF8' | 'METHOD_NOT_ALLOWED' | 'NOT_ACCEPTABLE' | 'NOT_BUILT' | 'NOT_FOUND' | 'NOT_READY' | 'NOT_YET_APPLIED' | 'OPERATION_RESOLUTION_FAILURE' | 'OUTCOME_UNKNOWN' | 'PERSISTED_QUERY_MISMATCH' | 'PERSISTED_QUERY_NOT_FOUND' | 'PERSISTED_QUERY_NOT_SUPPORTED' | 'PROJECTOR_ONLY' | 'STARTING' | 'STOPPING' | 'STORAGE_FULL' | 'STORE_UNAVAILABLE' | 'SUBSCRIPTIONS_ONLY' | 'SUBSCRIPTION_OVER_HTTP' | 'TAKES_TOO_LONG' | 'TOO_BUSY' | 'TOO_EXPENSIVE' | 'TOO_LARGE' | 'TOO_MANY_BODIES' | 'TOO_MANY_ROWS' | 'TOO_MANY_SOCKETS' | 'TOO_MANY_SUBSCRIPTIONS' | 'UNKNOWN_HOST' | 'UNKNOWN_POSITION' | 'UNSUPPORTED_BODY' | 'VERSION_NEEDS_ONE_BUDGET';

export interface FundUser {
  __typename: 'FundUser';
  basis: Basis;
  blame: List<CellValue>;
  budget: Budget;
  declaredTotals: DeclaredTotals;
  entityId: string;
  history: ChangeConnection;
  id: string;
  lineage: string;
  name: string;
  ordinal: number;
  projects: ProjectConnection;
  status: EntityStatus;
  totals: Totals;
  version: number;
}

export interface FundUserPayload {
  __typename: 'FundUserPayload';
  basis: Basis;
  budget: Budget;
  fundUser: FundUser;
  isShown: boolean;
  kind: SaveKind;
  position: string;
  preview: List<ChangedRow>;
  userErrors: List<UserError>;
  version: number;
  voidedReview: ReviewRound;
}

export interface Funding {
  __typename: 'Funding';
  fiscalAppropriation: string;
  other: string;
  specialAccount: string;
  total: string;
}

export type FundingSource = 'FISCAL_APPROPRIATION' | 'OTHER' | 'SPECIAL_ACCOUNT';

export interface Growth {
  __typename: 'Growth';
  after: string;
  before: string;
  delta: string;
  percent: string;
}

export interface ImportAssumption {
  __typename: 'ImportAssumption';
  code: AssumptionCode;
  message: string;
  messageEn: string;
}

export interface ImportPreview {
  __typename: 'ImportPreview';
  assumptions: List<ImportAssumption>;
  budgetId: string;
  counts: RowCounts;
  importedBefore: EarlierImport;
  opens: boolean;
  rows: List<ImportRow>;
  unchanged: number;
  unmatched: List<UnmatchedRow>;
  version: number;
}

export interface ImportRow {
  __typename: 'ImportRow';
  cells: List<CellChange>;
  entityId: string;
  entityKind: EntityKind;
  entityName: string;
  kind: ChangeKind;
  line: number;
  projectId: string;
  projectName: string;
  undoes: List<string>;
}

export interface ImportTablePayload {
  __typename: 'ImportTablePayload';
  basis: Basis;
  budget: Budget;
  isShown: boolean;
  kind: SaveKind;
  position: string;
  preview: ImportPreview;
  userErrors: List<UserError>;
  version: number;
  voidedReview: ReviewRound;
}

export interface ImportedFile {
  __typename: 'ImportedFile';
  fileName: string;
  line: number;
  sha256: string;
}

export interface Indicator {
  __typename: 'Indicator';
  annualTarget: Target;
  basis: Basis;
  blame: List<CellValue>;
  budget: Budget;
  cycleTarget: Target;
  entityId: string;
  history: ChangeConnection;
  id: string;
  level1: IndicatorClass;
  level2: IndicatorClass;
  lineage: string;
  name: string;
  ordinal: number;
  project: Project;
  replacedBy: List<Indicator>;
  status: EntityStatus;
  version: number;
}

export interface IndicatorClass {
  __typename: 'IndicatorClass';
  code: string;
  name: string;
}

export interface IndicatorConnection {
  __typename: 'IndicatorConnection';
  basis: Basis;
  count: Count;
  edges: List<IndicatorEdge>;
  nodes: List<Indicator>;
  pageInfo: PageInfo;
}

export interface IndicatorCounts {
  __typename: 'IndicatorCounts';
  basis: Basis;
  groups: List<IndicatorGroup>;
  indicators: number;
}

export interface IndicatorEdge {
  __typename: 'IndicatorEdge';
  cursor: string;
  node: Indicator;
}

export interface IndicatorGroup {
  __typename: 'IndicatorGroup';
  indicators: number;
  key: string;
  name: string;
}

export type IndicatorGrouping = 'BUDGET' | 'FISCAL_YEAR' | 'KIND' | 'LEVEL1' | 'LEVEL2' | 'PROJECT' | 'UNIT';

export type IndicatorOrder = 'CLASS_ASC' | 'CLASS_DESC' | 'NAME_ASC' | 'NAME_DESC' | 'PLACE_ASC' | 'PLACE_DESC';

export interface IndicatorPayload {
  __typename: 'IndicatorPayload';
  basis: Basis;
  budget: Budget;
  indicator: Indicator;
  isShown: boolean;
  kind: SaveKind;
  position: string;
  preview: List<ChangedRow>;
  userErrors: List<UserError>;
  version: number;
  voidedReview: ReviewRound;
}

export type IndicatorText = 'ANNUAL_TARGET' | 'CYCLE_TARGET' | 'NAME';

export interface InputError {
  __typename: 'InputError';
  argument: List<string>;
  code: UserErrorCode;
  entityId: string;
  message: string;
  messageEn: string;
}

export interface Issued {
  __typename: 'Issued';
  basisDocument: string;
  issuedOn: string;
  issuer: Issuer;
}

export type Issuer = 'FINANCE' | 'SUPERIOR_DEPARTMENT';

export interface LedgerEvent {
  __typename: 'LedgerEvent';
  actor: Actor;
  basisDocument: string;
  causationId: string;
  commandId: string;
  correlationId: string;
  data: unknown;
  id: string;
  position: string;
  reason: string;
  recordedAt: string;
  schemaVersion: number;
  source: Source;
  type: string;
  version: number;
}

export type MatchedBy = 'ID' | 'LINEAGE' | 'NAME' | 'NONE';

export interface MergeConflict {
  __typename: 'MergeConflict';
  cells: List<ConflictCell>;
  choice: Choice;
  entityId: string;
  entityIds: List<string>;
  entityKind: EntityKind;
  entityName: string;
  kind: ConflictKind;
  path: string;
  withdrawal: Change;
  withdrawalAnnotations: List<Annotation>;
}

export interface MergePayload {
  __typename: 'MergePayload';
  basis: Basis;
  blockers: List<UserError>;
  budget: Budget;
  changesHash: string;
  conflicts: List<MergeConflict>;
  draft: Draft;
  isShown: boolean;
  kind: SaveKind;
  position: string;
  preview: List<ChangedRow>;
  userErrors: List<UserError>;
  version: number;
  voidedReview: ReviewRound;
}

export interface Merged {
  __typename: 'Merged';
  draftId: string;
  origin: Origin;
  others: List<CellOrigin>;
}

export interface Mutation {
  __typename: 'Mutation';
  addFundUser: FundUserPayload;
  addIndicator: IndicatorPayload;
  addProject: ProjectPayload;
  annotateSave: BudgetPayload;
  applyChanges: ApplyChangesPayload;
  approveDraft: DraftPayload;
  assignFundUser: ProjectPayload;
  convertDraftToAdjustment: DraftPayload;
  discardDraft: DraftPayload;
  importTable: ImportTablePayload;
  issueControlNumber: BudgetPayload;
  moveIndicator: IndicatorPayload;
  moveProject: ProjectPayload;
  openBudget: BudgetPayload;
  openDraft: DraftPayload;
  promoteDraft: MergePayload;
  refreshDraft: MergePayload;
  renameBudget: BudgetPayload;
  renameFundUser: FundUserPayload;
  renameProject: ProjectPayload;
  restoreFundUser: FundUserPayload;
  restoreIndicator: IndicatorPayload;
  restoreProject: ProjectPayload;
  returnDraft: DraftPayload;
  revert: RevertPayload;
  reviseDeclaredTotals: FundUserPayload;
  reviseFunding: ProjectPayload;
  reviseGoal: ProjectPayload;
  reviseIndicator: IndicatorPayload;
  sealVersion: SealPayload;
  submitDraft: DraftPayload;
  withdrawControlNumber: BudgetPayload;
  withdrawFundUser: FundUserPayload;
  withdrawIndicator: IndicatorPayload;
  withdrawProject: ProjectPayload;
  withdrawSeal: SealPayload;
  withdrawSubmission: DraftPayload;
}

export interface Node {
  __typename: 'Budget' | 'Change' | 'Draft' | 'FundUser' | 'Indicator' | 'LedgerEvent' | 'Project' | 'Seal' | 'Version';
  basis: Basis;
  blame: List<CellValue>;
  checks: List<Check>;
  contentHash: string;
  controlNumber: ControlNumber;
  controlNumberWithdrawal: ControlNumberWithdrawal;
  declaredTotals: Totals | DeclaredTotals;
  drafts: List<Draft>;
  entityId: string;
  fiscalYear: number;
  fundUsers: List<FundUser>;
  history: ChangeConnection;
  id: string;
  indicators: IndicatorConnection | List<Indicator>;
  name: string;
  openedFrom: OpenedFrom;
  outline: Outline;
  projects: ProjectConnection;
  seals: List<Seal>;
  taxonomy: Taxonomy;
  totals: Totals;
  unit: string;
  versions: VersionConnection;
  actor: Actor;
  after: string;
  basisDocument: string;
  before: string;
  budget: Budget;
  delta: string;
  draft: Draft;
  draftEvent: LedgerEvent;
  editor: Actor;
  effect: TargetEffect;
  entity: Entity;
  entityKind: EntityKind;
  entityName: string;
  event: LedgerEvent;
  kind: ChangeKind | SaveKind;
  path: string;
  position: string;
  project: Project;
  reason: string;
  recordedAt: string;
  version: number;
  adjustment: Adjustment;
  approval: ReviewDecision;
  baseVersion: number;
  changes: ChangeConnection;
  discard: DraftDiscard;
  editors: List<Person> | List<string>;
  openedOnVersion: number;
  promotion: DraftPromotion;
  rounds: List<ReviewRound>;
  status: DraftStatus | EntityStatus;
  lineage: string;
  ordinal: number;
  annualTarget: Target;
  cycleTarget: Target;
  level1: IndicatorClass;
  level2: IndicatorClass;
  replacedBy: List<Indicator> | List<Project>;
  causationId: string;
  commandId: string;
  correlationId: string;
  data: unknown;
  schemaVersion: number;
  source: Source;
  type: string;
  declaredTotal: string;
  fundUser: FundUser;
  funding: Funding;
  goal: string;
  annotations: List<Annotation>;
  approvedBy: Person;
  controlDifference: List<ControlDifference>;
  issued: Issued;
  stage: Stage;
  withdrawal: SealWithdrawal;
  withoutControlNumber: string;
  budgetId: string;
  changedCells: number;
  draftId: string;
}

export interface NothingLeft {
  __typename: 'NothingLeft';
  changes: List<Change>;
  message: string;
  messageEn: string;
}

export interface OpenedFrom {
  __typename: 'OpenedFrom';
  budgetId: string;
  contentHash: string;
  version: number;
}

export interface Origin {
  __typename: 'Origin';
  editor: Person;
  event: string;
  version: number;
}

export interface Outline {
  __typename: 'Outline';
  fundUserCount: number;
  projectCount: number;
  rowCount: number;
  rows: List<OutlineRow>;
  rowsHash: string;
}

export interface OutlineRow {
  __typename: 'OutlineRow';
  contentHash: string;
  entityId: string;
  entityKind: EntityKind;
  parentId: string;
  place: number;
}

export interface PageInfo {
  __typename: 'PageInfo';
  endCursor: string;
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string;
}

export interface Person {
  __typename: 'Person';
  name: string;
  personId: string;
}

export interface Project {
  __typename: 'Project';
  basis: Basis;
  blame: List<CellValue>;
  budget: Budget;
  contentHash: string;
  declaredTotal: string;
  entityId: string;
  fundUser: FundUser;
  funding: Funding;
  goal: string;
  history: ChangeConnection;
  id: string;
  indicators: List<Indicator>;
  lineage: string;
  name: string;
  ordinal: number;
  replacedBy: List<Project>;
  status: EntityStatus;
  version: number;
}

export interface ProjectConnection {
  __typename: 'ProjectConnection';
  basis: Basis;
  count: Count;
  edges: List<ProjectEdge>;
  nodes: List<Project>;
  pageInfo: PageInfo;
  totals: Totals;
}

export interface ProjectEdge {
  __typename: 'ProjectEdge';
  cursor: string;
  node: Project;
}

export interface ProjectGroup {
  __typename: 'ProjectGroup';
  key: string;
  name: string;
  projects: number;
  totals: Totals;
}

export type ProjectGrouping = 'BUDGET' | 'FISCAL_YEAR' | 'FUND_USER' | 'SOURCE' | 'UNIT';

export type ProjectOrder = 'NAME_ASC' | 'NAME_DESC' | 'PLACE_ASC' | 'PLACE_DESC' | 'TOTAL_ASC' | 'TOTAL_DESC';

export interface ProjectPayload {
  __typename: 'ProjectPayload';
  basis: Basis;
  budget: Budget;
  isShown: boolean;
  kind: SaveKind;
  position: string;
  preview: List<ChangedRow>;
  project: Project;
  userErrors: List<UserError>;
  version: number;
  voidedReview: ReviewRound;
}

export type ProjectText = 'GOAL' | 'NAME';

export interface ProjectTotals {
  __typename: 'ProjectTotals';
  basis: Basis;
  groups: List<ProjectGroup>;
  projects: number;
  totals: Totals;
}

export interface Query {
  __typename: 'Query';
  budget: Budget;
  budgetOf: Budget;
  budgets: BudgetConnection;
  changes: ChangeConnection;
  compare: Comparison;
  draft: Draft;
  drafts: DraftConnection;
  entity: Node;
  indicator: Indicator;
  indicatorCounts: IndicatorCounts;
  indicators: IndicatorConnection;
  node: Node;
  nodes: List<Node>;
  project: Project;
  projectTotals: ProjectTotals;
  projects: ProjectConnection;
  saves: VersionConnection;
  stageMatrix: StageMatrix;
  taxonomies: List<Taxonomy>;
  units: UnitConnection;
  viewer: Viewer;
}

export interface Recorded {
  __typename: 'Annotation' | 'BudgetChanged' | 'Change' | 'ControlNumber' | 'ControlNumberWithdrawal' | 'Draft' | 'DraftChanged' | 'DraftDiscard' | 'DraftPromotion' | 'EarlierImport' | 'LedgerEvent' | 'ReviewDecision' | 'ReviewSubmission' | 'Seal' | 'SealWithdrawal' | 'Version';
  actor: Actor;
  basisDocument: string;
  correctedBasisDocument: string;
  correctedReason: string;
  position: string;
  reason: string;
  recordedAt: string;
  basis: Basis;
  budget: Budget;
  budgetId: string;
  cursor: string;
  draftId: string;
  kind: SaveKind | ChangeKind;
  version: number;
  after: string;
  before: string;
  delta: string;
  draft: Draft;
  draftEvent: LedgerEvent;
  editor: Actor;
  effect: TargetEffect;
  entity: Entity;
  entityId: string;
  entityKind: EntityKind;
  entityName: string;
  event: LedgerEvent;
  id: string;
  path: string;
  project: Project;
  annotations: List<Annotation>;
  fiscalAppropriation: string;
  other: string;
  specialAccount: string;
  total: string;
  adjustment: Adjustment;
  approval: ReviewDecision;
  baseVersion: number;
  changes: ChangeConnection;
  discard: DraftDiscard;
  editors: List<Person> | List<string>;
  history: ChangeConnection;
  name: string;
  openedOnVersion: number;
  promotion: DraftPromotion;
  rounds: List<ReviewRound>;
  status: DraftStatus;
  changesHash: string;
  contentHash: string;
  draftVersion: number;
  fileName: string;
  causationId: string;
  commandId: string;
  correlationId: string;
  data: unknown;
  schemaVersion: number;
  source: Source;
  type: string;
  opinion: string;
  outcome: ReviewOutcome;
  remarks: List<ReviewRemark>;
  approvedBy: Person;
  controlDifference: List<ControlDifference>;
  issued: Issued;
  stage: Stage;
  withdrawal: SealWithdrawal;
  withoutControlNumber: string;
  changedCells: number;
}

export interface RevertPayload {
  __typename: 'RevertPayload';
  basis: Basis;
  budget: Budget;
  draftId: string;
  isShown: boolean;
  kind: SaveKind;
  nothingLeft: NothingLeft;
  onlyInDraft: List<string>;
  position: string;
  preview: List<ChangedRow>;
  userErrors: List<UserError>;
  version: number;
  voidedReview: ReviewRound;
}

export interface Reverted {
  __typename: 'Reverted';
  change: string;
  event: string;
  ofBudget: boolean;
  row: string;
  save: number;
  table: string;
  toVersion: number;
}

export interface ReviewDecision {
  __typename: 'ReviewDecision';
  actor: Actor;
  basisDocument: string;
  opinion: string;
  outcome: ReviewOutcome;
  position: string;
  reason: string;
  recordedAt: string;
  remarks: List<ReviewRemark>;
  version: number;
}

export type ReviewOutcome = 'APPROVED' | 'RETURNED' | 'WITHDRAWN';

export interface ReviewRemark {
  __typename: 'ReviewRemark';
  entityId: string;
  opinion: string;
  path: string;
}

export interface ReviewRound {
  __typename: 'ReviewRound';
  decision: ReviewDecision;
  number: number;
  submission: ReviewSubmission;
  version: number;
  voidedByVersion: number;
}

export interface ReviewSubmission {
  __typename: 'ReviewSubmission';
  actor: Actor;
  basisDocument: string;
  position: string;
  reason: string;
  recordedAt: string;
  version: number;
}

export type Role = 'ADMIN' | 'AUDITOR' | 'EDITOR' | 'FINANCE' | 'OTHER' | 'REVIEWER' | 'VIEWER';

export interface RowChange {
  __typename: 'ChangedRow' | 'ComparisonRow' | 'ImportRow';
  cells: List<CellChange>;
  entityId: string;
  entityKind: EntityKind;
  entityName: string;
  kind: ChangeKind;
  projectId: string;
  projectName: string;
  growth: Growth;
  matchedBy: MatchedBy;
  line: number;
  undoes: List<string>;
}

export interface RowCounts {
  __typename: 'RowCounts';
  added: number;
  modified: number;
  moved: number;
  removed: number;
  renamed: number;
  restored: number;
}

export type SaveKind = 'ANNOTATION' | 'APPROVAL' | 'CONTROL_NUMBER' | 'CONTROL_NUMBER_WITHDRAWAL' | 'CONVERSION' | 'DISCARD' | 'DRAFT_OPENING' | 'EDIT' | 'PROMOTION' | 'REFRESH' | 'RETURN' | 'SEAL' | 'SEAL_WITHDRAWAL' | 'SUBMISSION' | 'SUBMISSION_WITHDRAWAL';

export type SaveOrder = 'TIME_ASC' | 'TIME_DESC';

export interface Seal {
  __typename: 'Seal';
  actor: Actor;
  annotations: List<Annotation>;
  approvedBy: Person;
  basisDocument: string;
  contentHash: string;
  controlDifference: List<ControlDifference>;
  entityId: string;
  id: string;
  issued: Issued;
  name: string;
  position: string;
  reason: string;
  recordedAt: string;
  stage: Stage;
  version: number;
  withdrawal: SealWithdrawal;
  withoutControlNumber: string;
}

export interface SealPayload {
  __typename: 'SealPayload';
  basis: Basis;
  budget: Budget;
  isShown: boolean;
  kind: SaveKind;
  position: string;
  preview: List<ChangedRow>;
  seal: Seal;
  userErrors: List<UserError>;
  version: number;
  voidedReview: ReviewRound;
}

export interface SealWithdrawal {
  __typename: 'SealWithdrawal';
  actor: Actor;
  annotations: List<Annotation>;
  basisDocument: string;
  position: string;
  reason: string;
  recordedAt: string;
}

export interface Source {
  __typename: 'Source';
  file: ImportedFile;
  kind: SourceKind;
  merged: Merged;
  recorded: unknown;
  reverted: Reverted;
}

export type SourceKind = 'API' | 'CLI' | 'IMPORT' | 'OTHER' | 'PROMOTION' | 'REFRESH' | 'REVERT';

export type Stage = 'ADJUSTMENT' | 'FIRST_DOWN' | 'FIRST_UP' | 'SECOND_DOWN' | 'SECOND_UP';

export interface StageCell {
  __typename: 'StageCell';
  overall: CellChange;
  path: string;
  steps: List<CellChange>;
  values: List<string>;
}

export interface StageColumn {
  __typename: 'StageColumn';
  basis: Basis;
  contentHash: string;
  controlNumber: ControlNumber;
  controlNumberWithdrawal: ControlNumberWithdrawal;
  seal: Seal;
  totals: Totals;
}

export interface StageMatrix {
  __typename: 'StageMatrix';
  basis: Basis;
  columns: List<StageColumn>;
  rows: StageRowConnection;
}

export interface StageRow {
  __typename: 'StageRow';
  cells: List<StageCell>;
  entityId: string;
  entityKind: EntityKind;
  entityName: string;
  kind: ChangeKind;
  lineage: string;
  present: List<boolean>;
  projectId: string;
  projectName: string;
}

export interface StageRowConnection {
  __typename: 'StageRowConnection';
  basis: Basis;
  count: Count;
  edges: List<StageRowEdge>;
  nodes: List<StageRow>;
  pageInfo: PageInfo;
}

export interface StageRowEdge {
  __typename: 'StageRowEdge';
  cursor: string;
  node: StageRow;
}

export interface Subscription {
  __typename: 'Subscription';
  budgetChanged: BudgetChanged;
  changes: ChangeEdge;
  draftChanged: DraftChanged;
}

export interface Target {
  __typename: 'Target';
  comparator: Comparator;
  kind: TargetKind;
  measure: string;
  text: string;
  value: string;
}

export type TargetEffect = 'CHANGED' | 'REWRITTEN' | 'STRENGTHENED' | 'WEAKENED';

export type TargetKind = 'QUALITATIVE' | 'QUANTITATIVE';

export interface Taxonomy {
  __typename: 'Taxonomy';
  code: string;
  level1: List<IndicatorClass>;
  level2: List<IndicatorClass>;
  name: string;
  source: string;
}

export interface Totals {
  __typename: 'Totals';
  fiscalAppropriation: string;
  other: string;
  specialAccount: string;
  total: string;
}

export interface Unit {
  __typename: 'Unit';
  name: string;
  unit: string;
}

export interface UnitConnection {
  __typename: 'UnitConnection';
  basis: Basis;
  count: Count;
  edges: List<UnitEdge>;
  nodes: List<Unit>;
  pageInfo: PageInfo;
}

export interface UnitEdge {
  __typename: 'UnitEdge';
  cursor: string;
  node: Unit;
}

export interface UnmatchedRow {
  __typename: 'UnmatchedRow';
  candidates: List<string>;
  entityId: string;
  entityKind: EntityKind;
  entityName: string;
  key: string;
  line: number;
}

export interface UserError {
  __typename: 'ConflictError' | 'InputError';
  argument: List<string>;
  cell: ConflictCell;
  changedIn: Version;
  code: UserErrorCode;
  current: List<CellValue>;
  entityId: string;
  message: string;
  messageEn: string;
}

export type UserErrorCode = 'ABOVE_CONTROL_NUMBER' | 'ALREADY_EXISTS' | 'AMBIGUOUS_DOCUMENT' | 'COMMAND_ID_REUSED' | 'CONFLICT' | 'DRAFT_CLOSED' | 'DRAFT_STATUS' | 'DUPLICATE_NAME' | 'FORBIDDEN' | 'FUTURE_TIME' | 'INVALID_ID' | 'INVALID_INPUT' | 'NEEDS_ADJUSTMENT' | 'NOT_FOUND' | 'NO_CHANGES' | 'OWN_EDITS' | 'STAGE_OUT_OF_ORDER' | 'STALE_CONTENT' | 'TOO_LARGE' | 'UNKNOWN_CLASS' | 'UNKNOWN_POSITION' | 'UNMATCHED_ROWS' | 'UNREADABLE_DOCUMENT' | 'UNRESOLVED_CONFLICTS' | 'VERSION_AHEAD' | 'VOIDS_REVIEW' | 'WITHDRAWN';

export interface Version {
  __typename: 'Version';
  actor: Actor;
  annotations: List<Annotation>;
  basisDocument: string;
  budgetId: string;
  changedCells: number;
  commandId: string;
  contentHash: string;
  draftId: string;
  editors: List<string>;
  entityId: string;
  id: string;
  kind: SaveKind;
  position: string;
  reason: string;
  recordedAt: string;
  source: Source;
  version: number;
}

export interface VersionConnection {
  __typename: 'VersionConnection';
  basis: Basis;
  count: Count;
  edges: List<VersionEdge>;
  nodes: List<Version>;
  pageInfo: PageInfo;
}

export interface VersionEdge {
  __typename: 'VersionEdge';
  cursor: string;
  node: Version;
}

export interface Viewer {
  __typename: 'Viewer';
  actor: Actor;
  localMode: boolean;
}
