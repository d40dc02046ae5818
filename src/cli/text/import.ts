import { cellName } from '../../../events/budget/cell-names.js';
import type { ImportAnswer, ImportPreview, ImportRow } from '../../../services/services.js';
import { entityLabels } from './labels.js';
import type { Output } from '../terminal/output.js';
import type { Cell } from '../terminal/table.js';
import { columnsOf, table } from '../terminal/table.js';
import { saveJson, versionLabel } from './versions.js';
import { wouldVoidText } from './voided-review.js';

/** What an import did, or would do: a row for each row that comes or goes, a row for each cell that changes. */
export function printImport(output: Output, answer: ImportAnswer, dryRun: boolean): void {
  const preview = answer.preview?.() ?? null;
  const done = answer.refused ? null : answer.done;
  if (output.json) {
    const saved = done && saveJson(done);
    if (!answer.refused) output.write(`${JSON.stringify({ dryRun, saved, preview })}\n`);
    return;
  }
  if (preview === null) return;
  for (const { code, message, messageEn } of preview.assumptions) output.warn({ code, message, messageEn });
  if (preview.rows.length > 0) output.write(rowsTable(output, preview.rows));
  if (preview.unmatched.length > 0) printUnmatched(output, preview);
  const { added, changed, renamed, withdrawn, restored, unchanged } = preview.counts;
  output.write(
    `新增 ${added} · 修改 ${changed} · 改名 ${renamed} · 撤销 ${withdrawn} · 恢复 ${restored} · 不变 ${unchanged}\n`,
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
  CHANGED: '修改',
  RENAMED: '改名',
  WITHDRAWN: '撤销',
  RESTORED: '恢复',
};

function rowsTable(output: Output, rows: readonly ImportRow[]): string {
  const { colors } = output;
  return table(
    output,
    columnsOf('行号', '变更', '种类', '名称', '单元格', '之前', '之后'),
    rows.flatMap(({ kind, entityKind, name, line, cells }) => {
      const row: Cell[] = [
        { text: line === null ? '' : String(line) },
        {
          text: kindLabels[kind],
          color: kind === 'WITHDRAWN' ? colors.red : kind === 'ADDED' ? colors.green : colors.yellow,
        },
        { text: entityLabels[entityKind] },
        { text: name },
      ];
      if (kind !== 'CHANGED' && kind !== 'RENAMED') return [[...row, { text: `${cells.length} 个` }, blank, blank]];
      return cells.map(({ path, before, after }) => [
        ...row,
        { text: cellName(path) },
        { text: before ?? '', color: colors.red },
        { text: after ?? '', color: colors.green },
      ]);
    }),
  );
}

const blank: Cell = { text: '' };

function printUnmatched(output: Output, { unmatched }: ImportPreview): void {
  output.write('\n以下各行无法确定对应哪一行 Rows without a certain partner:\n');
  output.write(
    table(
      output,
      columnsOf('在', '种类', '名称', '编号', '行号', '可能是'),
      unmatched.map(({ entityKind, name, entityId, key, line, candidates }) =>
        [
          entityId === null ? '文件' : '账本',
          entityLabels[entityKind],
          name,
          entityId ?? key ?? '',
          line === null ? '' : String(line),
          candidates.join(' '),
        ].map((text) => ({ text })),
      ),
    ),
  );
  output.write('请用 --map 账本编号=文件编号 说明；--map 账本编号= 表示撤销。Say with --map what they are.\n\n');
}
