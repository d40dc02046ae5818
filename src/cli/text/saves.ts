import type { VersionView } from '../../../services/services.js';
import type { Reader } from '../ledger/read-ledger.js';
import type { RowPrinter } from '../terminal/list.js';
import type { Output } from '../terminal/output.js';
import { columnsOf, table } from '../terminal/table.js';
import { annotatedJson, annotatedText } from './annotated.js';
import { actorLabel } from './changes.js';
import { clock } from './labels.js';
import { saveKindLabel } from './save-kinds.js';

const ofTable = columnsOf('版本', '时间', '操作人', '单元格数', '来源', '理由');
const ofLedger = columnsOf('单位', '年度', '版本', '时间', '操作人', '单元格数', '来源', '理由');

/** Saves, a line each. @param whose whether they are of many tables, so that each says of which */
export function savePrinter(
  output: Output,
  reader: Reader,
  whose: 'ONE_TABLE' | 'LEDGER' = 'ONE_TABLE',
): RowPrinter<VersionView> {
  const { queries } = reader;
  const tableOf = ({ unitKey, fiscalYear }: VersionView) => (whose === 'LEDGER' ? [unitKey, String(fiscalYear)] : []);
  return {
    json: async (save) => ({ ...(await annotatedJson(save)), actorName: await queries.actorName(save.actor.id) }),
    table: async (saves) => {
      const rows = saves.map(async (save) =>
        [
          ...tableOf(save),
          whose === 'LEDGER' && save.draftId !== null ? `草案 ${save.version}` : String(save.version),
          clock(save.recordedAt),
          await actorLabel(queries, save.actor.id),
          String(save.changes),
          await saveKindLabel(save, reader),
          await annotatedText(save, save),
        ].map((text) => ({ text })),
      );
      return table(output, whose === 'LEDGER' ? ofLedger : ofTable, await Promise.all(rows));
    },
  };
}
