import type { EntityKind } from '../events/budget/cells.js';
import { cellPaths } from '../events/budget/cells.js';
import type { TableRow } from './table-row.js';

/** A row before and after an event; undefined: it is not in the table. */
export interface RowBothTimes {
  was: TableRow | undefined;
  is: TableRow | undefined;
}

/**
 * The numbers that the cells of one event have in their ids, by `<row id> <path>`. Events and clients keep such ids, so a
 * cell is numbered as it was when ids were first given: in the order of that time, and with a number for each text of a
 * row that comes or goes, also where it is blank and so no changed cell.
 * @param rows in the order in which the state holds them
 */
export function ordinalsOf(rows: readonly RowBothTimes[]): Map<string, number> {
  const ordinals = new Map<string, number>();
  for (const { was, is } of rows) {
    const row = is ?? was;
    if (row === undefined) continue;
    const comesOrGoes = was === undefined || is === undefined;
    for (const path of numberedPaths(row.entityKind)) {
      const changed = (was?.cells[path] ?? null) !== (is?.cells[path] ?? null);
      if (changed || (comesOrGoes && texts.has(path))) ordinals.set(`${row.entityId} ${path}`, ordinals.size);
    }
  }
  return ordinals;
}

/** Texts that can be blank, and had the value '' where they were. */
const texts: ReadonlySet<string> = new Set(['goal', 'cycleTarget', 'annualTarget']);

/** A project's declared total was numbered behind its sources, before which it is printed. */
const projectPaths = [
  'name',
  'fundUser',
  'funding.fiscalAppropriation',
  'funding.specialAccount',
  'funding.other',
  'declaredTotal',
  'goal',
  'place',
];

function numberedPaths(kind: EntityKind): readonly string[] {
  return kind === 'PROJECT' ? projectPaths : cellPaths[kind];
}
