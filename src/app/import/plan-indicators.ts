import { rowsThatStay } from '../../../projections/rows-that-stay.js';
import type { Matched } from './match-rows.js';
import type { Planning } from './import-plan.js';
import { add } from './import-plan.js';
import type { FileIndicator, OwnIndicator } from './row-identities.js';

/** One project's indicators in the file's order: withdrawn, revised, added, and moved where the order differs. */
export function planIndicators(
  projectId: string,
  own: readonly OwnIndicator[],
  file: readonly FileIndicator[],
  matched: Matched<OwnIndicator, FileIndicator>,
  planning: Planning,
): void {
  for (const { id } of matched.withdrawn) add(planning, { type: 'WithdrawIndicator', indicatorId: id }, null);
  const partner = new Map(matched.pairs.map(([mine, theirs]) => [theirs, mine]));
  const added = new Set(matched.added);
  const rows = file.filter((theirs) => added.has(theirs) || partner.has(theirs));
  const stays = rowsThatStay(rows.map((theirs) => positionIn(own, partner.get(theirs))));
  const lastStaying = Math.max(-1, ...stays);
  // Places are found among rows in force, so rows are restored before any row is placed.
  for (const theirs of rows) {
    const mine = partner.get(theirs);
    if (mine?.withdrawn === true) add(planning, { type: 'RestoreIndicator', indicatorId: mine.id }, theirs.row.line);
  }
  let previous: string | null = null;
  rows.forEach((theirs, index) => {
    const { level2, name, cycleTarget, annualTarget, line } = theirs.row;
    const content = { level2, name, cycleTarget, annualTarget };
    const mine = partner.get(theirs);
    if (mine === undefined) {
      const indicatorId = planning.newId();
      const placing = index > lastStaying ? {} : { after: previous };
      add(planning, { type: 'AddIndicator', projectId, indicatorId, ...content, ...placing }, line);
      previous = indicatorId;
      return;
    }
    const indicatorId = mine.id;
    add(planning, { type: 'ReviseIndicator', indicatorId, ...content }, line);
    if (!stays.has(index)) add(planning, { type: 'MoveIndicator', indicatorId, after: previous }, line);
    previous = indicatorId;
  });
}

function positionIn(own: readonly OwnIndicator[], mine: OwnIndicator | undefined): number | null {
  const position = mine === undefined ? -1 : own.indexOf(mine);
  return position < 0 ? null : position;
}
