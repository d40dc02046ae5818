import { cellName } from '../../events/budget/cell-names.js';
import type { ConflictView, MergeAnswer, Queries } from '../../services/services.js';
import { changeRows, whoIs, withActorName } from './change-rows.js';
import type { Output } from './output.js';
import type { Asking } from './reading.js';
import { shownValues } from './shown-values.js';
import { columnsOf, table } from './table.js';

const columns = columnsOf('行', '单元格', '基础', '我方', '我方操作人', '对方', '对方操作人', '选择', '编号');

const choiceLabels = { OURS: '我方 ours', THEIRS: '对方 theirs' } as const;

/**
 * What a merge comes to: conflicts, changes, the hash that the call which does it has to name.
 * @param sides what 我方 and 对方 are
 */
export async function printMerge(output: Output, ask: Asking, answer: MergeAnswer, sides: string): Promise<void> {
  const { preview } = answer;
  const done = answer.refused ? null : answer.done;
  if (output.json) return output.write(`${JSON.stringify(await toJson(ask.queries, answer))}\n`);
  if (preview !== null && preview.conflicts.length > 0) {
    output.write(`${sides}，冲突 ${preview.conflicts.length} 处：\n`);
    output.write(await conflictsTable(output, ask, preview.conflicts));
  }
  if (preview !== null && preview.changes.length > 0)
    output.write(await changeRows(output, ask).table(preview.changes));
  if (done !== null) {
    const where = done.draftId === null ? '' : '草案';
    if (done.repeated || done.events.length === 0) output.write(`没有变化，仍为${where}版本 ${done.version}\n`);
    else output.write(`已保存：${where}版本 ${done.version}，位置 ${done.position}\n`);
  } else if (preview !== null) {
    if (preview.contentHash === null) output.write('冲突须逐一选择：--choose "行 单元格=ours" 或 theirs\n');
    else output.write(`结果的内容哈希：${preview.contentHash}\n`);
    output.write(`预览：未存储任何内容（基于版本 ${preview.version}）\n`);
    for (const { message } of preview.blockers) output.write(`现在并入会被拒绝：${message}\n`);
  }
}

async function toJson(queries: Queries, answer: MergeAnswer): Promise<object> {
  const { preview } = answer;
  const done = answer.refused ? null : answer.done;
  const saved = done && {
    budgetId: done.budgetId,
    ...(done.draftId === null ? {} : { draftId: done.draftId }),
    version: done.version,
    position: done.position,
    recordedAt: done.basis.recordedAt,
    events: done.events.length,
  };
  return {
    dryRun: done === null,
    saved,
    contentHash: preview?.contentHash ?? null,
    version: preview?.version ?? null,
    conflicts: await Promise.all((preview?.conflicts ?? []).map((conflict) => conflictJson(queries, conflict))),
    changes: await Promise.all((preview?.changes ?? []).map((change) => withActorName(queries, change))),
  };
}

async function conflictJson(queries: Queries, { cells, ...conflict }: ConflictView): Promise<object> {
  const named = cells.map(async ({ oursChange, theirsChange, ...cell }) => ({
    ...cell,
    oursChange: oursChange && (await withActorName(queries, oursChange)),
    theirsChange: theirsChange && (await withActorName(queries, theirsChange)),
  }));
  return { ...conflict, cells: await Promise.all(named) };
}

/** A row for each cell; the row and what was chosen stand at the first of a conflict. */
async function conflictsTable(output: Output, ask: Asking, conflicts: readonly ConflictView[]): Promise<string> {
  const shown = shownValues(ask);
  const rows = conflicts.flatMap(({ entityId, entityName, path, cells, choice }) =>
    cells.map(async (cell, index) =>
      [
        index === 0 ? `${entityName}${path === null ? '（去留）' : ''}` : '',
        cellName(cell.path),
        await shown(cell.path, cell.base),
        await shown(cell.path, cell.ours),
        cell.oursChange === null ? '' : await whoIs(ask.queries, cell.oursChange.actor.id),
        await shown(cell.path, cell.theirs),
        cell.theirsChange === null ? '' : await whoIs(ask.queries, cell.theirsChange.actor.id),
        index === 0 && choice !== null ? choiceLabels[choice] : '',
        index === 0 ? entityId : '',
      ].map((text) => ({ text })),
    ),
  );
  return table(output, columns, await Promise.all(rows));
}
