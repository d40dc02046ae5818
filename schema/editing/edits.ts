import type { BudgetEdit, NewIndicator } from '../../events/budget/budget.commands.js';
import { givenMembers } from '../given-members.js';
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
    return { type: 'AddFundUser', fundUserId: newId(), name, declared: givenMembers(declaredTotals) };
  },
  renameFundUser: ({ fundUserId, name }) => ({ type: 'RenameFundUser', fundUserId, name }),
  reviseDeclaredTotals: ({ fundUserId, declaredTotals }) => {
    return { type: 'ReviseDeclaredTotals', fundUserId, declared: givenMembers(declaredTotals) };
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
    funding: givenMembers(funding),
    declaredTotal: declaredTotal ?? null,
    indicators: (indicators ?? []).map((row) => newIndicator(row, newId)),
  }),
  renameProject: ({ projectId, name }) => ({ type: 'RenameProject', projectId, name }),
  assignFundUser: ({ projectId, fundUserId }) => ({ type: 'AssignFundUser', projectId, fundUserId }),
  reviseFunding: ({ projectId, funding }) => ({ type: 'ReviseFunding', projectId, funding: givenMembers(funding) }),
  reviseGoal: ({ projectId, goal }) => ({ type: 'ReviseGoal', projectId, goal }),
  moveProject: ({ projectId, place }) => ({ type: 'MoveProject', projectId, ...placing(place) }),
  withdrawProject: ({ projectId }) => ({ type: 'WithdrawProject', projectId }),
  restoreProject: ({ projectId }) => ({ type: 'RestoreProject', projectId }),
  addIndicator: ({ projectId, place, ...row }, newId) => {
    return { type: 'AddIndicator', projectId, ...newIndicator(row, newId), ...placing(place ?? undefined) };
  },
  reviseIndicator: ({ indicatorId, ...cells }) => ({ type: 'ReviseIndicator', indicatorId, ...givenMembers(cells) }),
  moveIndicator: ({ indicatorId, place }) => ({ type: 'MoveIndicator', indicatorId, ...placing(place) }),
  withdrawIndicator: ({ indicatorId }) => ({ type: 'WithdrawIndicator', indicatorId }),
  restoreIndicator: ({ indicatorId }) => ({ type: 'RestoreIndicator', indicatorId }),
};

/** A member that is null is as if it was left out. @throws Refusal INVALID_INPUT for a place that is none */
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
