import type { SaveRow } from '../../../projections/rows.js';
import type { SavesOf } from '../../ports/read-model.js';
import type { Wanted } from './waiting.js';

/** The saves of a table, of a budget with its drafts, or all; or of a draft, with the one that took it in. */
export function wantedSaves(of: SavesOf | { draftId: string }): Wanted<SaveRow> {
  if (of === 'LEDGER') return { topics: null, holds: () => true };
  if ('tableId' in of) return about(table(of.tableId));
  if ('budgetId' in of) return about(budget(of.budgetId));
  return about(table(of.draftId), promotion(of.draftId));
}

function about(...topics: string[]): Wanted<SaveRow> {
  return { topics, holds: (save) => topicsOfSave(save).some((topic) => topics.includes(topic)) };
}

export function topicsOfSave(save: SaveRow): string[] {
  const { budgetId, draftId } = save;
  const promoted = promotedIn(save);
  const own = [table(draftId ?? budgetId), budget(budgetId)];
  return promoted === null ? own : [...own, promotion(promoted)];
}

/** The draft that the save took into the budget; null: none. */
export function promotedIn({ kind, source }: SaveRow): string | null {
  return kind === 'PROMOTION' && source.kind === 'promote' ? source.draft : null;
}

const table = (id: string): string => `table ${id}`;
const budget = (id: string): string => `budget ${id}`;
const promotion = (draftId: string): string => `promotion ${draftId}`;
