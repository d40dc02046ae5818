import type { EditedRowView } from '../../../services/services.js';
import type { Reader } from '../ledger/read-ledger.js';
import type { Output } from '../terminal/output.js';
import { columnsOf, table } from '../terminal/table.js';
import { annotatedJson, annotatedText } from './annotated.js';
import { changeJson, lastChangeText, projectName } from './changes.js';

const columns = columnsOf('次数', '项目', '行', '最后修改', '理由');

/** Rows by how often they were edited: a table, or a line of JSON for each. */
export async function printEditedRows(output: Output, reader: Reader, rows: readonly EditedRowView[]): Promise<void> {
  const { queries } = reader;
  if (rows.length === 0) return output.none('没有符合的行。', 'Nothing matches.');
  if (output.json) {
    for (const { lastChange, ...row } of rows) {
      output.write(
        `${JSON.stringify({ ...(await annotatedJson(row)), lastChange: await changeJson(queries, lastChange) })}\n`,
      );
    }
    return;
  }
  const lines = rows.map(async ({ edits, lastChange, annotations }) => [
    String(edits),
    await projectName(reader, lastChange),
    lastChange.entityKind === 'PROJECT' ? '' : lastChange.entityName,
    await lastChangeText(queries, lastChange),
    await annotatedText(lastChange, { annotations }),
  ]);
  const cells = (await Promise.all(lines)).map((line) => line.map((text) => ({ text })));
  output.write(table(output, columns, cells));
}
