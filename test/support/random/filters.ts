import fc from 'fast-check';
import type { BudgetFilter, IndicatorFilter, ProjectFilter, ProjectOrder } from '../../../services/services.js';
import { ledgerStart } from '../../../src/ports/event-store.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { SaveKind } from '../../../projections/sealing-rows.js';
import type { Branch, Corrected, DraftsAsked, ResolvedChangeFilter, ResolvedSaveFilter } from '../../../src/ports/read-model.js';
import type { RowIds } from '../oracles/all-answers.js';
import { orders } from '../oracles/all-answers.js';
import { budgetsOfHistories } from './history.js';

const unit = fc.constantFrom(...budgetsOfHistories.map(({ unitKey }) => unitKey), '无此单位');
const fiscalYear = fc.constantFrom(...budgetsOfHistories.map((budget) => budget.fiscalYear), 1999);
const status = fc.constantFrom('ACTIVE' as const, 'WITHDRAWN' as const);
const someText = ['运行', '信息', 'IT', '0', '%', '_'];

/** Each member is there now and then, a few of them at once. */
function sparse<T>(members: { [Key in keyof T]-?: fc.Arbitrary<NonNullable<T[Key]>> }, most = 2): fc.Arbitrary<T> {
  const names = Object.keys(members) as (keyof T & string)[];
  const some = fc.subarray(names, { maxLength: most });
  return fc.tuple(fc.record(members as Record<string, fc.Arbitrary<unknown>>), some).map(([all, kept]) => {
    return Object.fromEntries(kept.map((name) => [name, all[name]])) as T;
  });
}

export const budgetsFilters: fc.Arbitrary<BudgetFilter> = sparse<BudgetFilter>({ unit, fiscalYear });

export const projectsOrders: fc.Arbitrary<ProjectOrder> = fc.constantFrom(...orders);

export function projectsFilters(ids: RowIds): fc.Arbitrary<ProjectFilter> {
  return sparse<ProjectFilter>({
    unit,
    fiscalYear,
    status,
    budgetId: oneOf(ids.budgets),
    fundUserId: oneOf(ids.fundUsers),
    nameContains: fc.constantFrom(...someText),
    fundedBy: fc.constantFrom('fiscalAppropriation' as const, 'specialAccount' as const, 'other' as const),
    totalAtLeast: fc.constantFrom('0', '64.7', '300', '21926.04', '99999999999999999'),
    totalAtMost: fc.constantFrom('0', '0.000001', '64.700', '300.00', '1234567890123457'),
  });
}

export function indicatorsFilters(ids: RowIds): fc.Arbitrary<IndicatorFilter> {
  return sparse<IndicatorFilter>({
    unit,
    fiscalYear,
    status,
    budgetId: oneOf(ids.budgets),
    projectId: oneOf(ids.projects),
    level1: fc.constantFrom('1', '2', '3', '4', '9'),
    level2: fc.constantFrom('11', '12', '14', '22', '31', '41'),
    nameContains: fc.constantFrom(...someText),
    targetContains: fc.constantFrom('95', '≥', '月', '%', '', '1,2'),
    kind: fc.constantFrom('QUANTITATIVE' as const, 'QUALITATIVE' as const),
  });
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
      unit,
      fiscalYear,
      budgetId: oneOf(ids.budgets),
      projectId: oneOf(ids.projects),
      entityId: oneOf([...ids.indicators, ...ids.fundUsers, ...ids.projects, ...ids.budgets]),
      entityKind: fc.constantFrom('BUDGET', 'FUND_USER', 'PROJECT', 'INDICATOR'),
      path: fc.constantFrom('name', 'place', 'goal', 'annualTarget', 'funding.other', 'declaredTotals.total', 'Name'),
      kind: fc.constantFrom('ADDED', 'REMOVED', 'MODIFIED', 'RENAMED', 'MOVED', 'RESTORED'),
      effect: fc.constantFrom('STRENGTHENED', 'WEAKENED', 'CHANGED', 'REWRITTEN'),
      deltaSign: fc.constantFrom('NEGATIVE', 'ZERO', 'POSITIVE'),
      actorId: fc.constantFrom('finance-0', 'finance-1', 'drafter-1', 'Finance-0', 'finance'),
      editorId: fc.constantFrom('finance-0', 'finance-1', 'drafter-1', 'drafter-2', 'promoter', 'finance'),
      source: fc.constantFrom('api', 'cli', 'refresh', 'promote', 'revert'),
      reason: fc.constantFrom('预算调整', '预算', '调', '算调整', '预%', ''),
      basisDocument: fc.constantFrom('财预〔2024〕1号', '〔2024〕', '2', '2024〕2', ''),
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
      unit,
      fiscalYear,
      budgetId: oneOf(ids.budgets),
      draftId: oneOf(ids.drafts),
      personId: fc.constantFrom('finance-0', 'drafter', 'drafter-1', 'drafter-2', 'reviewer', 'promoter', 'nobody'),
      kinds: fc.subarray(kinds),
      sources: fc.subarray(['api', 'promote', 'refresh', 'revert']),
      reason: fc.constantFrom('预算调整', '预算', '调', '算调整', '预%', ''),
      basisDocument: fc.constantFrom('财预〔2024〕1号', '〔2024〕', '2', '2024〕2', ''),
      ownWork: fc.constantFrom(true, false),
    },
    3,
  );
}

/** Of which saves a correction says what is asked for: the spans of some of them. */
export function correctedIn(saves: readonly SaveRow[]): fc.Arbitrary<Corrected> {
  const some = fc.subarray([...saves]).map((chosen) =>
    chosen.map(({ firstPosition, lastPosition }) => ({ firstPosition, lastPosition })),
  );
  return fc.oneof(
    some.map((reason) => ({ reason })),
    some.map((basisDocument) => ({ basisDocument })),
    fc.record({ reason: some, basisDocument: some }),
  );
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
