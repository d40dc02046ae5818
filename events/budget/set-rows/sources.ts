import type { SourceOf } from '../budget.commands.js';
import type { Cells } from '../cells.js';

/** The cells that shall be set, apart by their source, in the order in which the sources first occur; at least one. */
export function bySource(rowId: string, cells: Cells, sourceOf: SourceOf): Cells[] {
  const parts = new Map<string, Cells>();
  for (const [path, value] of Object.entries(cells)) {
    const source = sourceOf(rowId, path);
    parts.set(source, { ...parts.get(source), [path]: value });
  }
  return parts.size === 0 ? [{}] : [...parts.values()];
}

/** A row without these cells is none, so they come with it, whatever their source. */
const neverBlank: ReadonlySet<string> = new Set(['name', 'fundUser', 'class', 'place']);

/** The cells that a new row comes with: those that have its own source; and those that are set after it, by source. */
export function withItsRow(rowId: string, cells: Cells, sourceOf: SourceOf): { first: Cells; later: Cells[] } {
  const own = sourceOf(rowId, null);
  const first: Cells = {};
  const others: Cells = {};
  for (const [path, value] of Object.entries(cells)) {
    const isOwn = neverBlank.has(path) || sourceOf(rowId, path) === own;
    (isOwn ? first : others)[path] = value;
  }
  return { first, later: Object.keys(others).length === 0 ? [] : bySource(rowId, others, sourceOf) };
}

export const oneSource: SourceOf = () => '';
