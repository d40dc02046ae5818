import type { BudgetCommand, BudgetEdit } from '../../../events/budget/budget.commands.js';
import { decideByEdit } from '../../../events/budget/budget.decide.js';
import type { BudgetState } from '../../../events/budget/budget.state.js';
import type { AskedBy } from '../../../events/budget/roles.js';
import { Refusal } from '../../../events/refusal.js';
import { refusalsIn, together } from '../../../events/refusals.js';
import type { UnmatchedRow } from '../../../services/services.js';
import { takenAsWhole } from '../../documents/published-text/read-published-text.js';
import type { SourcedEvent } from '../command-lanes.js';
import type { PlannedEdit } from './import-plan.js';
import { rowsRestored } from './import-plan.js';
import type { ReadImport } from './read-import.js';

/** The events of planned edits, each with the line that its row stands on. Pure. @throws Refusal that names the line */
export function decideImport(
  { opens, file }: Pick<ReadImport, 'opens' | 'file'>,
  { by, ...about }: { by: AskedBy; expectedVersion: number | null; voidsReview: boolean },
  planned: readonly PlannedEdit[],
  state: BudgetState,
): SourcedEvent[] {
  const edits: BudgetEdit[] = planned.map(({ edit }) => edit);
  const command: BudgetCommand =
    state.status === 'absent'
      ? { type: 'OpenBudget', by, ...opens, edits }
      : { type: 'EditBudget', by, budgetId: opens.budgetId, ...about, edits, restoring: rowsRestored(edits) };
  try {
    return decideByEdit(command, state).flatMap(({ edit, events }) => {
      const line = edit === null ? null : (planned[edit]?.line ?? null);
      return events.map((event) => ({ event, source: { ...file, line } }));
    });
  } catch (error) {
    throw onTheirLines(error, planned);
  }
}

/** What is refused of one row for the same reason is told once, whatever number of edits its line comes to. */
function onTheirLines(error: unknown, planned: readonly PlannedEdit[]): unknown {
  const refusals = refusalsIn(error)?.map((refusal) => onItsLine(refusal, planned));
  if (refusals === undefined) return error;
  return together([...new Map(refusals.map((refusal) => [refusal.message, refusal])).values()]);
}

/** A row that the rules refuse is named by its line in the file. */
function onItsLine(refusal: Refusal, planned: readonly PlannedEdit[]): Refusal {
  const line = refusal.argument[0] === 'edits' ? planned[Number(refusal.argument[1])]?.line : null;
  if (line === null || line === undefined) return refusal;
  const { message, messageEn } = refusal;
  return refusal.saying(`第 ${line} 行：${message}`, `Line ${line}: ${messageEn}`, ['line', String(line)]);
}

/** @throws Refusal UNMATCHED_ROWS while rows have no certain partner: the mapping has to say first what they are */
export function checkMatched(rows: readonly UnmatchedRow[]): void {
  if (rows.length === 0) return;
  const names = rows.slice(0, 3).map(({ entityName }) => `“${entityName}”`);
  throw new Refusal(
    'UNMATCHED_ROWS',
    `有 ${rows.length} 行无法确定与现有哪一行对应（如${names.join('、')}）；请先以 dryRun 预览，再用 mapping 说明。`,
    `${rows.length} rows have no certain partner (such as ${names.join(', ')}); preview with dryRun, then say with mapping what they are.`,
    { argument: ['mapping'] },
  );
}

/** A file that may be cut off withdraws nothing unless the mapping says so. @throws Refusal UNREADABLE_DOCUMENT */
export function checkWhole(
  { document: { assumptions }, mapping }: Pick<ReadImport, 'document' | 'mapping'>,
  events: readonly SourcedEvent[],
): void {
  if (!assumptions.some(({ code }) => code === takenAsWhole.code)) return;
  const withdrawn = events.filter(({ event: { type, data } }) => {
    const { indicatorId, projectId, fundUserId } = data as Record<string, string | undefined>;
    return type.endsWith('Withdrawn') && mapping.get(indicatorId ?? projectId ?? fundUserId ?? '') !== null;
  });
  if (withdrawn.length === 0) return;
  throw new Refusal(
    'UNREADABLE_DOCUMENT',
    `文件最后一行没有以换行结束，可能被截断，而导入会撤销 ${withdrawn.length} 行；如文件完整，请在末尾加一个换行，或用 mapping 确认撤销（to 为 null）。`,
    `The file's last line does not end in a line break, so it may be cut off, and the import would withdraw ${withdrawn.length} rows; if it is whole, add a line break at its end, or confirm with mapping (to: null).`,
    { argument: ['content'] },
  );
}
