import type { Position } from '../../../events/position.js';
import type { IndicatorVersion, ProjectVersion } from '../../../projections/rows.js';
import type { BudgetView, IndicatorView, ProjectView } from '../../../services/services.js';
import type { IndicatorClass, Taxonomy } from '../../../events/taxonomy.js';
import { classOf, level1Of } from '../../../events/taxonomy.js';
import { checkNotLost } from '../lost.js';
import type { Contents, ProjectContent } from './contents.js';
import { targetView } from './contents.js';

/** A project in force, from the row of the content tree that holds it. */
export function projectInForce(
  { document, funding, targets }: ProjectContent,
  row: { hash: string; key: string; ordinal: number | null },
  budget: BudgetView,
): ProjectView {
  const { id, name, fundUserId, declaredTotal, goal, indicators, lineage = null } = document;
  const { ordinal, hash: contentHash, key: orderKey } = row;
  const { basis } = budget;
  const project: ProjectView = {
    id,
    ordinal,
    name,
    fundUserId,
    funding,
    declaredTotal,
    goal: goal === '' ? null : goal,
    lineage,
    status: 'ACTIVE',
    contentHash,
    version: null,
    basis,
    budget,
    orderKey,
    indicators: [],
  };
  // Written out, as spreads would be slower: a page of a table makes hundreds of them.
  project.indicators = indicators.map((row, index): IndicatorView => {
    const { id: indicatorId, name: level3, level2: code } = row;
    const { cycleTarget, annualTarget } = targets[index] as (typeof targets)[number];
    const { level1, level2 } = classesOf(budget.taxonomy, code);
    return {
      id: indicatorId,
      ordinal: index + 1,
      level1,
      level2,
      name: level3,
      cycleTarget,
      annualTarget,
      lineage: row.lineage ?? null,
      status: 'ACTIVE',
      project,
    };
  });
  return project;
}

/** A project at a point where it may have been withdrawn: it keeps what it last said, and has no ordinal. */
export function projectAt(content: ProjectContent, row: ProjectVersion, budget: BudgetView): ProjectView {
  const withdrawn = row.status === 'WITHDRAWN';
  const view = projectInForce(content, { hash: row.hash, key: row.orderKey, ordinal: withdrawn ? 0 : null }, budget);
  view.version = versionIn(budget, row, row.version);
  if (withdrawn) {
    view.status = 'WITHDRAWN';
    for (const indicator of view.indicators) Object.assign(indicator, { status: 'WITHDRAWN', ordinal: 0 });
  }
  return view;
}

/** Projects of any budgets, in the order of the rows; their contents are read together. */
export async function projectsAt(
  contents: Contents,
  rows: readonly ProjectVersion[],
  budgetOf: (id: string) => BudgetView | Promise<BudgetView>,
): Promise<ProjectView[]> {
  const found = await contents.projects(rows.map(({ hash }) => hash));
  return Promise.all(
    rows.map(async (row, index) =>
      projectAt(checkNotLost(found[index], `the content ${row.hash}`), row, await budgetOf(row.budgetId)),
    ),
  );
}

/** What a draft has from its budget is of version 0, its base. */
export function versionIn({ branch }: BudgetView, row: { position: Position }, version: number): number {
  return branch === null || row.position > branch.openedOn ? version : 0;
}

/** An indicator within its project at the same point; one that was withdrawn is no longer in the document. */
export function indicatorAt(row: IndicatorVersion, project: ProjectView): IndicatorView {
  const inForce = project.indicators.find(({ id }) => id === row.indicatorId);
  if (inForce !== undefined) return inForce;
  const { indicatorId: id, level2, name, cycleTarget, annualTarget, lineage, status } = row;
  return {
    id,
    ordinal: 0,
    ...classesOf(project.budget.taxonomy, level2),
    name,
    cycleTarget: targetView(cycleTarget),
    annualTarget: targetView(annualTarget),
    lineage,
    status,
    project,
  };
}

/** Codes are checked before they are recorded, so the taxonomy has them. */
function classesOf(taxonomy: Taxonomy, code: string): { level1: IndicatorClass; level2: IndicatorClass } {
  const level1 = level1Of(taxonomy, code);
  const level2 = classOf(taxonomy, code);
  if (level1 === undefined || level2 === undefined) throw new Error(`${taxonomy.id} has no class ${code}`);
  return { level1, level2 };
}
