/** What whoever looks at a row has to know that its name alone does not say. */
import type { ChangedCell, EntityStatus } from '../../../projections/rows.js';
import type { At, RowView } from '../../../services/services.js';
import type { Reader } from '../ledger/read-ledger.js';
import type { Output } from '../terminal/output.js';
import { lastChangeText } from '../text/changes.js';
import { listCandidates } from './candidates.js';
import type { NamedRow } from './table-rows.js';

/** That other rows have, or had, the name of the one that is shown. */
export function tellNamesakes(output: Output, given: string, shown: NamedRow, named: readonly NamedRow[]): void {
  const others = named.filter(({ id }) => id !== shown.id);
  if (others.length === 0) return;
  const told = shown.isWithdrawn
    ? { zh: '另有曾用此名的行', its: '已撤销', en: 'Others used to have the name', one: 'withdrawn' }
    : { zh: '另有已撤销的行也用此名', its: '现行', en: 'Withdrawn rows have the name, too', one: 'in force' };
  output.warn({
    code: 'NAMESAKES',
    message: `“${given}”：${told.zh}，见下；所答的是${told.its}的“${shown.name}”。要看其他的，请给出其编号或序号：`,
    messageEn: `"${given}": ${told.en}; the answer is of the one that is ${told.one}, "${shown.name}". For another give its id or ordinal:`,
    candidates: listCandidates(others),
  });
}

/** That the row goes by another name now. */
export function tellRenamed(output: Output, given: string, shown: NamedRow, former: readonly NamedRow[]): void {
  const others = former.filter(({ id }) => id !== shown.id);
  output.warn({
    code: 'FORMER_NAME',
    message: `“${given}”是曾用名，该行现名“${shown.name}”${others.length === 0 ? '。' : '；曾用此名的还有：'}`,
    messageEn: `"${given}" is a former name; the row is "${shown.name}" now${others.length === 0 ? '.' : '; others that used to have it:'}`,
    entityId: shown.id,
    candidates: listCandidates(others),
  });
}

/** The row itself; if it is withdrawn, that and since when is told. */
export async function tellWithdrawn(output: Output, reader: Reader, row: RowView): Promise<RowView> {
  const withdrawal = await withdrawalOf(reader, row);
  if (withdrawal === null) return row;
  const { entityId, entityName, version, recordedAt } = withdrawal;
  const when = await lastChangeText(reader.queries, withdrawal);
  output.warn({
    code: 'WITHDRAWN',
    message: `“${entityName}”已撤销：${when}。`,
    messageEn: `"${entityName}" is withdrawn: ${when}.`,
    entityId,
    version,
    recordedAt,
  });
  return row;
}

/** Where a withdrawn row was last in force. null: it still is, or never was at the end of a save. */
export async function lastInForce(reader: Reader, row: RowView): Promise<At | null> {
  const withdrawal = await withdrawalOf(reader, row);
  if (withdrawal === null) return null;
  const { draftId, version } = withdrawal;
  if (draftId === null && version === 1) return null;
  return draftId === null ? { version: version - 1 } : { draft: { id: draftId, version: version - 1 } };
}

/** What withdrew the row; null: it is in force. */
async function withdrawalOf({ queries }: Reader, row: RowView): Promise<ChangedCell | null> {
  if (statusOf(row) === 'ACTIVE') return null;
  return (await queries.blame(row)).find(({ path }) => path === 'name')?.lastChange ?? null;
}

function statusOf(row: RowView): EntityStatus {
  if ('budget' in row) return 'ACTIVE';
  if ('fundUser' in row) return row.fundUser.status;
  return 'project' in row ? row.project.status : row.indicator.status;
}
