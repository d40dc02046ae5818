import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import type { UnmatchedRow } from '../../../services/services.js';
import type { Mapping } from './match-rows.js';

export interface PlannedEdit {
  edit: BudgetEdit;
  /** Of the row in the file, from 1; null: the row is not in the file any more. */
  line: number | null;
}

export interface ImportPlan {
  edits: PlannedEdit[];
  unmatched: UnmatchedRow[];
}

export interface Planning {
  mapping: Mapping;
  newId: () => string;
  plan: ImportPlan;
}

export function add({ plan }: Planning, edit: BudgetEdit, line: number | null): void {
  plan.edits.push({ edit, line });
}

/** Rows that edits of the plan bring back: those before may edit them already, so that their cells are told once. */
export function rowsRestored(edits: readonly BudgetEdit[]): ReadonlySet<string> {
  return new Set(
    edits.flatMap((edit) => {
      if (edit.type === 'RestoreFundUser') return [edit.fundUserId];
      if (edit.type === 'RestoreProject') return [edit.projectId];
      return edit.type === 'RestoreIndicator' ? [edit.indicatorId] : [];
    }),
  );
}

interface Asked {
  unmatched: {
    own: readonly { id: string; row: { name: string } }[];
    file: readonly { key: string; row: { name: string; line: number } }[];
  };
}

/** Every row without a partner on the other side is a candidate, but a longer list helps nobody to choose. */
const candidatesShown = 20;

/** Asks about rows without a certain partner, and lists the rows on the other side that each could be. */
export function ask({ unmatched }: Asked, entityKind: UnmatchedRow['entityKind'], { plan }: Planning): void {
  const keys = unmatched.file.slice(0, candidatesShown).map(({ key }) => key);
  const ids = unmatched.own.slice(0, candidatesShown).map(({ id }) => id);
  for (const { id, row } of unmatched.own) {
    plan.unmatched.push({ entityKind, entityName: row.name, entityId: id, key: null, line: null, candidates: keys });
  }
  for (const { key, row } of unmatched.file) {
    plan.unmatched.push({ entityKind, entityName: row.name, entityId: null, key, line: row.line, candidates: ids });
  }
}
