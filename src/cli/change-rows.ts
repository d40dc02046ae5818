import { cellName } from '../../events/budget/cell-names.js';
import type { ChangedCell } from '../../projections/rows.js';
import type { Queries } from '../../services/services.js';
import { changeLabel, clock } from './labels.js';
import type { Printed } from './list.js';
import type { Output } from './output.js';
import type { Asking } from './reading.js';
import type { ShowValue } from './shown-values.js';
import { shownValues } from './shown-values.js';
import type { Cell } from './table.js';
import { columnsOf, table } from './table.js';

/** Changed cells as the lists print them. */
export function changeRows(output: Output, ask: Asking): Printed<ChangedCell> {
  const shown = shownValues(ask);
  return {
    json: (change) => withActorName(ask.queries, change),
    table: (changes) => changesTable(output, ask, shown, changes),
  };
}

/** As JSON gives it. */
export async function withActorName(
  queries: Queries,
  change: ChangedCell,
): Promise<ChangedCell & { actorName: string | null }> {
  return { ...change, actorName: await queries.actorName(change.actor.id) };
}

/** With the name, where the directory beside the ledger knows one. */
export async function whoIs(queries: Queries, actorId: string): Promise<string> {
  const name = await queries.actorName(actorId);
  return name === null ? actorId : `${name}（${actorId}）`;
}

/** Who set the cell; of one that a promotion set, who had set it in the draft, and who promoted that. */
export async function whoSet(queries: Queries, change: ChangedCell): Promise<string> {
  const who = await whoIs(queries, change.actor.id);
  // A preview's changes are in no event yet.
  const from = change.eventId === '' ? null : await queries.promotedFrom(change);
  const editor = from?.event?.actor.id;
  return editor === undefined ? who : `${await whoIs(queries, editor)}（${who} 并入）`;
}

/** Why, and on which document's authority. */
export function grounds({ reason, basisDocument }: Pick<ChangedCell, 'reason' | 'basisDocument'>): string {
  return [reason, basisDocument].filter((part) => part !== null).join(' ');
}

const columns = columnsOf('版本', '时间', '操作人', '项目', '行', '单元格', '变更', '之前', '之后', '差额', '理由');

async function changesTable(
  output: Output,
  ask: Asking,
  shown: ShowValue,
  changes: readonly ChangedCell[],
): Promise<string> {
  const { colors } = output;
  const rows = changes.map(async (change): Promise<Cell[]> => [
    { text: String(change.version) },
    { text: clock(change.recordedAt) },
    { text: await whoSet(ask.queries, change) },
    { text: await projectName(ask, change) },
    { text: change.entityKind === 'PROJECT' ? '' : change.entityName },
    { text: cellName(change.path) },
    { text: changeLabel(change), color: colorOf(change, output) },
    { text: await shown(change.path, change.before), color: colors.red },
    { text: await shown(change.path, change.after), color: colors.green },
    { text: signed(change.delta) },
    { text: grounds(change) },
  ]);
  return table(output, columns, await Promise.all(rows));
}

/** Indicators of many projects have the same name. A preview's changes are in no save yet. */
async function projectName({ queries, at }: Asking, change: ChangedCell): Promise<string> {
  const { entityKind, entityName, projectId, eventId } = change;
  if (entityKind === 'PROJECT' || projectId === null) return entityKind === 'PROJECT' ? entityName : '';
  const isRecorded = eventId !== '';
  const project = await (isRecorded ? queries.projectAtChange(change) : queries.project(projectId, at(null)));
  return project?.name ?? '';
}

/** A difference with its sign. */
export function signed(delta: string | null): string {
  return delta === null || delta.startsWith('-') || !/[1-9]/.test(delta) ? (delta ?? '') : `+${delta}`;
}

type Judged = Pick<ChangedCell, 'kind' | 'effect'>;

/** Red for what was taken away or weakened, green for what came or was strengthened. */
export function colorOf({ kind, effect }: Judged, { colors }: Pick<Output, 'colors'>): (text: string) => string {
  if (effect === 'WEAKENED') return colors.red;
  if (effect === 'STRENGTHENED') return colors.green;
  switch (kind) {
    case 'ADDED':
    case 'RESTORED':
      return colors.green;
    case 'REMOVED':
      return colors.red;
    case 'MODIFIED':
    case 'RENAMED':
    case 'MOVED':
      return colors.yellow;
  }
}
