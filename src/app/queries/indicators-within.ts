import type { Position } from '../../../events/position.js';
import type { IndicatorVersion } from '../../../projections/rows.js';
import type { BudgetView, IndicatorView } from '../../../services/services.js';
import type { Rows } from '../../ports/read-model.js';
import { checkNotLost } from '../lost.js';
import type { Contents } from './contents.js';
import { indicatorAt, projectsAt } from './row-views.js';

export interface Where {
  position: Position;
  /** The one table that all are of; null: they are of many budgets. */
  table: BudgetView | null;
  budgetOf: (id: string) => BudgetView | Promise<BudgetView>;
}

/** Indicators at a point, each within its project there; the projects are read together. */
export async function indicatorsWithin(
  { readModel, contents }: { readModel: Pick<Rows, 'projectVersions'>; contents: Contents },
  rows: readonly IndicatorVersion[],
  { position, table, budgetOf }: Where,
): Promise<IndicatorView[]> {
  const ids = [...new Set(rows.map(({ projectId }) => projectId))];
  const parents = await readModel.projectVersions(ids, position, table?.branch ?? undefined);
  const views = await projectsAt(
    contents,
    parents.filter((row) => row !== null),
    budgetOf,
  );
  const projects = new Map(views.map((view) => [view.id, view]));
  return rows.map((row) => {
    return indicatorAt(row, checkNotLost(projects.get(row.projectId), `the project ${row.projectId}`));
  });
}
