import { compareAmounts, parseBound, sumAmounts } from '../money.js';
import { beijingTime } from '../beijing-time.js';
import type { BudgetEvent } from '../budget/budget.events.js';
import type { OpenBudgetState } from '../budget/budget.state.js';
import { checkUnchangedSince } from '../budget/editing.js';
import { checkRole } from '../budget/roles.js';
import { Refusal } from '../refusal.js';
import { checkAll } from '../refusals.js';
import type { LimitCell } from './control-number.js';
import { limitCells, limitLabels, limitsOf } from './control-number.js';
import type { IssueControlNumber, WithdrawControlNumber } from './sealing.commands.js';
import type { ControlNumber } from './sealing.events.js';
import { liftsControlNumber } from './sealing.events.js';

/** No event if the limits are those in force, and no other document is named. @throws Refusal */
export function issueControlNumber(command: IssueControlNumber, state: OpenBudgetState): BudgetEvent[] {
  checkRole(command.by, 'ISSUE_CONTROL_NUMBER', state);
  const limits = readLimits(command.limits, state.budgetId);
  checkParts(limits, state.budgetId);
  const { controlNumber: before } = state;
  const { basisDocument: document } = command;
  const isSame = before !== null && limitCells.every((cell) => limits[cell] === before[cell]);
  if (isSame && (document === null || document === '' || document === before.document)) return [];
  checkSeenControlNumber(command.expectedVersion, state);
  return [{ type: 'ControlNumberIssued', data: { ...limits, document: document === '' ? null : document } }];
}

/** @throws Refusal; INVALID_INPUT, too, if nothing is limited, or not the total */
function readLimits(given: IssueControlNumber['limits'], entityId: string): ControlNumber {
  const limits = checkAll((part) => {
    const read = limitCells.map((cell) => [cell, part(() => readLimit(given[cell] ?? null, cell, entityId))] as const);
    return () => Object.fromEntries(read.map(([cell, limit]) => [cell, limit()])) as unknown as ControlNumber;
  });
  const details = { argument: ['total'], entityId };
  if (liftsControlNumber(limits)) {
    throw new Refusal(
      'INVALID_INPUT',
      '控制数须有总计，现各项均为空；如要撤销现行控制数，请用 withdrawControlNumber 并写明理由。',
      'A control number has a total, and nothing is given; to lift the one in force, use withdrawControlNumber, with a reason.',
      details,
    );
  }
  if (limits.total === null) {
    throw new Refusal(
      'INVALID_INPUT',
      '控制数须有总计，现只给出分项；请补填总计。',
      'A control number has a total, and only parts of it are given; give the total, too.',
      details,
    );
  }
  return limits;
}

/** Zero is kept, unlike in a cell of the table: it means that no money may come from there. */
function readLimit(text: string | null, cell: LimitCell, entityId: string): string | null {
  try {
    return text === null ? null : parseBound(text, [cell]);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.code, error.message, error.messageEn, { argument: [cell], entityId });
  }
}

/** @throws Refusal INVALID_INPUT where a part, or the parts together, are above the total */
function checkParts(limits: ControlNumber, entityId: string): void {
  const total = limits.total ?? '0';
  const parts = limitCells.flatMap((cell) => {
    const limit = limits[cell];
    return cell === 'total' || limit === null ? [] : [{ cell, limit, ...limitLabels[cell] }];
  });
  const above = parts.filter(({ limit }) => compareAmounts(limit, total) > 0);
  const [first] = above;
  if (first !== undefined) {
    throw new Refusal(
      'INVALID_INPUT',
      `分项超过总计 ${total} 万元：${above.map(({ zh, limit }) => `${zh} ${limit} 万元`).join('；')}；请核对各项。`,
      `There are parts above the total of ${total}: ${above.map(({ en, limit }) => `${en} ${limit}`).join('; ')} (万元); check the amounts.`,
      { argument: [first.cell], entityId },
    );
  }
  const sum = sumAmounts(parts.map(({ limit }) => limit));
  if (compareAmounts(sum, total) <= 0) return;
  throw new Refusal(
    'INVALID_INPUT',
    `各分项合计 ${sum} 万元，超过总计 ${total} 万元：${parts.map(({ zh, limit }) => `${zh} ${limit} 万元`).join('；')}；请核对各项。`,
    `The parts sum to ${sum}, above the total of ${total}: ${parts.map(({ en, limit }) => `${en} ${limit}`).join('; ')} (万元); check the amounts.`,
    { argument: ['total'], entityId },
  );
}

/** Lifts the control number in force. @throws Refusal */
export function withdrawControlNumber(command: WithdrawControlNumber, state: OpenBudgetState): BudgetEvent[] {
  checkRole(command.by, 'WITHDRAW_CONTROL_NUMBER', state);
  const { reason, budgetId, expectedVersion } = command;
  if (state.controlNumber === null) throw noneInForce(state);
  if (reason === null || reason === '') {
    throw new Refusal(
      'INVALID_INPUT',
      '撤销控制数须写明理由。',
      'Withdrawing a control number needs a reason; give one.',
      { argument: ['reason'], entityId: budgetId },
    );
  }
  checkSeenControlNumber(expectedVersion, state);
  return [{ type: 'ControlNumberWithdrawn', data: {} }];
}

function noneInForce({ controlNumberWithdrawn: withdrawn, budgetId }: OpenBudgetState): Refusal {
  const details = { argument: ['budgetId'], entityId: budgetId };
  if (withdrawn === null) {
    return new Refusal(
      'NOT_FOUND',
      '本预算尚未下达控制数，无可撤销。',
      'No control number has been issued to this budget; there is nothing to withdraw.',
      details,
    );
  }
  const { actorId, recordedAt, version } = withdrawn;
  return new Refusal(
    'WITHDRAWN',
    `控制数已由“${actorId}”于 ${beijingTime(recordedAt)}撤销（版本 ${version}）；无须再次撤销。`,
    `The control number was withdrawn by "${actorId}" at ${recordedAt} (version ${version}) already; there is nothing left to do.`,
    details,
  );
}

/** @throws Refusal CONFLICT if one was issued or withdrawn after the version that was looked at */
function checkSeenControlNumber(expectedVersion: number | null, state: OpenBudgetState): void {
  const { controlNumber, controlNumberWithdrawn, budgetId } = state;
  const stamp = controlNumber?.stamp ?? controlNumberWithdrawn ?? undefined;
  const about = { id: budgetId, name: '控制数' };
  checkUnchangedSince({ expectedVersion, before: state }, about, stamp, () =>
    controlNumber === null ? nothingLimited : { ...limitsOf(controlNumber) },
  );
}

const nothingLimited = { total: null, fiscalAppropriation: null, specialAccount: null, other: null };
