import { cellName } from '../../../events/budget/cell-names.js';
import type { ImportAnswer, ImportCell, ImportPreview, ImportRow, MergedCell } from '../../../services/services.js';
import { annotatedJson } from './annotated.js';
import { plainValueText } from './cell-values.js';
import { clock, entityLabels, mergedLabel } from './labels.js';
import type { Output } from '../terminal/output.js';
import type { Cell } from '../terminal/table.js';
import { columnsOf, table } from '../terminal/table.js';
import { saveJson, versionLabel } from './versions.js';
import { wouldVoidText } from './voided-review.js';

/** What an import did, or would do: a row for each row that comes or goes, a row for each cell that changes. */
export async function printImport(output: Output, answer: ImportAnswer, dryRun: boolean): Promise<void> {
  const preview = answer.preview?.() ?? null;
  const done = answer.refused ? null : answer.done;
  if (output.json) {
    const saved = done && saveJson(done);
    if (!answer.refused)
      output.write(`${JSON.stringify({ dryRun, saved, preview: preview && (await previewJson(preview)) })}\n`);
    return;
  }
  if (preview === null) return;
  for (const { code, message, messageEn } of preview.assumptions) output.warn({ code, message, messageEn });
  await printImportedBefore(output, preview);
  if (preview.rows.length > 0) output.write(await rowsTable(output, preview));
  if (preview.unmatched.length > 0) printUnmatched(output, preview);
  const { added, modified, renamed, moved, removed, restored } = preview.counts;
  output.write(
    `新增 ${added} · 修改 ${modified} · 改名 ${renamed} · 移动 ${moved} · 撤销 ${removed} · 恢复 ${restored} · 不变 ${preview.unchanged}\n`,
  );
  if (done !== null) {
    const nothing = done.events.length === 0;
    output.write(
      nothing
        ? `没有变化，仍为${versionLabel(done.basis)}\n`
        : `已保存：${versionLabel(done.basis)}，位置 ${done.position}\n`,
    );
  } else if (dryRun) {
    output.write(wouldVoidText(preview));
    output.write(`预览：未存储任何内容（基于版本 ${preview.version}）\n`);
  }
}

const kindLabels: Record<ImportRow['kind'], string> = {
  ADDED: '新增',
  MODIFIED: '修改',
  RENAMED: '改名',
  MOVED: '移动',
  REMOVED: '撤销',
  RESTORED: '恢复',
};

/** Says that these very bytes came in before, and how much of what was done since they would take back. */
async function printImportedBefore(output: Output, { importedBefore, rows }: ImportPreview): Promise<void> {
  const earlier = await importedBefore();
  if (earlier === null) return;
  const { version, draftId, fileName, recordedAt, actor } = earlier;
  const undone = await Promise.all(rows.map((row) => row.undoes()));
  const count = undone.flat().length;
  const where = `${draftId === null ? '' : '草案'}版本 ${version}`;
  const taken = count === 0 ? '' : `；其后所作的修改中有 ${count} 个单元格将被改回，见“现值所自”`;
  output.write(`此文件曾导入为${where}（“${fileName}”，${clock(recordedAt)}，${actor.id}）${taken}\n`);
}

async function previewJson({ importedBefore, rows, ...preview }: ImportPreview): Promise<object> {
  const shown = rows.map(async ({ cells, undoes, ...row }) => ({
    ...row,
    cells: await Promise.all(cells.map(cellJson)),
    undoes: await undoes(),
  }));
  const earlier = await importedBefore();
  return { ...preview, importedBefore: earlier && (await annotatedJson(earlier)), rows: await Promise.all(shown) };
}

async function cellJson({ lastChange, ...cell }: ImportCell): Promise<object> {
  const change = await lastChange();
  const annotated = await annotatedJson(cell);
  const by = change && {
    version: change.version,
    draftId: change.draftId,
    recordedAt: change.recordedAt,
    actor: change.actor,
    editor: change.editor,
    reason: change.reason,
    basisDocument: change.basisDocument,
  };
  return { ...annotated, lastChange: by };
}

/** Who set what stands now, and when; of a row that comes or goes the newest of its cells. */
async function setBy(cells: readonly ImportCell[]): Promise<Cell> {
  const changes = (await Promise.all(cells.map((cell) => cell.lastChange()))).filter((change) => change !== null);
  const newest = changes.reduce<MergedCell | null>(
    (last, change) => (last === null || change.position > last.position ? change : last),
    null,
  );
  if (newest === null) return blank;
  const { version, draftId, actor, editor, recordedAt } = newest;
  const who = editor === null ? actor.id : mergedLabel(editor, actor.id, draftId);
  return { text: `${draftId === null ? '' : '草案 '}v${version} ${who} ${clock(recordedAt)}` };
}

async function rowsTable(output: Output, { rows, fundUserName }: ImportPreview): Promise<string> {
  const { colors } = output;
  const valueText = (path: string, value: string | null) =>
    path === 'fundUser' && value !== null ? fundUserName(value) : plainValueText(path, value);
  const lines = rows.map(async ({ kind, entityKind, entityName, line, cells }) => {
    const row: Cell[] = [
      { text: line === null ? '' : String(line) },
      {
        text: kindLabels[kind],
        color: kind === 'REMOVED' ? colors.red : kind === 'ADDED' ? colors.green : colors.yellow,
      },
      { text: entityLabels[entityKind] },
      { text: entityName },
    ];
    if (kind === 'ADDED' || kind === 'REMOVED' || kind === 'RESTORED') {
      return [[...row, { text: `${cells.length} 个` }, blank, blank, await setBy(cells)]];
    }
    return Promise.all(
      cells.map(async (cell): Promise<Cell[]> => [
        ...row,
        { text: cellName(cell.path) },
        { text: valueText(cell.path, cell.before), color: colors.red },
        { text: valueText(cell.path, cell.after), color: colors.green },
        await setBy([cell]),
      ]),
    );
  });
  const columns = columnsOf('行号', '变更', '种类', '名称', '单元格', '之前', '之后', '现值所自');
  return table(output, columns, (await Promise.all(lines)).flat());
}

const blank: Cell = { text: '' };

function printUnmatched(output: Output, { unmatched }: ImportPreview): void {
  output.write('\n以下各行无法确定对应哪一行 Rows without a certain partner:\n');
  output.write(
    table(
      output,
      columnsOf('在', '种类', '名称', '编号', '行号', '可能是'),
      unmatched.map(({ entityKind, entityName, entityId, key, line, candidates }) =>
        [
          entityId === null ? '文件' : '账本',
          entityLabels[entityKind],
          entityName,
          entityId ?? key ?? '',
          line === null ? '' : String(line),
          candidates.join(' '),
        ].map((text) => ({ text })),
      ),
    ),
  );
  output.write('请用 --map 账本编号=文件编号 说明；--map 账本编号= 表示撤销。Say with --map what they are.\n\n');
}
