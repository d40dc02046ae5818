/** Cells (单元格) and the rows that hold them, as answers show them. */
import type { TableOf } from '../events/identity.js';
import type { CellDifference } from '../projections/cell-differences.js';
import type { ChangedRow } from '../projections/changed-rows.js';
import type { ChangedCell } from '../projections/rows.js';
import type { Annotated } from './recorded.js';

/** A cell as it stands; annotated is its last change. */
export interface CellValueView extends Annotated {
  path: string;
  /** null: blank, or the row is withdrawn. */
  value: string | null;
  /** The change that set it last; null: it has been blank since the row was added. */
  lastChange: ChangedCell | null;
}

/** A cell that is another in one table than in the other, or than a command makes it; annotated is its last change. */
export interface CellChangeView extends CellDifference, Annotated {
  /** The change that the cell had last; read together for all cells of a page. */
  lastChange(): Promise<ChangedCell | null>;
}

/** A row that a command changes, or would. */
export interface ChangedRowView extends Omit<ChangedRow, 'cells'> {
  /** Read together for all rows. */
  projectName(): Promise<string | null>;
  cells: CellChangeView[];
}

/** The table that a command changes, at the version before it; 0 of a budget: there was none. */
export interface TableBefore extends TableOf {
  version: number;
}
