import { changedRows } from '../../../projections/changed-rows.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { BudgetView, CellChangeView, Queries, TableBefore } from '../../../services/services.js';
import type { Changes, Seals } from '../../ports/read-model.js';
import { checkNotLost } from '../lost.js';
import { annotationsOf } from './annotated.js';
import type { BudgetViews } from './budget-views.js';
import { lazily } from './connection.js';
import type { QueryPoints } from './points/points.js';
import type { RowQueries } from './rows.js';

export interface ChangedRowTools {
  readModel: Pick<Changes, 'lastChanges'> & Pick<Seals, 'annotations'>;
  points: Pick<QueryPoints, 'head'>;
  budgets: Pick<BudgetViews, 'read'>;
  rows: Pick<RowQueries, 'projectsIn'>;
}

/** What a command changes, row by row, beside what the table before it says of the same cells. */
export function changedRowQueries(tools: ChangedRowTools): Pick<Queries, 'changedRows'> {
  const { readModel, points, budgets, rows } = tools;

  /** null: there was no table yet. */
  async function tableOf({ budgetId, draftId, version }: TableBefore): Promise<BudgetView | null> {
    if (draftId === null && version === 0) return null;
    const at = draftId === null ? { version } : { draft: { id: draftId, version } };
    const table = await budgets.read(budgetId, at, await points.head(null));
    return checkNotLost(table, `version ${version} of ${draftId ?? budgetId}`);
  }

  return {
    changedRows(changes, before) {
      const changed = changedRows(changes);
      const table = lazily(() => tableOf(before));

      const lastChanges = lazily(async () => {
        const cells = changed.flatMap(({ entityId, cells: own }) => own.map(({ path }) => ({ entityId, path })));
        const known = await table();
        const last = known && (await lastIn(readModel, cells, known));
        return new Map(cells.map(({ entityId, path }, index) => [`${entityId} ${path}`, last?.[index] ?? null]));
      });

      const lastChange = async (entityId: string, path: string) =>
        (await lastChanges()).get(`${entityId} ${path}`) ?? null;
      const annotations = annotationsOf(
        readModel,
        async () => [...(await lastChanges()).values()],
        async () => (await points.head(null)).position,
      );

      const projectNames = lazily(async () => {
        const own = changed.filter(({ entityKind }) => entityKind === 'PROJECT');
        const names = new Map(own.map(({ entityId, entityName }) => [entityId, entityName]));
        const others = new Set(changed.flatMap(({ projectId }) => projectId ?? []).filter((id) => !names.has(id)));
        const known = others.size === 0 ? null : await table();
        const projects = known === null ? [] : await rows.projectsIn([...others], known);
        for (const project of projects) if (project !== null) names.set(project.id, project.name);
        return names;
      });

      return changed.map((row) => ({
        ...row,
        projectName: async () => (row.projectId === null ? null : ((await projectNames()).get(row.projectId) ?? null)),
        cells: row.cells.map((cell): CellChangeView => ({
          ...cell,
          lastChange: () => lastChange(row.entityId, cell.path),
          annotations: async () => annotations(await lastChange(row.entityId, cell.path)),
        })),
      }));
    },
  };
}

function lastIn(
  readModel: Pick<Changes, 'lastChanges'>,
  cells: readonly { entityId: string; path: string }[],
  { basis, branch }: BudgetView,
): Promise<(ChangedCell | null)[]> {
  return readModel.lastChanges(cells, basis.position, branch ?? undefined);
}
