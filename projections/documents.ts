import type { FundUserState, OpenBudgetState, ProjectState } from '../events/budget/budget.state.js';
import { byPlace } from '../events/budget/budget.state.js';
import type { BudgetDocument, FundUserDocument, IndicatorDocument, ProjectDocument } from './rows.js';

/** The content documents: what is in force, and nothing of who or when, so that equal content has equal hashes. */
export function projectDocument(project: ProjectState): ProjectDocument {
  const { id, fundUserId, name, funding, declaredTotal, goal, place } = project;
  return {
    ...{ kind: 'project', id, fundUserId, name, funding, declaredTotal, goal, place },
    indicators: [...project.indicators.values()]
      .filter((indicator) => !indicator.withdrawn)
      .sort(byPlace)
      .map((row): IndicatorDocument => ({
        ...{ id: row.id, level2: row.level2, name: row.name },
        ...{ cycleTarget: row.cycleTarget, annualTarget: row.annualTarget, place: row.place },
      })),
  };
}

export function fundUserDocument({ id, name, declared, place }: FundUserState): FundUserDocument {
  return { kind: 'fundUser', id, name, declared, place };
}

/** @param rows hash of the content tree's root node */
export function budgetDocument(budget: OpenBudgetState, rows: string): BudgetDocument {
  const { budgetId: id, unitKey, name, fiscalYear, taxonomy } = budget;
  return { kind: 'budget', id, unitKey, name, fiscalYear, taxonomy, rows };
}
