import type { SourceOf } from '../budget.commands.js';
import type { Cells } from '../cells.js';

/** The cells in one part for each source, in the order in which the sources first occur. Never no part at all. */
export function partsBySource(rowId: string, cells: Cells, sourceOf: SourceOf): Cells[] {
  const parts = new Map<string, Cells>();
  for (const [path, value] of Object.entries(cells)) {
    const source = sourceOf(rowId, path);
    parts.set(source, { ...parts.get(source), [path]: value });
  }
  return parts.size === 0 ? [{}] : [...parts.values()];
}

/** No row can be without these cells, so a new row comes with them, whatever their source. */
const neverBlank: ReadonlySet<string> = new Set(['name', 'fundUser', 'class', 'place']);

/**
 * The cells of a new row: those that it comes with, because they have its own source, and parts to be set afterwards.
 */
export function splitNewRow(rowId: string, cells: Cells, sourceOf: SourceOf): { first: Cells; later: Cells[] } {
  const own = sourceOf(rowId, null);
  const first: Cells = {};
  const others: Cells = {};
  for (const [path, value] of Object.entries(cells)) {
    const isOwn = neverBlank.has(path) || sourceOf(rowId, path) === own;
    (isOwn ? first : others)[path] = value;
  }
  return { first, later: Object.keys(others).length === 0 ? [] : partsBySource(rowId, others, sourceOf) };
}

export const oneSource: SourceOf = () => '';
