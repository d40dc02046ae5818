import { beijingTime } from '../../../events/beijing-time.js';
import { cellName } from '../../../events/budget/cell-names.js';
import { cellPaths } from '../../../events/budget/cells.js';
import { Refusal } from '../../../events/refusal.js';
import type { ChangedCell, EntityKind } from '../../../projections/rows.js';
import { Refusals } from '../refused.js';
import { everyRow } from '../whole-lists.js';
import type { RevertPlan } from './plan.js';
import { newestSave } from './points.js';
import type { CellInTheWay, Standing } from './undo.js';
import { undo } from './undo.js';
import type { Reading, UndoWhat } from './undone-changes.js';
import { undoneChanges } from './undone-changes.js';

/**
 * The rows that undoing sets, on the table as it stands.
 * @throws Refusals with a CONFLICT for each cell that was set later by something else
 */
export async function planUndo(what: UndoWhat, reading: Reading): Promise<RevertPlan> {
  const undone = await undoneChanges(what, reading);
  const { budgetId, changes } = undone;
  const { version } = await newestSave(budgetId, reading, ['what']);
  const standing = await standingOf(changes, reading);
  const { rows, inTheWay } = undo(undone, standing);
  if (inTheWay.length > 0) throw new Refusals(inTheWay.map((cell) => conflict(cell, standing)));
  return { budgetId, version, rows: () => rows, restsOn: new Set(changes.map(({ entityId }) => entityId)) };
}

/** What set the cells of the changed rows last; a project that came brings the indicators that hang from it now. */
async function standingOf(changes: readonly ChangedCell[], { views, head }: Reading): Promise<Standing> {
  const kinds = new Map<string, EntityKind>();
  const hanging = new Map<string, string[]>();
  for (const { entityId, entityKind, kind } of changes) {
    kinds.set(entityId, entityKind);
    const came = kind === 'ADDED' || kind === 'RESTORED';
    if (came && entityKind === 'PROJECT' && !hanging.has(entityId)) {
      hanging.set(entityId, await indicatorsOf(entityId, { views, head }));
    }
  }
  for (const id of [...hanging.values()].flat()) kinds.set(id, 'INDICATOR');
  const cells = [...kinds].flatMap(([entityId, kind]) => cellPaths[kind].map((path) => ({ entityId, path })));
  const found = await views.lastChanges(cells, head);
  const last = new Map(cells.map(({ entityId, path }, index) => [`${entityId} ${path}`, found[index] ?? null]));
  return {
    last: (entityId, path) => last.get(`${entityId} ${path}`) ?? null,
    paths: (entityId) => cellPaths[kinds.get(entityId) ?? 'BUDGET'],
    indicators: (projectId) => hanging.get(projectId) ?? [],
  };
}

async function indicatorsOf(projectId: string, { views, head }: Pick<Reading, 'views' | 'head'>): Promise<string[]> {
  const rows = await everyRow((page) => views.indicators({ projectId }, head, page));
  return rows.map(({ indicatorId }) => indicatorId);
}

function conflict({ cell, entityId, by }: CellInTheWay, standing: Standing): Refusal {
  const { entityName, version, recordedAt, actor } = by;
  const current = standing
    .paths(entityId)
    .map((path): [string, string | null] => [path, standing.last(entityId, path)?.after ?? null]);
  const values = [cell.restored, cell.reverted, cell.current] as const;
  const [zh, en] = [values.map((value) => shown(value, '（空）')), values.map((value) => shown(value, '(blank)'))];
  return new Refusal(
    'CONFLICT',
    `“${entityName}”的“${cellName(cell.path)}”后来又被“${actor.id}”于 ${beijingTime(recordedAt)}修改（版本 ${version}）：撤回会恢复为${zh[0]}，要撤回的修改曾改为${zh[1]}，现在是${zh[2]}；请先撤回版本 ${version} 的修改，或直接编辑这一行。`,
    `The cell ${cell.path} of "${entityName}" was set later by "${actor.id}" at ${recordedAt} (version ${version}): it was ${en[0]}, what is to be undone made it ${en[1]}, it is ${en[2]} now; revert the change of version ${version} first, or edit the row.`,
    {
      ...{ path: ['what'], entityId },
      conflict: { cell, current: Object.fromEntries(current), version, actorId: actor.id, recordedAt },
    },
  );
}

function shown(value: string | null, blank: string): string {
  if (value === null || value === '') return blank;
  return value.length > 60 ? `“${value.slice(0, 60)}…”` : `“${value}”`;
}
