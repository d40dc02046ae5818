import fc from 'fast-check';
import { checkIndicators, readProjects } from '../../../src/app/queries/check-filter.js';
import type { BudgetFilter, IndicatorFilter, ProjectFilter, ProjectOrder } from '../../../services/services.js';
import { ledgerStart } from '../../../src/ports/event-store.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { SaveKind } from '../../../projections/sealing-rows.js';
import type {
  Branch,
  Corrected,
  DraftsAsked,
  Range,
  ResolvedChangeFilter,
  ResolvedSaveFilter,
  TargetRange,
} from '../../../src/ports/read-model.js';
import type { RowIds } from '../oracles/all-answers.js';
import { orders } from '../oracles/all-answers.js';
import { possible } from './possible-filters.js';
import { budgetsOfHistories } from './history.js';

const units = some(fc.constantFrom(...budgetsOfHistories.map(({ unitKey }) => unitKey), '无此单位'));
const fiscalYears = some(fc.constantFrom(...budgetsOfHistories.map((budget) => budget.fiscalYear), 1999));
const status = fc.constantFrom('ACTIVE' as const, 'WITHDRAWN' as const);
const exact = fc.boolean();
const someText = ['运行', '信息', 'IT', 'it', 'ＩＴ', '(', '（', '系统', '0', '%', '％', '_'];

/** One value or two, which may be the same. */
function some<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> {
  return fc.array(value, { minLength: 1, maxLength: 2 });
}

const amounts: fc.Arbitrary<Range> = inOrder(
  fc.record(
    {
      min: fc.constantFrom('0', '64.7', '300', '21926.04', '9999999999999999'),
      max: fc.constantFrom('0', '0.000001', '64.700', '300.00', '1234567890123457'),
    },
    { requiredKeys: [] },
  ),
);

const targets: fc.Arbitrary<TargetRange> = inOrder(
  fc.record(
    {
      min: fc.constantFrom('0', '0.9', '95', '8', '0.12', '1200'),
      max: fc.constantFrom('0', '0.95', '95.0', '100', '1200', '20000'),
      measure: fc.constantFrom(null, '%', '人', '万人', '次', '项', '家'),
    },
    { requiredKeys: [] },
  ),
);

/** Without those that nothing could be in, which are refused. */
function inOrder<Wanted extends Range>(range: fc.Arbitrary<Wanted>): fc.Arbitrary<Wanted> {
  return range.filter(({ min = null, max = null }) => min === null || max === null || Number(min) <= Number(max));
}

/** Each member is there now and then, a few of them at once. */
function sparse<T>(members: { [Key in keyof T]-?: fc.Arbitrary<NonNullable<T[Key]>> }, most = 2): fc.Arbitrary<T> {
  const names = Object.keys(members) as (keyof T & string)[];
  const some = fc.subarray(names, { maxLength: most });
  return fc.tuple(fc.record(members as Record<string, fc.Arbitrary<unknown>>), some).map(([all, kept]) => {
    // Where a text is looked for says nothing without one.
    const asked = kept.filter((name) => name !== 'textIn' || kept.includes('text' as typeof name));
    return Object.fromEntries(asked.map((name) => [name, all[name]])) as T;
  });
}

export function budgetsFilters(ids: RowIds): fc.Arbitrary<BudgetFilter> {
  return sparse<BudgetFilter>({
    units,
    fiscalYears,
    budgetIds: some(oneOf(ids.budgets)),
    taxonomies: some(fc.constantFrom('cn-2020', 'cn-2021')),
    text: fc.constantFrom('局', '委员会', '单位', 'a', 'Ａ', '预算', '无此文字'),
    exact,
  });
}

export const projectsOrders: fc.Arbitrary<ProjectOrder> = fc.constantFrom(...orders);

export function projectsFilters(ids: RowIds): fc.Arbitrary<ProjectFilter> {
  return possible(
    readProjects,
    sparse<ProjectFilter>({
      units,
      fiscalYears,
      status,
      budgetIds: some(oneOf(ids.budgets)),
      fundUserIds: some(oneOf(ids.fundUsers)),
      text: fc.constantFrom(...someText),
      textIn: fc.constantFrom(['NAME' as const], ['GOAL' as const], ['GOAL' as const, 'NAME' as const]),
      exact,
      fundedBy: some(fc.constantFrom('fiscalAppropriation' as const, 'specialAccount' as const, 'other' as const)),
      hasTargets: fc.boolean(),
      total: amounts,
      funding: fc.record(
        { fiscalAppropriation: amounts, specialAccount: amounts, other: amounts },
        { requiredKeys: [] },
      ),
    }),
  );
}

export function indicatorsFilters(ids: RowIds): fc.Arbitrary<IndicatorFilter> {
  return possible(
    checkIndicators,
    sparse<IndicatorFilter>({
      units,
      fiscalYears,
      status,
      budgetIds: some(oneOf(ids.budgets)),
      projectIds: some(oneOf(ids.projects)),
      level1Codes: some(fc.constantFrom('1', '2', '3', '4')),
      level2Codes: some(fc.constantFrom('11', '12', '14', '22', '31', '41')),
      text: fc.constantFrom(...someText, '95', '≥', '月', '1,2'),
      textIn: fc.subarray(['NAME', 'CYCLE_TARGET', 'ANNUAL_TARGET'] as const, { minLength: 1 }),
      exact,
      hasBlankTarget: fc.boolean(),
      hasEqualTargets: fc.boolean(),
      takenOver: fc.boolean(),
      kinds: some(fc.constantFrom('QUANTITATIVE' as const, 'QUALITATIVE' as const)),
      cycleTarget: targets,
      annualTarget: targets,
    }),
  );
}

/** Texts of cells and names, parts of them, and what means something to a database or a regular expression. */
const cellTexts = [
  '运',
  '保障',
  '信息系',
  '满意度≥90%',
  '服务水平',
  '月底前完成',
  '≥95%',
  '1,200人',
  'IT',
  'it',
  'ｉＴ',
  '⽂',
  '≥９５％',
  '(',
  '（',
  '^',
  ']',
  'a-z',
  '[^',
  '无此文字',
  '.00',
  '00',
  '等等等等',
  '%',
  '_',
  '*',
  "'",
  '"',
  '\\',
  '.*',
  '(',
  '[',
  '-',
  ' ',
  "' or 1=1 --",
  'NEAR(',
  'AND',
  'OR NOT',
  '^运',
  '\u0000',
  '𠀀',
  '\ue025',
  '',
];

/** Up to three members at once. */
export function changeFilters(ids: RowIds): fc.Arbitrary<ResolvedChangeFilter> {
  return sparse<Omit<ResolvedChangeFilter, 'behind' | 'corrected' | 'drafts'>>(
    {
      units,
      fiscalYears,
      budgetIds: some(oneOf(ids.budgets)),
      projectIds: some(oneOf(ids.projects)),
      entityIds: some(oneOf([...ids.indicators, ...ids.fundUsers, ...ids.projects, ...ids.budgets])),
      entityKinds: some(fc.constantFrom('BUDGET', 'FUND_USER', 'PROJECT', 'INDICATOR')),
      paths: some(
        fc.constantFrom('name', 'place', 'goal', 'annualTarget', 'funding.other', 'declaredTotals.total', 'Name'),
      ),
      kinds: some(fc.constantFrom('ADDED', 'REMOVED', 'MODIFIED', 'RENAMED', 'MOVED', 'RESTORED')),
      effects: some(fc.constantFrom('STRENGTHENED', 'WEAKENED', 'CHANGED', 'REWRITTEN')),
      deltaSigns: some(fc.constantFrom('NEGATIVE', 'ZERO', 'POSITIVE')),
      actorIds: some(fc.constantFrom('finance-0', 'finance-1', 'drafter-1', 'Finance-0', 'finance')),
      editorIds: some(fc.constantFrom('finance-0', 'drafter-0', 'drafter-1', 'drafter-2', 'promoter', 'finance')),
      sources: some(fc.constantFrom('api', 'cli', 'refresh', 'promote', 'revert')),
      exact,
      reason: fc.constantFrom('预算调整', '预算', '调', '算调整', '预%', ''),
      basisDocument: fc.constantFrom('财预〔2024〕1号', '财预〔２０２４〕１号', '〔2024〕', '2', '2024〕2', ''),
      text: fc.constantFrom(...cellTexts),
    },
    3,
  );
}

/** Up to three members at once. */
export function savesFilters(ids: RowIds): fc.Arbitrary<ResolvedSaveFilter> {
  const kinds: SaveKind[] = ['EDIT', 'SEAL', 'ANNOTATION', 'APPROVAL', 'SUBMISSION', 'PROMOTION', 'DRAFT_OPENING'];
  return sparse<Omit<ResolvedSaveFilter, 'behind' | 'corrected'>>(
    {
      units,
      fiscalYears,
      budgetIds: some(oneOf(ids.budgets)),
      draftId: oneOf(ids.drafts),
      personIds: some(fc.constantFrom('finance-0', 'drafter', 'drafter-1', 'drafter-2', 'reviewer', 'promoter')),
      kinds: some(fc.constantFrom(...kinds)),
      sources: some(fc.constantFrom('api', 'promote', 'refresh', 'revert')),
      reason: fc.constantFrom('预算调整', '预算', '调', '算调整', '预%', ''),
      basisDocument: fc.constantFrom('财预〔2024〕1号', '财预〔２０２４〕１号', '〔2024〕', '2', '2024〕2', ''),
      exact,
      ownWork: fc.constantFrom(true, false),
    },
    3,
  );
}

/** Of which saves a correction says what is asked for: the spans of some of them. */
export function correctedIn(saves: readonly SaveRow[]): fc.Arbitrary<Required<Corrected>> {
  const spans = fc
    .subarray([...saves], { minLength: 1 })
    .map((chosen) => chosen.map(({ firstPosition, lastPosition }) => ({ firstPosition, lastPosition })));
  return fc.record({ reason: spans, basisDocument: spans });
}

/** What can be asked of drafts beside. */
export function draftsAsked(branches: readonly Branch[]): fc.Arbitrary<DraftsAsked> {
  const branch = fc.constantFrom(...branches, { draftId: 'no-such-id', openedOn: ledgerStart });
  return fc.oneof(
    fc.constant('INCLUDED' as const),
    branch.map(({ draftId }) => ({ only: draftId })),
    branch.map((seenFrom) => ({ seenFrom })),
  );
}

function oneOf(ids: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...ids, 'no-such-id');
}

/** So many values of an arbitrary, the same for the same seed. */
export function draw<T>(of: fc.Arbitrary<T>, seed: number, count: number): T[] {
  return fc.sample(of, { seed, numRuns: count });
}
