import { beijingTime } from '../../../events/beijing-time.js';
import { cellName } from '../../../events/budget/cell-names.js';
import type { TableOf } from '../../../events/identity.js';
import { Refusal } from '../../../events/refusal.js';
import type { ChangedCell } from '../../../projections/rows.js';
import { together } from '../../../events/refusals.js';
import type { RevertPlan, WantedRows } from './revert-plan.js';
import type { CellInTheWay, CurrentValues, Undone } from './undo.js';
import { undo } from './undo.js';

/**
 * Plans which rows to set, given the table's current values.
 * @throws Refusals with a CONFLICT for each cell that was set later by something else; Refusal NOT_FOUND for a row that
 * a
 *   draft never had
 */
export function planUndo(
  undone: Undone,
  current: CurrentValues,
  { table, version }: Pick<RevertPlan, 'table' | 'version'>,
): RevertPlan {
  const { changes } = undone;
  const { rows, inTheWay } = undo(undone, current);
  checkRowsKnown(rows, changes, current);
  if (inTheWay.length > 0) {
    const isInHistory = undone.end !== null;
    throw together(inTheWay.map((cell) => conflict(cell, current, { isInHistory, table })));
  }
  return { table, version, rows: () => rows, restsOn: new Set(changes.map(({ entityId }) => entityId)) };
}

/**
 * The draft lacks a row that was added to the budget after the draft's base, so no change of it can be undone there.
 */
function checkRowsKnown(rows: WantedRows, changes: readonly ChangedCell[], current: CurrentValues): void {
  const unknown = changes.find(({ entityId }) => rows.has(entityId) && current.last(entityId, 'name') === null);
  if (unknown === undefined) return;
  const { entityId, entityName } = unknown;
  throw new Refusal(
    'NOT_FOUND',
    `草案中没有“${entityName}”这一行，它是草案开立之后才加入预算的，不能在草案中撤回对它的修改；请先以 refreshDraft 更新草案。`,
    `The draft does not have the row "${entityName}", which came into the budget after the draft was opened, so changes of it cannot be reverted there; refresh the draft first.`,
    { argument: ['what'], entityId },
  );
}

function conflict(
  { cell, entityId, by }: CellInTheWay,
  current: CurrentValues,
  { isInHistory, table }: { isInHistory: boolean; table: TableOf },
): Refusal {
  const { entityName, recordedAt, actor } = by;
  const row = current
    .paths(entityId)
    .map((path): [string, string | null] => [path, current.last(entityId, path)?.after ?? null]);
  const values = [cell.theirs, cell.base, cell.ours] as const;
  const zh = values.map((value) => quoteValue(value, '（空）'));
  const en = values.map((value) => quoteValue(value, '(blank)'));
  const [version, versionEn] = describeVersion(by, table);
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
      argument: ['what'],
      entityId,
      conflict: {
        table,
        cell,
        current: Object.fromEntries(row),
        version: by.version,
        draftId: by.draftId,
        actorId: actor.id,
        recordedAt,
      },
    },
  );
}

/** The version that set a cell; in a draft it may be the budget's, from before it was opened. */
function describeVersion({ version, draftId }: ChangedCell, table: TableOf): [string, string] {
  if (table.draftId === null) return [`版本 ${version}`, `version ${version}`];
  return draftId === null
    ? [`预算版本 ${version}`, `version ${version} of the budget`]
    : [`草案版本 ${version}`, `version ${version} of the draft`];
}

function quoteValue(value: string | null, blank: string): string {
  if (value === null || value === '') return blank;
  return value.length > 60 ? `“${value.slice(0, 60)}…”` : `“${value}”`;
}
