import type { Funding, OpenedFrom } from '../events/budget/budget.events.js';
import type { FundUserState, IndicatorState, OpenBudgetState, ProjectState } from '../events/budget/budget.state.js';
import { byPlace } from '../events/budget/budget.state.js';
import { lineageOf } from '../events/budget/budget.state.js';
import type { BudgetDocument, FundUserDocument, IndicatorDocument, ProjectDocument } from './content-documents.js';

/**
 * The content documents: what is in force, without who and when, so that equal content has equal hashes. Their members
 * are in canonical order (RFC 8785), so that `JSON.stringify` gives the canonical text at once.
 */
export function projectDocument(project: ProjectState): ProjectDocument {
  const { id, fundUserId, name, funding, declaredTotal, goal, place } = project;
  const indicators = [...project.indicators.values()].filter((indicator) => !indicator.withdrawn).sort(byPlace);
  return {
    declaredTotal,
    fundUserId,
    funding: sources(funding),
    goal,
    id,
    indicators: indicators.map(indicatorDocument),
    kind: 'project',
    ...lineageOf(project),
    name,
    place,
  };
}

function indicatorDocument(indicator: IndicatorState): IndicatorDocument {
  const { annualTarget, cycleTarget, id, level2, name, place } = indicator;
  return { annualTarget, cycleTarget, id, level2, ...lineageOf(indicator), name, place };
}

export function fundUserDocument(fundUser: FundUserState): FundUserDocument {
  const { id, name, place } = fundUser;
  const declared = { ...sources(fundUser.declared), total: fundUser.declared.total };
  return { declared, id, kind: 'fundUser', ...lineageOf(fundUser), name, place };
}

/** @param rows hash of the content tree's root node */
export function budgetDocument(budget: OpenBudgetState, rows: string): BudgetDocument {
  const { budgetId: id, unitKey, name, fiscalYear, taxonomy, openedFrom } = budget;
  return { fiscalYear, id, kind: 'budget', name, ...openedFromMember(openedFrom), rows, taxonomy, unitKey };
}

function openedFromMember(opened: OpenedFrom | undefined): { openedFrom?: OpenedFrom } {
  if (opened === undefined) return {};
  const { budgetId, contentHash, version } = opened;
  return { openedFrom: { budgetId, contentHash, version } };
}

function sources({ fiscalAppropriation, other, specialAccount }: Funding): Funding {
  return { fiscalAppropriation, other, specialAccount };
}
