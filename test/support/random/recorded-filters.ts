import fc from 'fast-check';
import type { SaveRow } from '../../../projections/rows.js';
import type { SaveKind } from '../../../projections/sealing-rows.js';
import { ledgerStart } from '../../../src/ports/event-store.js';
import type {
  Branch,
  Corrected,
  DraftsAsked,
  ResolvedChangeFilter,
  ResolvedSaveFilter,
} from '../../../src/ports/read-model.js';
import type { RowIds } from '../oracles/all-answers.js';
import { exact, fiscalYears, oneOf, some, sparse, units } from './filter-parts.js';

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

/** @param most members at once */
export function changeFilters(ids: RowIds, most = 3): fc.Arbitrary<ResolvedChangeFilter> {
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
    most,
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
