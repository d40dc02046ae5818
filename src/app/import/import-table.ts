import { createHash } from 'node:crypto';
import type { BudgetCommand, BudgetEdit } from '../../../events/budget/budget.commands.js';
import { decideByEdit } from '../../../events/budget/budget.decide.js';
import type { BudgetState } from '../../../events/budget/budget.state.js';
import type { TableOf } from '../../../events/identity.js';
import { budgetIdOf, streamOf } from '../../../events/identity.js';
import type { EventSource } from '../../../events/envelope.js';
import { Refusal } from '../../../events/refusal.js';
import { checkText } from '../../../events/text.js';
import { defaultTaxonomy, taxonomies, taxonomyOf } from '../../../events/taxonomy.js';
import type { Taxonomy } from '../../../events/taxonomy.js';
import type {
  CommandRequest,
  Commands,
  Done,
  ImportPreview,
  ImportRequest,
  UnmatchedRow,
} from '../../../services/services.js';
import { readPublishedText, takenAsWhole, unitNameIn } from '../../documents/published-text/read-published-text.js';
import type { TableDocument } from '../../documents/table-document.js';
import type { CommandLanes, Fact } from '../command-lanes.js';
import { openDrafts } from '../drafts/open-drafts.js';
import type { Prepared } from '../prepared.js';
import type { Mapping } from './match-rows.js';
import { planImport } from './plan-import.js';
import type { ImportPlan } from './planning.js';
import { previewOf } from './preview.js';
import { refusedBy } from '../refused.js';

export interface ImporterTools {
  lanes: Pick<CommandLanes, 'peek' | 'held'>;
  newId: () => string;
  /** Not called for a dry run. */
  perform: (request: CommandRequest, prepare: () => Promise<Prepared>) => Promise<Done>;
}

/** Reads a published table and makes the budget, or a draft of it, say the same: one save, exactly the cells that differ. */
export function importer({ lanes, newId, perform }: ImporterTools): Commands['importTable'] {
  const drafts = openDrafts(lanes);
  return async (request) => {
    let preview: (() => ImportPreview) | null = null;
    try {
      const { fiscalYear, columns } = request;
      const { role } = request.caller.actor;
      checkText('name', request.fileName, ['fileName']);
      const unitKey = request.unitKey ?? unitNameIn(request.bytes);
      const budgetId = budgetIdOf(unitKey, fiscalYear);
      const into = request.draftId
        ? await draftFor({ budgetId, unitKey, fiscalYear }, request.draftId)
        : { budgetId, draftId: null };
      const today = await lanes.peek(streamOf(into));
      const taxonomy = request.taxonomy ?? (today.status === 'open' ? today.taxonomy : defaultTaxonomy);
      const table = readPublishedText(request.bytes, {
        taxonomy: knownTaxonomy(taxonomy),
        columns: columns ?? undefined,
        rowColumns: once('rowColumns', request.rowColumns, (row) => [row.project, row.columns]),
      });
      request.onStage?.('READ');
      const file = fileOf(request);
      const about = { budgetId, unitKey, name: table.unitName, fiscalYear, taxonomy };
      const mapping = once('mapping', request.mapping, ({ from, to }) => [from, to]);
      const decide = (state: BudgetState): Fact[] => {
        const plan = planImport(table, state, { mapping, newId });
        const facts = decided(about, request.expectedVersion, plan.edits, state, file);
        preview = () => previewOf(table, state, facts, plan.unmatched, budgetId);
        if (plan.unmatched.length > 0 && !request.dryRun) throw unmatched(plan.unmatched);
        if (!request.dryRun) checkWhole(table, facts, mapping);
        request.onStage?.('MATCHED');
        return facts;
      };
      if (request.dryRun) {
        (await drafts.whileOpen(into, decide, role)).decide(today);
        return { refused: false, preview, done: null };
      }
      const done = await perform({ ...request, source: file }, () => drafts.whileOpen(into, decide, role));
      return { refused: false, preview, done };
    } catch (error) {
      return { ...refusedBy(error), preview };
    }
  };

  /** @throws Refusal NOT_FOUND if there is no such draft, INVALID_INPUT if the file is another table's */
  async function draftFor(file: TableName & { budgetId: string }, draftId: string): Promise<TableOf> {
    const table = await drafts.table(draftId, null);
    const draft = await lanes.peek(streamOf(table));
    if (table.budgetId !== file.budgetId && draft.status === 'open') throw ofAnotherTable(file, draft, draftId);
    return table;
  }
}

interface TableName {
  unitKey: string;
  fiscalYear: number;
}

function ofAnotherTable(file: TableName, draft: TableName, draftId: string): Refusal {
  return new Refusal(
    'INVALID_INPUT',
    `文件是“${shown(file.unitKey)}”${file.fiscalYear} 年的预算，草案则属于“${draft.unitKey}”${draft.fiscalYear} 年的预算；请核对文件、unitKey、fiscalYear 与 draftId。`,
    `The file is the budget of "${shown(file.unitKey)}" for ${file.fiscalYear}, but the draft is of the budget of "${draft.unitKey}" for ${draft.fiscalYear}; check file, unitKey, fiscalYear and draftId.`,
    { path: ['draftId'], entityId: draftId },
  );
}

/** An import's edits carry the line that each row stands on. */
function decided(
  about: { budgetId: string; unitKey: string; name: string; fiscalYear: number; taxonomy: string },
  expectedVersion: number | null,
  planned: ImportPlan['edits'],
  state: BudgetState,
  file: FileSource,
): Fact[] {
  const edits: BudgetEdit[] = planned.map(({ edit }) => edit);
  const command: BudgetCommand =
    state.status === 'absent'
      ? { type: 'OpenBudget', ...about, edits }
      : { type: 'EditBudget', budgetId: about.budgetId, expectedVersion, edits };
  try {
    return decideByEdit(command, state).flatMap(({ edit, events }) => {
      const line = edit === null ? null : (planned[edit]?.line ?? null);
      return events.map((event) => ({ event, source: { ...file, line } }));
    });
  } catch (error) {
    throw error instanceof Refusal ? onItsLine(error, planned) : error;
  }
}

/** A row that the rules refuse is named by its line in the file. */
function onItsLine(refusal: Refusal, planned: ImportPlan['edits']): Refusal {
  const line = refusal.path[0] === 'edits' ? planned[Number(refusal.path[1])]?.line : null;
  if (line === null || line === undefined) return refusal;
  const { code, message, messageEn, entityId, conflict } = refusal;
  return new Refusal(code, `第 ${line} 行：${message}`, `Line ${line}: ${messageEn}`, {
    path: ['line', String(line)],
    ...(entityId === undefined ? {} : { entityId }),
    ...(conflict === undefined ? {} : { conflict }),
  });
}

/** A file that may be cut off withdraws nothing unless the mapping says so. @throws Refusal UNREADABLE_DOCUMENT */
function checkWhole({ assumptions }: TableDocument, facts: readonly Fact[], mapping: Mapping): void {
  if (!assumptions.some(({ code }) => code === takenAsWhole.code)) return;
  const withdrawn = facts.filter(({ event: { type, data } }) => {
    const { indicatorId, projectId, fundUserId } = data as Record<string, string | undefined>;
    return type.endsWith('Withdrawn') && mapping.get(indicatorId ?? projectId ?? fundUserId ?? '') !== null;
  });
  if (withdrawn.length === 0) return;
  throw new Refusal(
    'UNREADABLE_DOCUMENT',
    `文件最后一行没有以换行结束，可能被截断，而导入会撤销 ${withdrawn.length} 行；如文件完整，请在末尾加一个换行，或用 mapping 确认撤销（to 为 null）。`,
    `The file's last line does not end in a line break, so it may be cut off, and the import would withdraw ${withdrawn.length} rows; if it is whole, add a line break at its end, or confirm with mapping (to: null).`,
    { path: ['content'] },
  );
}

/** @throws Refusal INVALID_INPUT if one row is spoken of twice */
function once<Said, Value>(
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
        `${member} 对“${shown(name)}”说了两次；请只保留一次。`,
        `${member} speaks of "${shown(name)}" twice; keep one of them.`,
        { path: [member] },
      );
    }
    entries.set(name, value);
  }
  return entries;
}

type FileSource = EventSource & { kind: 'import' };

function fileOf({ fileName, bytes }: ImportRequest): FileSource {
  return { kind: 'import', fileName, sha256: createHash('sha256').update(bytes).digest('hex'), line: null };
}

function knownTaxonomy(id: string | null): Taxonomy {
  const taxonomy = taxonomyOf(id ?? defaultTaxonomy);
  if (taxonomy !== undefined) return taxonomy;
  const known = taxonomies.map((each) => each.id).join(', ');
  throw new Refusal(
    'INVALID_INPUT',
    `没有指标分类“${shown(id ?? '')}”；可用：${known}。`,
    `There is no taxonomy "${shown(id ?? '')}"; there are: ${known}.`,
    { path: ['taxonomy'] },
  );
}

function unmatched(rows: readonly UnmatchedRow[]): Refusal {
  const names = rows.slice(0, 3).map(({ name }) => `“${name}”`);
  return new Refusal(
    'UNMATCHED_ROWS',
    `有 ${rows.length} 行无法确定与现有哪一行对应（如${names.join('、')}）；请先以 dryRun 预览，再用 mapping 说明。`,
    `${rows.length} rows have no certain partner (such as ${names.join(', ')}); preview with dryRun, then say with mapping what they are.`,
    { path: ['mapping'] },
  );
}

function shown(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
