import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import { addProject, fundUserAdded, indicator, newIndicator, opened, projectAdded } from './budget-builders.js';
import type { Save } from './decider-spec.js';

/** Version 2: hospital and school; version 3: the hospital's ward, with indicators a and b, and its lab. */
export const hospitalBudget: readonly Save[] = [
  opened(),
  [fundUserAdded('hospital'), fundUserAdded('school', { place: 'a1' })],
  [
    projectAdded('ward', { indicators: [indicator('a'), indicator('b', { place: 'a1' })] }),
    projectAdded('lab', { place: 'a1' }),
  ],
];

type EveryEdit = { [Type in BudgetEdit['type']]: Extract<BudgetEdit, { type: Type }> };

/** One edit of every type on `hospitalBudget`; each changes something once its row allows it. */
export const everyEdit: EveryEdit = {
  RenameBudget: { type: 'RenameBudget', name: '卫生健康局' },
  AddFundUser: { type: 'AddFundUser', fundUserId: 'clinic', name: '诊所', declared: {} },
  RenameFundUser: { type: 'RenameFundUser', fundUserId: 'hospital', name: '医院' },
  ReviseDeclaredTotals: { type: 'ReviseDeclaredTotals', fundUserId: 'hospital', declared: { total: '1' } },
  WithdrawFundUser: { type: 'WithdrawFundUser', fundUserId: 'hospital' },
  RestoreFundUser: { type: 'RestoreFundUser', fundUserId: 'hospital' },
  AddProject: addProject('pharmacy', { indicators: [newIndicator('p')] }),
  RenameProject: { type: 'RenameProject', projectId: 'ward', name: '病房' },
  AssignFundUser: { type: 'AssignFundUser', projectId: 'ward', fundUserId: 'school' },
  MoveProject: { type: 'MoveProject', projectId: 'ward', after: 'lab' },
  ReviseFunding: { type: 'ReviseFunding', projectId: 'ward', funding: { other: '1' } },
  ReviseGoal: { type: 'ReviseGoal', projectId: 'ward', goal: '更新。' },
  WithdrawProject: { type: 'WithdrawProject', projectId: 'ward' },
  RestoreProject: { type: 'RestoreProject', projectId: 'ward' },
  AddIndicator: { type: 'AddIndicator', projectId: 'ward', ...newIndicator('c') },
  ReviseIndicator: { type: 'ReviseIndicator', indicatorId: 'a', annualTarget: '100%' },
  MoveIndicator: { type: 'MoveIndicator', indicatorId: 'a', after: 'b' },
  WithdrawIndicator: { type: 'WithdrawIndicator', indicatorId: 'a' },
  RestoreIndicator: { type: 'RestoreIndicator', indicatorId: 'a' },
};

export const onFundUser = ['RenameFundUser', 'ReviseDeclaredTotals', 'WithdrawFundUser'] as const;
export const onProject = [
  'RenameProject',
  'AssignFundUser',
  'MoveProject',
  'ReviseFunding',
  'ReviseGoal',
  'WithdrawProject',
] as const;
export const onIndicator = ['ReviseIndicator', 'MoveIndicator', 'WithdrawIndicator'] as const;
