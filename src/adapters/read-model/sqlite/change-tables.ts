/** A table of changed cells, and the index of their terms. */
export interface ChangeTables {
  cells: string;
  terms: string;
  /** The columns by which the last change of a cell is found. */
  byCell: string;
}

/** Drafts' cells are kept apart, so that the list of what changed in budgets is as fast as if there were no drafts. */
export const ofBudgets: ChangeTables = {
  cells: 'changed_cells',
  terms: 'change_terms',
  byCell: 'entity_id, path, cell_no',
};
export const ofDrafts: ChangeTables = {
  cells: 'draft_changed_cells',
  terms: 'draft_change_terms',
  byCell: 'draft_id, entity_id, path, cell_no',
};

/**
 * Cells are numbered in ledger order, from 1, without holes; the index of terms names them by their number alone. Those of
 * one event are numbered from its last rank to its first, so that the numbers, read downwards, give events newest first
 * and each event's cells in printed order. `seat` is the negative rank: (position, seat) rises with the number.
 */
export function changeTables({ cells, terms, byCell }: ChangeTables): string {
  return `
  create table ${cells} (
    cell_no integer primary key,
    position text not null,
    seat integer not null,
    ordinal integer not null,
    event_id text not null,
    budget_id text not null,
    draft_id text,
    unit_key text not null,
    fiscal_year integer not null,
    project_id text,
    entity_id text not null,
    entity_kind text not null,
    entity_name text not null,
    kind text not null,
    path text not null,
    before text,
    after text,
    delta text,
    effect text,
    version integer not null,
    recorded_at text not null,
    actor text not null,
    editor_id text not null,
    source text not null,
    reason text,
    basis_document text
  );
  create unique index ${cells}_by_place on ${cells} (position, seat);
  create index ${cells}_by_cell on ${cells} (${byCell});
  create virtual table ${terms} using fts5(
    terms, content = '', detail = none, columnsize = 0, tokenize = 'ascii'
  );`;
}
