import type { AskedBy } from '../../../events/budget/roles.js';
import type {
  AddProject,
  BudgetEdit,
  EditBudget,
  NewIndicator,
  OpenBudget,
  SetRows,
  WantedRow,
} from '../../../events/budget/budget.commands.js';
import type {
  BudgetEvent,
  BudgetEventType,
  BudgetOpened,
  DeclaredTotals,
  Funding,
  FundUserAdded,
  IndicatorContent,
  ProjectAdded,
} from '../../../events/budget/budget.events.js';
import type { Amount } from '../../../events/money.js';

type DataOf<Type extends BudgetEventType> = Extract<BudgetEvent, { type: Type }>['data'];

export function fact<Type extends BudgetEventType>(type: Type, data: DataOf<Type>): BudgetEvent {
  return { type, data } as BudgetEvent;
}

/** An amount as it stands in an event: digits without commas, not zero. */
export const amount = (digits: string): Amount => digits as Amount;

export const noFunding: Funding = { fiscalAppropriation: null, specialAccount: null, other: null };
export const noTotals: DeclaredTotals = { total: null, ...noFunding };

export function opened(content: Partial<BudgetOpened> = {}): BudgetEvent {
  const standard = { budgetId: 'budget-1', unitKey: '卫生局', name: '卫生局', fiscalYear: 2024, taxonomy: 'cn-2020' };
  return fact('BudgetOpened', { ...standard, ...content });
}

export function fundUserAdded(fundUserId: string, content: Partial<FundUserAdded> = {}): BudgetEvent {
  return fact('FundUserAdded', { fundUserId, name: fundUserId, declared: noTotals, place: 'a0', ...content });
}

export function projectAdded(projectId: string, content: Partial<ProjectAdded> = {}): BudgetEvent {
  return fact('ProjectAdded', {
    projectId,
    fundUserId: 'hospital',
    name: projectId,
    funding: noFunding,
    declaredTotal: null,
    goal: '',
    place: 'a0',
    indicators: [],
    ...content,
  });
}

export function indicator(indicatorId: string, content: Partial<IndicatorContent> = {}): IndicatorContent {
  const standard = { level2: '11', name: indicatorId, cycleTarget: '≥90%', annualTarget: '≥85%', place: 'a0' };
  return { indicatorId, ...standard, ...content };
}

/** Who may edit the tables of every unit. */
export const anyone: AskedBy = { role: 'finance', actorId: 'editor-1', onBehalfOf: null, unit: null };

export function openBudget(content: Partial<OpenBudget> = {}): OpenBudget {
  return {
    type: 'OpenBudget',
    by: anyone,
    budgetId: 'budget-1',
    unitKey: '卫生局',
    name: '卫生局',
    fiscalYear: 2024,
    taxonomy: 'cn-2020',
    edits: [],
    ...content,
  };
}

/** A command of edits by somebody who takes the budget as it is. */
export function editing(...edits: BudgetEdit[]): EditBudget {
  return { type: 'EditBudget', by: anyone, budgetId: 'budget-1', expectedVersion: null, edits };
}

/** A command of edits by somebody who was looking at a version. */
export function editingOn(expectedVersion: number, ...edits: BudgetEdit[]): EditBudget {
  return { ...editing(...edits), expectedVersion };
}

/** A command that sets rows to what they shall be, by id. */
export function setting(rows: Record<string, Partial<WantedRow>>, expectedVersion: number | null = null): SetRows {
  const wanted = Object.entries(rows).map(([id, row]) => [id, { cells: {}, ...row }] as const);
  return { type: 'SetRows', by: anyone, budgetId: 'budget-1', expectedVersion, rows: new Map(wanted) };
}

export function addProject(projectId: string, content: Partial<AddProject> = {}): AddProject {
  const standard = { fundUserId: 'hospital', name: projectId, funding: {}, goal: '', indicators: [] };
  return { type: 'AddProject', projectId, ...standard, ...content };
}

export function newIndicator(indicatorId: string, content: Partial<NewIndicator> = {}): NewIndicator {
  const standard = { level2: '11', name: indicatorId, cycleTarget: '≥90%', annualTarget: '≥85%' };
  return { indicatorId, ...standard, ...content };
}
