/** What is answered about many rows at once: exact, or refused where it would be of too many. */
import type { Basis } from './points.js';
import type { TotalsView } from './views.js';

/** The most rows that are summed or counted for one answer. */
export const aggregatedRows = 50_000;

/** The most groups that an answer has. */
export const aggregatedGroups = 1_000;

export interface ProjectTotalsView {
  basis: Basis;
  projects: number;
  totals: TotalsView;
  /** By their keys. */
  groups: ProjectGroupView[];
}

export interface ProjectGroupView {
  /** Id of the budget or fund user, key of the unit, the year, or the source. */
  key: string;
  projects: number;
  totals: TotalsView;
  /** null: the key is all there is. */
  name(): Promise<string | null>;
}

export interface IndicatorCountsView {
  basis: Basis;
  indicators: number;
  /** By their keys. */
  groups: IndicatorGroupView[];
}

export interface IndicatorGroupView {
  /** Id of the budget or project, key of the unit, the year, the code of the class, or the kind of the annual target. */
  key: string;
  indicators: number;
  /** null: the key is all there is. */
  name(): Promise<string | null>;
}
