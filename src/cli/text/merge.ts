import { cellName } from '../../../events/budget/cell-names.js';
import type { ConflictingCell } from '../../../projections/merge/conflicting-cells.js';
import type { ConflictView, MergeAnswer, Queries } from '../../../services/services.js';
import { authorLabel, changeJson, changePrinter } from './changes.js';
import type { Output } from '../terminal/output.js';
import type { Reader } from '../ledger/read-ledger.js';
import { createValueText } from './cell-values.js';
import { columnsOf, table } from '../terminal/table.js';
import { saveJson } from './versions.js';
import { voidedText, wouldVoidText } from './voided-review.js';

const columns = columnsOf('行', '单元格', '基础', '我方', '我方操作人', '对方', '对方操作人', '选择', '编号');

const choiceLabels = { OURS: '我方 ours', THEIRS: '对方 theirs' } as const;

/**
 * Prints what a merge comes to: its conflicts, its changes, and the hash that a promotion has to name.
 * @param sides what 我方 and 对方 are
 * @param table whose versions are meant: that of the table which is changed
 */
export async function printMerge(
  output: Output,
  reader: Reader,
  answer: MergeAnswer,
  { sides, table: changed }: { sides: string; table: '预算' | '草案' },
): Promise<void> {
  const { preview } = answer;
  const done = answer.refused ? null : answer.done;
  if (output.json) return output.write(`${JSON.stringify(await mergeJson(reader.queries, answer))}\n`);
  if (preview !== null && preview.conflicts.length > 0) {
    output.write(`${sides}，冲突 ${preview.conflicts.length} 处：\n`);
    output.write(await conflictsTable(output, reader, preview.conflicts));
    for (const conflict of preview.conflicts) {
      if (conflict.kind === 'SAME_NAME' && conflict.choice === null) output.write(sameNameText(conflict));
    }
  }
  if (preview !== null && preview.changes.length > 0) {
    output.write(await changePrinter(output, reader).table(preview.changes));
  }
  if (done !== null) {
    const where = done.draftId === null ? '' : '草案';
    if (done.repeated || done.events.length === 0) output.write(`没有变化，仍为${where}版本 ${done.version}\n`);
    else output.write(`已保存：${where}版本 ${done.version}，位置 ${done.position}\n`);
    output.write(await voidedText(reader, done));
  } else if (preview !== null) {
    if (preview.changesHash === null) output.write('冲突须逐一选择：--choose "行 单元格=ours" 或 theirs\n');
    else output.write(`修改的哈希：${preview.changesHash}\n`);
    output.write(`预览：未存储任何内容（基于${changed}版本 ${preview.version}）\n`);
    output.write(wouldVoidText(preview));
    for (const { message } of preview.blockers) output.write(`现在并入会被拒绝：${message}\n`);
  }
}

async function mergeJson(queries: Queries, answer: MergeAnswer): Promise<object> {
  const { preview } = answer;
  const done = answer.refused ? null : answer.done;
  return {
    dryRun: done === null,
    saved: done && saveJson(done),
    changesHash: preview?.changesHash ?? null,
    version: preview?.version ?? null,
    conflicts: await Promise.all((preview?.conflicts ?? []).map((conflict) => conflictJson(queries, conflict))),
    changes: await Promise.all((preview?.changes ?? []).map((change) => changeJson(queries, change))),
    blockers: (preview?.blockers ?? []).map(({ code, message, messageEn }) => ({ code, message, messageEn })),
  };
}

async function conflictJson(queries: Queries, { cells, ...conflict }: ConflictView): Promise<object> {
  const withNames = cells.map(async ({ oursChange, theirsChange, ...cell }) => ({
    ...cell,
    oursChange: oursChange && (await changeJson(queries, oursChange)),
    theirsChange: theirsChange && (await changeJson(queries, theirsChange)),
  }));
  return { ...conflict, cells: await Promise.all(withNames) };
}

/** A row for each cell. Of a conflict over several cells, the first shows which row it is and what was chosen. */
async function conflictsTable(output: Output, reader: Reader, conflicts: readonly ConflictView[]): Promise<string> {
  const valueText = createValueText(reader);
  const rows = conflicts.flatMap(({ kind, entityId, entityName, cells, choice }) =>
    cells.map(async (cell, index) =>
      [
        index === 0 ? `${entityName}${about(kind)}` : nameBelow(cell, cells[index - 1]),
        cellName(cell.path),
        await valueText(cell.path, cell.base),
        await valueText(cell.path, cell.ours),
        cell.oursChange === null ? '' : await authorLabel(reader.queries, cell.oursChange),
        await valueText(cell.path, cell.theirs),
        cell.theirsChange === null ? '' : await authorLabel(reader.queries, cell.theirsChange),
        index === 0 && choice !== null ? choiceLabels[choice] : '',
        index === 0 ? entityId : nameBelow(cell, cells[index - 1]) === '' ? '' : cell.entityId,
      ].map((text) => ({ text })),
    ),
  );
  return table(output, columns, await Promise.all(rows));
}

function about(kind: ConflictView['kind']): string {
  switch (kind) {
    case 'CELL':
      return '';
    case 'EDITED_AND_WITHDRAWN':
    case 'ADDED_UNDER_WITHDRAWN':
      return '（去留）';
    case 'SAME_NAME':
      return '（同名）';
  }
}

/** The name of the row that a further cell of a conflict belongs to, where it is another than in the line above. */
function nameBelow({ entityId, entityName }: ConflictingCell, above: ConflictingCell | undefined): string {
  return above?.entityId === entityId ? '' : `　${entityName}`;
}

function sameNameText({ entityName }: ConflictView): string {
  return `同名“${entityName}”的行都将以所选一方为准：该方没有的行不入表，该方有的行用其原名；两行都要保留的，请先在草案中改名，再预览。\n`;
}
