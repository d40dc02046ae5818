import type { ChangedCell } from './rows.js';

/** Cells of one row that one save changed: the newest of them. */
export type EditedCell = Pick<ChangedCell, 'entityId' | 'draftId' | 'version' | 'position' | 'ordinal' | 'rank'>;

/** The rows that more saves than that have edited, each with its newest cell. @param cells of any number of saves */
export function editedMoreThan(moreThan: number, cells: readonly EditedCell[]) {
  const rows = new Map<string, { saves: Set<string>; last: EditedCell }>();
  for (const cell of cells) {
    const { entityId, draftId, version } = cell;
    const row = rows.get(entityId) ?? { saves: new Set(), last: cell };
    row.saves.add(`${draftId ?? ''} ${version}`);
    if (isNewer(cell, row.last)) row.last = cell;
    rows.set(entityId, row);
  }
  return [...rows].flatMap(
    ([
      entityId,
      {
        saves,
        last: { position, ordinal },
      },
    ]) => (saves.size > moreThan ? [{ entityId, edits: saves.size, last: { position, ordinal } }] : []),
  );
}

function isNewer(one: EditedCell, other: EditedCell): boolean {
  return one.position === other.position ? one.rank < other.rank : one.position > other.position;
}
