/**
 * What rows are sorted by: texts that stand in their order where they are compared byte by byte in UTF-8, as engines do.
 * A list is sorted by the first of its columns, then by the second; the last is always the row's place.
 */
import type { IndicatorVersion, ProjectVersion } from '../../projections/rows.js';
import type { IndicatorOrder, OrderedBy, ProjectOrder } from './lists.js';

export type SortColumns = readonly [string] | readonly [string, string];

export const projectSortColumns: Record<OrderedBy<ProjectOrder>, (row: ProjectVersion) => SortColumns> = {
  PLACE: (row) => [placeKey(row)],
  NAME: (row) => [row.name, placeKey(row)],
  TOTAL: (row) => [amountKey(row.total), placeKey(row)],
};

export const indicatorSortColumns: Record<OrderedBy<IndicatorOrder>, (row: IndicatorVersion) => SortColumns> = {
  PLACE: (row) => [placeKey(row)],
  NAME: (row) => [row.name, placeKey(row)],
  CLASS: (row) => [row.level2, placeKey(row)],
};

/** Years newest first, then units, then printed order: one text that sorts like that. */
export function placeKey(row: { fiscalYear: number; unitKey: string; orderKey: string }): string {
  return `${placePrefix(row)}${row.orderKey}`;
}

/** What the place keys of a year's rows begin with, or of one unit's in that year. */
export function placePrefix({ fiscalYear, unitKey }: { fiscalYear: number; unitKey?: string | undefined }): string {
  const year = `${String(9_999 - fiscalYear).padStart(4, '0')}\n`;
  return unitKey === undefined ? year : `${year}${unitKey}\n`;
}

/** A non-negative decimal as text that sorts like the number, however it is written: 24 digits before the point, 6 after. */
export function amountKey(amount: string): string {
  const [whole = '', fraction = ''] = amount.split('.');
  return `${whole.replace(/^0+/, '').padStart(24, '0')}.${fraction.replace(/0+$/, '').padEnd(6, '0')}`;
}

/** Keys are handed out as opaque text and taken back as they were. */
export function writeKey(columns: readonly string[]): string {
  return JSON.stringify(columns);
}

export function readKey(key: string): string[] {
  return JSON.parse(key) as string[];
}

export function compareColumns(one: readonly string[], other: readonly string[]): number {
  return compareTexts(one[0] ?? '', other[0] ?? '') || compareTexts(one[1] ?? '', other[1] ?? '');
}

/** By their bytes in UTF-8, which beyond the basic plane is not how JavaScript compares. */
export function compareTexts(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  for (let at = 0; at < shorter; at += 1) {
    const left = one.charCodeAt(at);
    const right = other.charCodeAt(at);
    if (left !== right) return inUtf8(left) - inUtf8(right);
  }
  return one.length - other.length;
}

/** Surrogates, of which the characters beyond the basic plane are made, sort behind all others. */
function inUtf8(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x0800;
}
