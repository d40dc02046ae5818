import type { CellOrigin, Origin, Origins } from './envelope.js';

/** A cell that an event of a merge changes, with the origin that it has. */
export interface CellWithOrigin {
  rowId: string;
  path: string;
  origin: Origin;
}

/** What an event names of the origins of the cells that it changes. @param own of the row that the event is about */
export function nameOrigins(own: Origin, cells: readonly CellWithOrigin[]): Origins {
  const byRow = new Map<string, CellWithOrigin[]>();
  for (const cell of cells) byRow.set(cell.rowId, [...(byRow.get(cell.rowId) ?? []), cell]);
  return { ...own, others: [...byRow].flatMap(([row, ofRow]) => namedOfRow(row, ofRow, own)) };
}

/** A row whose cells have one origin is named once, so that a project's event has room for many indicators. */
function namedOfRow(row: string, cells: readonly CellWithOrigin[], own: Origin): CellOrigin[] {
  const [first] = cells;
  const isOne = first !== undefined && cells.every(({ origin }) => origin.event === first.origin.event);
  if (isOne) return first.origin.event === own.event ? [] : [{ row, path: null, ...first.origin }];
  return cells.filter(({ origin }) => origin.event !== own.event).map(({ path, origin }) => ({ row, path, ...origin }));
}

/** The origin that an event of a merge names for one of the cells that it changed. */
export function originOf({ others = [], event, version, editor }: Origins, rowId: string, path: string): Origin {
  const ofRow = others.filter(({ row }) => row === rowId);
  const named = ofRow.find((each) => each.path === path) ?? ofRow.find((each) => each.path === null);
  return named === undefined
    ? { event, version, editor }
    : { event: named.event, version: named.version, editor: named.editor };
}
