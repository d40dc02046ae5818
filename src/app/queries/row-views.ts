import type { IndicatorVersion, ProjectVersion } from '../../../projections/rows.js';
import type { BudgetView, IndicatorView, ProjectView } from '../../../schema/services.js';
import type { ProjectContent } from './contents.js';

/** A project in force, from the row of the content tree that holds it. */
export function projectInForce(
  { document, funding }: ProjectContent,
  row: { hash: string; key: string; ordinal: number | null },
  budget: BudgetView,
): ProjectView {
  const { id, name, fundUserId, declaredTotal, goal } = document;
  const project: ProjectView = {
    ...{ id, ordinal: row.ordinal, name, fundUserId, funding, declaredTotal, goal, status: 'ACTIVE' },
    ...{ contentHash: row.hash, version: null, basis: budget.basis, budget, orderKey: row.key, indicators: [] },
  };
  const { taxonomy } = budget;
  project.indicators = document.indicators.map((indicator, index): IndicatorView => {
    return { ...indicator, ordinal: index + 1, status: 'ACTIVE', taxonomy, project };
  });
  return project;
}

/** A project at a point where it may have been withdrawn: it keeps what it last said, and has no ordinal. */
export function projectAt(content: ProjectContent, row: ProjectVersion, budget: BudgetView): ProjectView {
  const withdrawn = row.status === 'WITHDRAWN';
  const view = projectInForce(content, { hash: row.hash, key: row.orderKey, ordinal: withdrawn ? 0 : null }, budget);
  view.version = row.version;
  if (withdrawn) {
    view.status = 'WITHDRAWN';
    for (const indicator of view.indicators) Object.assign(indicator, { status: 'WITHDRAWN', ordinal: 0 });
  }
  return view;
}

/** An indicator within its project at the same point; one that was withdrawn is no longer in the document. */
export function indicatorAt(row: IndicatorVersion, project: ProjectView): IndicatorView {
  const inForce = project.indicators.find(({ id }) => id === row.indicatorId);
  if (inForce !== undefined) return inForce;
  const { indicatorId: id, level2, name, cycleTarget, annualTarget, place, status } = row;
  return {
    ...{ id, level2, name, cycleTarget, annualTarget, place, ordinal: 0, status },
    ...{ taxonomy: project.budget.taxonomy, project },
  };
}
