import type { Stage } from '../../../events/sealing/sealing.events.js';

/** What sealing a stage says beside it, as the API and the services take it; the rest of a seal's request is null. */
export interface SealingGrounds {
  issuer: 'FINANCE' | null;
  issuedOn: string | null;
  withoutControlNumber: string | null;
  basisDocument: string | null;
  /** Absent: whatever is said. */
  reason?: string;
}

export const issuedBy = { issuer: 'FINANCE', issuedOn: '2024-03-01', basisDocument: '财预〔2024〕1号' } as const;

/**
 * 一下 and 二下 are issued by finance; an 一下 is without a control number. Where there is one, put
 * `withoutControlNumber: null` behind, and where 二下 differs from it, a reason. An adjustment has reason and document.
 */
export function sealingGrounds(stage: string | null): SealingGrounds {
  const none = { issuer: null, issuedOn: null, withoutControlNumber: null };
  if (stage === 'ADJUSTMENT') return { ...none, reason: '年中调整', basisDocument: '财预〔2024〕9号' };
  const comesDown: readonly (string | null)[] = ['FIRST_DOWN', 'SECOND_DOWN'] satisfies Stage[];
  const issued = comesDown.includes(stage) ? issuedBy : { issuer: null, issuedOn: null, basisDocument: null };
  return { ...issued, withoutControlNumber: stage === 'FIRST_DOWN' ? '本年未下达控制数' : null };
}

/** A request to seal what stands now, under a stage or, for null, a name. */
export function sealAsked(stage: Stage | null) {
  const looked = { version: null, contentHash: null, expectedVersion: null };
  return { stage, name: null, approvedBy: null, ...looked, ...sealingGrounds(stage) };
}
