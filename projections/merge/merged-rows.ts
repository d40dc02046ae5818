import type { Cells } from '../../events/budget/cells.js';
import { isSameValue } from '../cell-differences.js';
import { namingPaths } from './names.js';
import type { Choice, ChoiceOf } from './choices.js';
import type { MergingRow } from './table-rows.js';
import type { Side, ThreeTables } from './three-way.js';
import { allIds, collide, onOneSide, valuesAt } from './three-way.js';

/** The merged table, as far as it was decided: a cell about which nothing was chosen is as ours has it. */
export function mergedRows(tables: ThreeTables, choiceOf: ChoiceOf): Map<string, MergingRow> {
  const merged = new Map<string, MergingRow>();
  for (const id of allIds(tables)) {
    const ours = tables.ours.get(id);
    const theirs = tables.theirs.get(id);
    if (ours !== undefined && theirs !== undefined) {
      merged.set(id, { ...ours, cells: mergedCells(id, ours.cells, tables, choiceOf) });
      continue;
    }
    const alone = onOneSide(id, tables);
    if (alone === null) continue;
    const { withdrawn, on, row } = alone;
    if (withdrawn === null || choiceOf(withdrawn, null) === choices[on]) merged.set(id, row);
  }
  return merged;
}

/** Has rows of one name be as one side has them: out of the table, where that side has not got them. */
export function giveNameTo(
  side: Side,
  ids: readonly string[],
  merged: Map<string, MergingRow>,
  tables: ThreeTables,
): void {
  for (const id of ids) {
    const row = merged.get(id);
    const wanted = tables[side].get(id);
    if (row === undefined) continue;
    if (wanted === undefined) {
      for (const { entityId, projectId } of [...merged.values()]) {
        if (entityId === id || projectId === id) merged.delete(entityId);
      }
      continue;
    }
    const named = namingPaths.filter((path) => path in wanted.cells).map((path) => [path, wanted.cells[path] ?? null]);
    merged.set(id, { ...row, cells: { ...row.cells, ...(Object.fromEntries(named) as Cells) } });
  }
}

const choices: Record<Side, Choice> = { ours: 'OURS', theirs: 'THEIRS' };

function mergedCells(id: string, cells: Cells, tables: ThreeTables, choiceOf: ChoiceOf): Cells {
  const merged: Cells = {};
  for (const path of Object.keys(cells)) {
    const { base, ours, theirs } = valuesAt(id, path, tables);
    const isOurs = isSameValue(path, ours, theirs) || !isSameValue(path, ours, base);
    const isTheirs = collide(id, path, tables) ? choiceOf(id, path) === 'THEIRS' : !isOurs;
    merged[path] = isTheirs ? theirs : ours;
  }
  return merged;
}
