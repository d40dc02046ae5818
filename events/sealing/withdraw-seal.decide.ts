import { Refusal } from '../refusal.js';
import { checkAll } from '../refusals.js';
import type { BudgetEvent } from '../budget/budget.events.js';
import type { OpenBudgetState, SealState } from '../budget/budget.state.js';
import type { AskedBy } from '../budget/roles.js';
import { checkRole, eitherRole, roleName } from '../budget/roles.js';
import { checkSeen, sealsOf } from '../budget/seen.js';
import type { WithdrawSeal } from './sealing.commands.js';
import type { Issuer } from './sealing.events.js';
import { issuerNames, stages } from './sealing.events.js';

/** @throws Refusal */
export function withdrawSeal({ by, sealId, reason, expectedVersion }: WithdrawSeal, state: OpenBudgetState): BudgetEvent[] {
  checkRole(by, 'WITHDRAW_SEAL', state);
  const seal = state.seals.get(sealId);
  if (seal === undefined) {
    throw new Refusal(
      'NOT_FOUND',
      `本预算没有编号为“${sealId}”的定稿；请核对编号。`,
      `This budget has no seal with the id "${sealId}"; check the id.`,
      { argument: ['sealId'], entityId: sealId },
    );
  }
  if (seal.withdrawn) {
    throw new Refusal(
      'WITHDRAWN',
      `定稿“${seal.name}”已撤销；无须再次撤销。`,
      `The seal "${seal.name}" has been withdrawn already; there is nothing left to do.`,
      { argument: ['sealId'], entityId: sealId },
    );
  }
  checkSide(by, seal);
  checkSeen(expectedVersion, sealsOf(state));
  return checkAll((part) => {
    part(() => checkNothingRestsOn(seal, state));
    part(() => {
      if (reason === null || reason === '') throw unexplained(sealId);
    });
    return () => [{ type: 'SealWithdrawn', data: { sealId } }];
  });
}

function unexplained(entityId: string): Refusal {
  return new Refusal('INVALID_INPUT', '撤销定稿须写明理由。', 'Withdrawing a seal needs a reason; give one.', {
    argument: ['reason'],
    entityId,
  });
}

/**
 * Each stage answers to the one before it, so the last one goes first. Adjustments stand beside each other.
 * @throws Refusal STAGE_OUT_OF_ORDER naming the seals that have to be withdrawn first, the next one in front
 */
function checkNothingRestsOn({ name, stage }: SealState, { seals }: OpenBudgetState): void {
  if (stage === null) return;
  const rankOf = (seal: SealState) => (seal.stage === null ? -1 : stages.indexOf(seal.stage));
  const later = [...seals.values()].filter((seal) => !seal.withdrawn && rankOf(seal) > stages.indexOf(stage));
  const [next, ...rest] = later.reverse().sort((left, right) => rankOf(right) - rankOf(left));
  if (next === undefined) return;
  const inOrder = [next, ...rest];
  throw new Refusal(
    'STAGE_OUT_OF_ORDER',
    `“${name}”之后的定稿仍有效，须先由后往前撤销：${inOrder.map(inChinese).join('、')}；之后再撤销“${name}”。`,
    `Later seals rest on "${name}" and are withdrawn first, the last one before the others: ${inOrder.map(inEnglish).join(', ')}; then withdraw "${name}".`,
    { argument: ['sealId'], entityId: next.id },
  );
}

function inChinese({ name, version, issuer }: SealState): string {
  const by = issuer === null ? '' : `，由${issuerNames[issuer]}一方撤销`;
  return `“${name}”（版本 ${version}${by}）`;
}

function inEnglish({ name, version, issuer }: SealState): string {
  const by = issuer === null ? '' : `, by ${sides[issuer].en}`;
  return `"${name}" (version ${version}${by})`;
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
    { argument: ['sealId'], entityId: id },
  );
}
