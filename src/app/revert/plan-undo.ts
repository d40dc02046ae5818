import { beijingTime } from '../../../events/beijing-time.js';
import { cellName } from '../../../events/budget/cell-names.js';
import { cellPaths } from '../../../events/budget/cells.js';
import type { TableOf } from '../../../events/identity.js';
import { Refusal } from '../../../events/refusal.js';
import type { ChangedCell, EntityKind, ProjectDocument } from '../../../projections/rows.js';
import { Refusals } from '../refused.js';
import type { RevertPlan, WantedRows } from './plan.js';
import type { Reading } from './points.js';
import { newestSave, tableIn } from './points.js';
import type { CellInTheWay, Standing } from './undo.js';
import { undo } from './undo.js';
import type { UndoWhat } from './undone-changes.js';
import { undoneChanges } from './undone-changes.js';

/**
 * The rows that undoing sets, on the table as it stands.
 * @throws Refusals with a CONFLICT for each cell that was set later by something else; Refusal NOT_FOUND for a row that a
 *   draft never had
 */
export async function planUndo(what: UndoWhat, reading: Reading): Promise<RevertPlan> {
  const undone = await undoneChanges(what, reading);
  const { budgetId, changes } = undone;
  const table = tableIn(budgetId, reading.into);
  const { version } = await newestSave(table, reading, ['what']);
  const standing = await standingOf(changes, reading);
  const { rows, inTheWay } = undo(undone, standing);
  everyRowKnown(rows, changes, standing);
  if (inTheWay.length > 0) {
    const isInHistory = undone.end !== null;
    throw new Refusals(inTheWay.map((cell) => conflict(cell, standing, { isInHistory, table })));
  }
  return { table, version, rows: () => rows, restsOn: new Set(changes.map(({ entityId }) => entityId)) };
}

/** What the budget did to rows that it got after the draft's base cannot be undone in the draft: it has no such rows. */
function everyRowKnown(rows: WantedRows, changes: readonly ChangedCell[], standing: Standing): void {
  const unknown = changes.find(({ entityId }) => rows.has(entityId) && standing.last(entityId, 'name') === null);
  if (unknown === undefined) return;
  const { entityId, entityName } = unknown;
  throw new Refusal(
    'NOT_FOUND',
    `草案中没有“${entityName}”这一行，它是草案开立之后才加入预算的，不能在草案中撤回对它的修改；请先以 refreshDraft 更新草案。`,
    `The draft does not have the row "${entityName}", which came into the budget after the draft was opened, so changes of it cannot be reverted there; refresh the draft first.`,
    { path: ['what'], entityId },
  );
}

/** What set the cells of the changed rows last; a project that came brings the indicators that hang from it now. */
async function standingOf(changes: readonly ChangedCell[], reading: Reading): Promise<Standing> {
  const { readModel, head, into } = reading;
  const kinds = new Map<string, EntityKind>();
  const hanging = new Map<string, string[]>();
  for (const { entityId, entityKind, kind } of changes) {
    kinds.set(entityId, entityKind);
    const came = kind === 'ADDED' || kind === 'RESTORED';
    if (came && entityKind === 'PROJECT' && !hanging.has(entityId)) {
      hanging.set(entityId, await indicatorsOf(entityId, reading));
    }
  }
  for (const id of [...hanging.values()].flat()) kinds.set(id, 'INDICATOR');
  const cells = [...kinds].flatMap(([entityId, kind]) => cellPaths[kind].map((path) => ({ entityId, path })));
  const found = await readModel.lastChanges(cells, head, into ?? undefined);
  const last = new Map(cells.map(({ entityId, path }, index) => [`${entityId} ${path}`, found[index] ?? null]));
  return {
    last: (entityId, path) => last.get(`${entityId} ${path}`) ?? null,
    paths: (entityId) => cellPaths[kinds.get(entityId) ?? 'BUDGET'],
    indicators: (projectId) => hanging.get(projectId) ?? [],
  };
}

/** In force, as the table that is set back has them. */
async function indicatorsOf(projectId: string, { readModel, head, into }: Reading): Promise<string[]> {
  const [row] = await readModel.projectVersions([projectId], head, into ?? undefined);
  if (row?.status !== 'ACTIVE') return [];
  const [body = ''] = await readModel.contents([row.hash]);
  return (JSON.parse(body) as ProjectDocument).indicators.map(({ id }) => id);
}

function conflict(
  { cell, entityId, by }: CellInTheWay,
  standing: Standing,
  { isInHistory, table }: { isInHistory: boolean; table: TableOf },
): Refusal {
  const { entityName, recordedAt, actor } = by;
  const current = standing
    .paths(entityId)
    .map((path): [string, string | null] => [path, standing.last(entityId, path)?.after ?? null]);
  const values = [cell.restored, cell.reverted, cell.current] as const;
  const zh = values.map((value) => shown(value, '（空）'));
  const en = values.map((value) => shown(value, '(blank)'));
  const [version, versionEn] = versionNamed(by, table);
  const [how, howEn] = isInHistory
    ? [
        `后来又被“${actor.id}”于 ${beijingTime(recordedAt)}修改（${version}）`,
        `was set later by "${actor.id}" at ${recordedAt} (${versionEn})`,
      ]
    : [
        `在草案中不是要撤回的修改所留下的值，而是由“${actor.id}”于 ${beijingTime(recordedAt)}所改（${version}）`,
        `does not stand in the draft as what is to be undone had left it, but was set by "${actor.id}" at ${recordedAt} (${versionEn})`,
      ];
  const [advice, adviceEn] = isInHistory
    ? [`请先撤回${version} 的修改，或直接编辑这一行`, `revert the change of ${versionEn} first, or edit the row`]
    : ['请直接编辑这一行', 'edit the row'];
  return new Refusal(
    'CONFLICT',
    `“${entityName}”的“${cellName(cell.path)}”${how}：撤回会恢复为${zh[0]}，要撤回的修改曾改为${zh[1]}，现在是${zh[2]}；${advice}。`,
    `The cell ${cell.path} of "${entityName}" ${howEn}: it was ${en[0]}, what is to be undone made it ${en[1]}, it is ${en[2]} now; ${adviceEn}.`,
    {
      path: ['what'],
      entityId,
      conflict: {
        cell,
        current: Object.fromEntries(current),
        version: versionFrom(by, table),
        actorId: actor.id,
        recordedAt,
      },
    },
  );
}

/** The version that set a cell; in a draft it may be the budget's, from before it was opened. */
function versionNamed({ version, draftId }: ChangedCell, table: TableOf): [string, string] {
  if (table.draftId === null) return [`版本 ${version}`, `version ${version}`];
  return draftId === null
    ? [`预算版本 ${version}`, `version ${version} of the budget`]
    : [`草案版本 ${version}`, `version ${version} of the draft`];
}

/** As the table counts: what a draft has from its base is of version 0. */
function versionFrom({ version, draftId }: ChangedCell, table: TableOf): number {
  return draftId === table.draftId ? version : 0;
}

function shown(value: string | null, blank: string): string {
  if (value === null || value === '') return blank;
  return value.length > 60 ? `“${value.slice(0, 60)}…”` : `“${value}”`;
}
