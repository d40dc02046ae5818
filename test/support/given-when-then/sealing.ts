import type { AskedBy } from '../../../events/budget/roles.js';
import type {
  AnnotateSave,
  IssueControlNumber,
  SealVersion,
  WithdrawSeal,
} from '../../../events/sealing/sealing.commands.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import type { ControlNumber, VersionSealed } from '../../../events/sealing/sealing.events.js';
import { fact } from './budget-builders.js';

const noLimits: ControlNumber = { total: null, fiscalAppropriation: null, specialAccount: null, other: null };
/** Who may issue control numbers, seal, and withdraw seals. */
export const finance = askedAs('finance');
const about = { budgetId: 'budget-1', expectedVersion: null, by: finance } as const;

export function askedAs(role: string): AskedBy {
  return { role, actorId: 'finance-1', onBehalfOf: null, unit: '卫生局' };
}

export const tableHash = 'a'.repeat(64);

export function sealed(sealId: string, content: Partial<VersionSealed> = {}): BudgetEvent {
  const standard = { stage: null, name: sealId, version: 1, contentHash: tableHash, approvedBy: 'head-1' };
  return fact('VersionSealed', { sealId, ...standard, ...content });
}

export function controlNumber(limits: Partial<ControlNumber>): BudgetEvent {
  return fact('ControlNumberIssued', { ...noLimits, ...limits });
}

/** Of version 1, whose table has the hash above and no money. */
export function sealing(sealId: string, content: Partial<SealVersion> = {}): SealVersion {
  const table = { contentHash: tableHash, totals: { fiscalAppropriation: '0', specialAccount: '0', other: '0' } };
  const standard = { stage: null, name: null, approvedBy: 'head-1', version: 1, table, seen: null };
  return { type: 'SealVersion', ...about, sealId, ...standard, ...content };
}

export function withdrawing(sealId: string, content: Partial<WithdrawSeal> = {}): WithdrawSeal {
  return { type: 'WithdrawSeal', ...about, sealId, reason: '版本有误', ...content };
}

export function issuing(limits: IssueControlNumber['limits'], role = 'finance'): IssueControlNumber {
  return { type: 'IssueControlNumber', ...about, by: askedAs(role), limits };
}

export function annotating(
  version: number,
  reason: string | null,
  basisDocument: string | null,
  said: AnnotateSave['said'] = { reason: null, basisDocument: null },
): AnnotateSave {
  return { type: 'AnnotateSave', ...about, version, reason, basisDocument, said };
}
