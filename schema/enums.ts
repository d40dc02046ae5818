import { contractEnum } from './contract-enum.js';
import { refusalMeanings } from './error-codes.js';
import { meaningText } from './meaning.js';

export const EntityKindEnum = contractEnum('EntityKind', 'What a row is.', {
  BUDGET: '部门项目支出预算: the table of one unit and fiscal year.',
  FUND_USER: '资金使用单位: the row above a group of projects.',
  PROJECT: '项目.',
  INDICATOR: '绩效指标.',
});

export const EntityStatusEnum = contractEnum('EntityStatus', 'Whether a row is part of the table.', {
  ACTIVE: 'In force.',
  WITHDRAWN: 'Withdrawn (撤销), itself or with what it hangs from; it keeps its id and history and can be restored.',
});

export const TargetKindEnum = contractEnum('TargetKind', 'Whether a target (指标值) is a number.', {
  QUANTITATIVE: 'The whole text is `[comparator]number[unit]`.',
  QUALITATIVE: 'Anything else; the text is all there is.',
});

export const ComparatorEnum = contractEnum('Comparator', 'How a value is compared with the target.', {
  GE: '≥, 大于等于, 不低于, 不少于.',
  LE: '≤, 小于等于, 不高于, 不超过.',
  GT: '>, 大于.',
  LT: '<, 小于.',
  EQ: '=, 等于. A bare number has no comparator, which is not EQ.',
});

export const ChangeKindEnum = contractEnum('ChangeKind', 'What happened to a cell (单元格), or to a row as a whole.', {
  ADDED: 'The row was added, with this cell.',
  REMOVED: 'The row was withdrawn, with this cell.',
  MODIFIED: 'The cell got another value; of a row, a cell other than name and place did.',
  RENAMED: 'The cell is the row’s name; of a row, only that changed, or its place, too.',
  MOVED: 'The cell is the row’s place (次序); of a row, that alone changed.',
  RESTORED: 'The row was restored, with this cell.',
});

export const TargetEffectEnum = contractEnum('TargetEffect', 'What the change of a target means.', {
  STRENGTHENED: 'Strictly fewer values are accepted than before: ≥90 → >90.',
  WEAKENED: 'Strictly more values are accepted than before: ≥90% → ≥85%, ≤18.3万 → ≤18.5万.',
  CHANGED: 'Anything that arithmetic cannot judge; see the delta’s sign for bare numbers.',
  REWRITTEN: 'Other words for the same: 90% → 0.9.',
});

export const DeltaSignEnum = contractEnum(
  'DeltaSign',
  'Whether a number went up or down; of changes that have a delta.',
  {
    NEGATIVE: 'Down.',
    ZERO: 'The same number, written in another way.',
    POSITIVE: 'Up.',
  },
);

export const MatchedByEnum = contractEnum('MatchedBy', 'How a row found its partner in the other table.', {
  ID: 'By its permanent id.',
  LINEAGE: 'Between two budgets: one row was taken over from the other when its budget was opened.',
  NAME: 'Between two budgets: a project by fund user and name, an indicator by class and name, a fund user by its name, or whatever its name if each budget has but one; the budgets themselves, also where one was opened from the other.',
  NONE: 'It stands on one side alone.',
});

export const FundingSourceEnum = contractEnum(
  'FundingSource',
  'Where money comes from: a column of the table.',
  { FISCAL_APPROPRIATION: '财政拨款.', SPECIAL_ACCOUNT: '财政专户拨款.', OTHER: '其他资金.' },
  { FISCAL_APPROPRIATION: 'fiscalAppropriation', SPECIAL_ACCOUNT: 'specialAccount', OTHER: 'other' },
);

export const ProjectTextEnum = contractEnum('ProjectText', 'Where the text of a project is looked for.', {
  NAME: '项目名称.',
  GOAL: '绩效目标.',
});

export const IndicatorTextEnum = contractEnum('IndicatorText', 'Where the text of an indicator is looked for.', {
  NAME: '三级指标.',
  CYCLE_TARGET: '实施周期指标值.',
  ANNUAL_TARGET: '年度指标值.',
});

export const ProjectGroupingEnum = contractEnum('ProjectGrouping', 'What projects are added up by.', {
  BUDGET: 'The table that they stand in.',
  FUND_USER: '资金使用单位.',
  UNIT: '预算单位, over all years that match.',
  FISCAL_YEAR: '预算年度.',
  SOURCE: '资金来源: a project counts with each that it has money from.',
});

export const IndicatorGroupingEnum = contractEnum('IndicatorGrouping', 'What indicators are counted by.', {
  BUDGET: 'The table that they stand in.',
  PROJECT: '项目.',
  UNIT: '预算单位, over all years that match.',
  FISCAL_YEAR: '预算年度.',
  LEVEL1: '一级指标, by its code.',
  LEVEL2: '二级指标, by its code.',
  KIND: 'Whether the annual target is a number.',
});

export const ComparisonGroupingEnum = contractEnum('ComparisonGrouping', 'What the rows that differ are counted by.', {
  FUND_USER: '资金使用单位.',
  LEVEL1: '一级指标, by its code.',
  LEVEL2: '二级指标, by its code.',
});

export const ChangedAloneEnum = contractEnum('ChangedAlone', 'What of a project differs while the other does not.', {
  MONEY: 'A source gives other money; no indicator asks something else, comes or goes with a target.',
  TARGETS:
    'An indicator asks something else, comes or goes with a target; every source gives the same money. What is only written in another way is the same: 64.70 and 64.7, 90% and 0.9.',
});

export const StageEnum = contractEnum('Stage', 'The rounds in which a table is made (两上两下), in their order.', {
  FIRST_UP: '一上: the unit’s plan.',
  FIRST_DOWN: '一下: what finance answers, with the control number.',
  SECOND_UP: '二上: the draft within the control number.',
  SECOND_DOWN: '二下: approved.',
  ADJUSTMENT: '调整: a change after the approval; as many as there are, each under its own name.',
});

export const IssuerEnum = contractEnum('Issuer', '下达方: the side from which an 一下 or 二下 came down.', {
  FINANCE: '财政部门, to a department, within 20 days.',
  SUPERIOR_DEPARTMENT: '主管部门, to its units, within 15 days.',
});

export const DraftStatusEnum = contractEnum('DraftStatus', 'Where a draft (草案) stands.', {
  OPEN: '起草中: being edited; also after an edit of what had been submitted or approved, or when it was taken back.',
  SUBMITTED: '送审中: waiting for an opinion.',
  RETURNED: '已退回: with an opinion; it can be edited and submitted again.',
  APPROVED: '已批准: as it is now; it can be promoted.',
  PROMOTED: '已并入: its changes are in the budget.',
  DISCARDED: '已放弃: it can only be read.',
});

export const AdjustmentKindEnum = contractEnum('AdjustmentKind', 'What an adjustment (调整) is, after 二下.', {
  BUDGET_ADJUSTMENT: '预算调整: the budget grows or shrinks.',
  REALLOCATION: '调剂: money moves between projects or sources.',
  TRANSFER: '划转: money moves to or from another unit.',
  TARGET_ADJUSTMENT: '绩效目标调整: goals and targets change.',
});

export const ReviewOutcomeEnum = contractEnum('ReviewOutcome', 'What a review came to.', {
  RETURNED: '退回, with an opinion.',
  APPROVED: '批准.',
  WITHDRAWN: '收回: whoever submitted it took it back before anything was decided.',
});

export const CompareBaseEnum = contractEnum('CompareBase', 'What a point is compared with.', {
  DIRECT: '`from` as it is.',
  MERGE_BASE:
    'In the place of `from` the version of the budget that both points have in common: what `to` has made of it. Of a draft that is its base, which moves when it is refreshed; of a budget the version itself; of the two the lower.',
});

export const ChoiceEnum = contractEnum('Choice', 'Whose way a conflict goes.', {
  OURS: 'As the table has it that is changed.',
  THEIRS: 'As the table has it that is taken in.',
});

export const ConflictKindEnum = contractEnum('ConflictKind', 'What a conflict of two tables is about.', {
  CELL: 'Both sides set the cell, to different values.',
  EDITED_AND_WITHDRAWN: 'One side withdrew the row, the other edited it or something below it.',
  ADDED_UNDER_WITHDRAWN: 'One side withdrew the row, the other put something below it.',
  SAME_NAME:
    'Each side called a row so, and two rows would have one name. All of them become as the chosen side has them: a row that it has not got stays out of the table, any other is called as it is there. To keep both, give one another name in the draft and preview again.',
});

export const RoleEnum = contractEnum(
  'Role',
  'In which role somebody acts.',
  {
    VIEWER: '查看人员: reads.',
    EDITOR: '编辑人员: edits the tables of their unit, and drafts of them.',
    REVIEWER: '审核人员: reviews and promotes drafts, and seals.',
    FINANCE: '财政人员: issues control numbers, too.',
    AUDITOR: '审计人员: reads.',
    ADMIN: '管理员: may do everything.',
    OTHER: 'One that this program does not give, from an older ledger or a later program: see `recordedRole`.',
  },
  {
    VIEWER: 'viewer',
    EDITOR: 'editor',
    REVIEWER: 'reviewer',
    FINANCE: 'finance',
    AUDITOR: 'auditor',
    ADMIN: 'admin',
  },
);

export const SourceKindEnum = contractEnum(
  'SourceKind',
  'By which way an event came (来源).',
  {
    API: 'A command over GraphQL.',
    CLI: 'A command of the command line.',
    IMPORT: 'A file was imported: see `file`.',
    REVERT: '撤回: something was set back, or set to a version: see `reverted`.',
    PROMOTION: '并入: a draft was taken into its budget: see `merged`.',
    REFRESH: '更新草案: what had happened to the budget was taken into a draft: see `merged`.',
    OTHER: 'One that this program does not know: see `recorded`. As a filter it finds nothing.',
  },
  {
    API: 'api',
    CLI: 'cli',
    IMPORT: 'import',
    REVERT: 'revert',
    PROMOTION: 'promote',
    REFRESH: 'refresh',
    OTHER: 'other',
  },
);

export const CheckCodeEnum = contractEnum('CheckCode', 'What is wrong with figures of a table.', {
  DECLARED_TOTAL_DIFFERS: 'A declared total (申报总计) is not what the rows below it add up to.',
  ABOVE_CONTROL_NUMBER: 'A sum of the table is above the control number (控制数) in force.',
});

export const AssumptionCodeEnum = contractEnum('AssumptionCode', 'What an import assumes that the file does not say.', {
  FUNDING_COLUMNS_ASSUMED: 'Which columns the figures stand in; say so with `columns`.',
  TAKEN_AS_WHOLE: 'That the file was not cut off at its very end.',
});

export const SaveKindEnum = contractEnum('SaveKind', 'What a save did.', {
  EDIT: 'It opened, edited, imported or reverted: the table changed.',
  CONTROL_NUMBER: 'It issued a control number; the table is that of the version before, as with all of the following.',
  CONTROL_NUMBER_WITHDRAWAL: 'It withdrew the control number.',
  SEAL: 'It sealed a version.',
  SEAL_WITHDRAWAL: 'It withdrew a seal.',
  ANNOTATION: 'It corrected the reason or the document of a save.',
  DRAFT_OPENING: 'It opened the draft: version 0, the table of its base.',
  SUBMISSION: 'It submitted the draft for review.',
  SUBMISSION_WITHDRAWAL: 'It took the submission back.',
  RETURN: 'It returned the draft with an opinion.',
  APPROVAL: 'It approved the draft.',
  REFRESH: 'It took what had happened to the budget into the draft.',
  CONVERSION: 'It made an adjustment (调整) of the draft.',
  DISCARD: 'It discarded the draft.',
  PROMOTION: 'It took a draft into the budget.',
});

const refusals = Object.fromEntries(
  Object.entries(refusalMeanings).map(([code, meaning]) => [code, meaningText(meaning)]),
);
export const UserErrorCodeEnum = contractEnum(
  'UserErrorCode',
  'Why a command was refused, and what to do. Codes that are in ErrorCode, too, mean the same there.',
  refusals,
);
