import { compareAmounts, parseBound, sumAmounts } from '../money.js';
import type { IssueControlNumber } from './sealing.commands.js';
import type { BudgetEvent } from '../budget/budget.events.js';
import type { OpenBudgetState } from '../budget/budget.state.js';
import { checkUnchangedSince } from '../budget/editing.js';
import { Refusal } from '../refusal.js';
import { checkRole } from '../budget/roles.js';
import type { ControlNumber } from './sealing.events.js';

export const limitCells = ['total', 'fiscalAppropriation', 'specialAccount', 'other'] as const;
export type LimitCell = (typeof limitCells)[number];

/** What a table comes to, by source, in 万元. */
export type SumsBySource = Readonly<Record<Exclude<LimitCell, 'total'>, string>>;

const labels: Record<LimitCell, { zh: string; en: string }> = {
  total: { zh: '总计', en: 'the total' },
  fiscalAppropriation: { zh: '财政拨款', en: 'fiscalAppropriation' },
  specialAccount: { zh: '财政专户拨款', en: 'specialAccount' },
  other: { zh: '其他资金', en: 'other' },
};

/** No event if the limits are those in force, or if none are given and there is no control number. */
export function issueControlNumber(command: IssueControlNumber, state: OpenBudgetState): BudgetEvent[] {
  checkRole(command.by, 'ISSUE_CONTROL_NUMBER', state);
  const before = state.controlNumber;
  const read = limitCells.map((cell) => [cell, readLimit(command.limits[cell] ?? null, cell, state.budgetId)] as const);
  const limits = Object.fromEntries(read) as unknown as ControlNumber;
  if (limitCells.every((cell) => limits[cell] === (before === null ? null : before[cell]))) return [];
  const about = { id: state.budgetId, name: '控制数' };
  checkUnchangedSince({ expectedVersion: command.expectedVersion, before: state }, about, before?.stamp, () => ({
    ...limitsOf(before),
  }));
  return [{ type: 'ControlNumberIssued', data: limits }];
}

/** Zero is kept, unlike in a cell of the table: it means that no money may come from there. */
function readLimit(text: string | null, cell: LimitCell, entityId: string): string | null {
  try {
    return text === null ? null : parseBound(text, [cell]);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.code, error.message, error.messageEn, { path: [cell], entityId });
  }
}

function limitsOf(limits: ControlNumber | null): Record<LimitCell, string | null> {
  const { total = null, fiscalAppropriation = null, specialAccount = null, other = null } = limits ?? {};
  return { total, fiscalAppropriation, specialAccount, other };
}

/** A sum that is above its limit. */
export interface Excess {
  cell: LimitCell;
  limit: string;
  sum: string;
  zh: string;
  en: string;
}

/** The sums that are above the control number, the total first; none: the table keeps to it. */
export function aboveControlNumber(limits: ControlNumber | null, sums: SumsBySource): Excess[] {
  if (limits === null) return [];
  const { fiscalAppropriation, specialAccount, other } = sums;
  const all: Record<LimitCell, string> = { ...sums, total: sumAmounts([fiscalAppropriation, specialAccount, other]) };
  return limitCells.flatMap((cell): Excess[] => {
    const limit = limits[cell];
    const sum = all[cell];
    if (limit === null || compareAmounts(sum, limit) <= 0) return [];
    const { zh, en } = labels[cell];
    return [{ cell, limit, sum, zh: `${zh} ${sum} 万元，控制数 ${limit} 万元`, en: `${en} ${sum}, limit ${limit}` }];
  });
}
