import type { BudgetEdit, NewIndicator } from '../../events/budget/budget.commands.js';
import { Refusal } from '../../events/refusal.js';
import { together } from '../../events/refusals.js';
import type { ChangeInput } from './change.input.js';
import type { NewIndicatorInput } from './indicator.changes.js';
import { placing } from './place.input.js';

type Member = keyof ChangeInput;
export type EditName = Member;
type Changes = Required<ChangeInput>;

/** From each member of ChangeInput to the edit that it asks for; `newId` makes the ids of new rows. */
const editOf: { [Name in Member]: (change: Changes[Name], newId: () => string) => BudgetEdit } = {
  renameBudget: ({ name }) => ({ type: 'RenameBudget', name }),
  addFundUser: ({ name, declaredTotals }, newId) => {
    return { type: 'AddFundUser', fundUserId: newId(), name, declared: declaredTotals ?? {} };
  },
  renameFundUser: ({ fundUserId, name }) => ({ type: 'RenameFundUser', fundUserId, name }),
  reviseDeclaredTotals: ({ fundUserId, declaredTotals }) => {
    return { type: 'ReviseDeclaredTotals', fundUserId, declared: declaredTotals };
  },
  withdrawFundUser: ({ fundUserId }) => ({ type: 'WithdrawFundUser', fundUserId }),
  restoreFundUser: ({ fundUserId }) => ({ type: 'RestoreFundUser', fundUserId }),
  addProject: ({ fundUserId, name, funding, declaredTotal, goal, indicators, place }, newId) => ({
    type: 'AddProject',
    projectId: newId(),
    fundUserId,
    name,
    goal: goal ?? '',
    ...placing(place ?? undefined),
    funding: funding ?? {},
    declaredTotal: declaredTotal ?? null,
    indicators: (indicators ?? []).map((row) => newIndicator(row, newId)),
  }),
  renameProject: ({ projectId, name }) => ({ type: 'RenameProject', projectId, name }),
  assignFundUser: ({ projectId, fundUserId }) => ({ type: 'AssignFundUser', projectId, fundUserId }),
  reviseFunding: ({ projectId, funding }) => ({ type: 'ReviseFunding', projectId, funding }),
  reviseGoal: ({ projectId, goal }) => ({ type: 'ReviseGoal', projectId, goal }),
  moveProject: ({ projectId, place }) => ({ type: 'MoveProject', projectId, ...placing(place) }),
  withdrawProject: ({ projectId }) => ({ type: 'WithdrawProject', projectId }),
  restoreProject: ({ projectId }) => ({ type: 'RestoreProject', projectId }),
  addIndicator: ({ projectId, place, ...row }, newId) => {
    return { type: 'AddIndicator', projectId, ...newIndicator(row, newId), ...placing(place ?? undefined) };
  },
  reviseIndicator: ({ indicatorId, ...cells }) => ({ type: 'ReviseIndicator', indicatorId, ...withoutNulls(cells) }),
  moveIndicator: ({ indicatorId, place }) => ({ type: 'MoveIndicator', indicatorId, ...placing(place) }),
  withdrawIndicator: ({ indicatorId }) => ({ type: 'WithdrawIndicator', indicatorId }),
  restoreIndicator: ({ indicatorId }) => ({ type: 'RestoreIndicator', indicatorId }),
};

/** @throws Refusal INVALID_INPUT for null in a cell that cannot be blank */
export function toEdit<Name extends Member>(name: Name, change: Changes[Name], newId: () => string): BudgetEdit {
  return editOf[name](change, newId);
}

/** The one member of a change; GraphQL has checked that there is exactly one. */
export function memberOf(change: ChangeInput): Member {
  return (Object.keys(change) as Member[]).find((name) => change[name] !== undefined) as Member;
}

function newIndicator(row: NewIndicatorInput, newId: () => string): NewIndicator {
  const { level2, name, cycleTarget, annualTarget } = row;
  return { indicatorId: newId(), level2, name, cycleTarget: cycleTarget ?? '', annualTarget: annualTarget ?? '' };
}

function withoutNulls<Cells extends object>(cells: Cells): { [Cell in keyof Cells]: NonNullable<Cells[Cell]> } {
  const nulls = Object.keys(cells).filter((cell) => cells[cell as keyof Cells] === null);
  if (nulls.length > 0) throw together(nulls.map(notNull));
  return cells as { [Cell in keyof Cells]: NonNullable<Cells[Cell]> };
}

function notNull(cell: string): Refusal {
  return new Refusal(
    'INVALID_INPUT',
    `${cell} 不能为 null；不修改就不要给出它，要清空请用空字符串。`,
    `${cell} cannot be null; leave it out to keep it, give an empty string to clear it.`,
    { argument: [cell] },
  );
}
