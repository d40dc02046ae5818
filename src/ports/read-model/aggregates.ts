import type { Position } from '../../../events/position.js';
import type { FundingSums } from '../../../projections/rows.js';
import type {
  IndicatorFilter,
  IndicatorGrouping,
  ProjectFilter,
  ProjectGrouping,
  ResolvedChangeFilter,
} from '../lists.js';
import type { ChangePlace } from './changes.js';

/** Projects of one group. */
export interface ProjectGroup {
  key: string;
  projects: number;
  /** Exact. */
  sums: FundingSums;
  /** How many have money from each source. */
  funded: Record<keyof FundingSums, number>;
}

/** Indicators of one group. */
export interface IndicatorGroup {
  key: string;
  indicators: number;
}

/** A row and how often it was edited. */
export interface EditedRow {
  entityId: string;
  /** Saves that changed one of its cells, of those that match. */
  edits: number;
  /** Its newest cell that matches: of the last event the first in printed order. */
  last: ChangePlace;
}

/** What is said of all rows that match at a position, without any of them. Those of budgets, never of drafts. */
export interface Aggregates {
  /**
   * In no order; null: more than `bound` rows match. Whatever matches, no more than that are read.
   * @param by null: all of them are one group, which there is also where none matches; its key is empty
   */
  projectGroups(
    filter: ProjectFilter,
    by: Exclude<ProjectGrouping, 'SOURCE'> | null,
    position: Position,
    bound: number,
  ): Promise<ProjectGroup[] | null>;
  indicatorGroups(
    filter: IndicatorFilter,
    by: IndicatorGrouping,
    position: Position,
    bound: number,
  ): Promise<IndicatorGroup[] | null>;

  /**
   * Rows with more edits than that, by the changed cells that match; in no order. null: more than `bound` cells match.
   * Whatever matches, no more than that are read.
   */
  editedRows(
    filter: ResolvedChangeFilter,
    moreThan: number,
    position: Position,
    bound: number,
  ): Promise<EditedRow[] | null>;
}
