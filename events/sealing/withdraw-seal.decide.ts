import { Refusal } from '../refusal.js';
import type { BudgetEvent } from '../budget/budget.events.js';
import type { OpenBudgetState, SealState } from '../budget/budget.state.js';
import type { AskedBy } from '../budget/roles.js';
import { checkRole, eitherRole, roleName } from '../budget/roles.js';
import type { WithdrawSeal } from './sealing.commands.js';
import type { Issuer } from './sealing.events.js';
import { issuerNames } from './sealing.events.js';

/** @throws Refusal */
export function withdrawSeal({ by, sealId, reason }: WithdrawSeal, state: OpenBudgetState): BudgetEvent[] {
  checkRole(by, 'WITHDRAW_SEAL', state);
  const seal = state.seals.get(sealId);
  if (seal === undefined) {
    throw new Refusal(
      'NOT_FOUND',
      `本预算没有编号为“${sealId}”的定稿；请核对编号。`,
      `This budget has no seal with the id "${sealId}"; check the id.`,
      { path: ['sealId'], entityId: sealId },
    );
  }
  if (seal.withdrawn) {
    throw new Refusal(
      'WITHDRAWN',
      `定稿“${seal.name}”已撤销；无须再次撤销。`,
      `The seal "${seal.name}" has been withdrawn already; there is nothing left to do.`,
      { path: ['sealId'], entityId: sealId },
    );
  }
  checkSide(by, seal);
  if (reason === null || reason === '') {
    throw new Refusal('INVALID_INPUT', '撤销定稿须写明理由。', 'Withdrawing a seal needs a reason; give one.', {
      path: ['reason'],
      entityId: sealId,
    });
  }
  return [{ type: 'SealWithdrawn', data: { sealId } }];
}

/** Who stands for each side that issues. */
const sides: Record<Issuer, { en: string; roles: readonly string[] }> = {
  FINANCE: { en: 'finance', roles: ['finance', 'admin'] },
  SUPERIOR_DEPARTMENT: { en: 'the superior department', roles: ['reviewer', 'admin'] },
};

/** What one side issued, it alone takes back. @throws Refusal FORBIDDEN */
function checkSide({ role }: AskedBy, { id, name, issuer }: SealState): void {
  if (issuer === null || sides[issuer].roles.includes(role)) return;
  const { en, roles } = sides[issuer];
  const side = issuerNames[issuer];
  throw new Refusal(
    'FORBIDDEN',
    `“${name}”由${side}下达，只能由${side}一方撤销，${roleName(role)}不能；请由${eitherRole(roles)}办理。`,
    `"${name}" was issued by ${en} and is withdrawn by that side alone, not by the role "${role}"; have it done by one of ${roles.join(', ')}.`,
    { path: ['sealId'], entityId: id },
  );
}
