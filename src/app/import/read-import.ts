import { createHash } from 'node:crypto';
import type { EventSource } from '../../../events/envelope.js';
import type { TableOf } from '../../../events/identity.js';
import { budgetIdOf, streamOf } from '../../../events/identity.js';
import { Refusal } from '../../../events/refusal.js';
import type { Taxonomy } from '../../../events/taxonomy.js';
import { defaultTaxonomy, taxonomies, taxonomyOf } from '../../../events/taxonomy.js';
import { checkText } from '../../../events/text.js';
import type { ImportRequest } from '../../../services/services.js';
import { readPublishedText, unitNameIn } from '../../documents/published-text/read-published-text.js';
import type { TableDocument } from '../../documents/table-document.js';
import type { CommandLanes } from '../command-lanes.js';
import { draftTable } from '../drafts/draft-table.js';
import type { Mapping } from './match-rows.js';

/** What an import rests on: the file as a table, and where it goes. */
export interface ReadImport {
  into: TableOf;
  document: TableDocument;
  mapping: Mapping;
  file: FileSource;
  /** What the budget is opened with, if it is not open yet. */
  opens: { budgetId: string; unitKey: string; name: string; fiscalYear: number; taxonomy: string };
}

export type FileSource = EventSource & { kind: 'import' };

/** @throws Refusal if the file cannot be read, the request names a row twice, or the draft is of another budget */
export async function readImport(request: ImportRequest, lanes: Pick<CommandLanes, 'peek'>): Promise<ReadImport> {
  const { fiscalYear, columns } = request;
  checkText('name', request.fileName, ['fileName']);
  const unitKey = request.unitKey ?? unitNameIn(request.bytes);
  const budgetId = budgetIdOf(unitKey, fiscalYear);
  const into = request.draftId
    ? await draftFor({ budgetId, unitKey, fiscalYear }, request.draftId, lanes)
    : { budgetId, draftId: null };
  const today = await lanes.peek(streamOf(into));
  const taxonomy = request.taxonomy ?? (today.status === 'open' ? today.taxonomy : defaultTaxonomy);
  const document = readPublishedText(request.bytes, {
    taxonomy: knownTaxonomy(taxonomy),
    columns: columns ?? undefined,
    rowColumns: byRow('rowColumns', request.rowColumns, (row) => [row.project, row.columns]),
  });
  request.onStage?.('READ');
  return {
    into,
    document,
    mapping: byRow('mapping', request.mapping, ({ from, to }) => [from, to]),
    file: fileOf(request),
    opens: { budgetId, unitKey, name: document.unitName, fiscalYear, taxonomy },
  };
}

interface TableName {
  unitKey: string;
  fiscalYear: number;
}

/** @throws Refusal NOT_FOUND if there is no such draft, INVALID_INPUT if the file is another table's */
async function draftFor(
  file: TableName & { budgetId: string },
  draftId: string,
  lanes: Pick<CommandLanes, 'peek'>,
): Promise<TableOf> {
  const table = await draftTable(draftId, null, lanes);
  const draft = await lanes.peek(streamOf(table));
  if (table.budgetId !== file.budgetId && draft.status === 'open') throw ofAnotherTable(file, draft, draftId);
  return table;
}

function ofAnotherTable(file: TableName, draft: TableName, draftId: string): Refusal {
  return new Refusal(
    'INVALID_INPUT',
    `文件是“${shorten(file.unitKey)}”${file.fiscalYear} 年的预算，草案则属于“${draft.unitKey}”${draft.fiscalYear} 年的预算；请核对文件、unit、fiscalYear 与 draftId。`,
    `The file is the budget of "${shorten(file.unitKey)}" for ${file.fiscalYear}, but the draft is of the budget of "${draft.unitKey}" for ${draft.fiscalYear}; check file, unit, fiscalYear and draftId.`,
    { argument: ['draftId'], entityId: draftId },
  );
}

function fileOf({ fileName, bytes }: ImportRequest): FileSource {
  return { kind: 'import', fileName, sha256: createHash('sha256').update(bytes).digest('hex'), line: null };
}

/** @throws Refusal INVALID_INPUT if a row is named twice */
function byRow<Said, Value>(
  member: string,
  said: readonly Said[],
  entry: (each: Said) => [string, Value],
): Map<string, Value> {
  const entries = new Map<string, Value>();
  for (const each of said) {
    const [name, value] = entry(each);
    if (entries.has(name)) {
      throw new Refusal(
        'INVALID_INPUT',
        `${member} 对“${shorten(name)}”说了两次；请只保留一次。`,
        `${member} speaks of "${shorten(name)}" twice; keep one of them.`,
        { argument: [member] },
      );
    }
    entries.set(name, value);
  }
  return entries;
}

function knownTaxonomy(id: string): Taxonomy {
  const taxonomy = taxonomyOf(id);
  if (taxonomy !== undefined) return taxonomy;
  const known = taxonomies.map((each) => each.id).join(', ');
  throw new Refusal(
    'INVALID_INPUT',
    `没有指标分类“${shorten(id)}”；可用：${known}。`,
    `There is no taxonomy "${shorten(id)}"; there are: ${known}.`,
    { argument: ['taxonomy'] },
  );
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
