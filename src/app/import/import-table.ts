import { createHash } from 'node:crypto';
import type { BudgetCommand, BudgetEdit } from '../../../events/budget/budget.commands.js';
import { decideByEdit } from '../../../events/budget/budget.decide.js';
import type { BudgetState } from '../../../events/budget/budget.state.js';
import { budgetIdOf, budgetStream } from '../../../events/identity.js';
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
} from '../../../schema/services.js';
import { readPublishedText } from '../../documents/published-text.js';
import type { CommandLanes, Fact } from '../command-lanes.js';
import { planImport } from './plan-import.js';
import type { ImportPlan } from './planning.js';
import { previewOf } from './preview.js';
import { refusedBy } from '../refused.js';

export interface ImporterTools {
  lanes: CommandLanes;
  newId: () => string;
  perform: (request: CommandRequest, budgetId: string, decide: (state: BudgetState) => Fact[]) => Promise<Done>;
}

/** Reads a published table and makes the budget say what it says: one save, exactly the cells that differ. */
export function importer({ lanes, newId, perform }: ImporterTools): Commands['importTable'] {
  return async (request) => {
    let preview: (() => ImportPreview) | null = null;
    try {
      const { fiscalYear, columns } = request;
      checkText('name', request.fileName, ['fileName']);
      const taxonomy = request.taxonomy ?? defaultTaxonomy;
      const table = readPublishedText(request.bytes, {
        taxonomy: knownTaxonomy(taxonomy),
        columns: columns ?? undefined,
        rowColumns: new Map(request.rowColumns.map((row) => [row.project, row.columns])),
      });
      const unitKey = request.unitKey ?? table.unitName;
      const budgetId = budgetIdOf(unitKey, fiscalYear);
      const about = { budgetId, unitKey, name: table.unitName, fiscalYear, taxonomy };
      const mapping = new Map(request.mapping.map(({ from, to }) => [from, to]));
      const decide = (state: BudgetState): Fact[] => {
        const plan = planImport(table, state, { mapping, newId });
        const facts = decided(about, plan.edits, state);
        preview = () => previewOf(table, state, facts, plan.unmatched, budgetId);
        if (plan.unmatched.length > 0 && !request.dryRun) throw unmatched(plan.unmatched);
        return facts;
      };
      if (request.dryRun) {
        decide(await lanes.peek(budgetStream(budgetId)));
        return { refused: false, preview, done: null };
      }
      const done = await perform(withFile(request), budgetId, decide);
      return { refused: false, preview, done };
    } catch (error) {
      return { ...refusedBy(error), preview };
    }
  };
}

/** An import's edits carry the line that each row stands on. */
function decided(
  about: { budgetId: string; unitKey: string; name: string; fiscalYear: number; taxonomy: string },
  planned: ImportPlan['edits'],
  state: BudgetState,
): Fact[] {
  const edits: BudgetEdit[] = planned.map(({ edit }) => edit);
  const command: BudgetCommand =
    state.status === 'absent'
      ? { type: 'OpenBudget', ...about, edits }
      : { type: 'EditBudget', budgetId: about.budgetId, expectedVersion: null, edits };
  return decideByEdit(command, state).flatMap(({ edit, events }) => {
    const line = edit === null ? null : (planned[edit]?.line ?? null);
    return events.map((event) => ({ event, line }));
  });
}

function withFile({ fileName, bytes, ...request }: ImportRequest): CommandRequest {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { ...request, source: { kind: 'import', fileName, sha256, line: null } };
}

function knownTaxonomy(id: string | null): Taxonomy {
  const taxonomy = taxonomyOf(id ?? defaultTaxonomy);
  if (taxonomy !== undefined) return taxonomy;
  const known = taxonomies.map((each) => each.id).join(', ');
  throw new Refusal(
    'INVALID_INPUT',
    `没有指标分类“${id ?? ''}”；可用：${known}。`,
    `There is no taxonomy "${id ?? ''}"; there are: ${known}.`,
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
