import type { BudgetState, OpenBudgetState } from '../../../events/budget/budget.state.js';
import { byPlace } from '../../../events/budget/budget.state.js';
import { Refusal } from '../../../events/refusal.js';
import type { TableDocument } from '../../documents/table-document.js';
import type { Mapping, Matched } from './match-rows.js';
import { matchRows } from './match-rows.js';
import type { FileFundUser } from './row-identities.js';
import { fileFundUser, ownFundUser } from './row-identities.js';
import type { ImportPlan, Planning } from './import-plan.js';
import { add, ask } from './import-plan.js';
import { moneyThatDiffers } from './money-that-differs.js';
import { planProjects } from './plan-projects.js';

/**
 * The edits that make a budget say what a table says: exactly the cells that differ. Pure.
 * @throws Refusal if the mapping names rows that are not there
 */
export function planImport(
  table: TableDocument,
  state: BudgetState,
  { mapping, newId }: { mapping: Mapping; newId: () => string },
): ImportPlan {
  const planning: Planning = { mapping, newId, plan: { edits: [], unmatched: [] } };
  const budget = state.status === 'open' ? state : null;
  checkMapping(mapping, budget);
  if (budget !== null && budget.name !== table.unitName) {
    planning.plan.edits.push({ edit: { type: 'RenameBudget', name: table.unitName }, line: 1 });
  }
  const own = [...(budget?.fundUsers.values() ?? [])].sort(byPlace).map(ownFundUser);
  const file = table.fundUsers.map(fileFundUser);
  const matched = matchRows(own, file, mapping);
  ask(matched, 'FUND_USER', planning);
  const idOf = planFundUsers(matched, planning);
  planProjects(budget, file, idOf, planning);
  const open = new Set(planning.plan.unmatched.map(({ entityId }) => budget?.projects.get(entityId ?? '')?.fundUserId));
  for (const { row } of matched.withdrawn) {
    // A fund user is not withdrawn while one of its projects is asked about.
    if (!open.has(row.id)) add(planning, { type: 'WithdrawFundUser', fundUserId: row.id }, null);
  }
  return planning.plan;
}

function planFundUsers(matched: Matched<ReturnType<typeof ownFundUser>, FileFundUser>, planning: Planning) {
  const idOf = new Map<FileFundUser, string>();
  for (const [{ row }, theirs] of matched.pairs) {
    const { name, declared, line } = theirs.row;
    idOf.set(theirs, row.id);
    if (row.name !== name) add(planning, { type: 'RenameFundUser', fundUserId: row.id, name }, line);
    const otherMoney = moneyThatDiffers(declared, row.declared);
    add(planning, { type: 'ReviseDeclaredTotals', fundUserId: row.id, declared: otherMoney }, line);
    if (row.withdrawn) add(planning, { type: 'RestoreFundUser', fundUserId: row.id }, line);
  }
  for (const theirs of matched.added) {
    const { name, declared, line } = theirs.row;
    const fundUserId = planning.newId();
    idOf.set(theirs, fundUserId);
    add(planning, { type: 'AddFundUser', fundUserId, name, declared }, line);
  }
  return idOf;
}

function checkMapping(mapping: Mapping, budget: OpenBudgetState | null): void {
  for (const id of mapping.keys()) {
    const known = [budget?.fundUsers, budget?.projects, budget?.projectOfIndicator].some((rows) => rows?.has(id));
    if (known) continue;
    throw new Refusal(
      'NOT_FOUND',
      `mapping 中的“${id}”不是本预算的行；请使用预览给出的 entityId。`,
      `"${id}" in mapping is no row of this budget; use an entityId that the preview gave.`,
      { argument: ['mapping'], entityId: id },
    );
  }
}
