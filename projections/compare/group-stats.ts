import type { TableRow } from '../table-row.js';
import type { ComparedRow } from './compare.js';
import type { ComparablePair } from './pairs.js';
import type { ComparisonStats } from './stats.js';
import { statsOf } from './stats.js';

export type ComparisonGrouping = 'FUND_USER' | 'LEVEL1' | 'LEVEL2';

/** Where a row stands: at `to`, or where it is gone there at `from`. */
export interface RowPlace {
  /** null: it is the budget's own row. */
  fundUserId: string | null;
  /** Code of the class; null: it is no indicator. */
  level2: string | null;
}

/** Of every row of the pairs, by its id. @param pairs each project before its indicators */
export function placesOf(pairs: readonly ComparablePair<TableRow>[]): Map<string, RowPlace> {
  const places = new Map<string, RowPlace>();
  for (const { before, after } of pairs) {
    const row = after ?? before;
    if (row === null) continue;
    const { entityId, entityKind, projectId, cells } = row;
    const holder = entityKind === 'FUND_USER' ? entityId : projectId === null ? null : (cells['fundUser'] ?? null);
    const above = entityKind === 'INDICATOR' ? places.get(projectId ?? '') : undefined;
    places.set(entityId, { fundUserId: above?.fundUserId ?? holder, level2: cells['class'] ?? null });
  }
  return places;
}

/** What differs by group, in the order in which the groups come. Rows that are in none are left out. */
export function statsByGroup(
  rows: readonly ComparedRow[],
  places: ReadonlyMap<string, RowPlace>,
  by: ComparisonGrouping,
): { key: string; stats: ComparisonStats }[] {
  const groups = new Map<string, ComparedRow[]>();
  for (const row of rows) {
    const key = keyOf(places.get(row.entityId), by);
    if (key !== null) add(groups, key, row);
  }
  return [...groups].map(([key, own]) => ({ key, stats: statsOf(own) }));
}

function add(groups: Map<string, ComparedRow[]>, key: string, row: ComparedRow): void {
  const known = groups.get(key);
  if (known === undefined) groups.set(key, [row]);
  else known.push(row);
}

function keyOf(place: RowPlace | undefined, by: ComparisonGrouping): string | null {
  if (place === undefined) return null;
  if (by === 'FUND_USER') return place.fundUserId;
  return by === 'LEVEL2' ? place.level2 : (place.level2?.slice(0, 1) ?? null);
}
