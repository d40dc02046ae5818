import type { CellDifference } from '../cell-differences.js';
import { cellDifferences } from '../cell-differences.js';
import type { ChangeKind, EntityKind } from '../rows.js';
import { rowKind } from '../row-kind.js';
import type { TableRow } from '../table-row.js';
import type { ComparablePair, MatchedBy } from './pairs.js';
import type { ProjectChange } from './project-change.js';
import { asksSomethingElse, projectChange } from './project-change.js';

/** A row that differs between two tables. */
export interface ComparedRow {
  /** Its id and name at `to`; of a row that is gone, at `from`. */
  entityId: string;
  entityKind: EntityKind;
  entityName: string;
  /** The project that the row is or belongs to, at the same point; null for budgets and fund users. */
  projectId: string | null;
  projectName: string | null;
  /** What became of that project, as far as the tables tell; the same object for all of its rows. */
  project: ProjectChange | null;
  kind: Exclude<ChangeKind, 'RESTORED'>;
  matchedBy: MatchedBy;
  /** Never none; of an added or removed row all that are not blank. */
  cells: CellDifference[];
}

/** The rows that differ, in the order of the pairs. @param pairs each project before its indicators */
export function comparedRows(pairs: readonly ComparablePair<TableRow>[]): ComparedRow[] {
  let project: { pair: ComparablePair<TableRow>; change: ProjectChange } | null = null;
  return pairs.flatMap((pair): ComparedRow[] => {
    const { before, after, matchedBy, alike } = pair;
    const side = after === null ? 'before' : 'after';
    const row = pair[side];
    const differing = cellDifferences(before?.cells ?? null, after?.cells ?? null);
    const cells = alike === undefined ? differing : differing.filter(({ path }) => !alike.includes(path));
    if (row?.entityKind === 'PROJECT') project = { pair, change: projectChange(before, after, cells) };
    if (row === null || cells.length === 0) return [];
    const { entityId, entityKind, entityName, projectId } = row;
    const kind = rowKind(before !== null, after !== null, cells);
    const about = projectId === null ? null : project;
    if (entityKind === 'INDICATOR' && about !== null) about.change.hasOtherTargets ||= cells.some(asksSomethingElse);
    const projectName = about?.pair[side]?.entityName ?? null;
    const change = about?.change ?? null;
    return [{ entityId, entityKind, entityName, projectId, projectName, project: change, kind, matchedBy, cells }];
  });
}
