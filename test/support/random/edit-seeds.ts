import fc from 'fast-check';
import type { BudgetEdit, NewIndicator } from '../../../events/budget/budget.commands.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { taxonomyOf } from '../../../events/taxonomy.js';

/** How often each kind of edit is drawn. */
const weights: Record<BudgetEdit['type'], number> = {
  RenameBudget: 1,
  AddFundUser: 3,
  RenameFundUser: 1,
  ReviseDeclaredTotals: 2,
  WithdrawFundUser: 1,
  RestoreFundUser: 2,
  AddProject: 8,
  RenameProject: 3,
  AssignFundUser: 2,
  MoveProject: 3,
  ReviseFunding: 4,
  ReviseGoal: 2,
  WithdrawProject: 2,
  RestoreProject: 3,
  AddIndicator: 4,
  ReviseIndicator: 6,
  MoveIndicator: 3,
  WithdrawIndicator: 2,
  RestoreIndicator: 3,
};

/** Numbers that choose among what a state offers, so that a history makes sense whatever was drawn before. */
export interface EditSeed {
  type: BudgetEdit['type'];
  row: number;
  other: number;
  text: number;
}

const types = Object.entries(weights).flatMap(([type, weight]) => Array<string>(weight).fill(type));

export const editSeed: fc.Arbitrary<EditSeed> = fc.record({
  type: fc.constantFrom(...(types as BudgetEdit['type'][])),
  row: fc.nat({ max: 999 }),
  other: fc.nat({ max: 999 }),
  text: fc.nat({ max: 9_999 }),
});

const names = ['保障运行', '信息系统建设', '业务培训', '调研', '宣传活动', 'IT运维', '档案整理'];
const amounts = ['64.70', '21,926.04', '1', '0.000001', '300', '300.00', '1234567890123456', null, '0'];
const targets = ['≥95%', '优良', '≤3天', '100', '12月底前完成', '≥1,200人次', '不低于80%', ''];
const goals = ['保障日常工作顺利开展。', '提高服务水平，满意度≥90%。', ''];

/** The edit that the seed means on this state; null: there is no row that it could be about. */
export function toEdit(
  { type, row, other, text }: EditSeed,
  state: OpenBudgetState,
  newId: (kind: 'fundUser' | 'project' | 'indicator') => string,
): BudgetEdit | null {
  const wanted = ({ withdrawn }: { withdrawn: boolean }) => withdrawn === type.startsWith('Restore');
  const project = chosen([...state.projects.values()].filter(wanted), row);
  const fundUser = chosen([...state.fundUsers.values()].filter(wanted), row);
  const indicators = [...state.projects.values()].flatMap((each) => [...each.indicators.values()]);
  const indicator = chosen(indicators.filter(wanted), row)?.id ?? null;
  const name = `${chosen(names, text)}${text % 3}`;
  const amount = chosen(amounts, text) ?? null;
  const another = chosen(amounts, other) ?? null;
  const behind = (ids: readonly string[]) => (other % 3 === 0 ? null : (chosen(ids, other) ?? null));
  const content = (turn: number): NewIndicator => ({
    indicatorId: newId('indicator'),
    level2: classAt(state, text + turn),
    name: `${name}${turn}`,
    cycleTarget: chosen(targets, other + turn) ?? '',
    annualTarget: chosen(targets, text + turn) ?? '',
  });
  switch (type) {
    case 'RenameBudget':
      return { type, name };
    case 'AddFundUser':
      return { type, fundUserId: newId('fundUser'), name, declared: { total: amount, other: another } };
    case 'RenameFundUser':
      return fundUser && { type, fundUserId: fundUser.id, name };
    case 'ReviseDeclaredTotals':
      return fundUser && { type, fundUserId: fundUser.id, declared: { total: amount, fiscalAppropriation: another } };
    case 'WithdrawFundUser':
    case 'RestoreFundUser':
      return fundUser && { type, fundUserId: fundUser.id };
    case 'AddProject': {
      const inGroup = [...state.projects.values()].filter((each) => each.fundUserId === fundUser?.id);
      const placing = text % 2 === 0 ? {} : { after: behind(inGroup.map(({ id }) => id)) };
      const first = Array.from({ length: other % 4 }, (_, turn) => content(turn));
      const money = { funding: { fiscalAppropriation: amount, specialAccount: another }, declaredTotal: another };
      const about = { projectId: newId('project'), name, goal: chosen(goals, text) ?? '' };
      return fundUser && { type, fundUserId: fundUser.id, ...about, ...money, ...placing, indicators: first };
    }
    case 'RenameProject':
      return project && { type, projectId: project.id, name };
    case 'AssignFundUser': {
      const to = chosen([...state.fundUsers.values()], other);
      return project && to ? { type, projectId: project.id, fundUserId: to.id } : null;
    }
    case 'MoveProject': {
      const group = [...state.projects.values()].filter((each) => each.fundUserId === project?.fundUserId);
      return project && { type, projectId: project.id, after: behind(group.map(({ id }) => id)) };
    }
    case 'ReviseFunding':
      return project && { type, projectId: project.id, funding: { other: amount, declaredTotal: another } };
    case 'ReviseGoal':
      return project && { type, projectId: project.id, goal: chosen(goals, text) ?? '' };
    case 'WithdrawProject':
    case 'RestoreProject':
      return project && { type, projectId: project.id };
    case 'AddIndicator':
      return project && { type, projectId: project.id, ...content(7), after: behind([...project.indicators.keys()]) };
    case 'ReviseIndicator': {
      if (indicator === null) return null;
      const { indicatorId: _own, ...cells } = content(text % 5);
      const changed = Object.entries(cells).filter((_, index) => ((other >> index) & 1) === 0);
      return { type, indicatorId: indicator, ...Object.fromEntries(changed) };
    }
    case 'MoveIndicator': {
      const siblings = state.projects.get(state.projectOfIndicator.get(indicator ?? '') ?? '')?.indicators;
      return indicator === null ? null : { type, indicatorId: indicator, after: behind([...(siblings?.keys() ?? [])]) };
    }
    case 'WithdrawIndicator':
    case 'RestoreIndicator':
      return indicator === null ? null : { type, indicatorId: indicator };
    default: {
      const unknown: never = type;
      throw new TypeError(`unknown edit ${String(unknown)}`);
    }
  }
}

function classAt({ taxonomy }: OpenBudgetState, number: number): string {
  return chosen(taxonomyOf(taxonomy)?.level2 ?? [], number)?.code ?? '';
}

function chosen<T>(of: readonly T[], number: number): T | null {
  return of[number % Math.max(of.length, 1)] ?? null;
}
