import { difference, growthPercent } from '../../../events/money.js';
import type { ComparedRow } from '../../../projections/compare/compare.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { BudgetView, ComparisonRowView, GrowthView } from '../../../services/services.js';
import type { Position } from '../../../events/position.js';
import type { Changes, Seals } from '../../ports/read-model.js';
import { annotationsOf } from './annotated.js';
import { lazily } from './connection.js';

/**
 * Rows of a comparison with the change that last set each cell, and what had been said about its save by a point, which
 * may be later than both tables. Each is read for the whole page when the first is asked for.
 */
export function withLastChanges(
  readModel: Changes & Pick<Seals, 'annotations'>,
  rows: readonly ComparedRow[],
  { from, to, knownBy }: { from: BudgetView; to: BudgetView; knownBy: Position },
): ComparisonRowView[] {
  const changes = lazily(() => lastChanges(readModel, rows, from, to));
  const lastChange = async (entityId: string, path: string) => (await changes()).get(`${entityId} ${path}`) ?? null;
  const annotations = annotationsOf(readModel, async () => [...(await changes()).values()], knownBy);
  return rows.map((compared) => {
    const { project: _project, ...row } = compared;
    const cells = row.cells.map((cell) => ({
      ...cell,
      lastChange: () => lastChange(row.entityId, cell.path),
      annotations: async () => annotations(await lastChange(row.entityId, cell.path)),
    }));
    return { ...row, growth: growthOf(compared), cells };
  });
}

function growthOf({ entityKind, project }: ComparedRow): GrowthView | null {
  if (entityKind !== 'PROJECT' || project === null) return null;
  const { before, after } = project.totals;
  return { before, after, delta: difference(before, after), percent: growthPercent(before, after) };
}

/** By entity id and path: in each table the cells that are looked up there. */
async function lastChanges(
  readModel: Changes,
  rows: readonly ComparedRow[],
  from: BudgetView,
  to: BudgetView,
): Promise<Map<string, ChangedCell>> {
  const found = new Map<string, ChangedCell>();
  for (const table of new Set([to, from])) {
    const cells = rows
      .filter((row) => tablesToAsk(row, from, to).includes(table))
      .flatMap(({ entityId, cells: own }) => own.map(({ path }) => ({ entityId, path })));
    const last = await readModel.lastChanges(cells, table.basis.position, table.branch ?? undefined);
    cells.forEach(({ entityId, path }, index) => {
      const cell = `${entityId} ${path}`;
      const change = last[index] ?? null;
      const before = found.get(cell);
      if (change !== null && (before === undefined || isIn(before, from))) found.set(cell, change);
    });
  }
  return found;
}

/**
 * Where it is looked up what set a row's cells last. Two points of one budget: in the later table. Two budgets: in the
 * table that has the row. With a draft: in both, as the change that made the difference is in `to` if `from` does not
 * have it, and otherwise in `from`.
 */
function tablesToAsk({ kind }: ComparedRow, from: BudgetView, to: BudgetView): BudgetView[] {
  if (from.id !== to.id) return [kind === 'REMOVED' ? from : to];
  if (from.branch !== null || to.branch !== null) return [from, to];
  return [from.basis.position > to.basis.position ? from : to];
}

/** Whether a table's history holds the change. */
function isIn({ draftId, position }: ChangedCell, { branch, basis }: BudgetView): boolean {
  if (draftId !== null) return draftId === branch?.draftId && position <= basis.position;
  return position <= (branch === null ? basis.position : branch.openedOn);
}
