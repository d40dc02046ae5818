import type { AskedBy } from '../../../events/budget/roles.js';
import type {
  AnnotateSave,
  IssueControlNumber,
  SealVersion,
  WithdrawControlNumber,
  WithdrawSeal,
} from '../../../events/sealing/sealing.commands.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import type { ControlNumber, ControlNumberIssued, VersionSealed } from '../../../events/sealing/sealing.events.js';
import { issuedBy, sealingGrounds } from '../stories/sealing-grounds.js';
import { fact } from './budget-builders.js';

/** What an adjustment is opened with. */
export const adjustment = { kind: 'REALLOCATION', reason: '年中调剂', basisDocument: '财预〔2024〕9号' } as const;

const noLimits: ControlNumber = { total: null, fiscalAppropriation: null, specialAccount: null, other: null };
/** Who may issue control numbers, seal, and withdraw seals. */
export const finance = askedAs('finance');
/** As every save after 二下 needs them. */
const grounds = { reason: '年中调整', basisDocument: '财预〔2024〕9号' };
const about = { budgetId: 'budget-1', expectedVersion: null, by: finance, grounds } as const;

export function askedAs(role: string): AskedBy {
  return { role, actorId: 'finance-1', onBehalfOf: null, unit: '卫生局' };
}

export const tableHash = 'a'.repeat(64);

/** What `sealing` of the same stage comes to. */
export function sealed(sealId: string, content: Partial<VersionSealed> = {}): BudgetEvent {
  const { issuer, issuedOn, withoutControlNumber } = sealingGrounds(content.stage ?? null);
  const issued =
    issuer === null || issuedOn === null ? null : { issuer, document: issuedBy.basisDocument, date: issuedOn };
  return fact('VersionSealed', {
    sealId,
    stage: null,
    name: sealId,
    version: 1,
    contentHash: tableHash,
    approvedBy: 'head-1',
    issued,
    withoutControlNumber,
    controlDifference: [],
    ...content,
  });
}

export function controlNumber(limits: Partial<ControlNumberIssued>): BudgetEvent {
  return fact('ControlNumberIssued', { ...noLimits, document: null, ...limits });
}

/** Of version 1, whose table has the hash above and no money; an 一下 without a control number. */
export function sealing(sealId: string, content: Partial<SealVersion> = {}): SealVersion {
  const table = { contentHash: tableHash, totals: { fiscalAppropriation: '0', specialAccount: '0', other: '0' } };
  return {
    type: 'SealVersion',
    ...about,
    sealId,
    stage: null,
    name: null,
    approvedBy: 'head-1',
    version: 1,
    table,
    seen: null,
    reason: null,
    ...sealingGrounds(content.stage ?? null),
    today: '2024-12-31',
    basisDocument: issuedBy.basisDocument,
    ...content,
  };
}

export function withdrawing(sealId: string, content: Partial<WithdrawSeal> = {}): WithdrawSeal {
  return { type: 'WithdrawSeal', ...about, sealId, reason: '版本有误', ...content };
}

export function issuing(
  limits: IssueControlNumber['limits'],
  content: Partial<IssueControlNumber> = {},
): IssueControlNumber {
  return { type: 'IssueControlNumber', ...about, limits, basisDocument: null, ...content };
}

export function lifting(content: Partial<WithdrawControlNumber> = {}): WithdrawControlNumber {
  return { type: 'WithdrawControlNumber', ...about, reason: '指标收回', ...content };
}

export function annotating(
  version: number,
  reason: string | null,
  basisDocument: string | null,
  said: AnnotateSave['said'] = { reason: null, basisDocument: null, stamp: null },
): AnnotateSave {
  return { type: 'AnnotateSave', ...about, version, reason, basisDocument, said };
}
