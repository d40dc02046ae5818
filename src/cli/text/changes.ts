import { cellName } from '../../../events/budget/cell-names.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { ChangeListView, ConnectionView, MergedCell, Queries } from '../../../services/services.js';
import { annotatedText } from './annotated.js';
import { changeLabel, clock, mergedLabel } from './labels.js';
import type { RowPrinter } from '../terminal/list.js';
import type { Output } from '../terminal/output.js';
import type { Reader } from '../ledger/read-ledger.js';
import type { ValueText } from './cell-values.js';
import { createValueText } from './cell-values.js';
import type { Cell } from '../terminal/table.js';
import { columnsOf, table } from '../terminal/table.js';

/** A changed cell, and what was said later about its save. */
export type AnnotatedChange = ChangedCell & Partial<Pick<ChangeListView['edges'][number], 'annotations'>>;

/** A page of changes as it is printed: each with what its edge tells. */
export function annotatedChanges(view: ChangeListView): ConnectionView<AnnotatedChange> {
  const edges = view.edges.map((edge) => {
    const { node, annotations } = edge;
    return {
      node: { ...node, annotations },
      get cursor() {
        return edge.cursor;
      },
    };
  });
  return { ...view, edges };
}

/** Changed cells as the lists print them. */
export function changePrinter(output: Output, reader: Reader): RowPrinter<AnnotatedChange> {
  const valueText = createValueText(reader);
  return {
    json: async ({ annotations, ...change }) => {
      const json = await changeJson(reader.queries, change);
      return annotations === undefined ? json : { ...json, annotations: await annotations() };
    },
    table: (changes) => changesTable(output, reader, valueText, changes),
  };
}

/** A changed cell as JSON gives it; its rank is told by the order of the lines. */
export async function changeJson(
  queries: Queries,
  { rank: _rank, unitKey: unit, ...change }: ChangedCell,
): Promise<object> {
  return { ...change, unit, actorName: await queries.actorName(change.actor.id) };
}

/** The actor's id, with the name where the directory beside the ledger has one. */
export async function actorLabel(queries: Queries, actorId: string): Promise<string> {
  const name = await queries.actorName(actorId);
  return name === null ? actorId : `${name}（${actorId}）`;
}

/** Who set the cell; of a cell that a merge set, who had set it on the other side and who merged. */
export async function authorLabel(queries: Queries, change: Partial<MergedCell> & ChangedCell): Promise<string> {
  const who = await actorLabel(queries, change.actor.id);
  // The changes of a preview have no event yet.
  const editor = change.eventId === '' ? change.editor : (await queries.mergedFrom(change))?.event?.actor.id;
  if (editor === undefined || editor === null) return who;
  return mergedLabel(await actorLabel(queries, editor), who, change.draftId);
}

/** Which version changed the cell last, who and when. */
export async function lastChangeText(queries: Queries, change: ChangedCell): Promise<string> {
  return `v${change.version} ${await authorLabel(queries, change)} ${clock(change.recordedAt)}`;
}

const columns = columnsOf('版本', '时间', '操作人', '项目', '行', '单元格', '变更', '之前', '之后', '差额', '理由');

async function changesTable(
  output: Output,
  reader: Reader,
  valueText: ValueText,
  changes: readonly AnnotatedChange[],
): Promise<string> {
  const { colors } = output;
  const rows = changes.map(async ({ annotations, ...change }): Promise<Cell[]> => [
    { text: String(change.version) },
    { text: clock(change.recordedAt) },
    { text: await authorLabel(reader.queries, change) },
    { text: await projectName(reader, change) },
    { text: change.entityKind === 'PROJECT' ? '' : change.entityName },
    { text: cellName(change.path) },
    { text: changeLabel(change), color: changeColor(change, output) },
    { text: await valueText(change.path, change.before), color: colors.red },
    { text: await valueText(change.path, change.after), color: colors.green },
    { text: deltaText(change.delta) },
    { text: await annotatedText(change, annotations === undefined ? {} : { annotations }) },
  ]);
  return table(output, columns, await Promise.all(rows));
}

/** Names the project of an indicator's change, since indicators of many projects have the same name. */
export async function projectName({ queries, at }: Reader, change: ChangedCell): Promise<string> {
  const { entityKind, entityName, projectId, eventId } = change;
  if (entityKind === 'PROJECT' || projectId === null) return entityKind === 'PROJECT' ? entityName : '';
  const isRecorded = eventId !== '';
  const project = await (isRecorded ? queries.projectAtChange(change) : queries.project(projectId, at(null)));
  return project?.name ?? '';
}

/** A difference with its sign. */
export function deltaText(delta: string | null): string {
  return delta === null || delta.startsWith('-') || !/[1-9]/.test(delta) ? (delta ?? '') : `+${delta}`;
}

type Judged = Pick<ChangedCell, 'kind' | 'effect'>;

/** Red for what was taken away or weakened, green for what came or was strengthened. */
export function changeColor({ kind, effect }: Judged, { colors }: Pick<Output, 'colors'>): (text: string) => string {
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
