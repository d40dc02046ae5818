import type { ChangeKind } from '../../../projections/rows.js';
import { aggregatedGroups, aggregatedRows } from '../../../services/aggregate-views.js';
import { QueryError } from '../../../services/query-error.js';
import type { EditedRowView } from '../../../services/services.js';
import type { Aggregates, Changes, ResolvedChangeFilter, Seals } from '../../ports/read-model.js';
import type { Position } from '../../../events/position.js';
import { checkNotLost } from '../lost.js';
import { annotationsOf } from './annotated.js';

/** With which a row came is no edit of it. */
const edits: readonly ChangeKind[] = ['REMOVED', 'MODIFIED', 'RENAMED', 'MOVED', 'RESTORED'];

/** A list of changes whose rows are counted. */
export interface CountedChanges {
  matching: ResolvedChangeFilter;
  /** The last one that is counted. */
  position: Position;
  /** The list's point: what had been said about saves by then. */
  knownBy: Position;
}

/** The rows that a list of changes is of, by how often they were edited. @throws QueryError TOO_MANY_ROWS, INVALID_INPUT */
export async function editedRowsOf(
  readModel: Aggregates & Changes & Pick<Seals, 'annotations'>,
  { matching, position, knownBy }: CountedChanges,
  moreThan: number,
): Promise<EditedRowView[]> {
  if (!(moreThan >= 0)) throw belowZero(moreThan);
  const kinds = edits.filter((kind) => matching.kinds?.includes(kind) ?? true);
  if (kinds.length === 0) return [];
  const found = await readModel.editedRows({ ...matching, kinds }, moreThan, position, aggregatedRows);
  if (found === null) {
    throw tooMany(
      `要统计的修改超过 ${aggregatedRows} 个单元格`,
      '用 filter 缩小范围（如 budgetIds、units、entityKinds、times、positions）',
      `More than ${aggregatedRows} changed cells are to be counted`,
      'narrow the filter (budgetIds, units, entityKinds, times, positions …)',
    );
  }
  if (found.length > aggregatedGroups) {
    throw tooMany(
      `修改超过 ${moreThan} 次的行多于 ${aggregatedGroups} 行`,
      '增大 moreThan，或用 filter 缩小范围',
      `More than ${aggregatedGroups} rows were edited more than ${moreThan} times`,
      'raise moreThan, or narrow the filter',
    );
  }
  const last = await readModel.changesAt(found.map((row) => row.last));
  const annotations = annotationsOf(readModel, async () => last, knownBy);
  return found
    .map(({ entityId, edits: count }, index) => {
      const lastChange = checkNotLost(last[index] ?? null, `the last change of ${entityId}`);
      return { entityId, edits: count, lastChange, annotations: () => annotations(lastChange) };
    })
    .sort(byEdits);
}

function byEdits(one: EditedRowView, other: EditedRowView): number {
  if (one.edits !== other.edits) return other.edits - one.edits;
  if (one.lastChange.position !== other.lastChange.position) {
    return one.lastChange.position > other.lastChange.position ? -1 : 1;
  }
  return one.entityId < other.entityId ? -1 : 1;
}

function belowZero(moreThan: number): QueryError {
  return new QueryError(
    'INVALID_INPUT',
    `moreThan 是 ${moreThan}，须为 0 或正整数。`,
    `"moreThan" is ${moreThan}; it must be 0 or more.`,
    ['moreThan'],
  );
}

function tooMany(zh: string, doZh: string, en: string, doEn: string): QueryError {
  return new QueryError(
    'TOO_MANY_ROWS',
    `${zh}，不作统计；请${doZh}，分几次查询。`,
    `${en}; ${doEn}, and ask in several queries.`,
    ['filter'],
  );
}
