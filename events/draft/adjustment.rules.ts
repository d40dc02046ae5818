import { Refusal } from '../refusal.js';
import { checkAll } from '../refusals.js';
import type { OpenBudgetState } from '../budget/budget.state.js';
import type { Adjustment, AdjustmentKind, Grounds } from './adjustment.js';
import { adjustmentKindNames, adjustmentKinds } from './adjustment.js';

/** What a bureau's own practice decides. Every other rule is the same everywhere. */
export interface BureauRules {
  /** Whether a save after 二下 names a document beside its reason. */
  adjustmentDocument: 'REQUIRED' | 'OPTIONAL';
}

/** What holds where a bureau says nothing else. */
export const usualRules: BureauRules = { adjustmentDocument: 'REQUIRED' };

/** Whether 二下 is sealed, or an adjustment that rests on it: from then on the table changes by adjustments only. */
export function isSealedForGood({ seals }: Pick<OpenBudgetState, 'seals'>): boolean {
  return seals.some(({ stage, withdrawn }) => (stage === 'SECOND_DOWN' || stage === 'ADJUSTMENT') && !withdrawn);
}

/** The grounds of a save in a table: in an adjustment draft those of the adjustment, where the save gives none. */
export function groundsIn({ draft }: Pick<OpenBudgetState, 'draft'>, { reason, basisDocument }: Grounds): Grounds {
  const adjustment = draft?.adjustment ?? null;
  if (adjustment === null) return { reason, basisDocument };
  return {
    reason: isGiven(reason) ? reason : adjustment.reason,
    basisDocument: isGiven(basisDocument) ? basisDocument : adjustment.basisDocument,
  };
}

/**
 * After 二下 every save needs a reason, and a document unless the bureau's practice waives it.
 * @returns the grounds, which are complete
 * @throws Refusal INVALID_INPUT
 */
export function checkGrounds(
  { reason, basisDocument }: Grounds,
  { adjustmentDocument }: BureauRules,
): Pick<Adjustment, 'reason' | 'basisDocument'> {
  return checkAll((part) => {
    const why = part(() => {
      if (isGiven(reason)) return reason;
      throw groundMissing('reason');
    });
    const on = part(() => {
      if (isGiven(basisDocument)) return basisDocument;
      if (adjustmentDocument === 'REQUIRED') throw groundMissing('basisDocument');
      return null;
    });
    return () => ({ reason: why(), basisDocument: on() });
  });
}

function isGiven(text: string | null): text is string {
  return text !== null && text !== '';
}

function groundMissing(member: keyof Grounds): Refusal {
  const [zh, en] = member === 'reason' ? ['理由', 'a reason'] : ['文号', 'the number of a document'];
  return new Refusal(
    'INVALID_INPUT',
    `二下已定稿，此后每次保存都须有依据，现缺${zh}；请补填。`,
    `The table is sealed as 二下, so each save needs its grounds, and ${en} is missing; give it.`,
    { argument: [member] },
  );
}

/**
 * The adjustment that a draft is opened as, or turned into.
 * @param isFinal whether 二下 is sealed
 * @throws Refusal INVALID_INPUT
 */
export function checkAdjustment(
  { adjustmentKind: kind, ...grounds }: Grounds & { adjustmentKind: AdjustmentKind | null },
  isFinal: boolean,
  rules: BureauRules,
): Adjustment | null {
  if (isFinal) {
    return checkAll((part) => {
      const own = part(() => {
        if (kind === null) throw kindMissing();
        return kind;
      });
      const given = part(() => checkGrounds(grounds, rules));
      return () => ({ kind: own(), ...given() });
    });
  }
  if (kind === null) return null;
  throw new Refusal(
    'INVALID_INPUT',
    `二下尚未定稿，还没有可调整的预算，草案不能列为“${adjustmentKindNames[kind]}”；请去掉调整类别，按一般草案编制。`,
    `The table is not sealed as 二下, so there is nothing to adjust yet and no draft is a ${kind}; leave the kind out.`,
    { argument: ['adjustmentKind'] },
  );
}

function kindMissing(): Refusal {
  const zh = adjustmentKinds.map((kind) => `${adjustmentKindNames[kind]}（${kind}）`).join('、');
  return new Refusal(
    'INVALID_INPUT',
    `二下已定稿，此后的草案都是调整草案；请写明调整类别：${zh}。`,
    `The table is sealed as 二下, so a draft is an adjustment; say of which kind: ${adjustmentKinds.join(', ')}.`,
    { argument: ['adjustmentKind'] },
  );
}
