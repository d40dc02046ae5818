import type { WantedRow, WholeRow } from '../../events/budget/budget.commands.js';
import { lineageOf } from '../../events/budget/budget.state.js';
import { cellDifferences } from '../cell-differences.js';
import type { FundUserDocument, ProjectDocument } from '../content-documents.js';
import type { TableRow } from '../table-row.js';
import { budgetRow, fundUserRow, indicatorRow, projectRow } from '../table-row.js';

/** A row in force, as its table shows it. */
export interface MergingRow extends TableRow {
  /** Of a fund user: its place is no cell, because it never changes. */
  fundUserPlace?: string;
  /** Never changes either. */
  lineage?: string;
}

/**
 * Rows in force by id, a project together with all its indicators. A row that is not among them is not in the table.
 */
export type TableRows = ReadonlyMap<string, MergingRow>;

/** The rows of a table, or those that its documents hold. */
export function tableRows(
  budget: { id: string; name: string },
  documents: Iterable<FundUserDocument | ProjectDocument>,
): TableRows {
  const rows = new Map<string, MergingRow>([[budget.id, budgetRow(budget)]]);
  for (const document of documents) {
    if (document.kind === 'fundUser') {
      rows.set(document.id, { ...fundUserRow(document), fundUserPlace: document.place, ...lineageOf(document) });
      continue;
    }
    rows.set(document.id, { ...projectRow(document), ...lineageOf(document) });
    for (const indicator of document.indicators) {
      rows.set(indicator.id, { ...indicatorRow(document.id, indicator), ...lineageOf(indicator) });
    }
  }
  return rows;
}

/** The rows and cells that differ, as `SetRows` takes them to turn the table `from` into the table `to`. */
export function wantedRows(from: TableRows, to: TableRows): Map<string, WantedRow> {
  const wanted = new Map<string, WantedRow>();
  for (const [id, row] of to) {
    const was = from.get(id);
    if (was === undefined) {
      wanted.set(id, { inForce: true, cells: row.cells, ...wholeOf(row) });
      continue;
    }
    const differing = cellDifferences(was.cells, row.cells).map(({ path, after }) => [path, after] as const);
    if (differing.length > 0) wanted.set(id, { cells: Object.fromEntries(differing) });
  }
  for (const [id, { projectId }] of from) {
    const goesAlong = projectId !== null && projectId !== id && !to.has(projectId);
    if (!to.has(id) && !goesAlong) wanted.set(id, { inForce: false, cells: {} });
  }
  return wanted;
}

function wholeOf(row: MergingRow): { whole?: WholeRow } {
  const { entityKind, projectId, fundUserPlace } = row;
  switch (entityKind) {
    case 'BUDGET':
      return {};
    case 'FUND_USER':
      return { whole: { kind: entityKind, place: fundUserPlace ?? '', ...lineageOf(row) } };
    case 'PROJECT':
      return { whole: { kind: entityKind, ...lineageOf(row) } };
    case 'INDICATOR':
      return { whole: { kind: entityKind, projectId: projectId ?? '', ...lineageOf(row) } };
  }
}
