import type { AmountInput, BudgetEdit, NewIndicator, Placing } from '../../../events/budget/budget.commands.js';
import type { IndicatorState, OpenBudgetState } from '../../../events/budget/budget.state.js';

/** An edit that any table can be asked for: rows are numbers here, and become ids on a state (`editOn`). */
export interface Wish {
  kind: BudgetEdit['type'];
  /** Of the edited row, counted round among those that the edit can be made on; null: the one that was added last. */
  row: number | null;
  /** Of the second row: the fund user to go to, the row to stand behind. */
  other: number;
  placing: 'last' | 'first' | 'behind';
  name: string;
  text: string;
  annual: string;
  amount: AmountInput;
  /** How many of the row's amounts are given, or of a new project's indicators. */
  count: number;
  level2: string;
}

interface Row {
  id: string;
  withdrawn: boolean;
}

/**
 * The edit that a wish comes to on a state. Where there is no row for it, one is added instead, so every wish is some
 * edit; ids of new rows are counted, so the same wishes always give the same ids.
 */
export function editOn(state: OpenBudgetState, wish: Wish): BudgetEdit {
  const { kind, name, text } = wish;
  const isRestoring = kind.startsWith('Restore');
  const fundUserId = pick(state.fundUsers.values(), wish.row, isRestoring);
  const projectId = pick(state.projects.values(), wish.row, isRestoring);
  const indicatorId = pick(indicatorsOf(state), wish.row, isRestoring);
  const otherFundUserId = pick(state.fundUsers.values(), wish.other, false);
  const addFundUser = (): BudgetEdit => {
    const added = `fund-user-${state.fundUsers.size + 1}`;
    return { type: 'AddFundUser', fundUserId: added, name, declared: amounts(declaredCells, wish) };
  };
  const addProject = (): BudgetEdit => newProject(state, wish, otherFundUserId) ?? addFundUser();
  const addIndicator = (project: string | null): BudgetEdit => {
    if (project === null) return addProject();
    const placing = placingAmong(state.projects.get(project)?.indicators.values() ?? [], wish);
    return { type: 'AddIndicator', projectId: project, ...newIndicator(state, wish, 0), ...placing };
  };
  switch (kind) {
    case 'RenameBudget':
      return { type: kind, name };
    case 'AddFundUser':
      return addFundUser();
    case 'RenameFundUser':
      return fundUserId === null ? addFundUser() : { type: kind, fundUserId, name };
    case 'ReviseDeclaredTotals':
      if (fundUserId === null) return addFundUser();
      return { type: kind, fundUserId, declared: amounts(declaredCells, wish) };
    case 'WithdrawFundUser':
    case 'RestoreFundUser':
      return fundUserId === null ? addFundUser() : { type: kind, fundUserId };
    case 'AddProject':
      return addProject();
    case 'RenameProject':
      return projectId === null ? addProject() : { type: kind, projectId, name };
    case 'AssignFundUser':
      if (projectId === null || otherFundUserId === null) return addProject();
      return { type: kind, projectId, fundUserId: otherFundUserId };
    case 'MoveProject': {
      if (projectId === null) return addProject();
      const group = groupOf(state, state.projects.get(projectId)?.fundUserId);
      return { type: kind, projectId, ...placingAmong(group, wish) };
    }
    case 'ReviseFunding':
      if (projectId === null) return addProject();
      return { type: kind, projectId, funding: amounts([...sourceCells, 'declaredTotal'], wish) };
    case 'ReviseGoal':
      return projectId === null ? addProject() : { type: kind, projectId, goal: text };
    case 'WithdrawProject':
    case 'RestoreProject':
      return projectId === null ? addProject() : { type: kind, projectId };
    case 'AddIndicator':
      return addIndicator(projectId);
    case 'ReviseIndicator':
      return indicatorId === null ? addIndicator(projectId) : { type: kind, indicatorId, ...revised(wish) };
    case 'MoveIndicator': {
      if (indicatorId === null) return addIndicator(projectId);
      const project = state.projects.get(state.projectOfIndicator.get(indicatorId) ?? '');
      return { type: kind, indicatorId, ...placingAmong(project?.indicators.values() ?? [], wish) };
    }
    case 'WithdrawIndicator':
    case 'RestoreIndicator':
      return indicatorId === null ? addIndicator(projectId) : { type: kind, indicatorId };
    default: {
      const unknown: never = kind;
      throw new TypeError(`unknown kind ${String(unknown)}`);
    }
  }
}

function newProject(state: OpenBudgetState, wish: Wish, fundUserId: string | null): BudgetEdit | null {
  if (fundUserId === null) return null;
  const indicators = Array.from({ length: wish.count }, (_, index) => newIndicator(state, wish, index));
  return {
    type: 'AddProject',
    projectId: `project-${state.projects.size + 1}`,
    fundUserId,
    name: wish.name,
    funding: amounts(sourceCells, wish),
    declaredTotal: wish.amount,
    goal: wish.text,
    indicators,
    ...placingAmong(groupOf(state, fundUserId), wish),
  };
}

function newIndicator(state: OpenBudgetState, { name, level2, text, annual }: Wish, index: number): NewIndicator {
  const indicatorId = `indicator-${state.projectOfIndicator.size + 1 + index}`;
  const ownName = index === 0 ? name : `${name}之${index + 1}`;
  return { indicatorId, level2, name: ownName, cycleTarget: text, annualTarget: annual };
}

function revised({ count, name, level2, text, annual }: Wish) {
  return {
    cycleTarget: text,
    ...(count > 0 && { annualTarget: annual }),
    ...(count > 1 && { name, level2 }),
  };
}

const sourceCells = ['fiscalAppropriation', 'specialAccount', 'other'] as const;
const declaredCells = ['total', ...sourceCells] as const;

/** The wish's amount in its first `count` + 1 cells, begun at a cell that the wish's row number chooses. */
function amounts<Cell extends string>(cells: readonly Cell[], { row, count, amount }: Wish) {
  const given = cells.map((_, index) => cells[((row ?? 0) + index) % cells.length] as Cell).slice(0, count + 1);
  return Object.fromEntries(given.map((cell) => [cell, amount])) as Partial<Record<Cell, AmountInput>>;
}

function placingAmong(rows: Iterable<Row>, { placing, other }: Wish): Placing {
  if (placing === 'last') return {};
  return { after: placing === 'first' ? null : pick(rows, other, false) };
}

function groupOf(state: OpenBudgetState, fundUserId: string | undefined): Row[] {
  return [...state.projects.values()].filter((row) => row.fundUserId === fundUserId);
}

function indicatorsOf(state: OpenBudgetState): IndicatorState[] {
  const inForce = [...state.projects.values()].filter(({ withdrawn }) => !withdrawn);
  return inForce.flatMap(({ indicators }) => [...indicators.values()]);
}

/** The id of one of the rows that are withdrawn, or that are not; null if there are none. */
function pick(rows: Iterable<Row>, number: number | null, withdrawn: boolean): string | null {
  const ids = [...rows].filter((row) => row.withdrawn === withdrawn).map(({ id }) => id);
  if (number === null) return ids.sort((left, right) => countIn(left) - countIn(right)).at(-1) ?? null;
  return ids.sort()[number % ids.length] ?? null;
}

function countIn(id: string): number {
  return Number(/-(\d+)/.exec(id)?.[1] ?? 0);
}
