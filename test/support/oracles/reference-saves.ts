import type { Position } from '../../../events/position.js';
import type { ProjectedSave, SaveRow } from '../../../projections/rows.js';
import type { ChangeOrder, ResolvedSaveFilter, Said, SaveSpan } from '../../../src/ports/read-model.js';
import { holds, matchesSave } from './reference-filters.js';

/** What is asked of saves over the whole ledger, answered by looking at every one. */
export function referenceSaves(saves: readonly ProjectedSave[]) {
  const rows = saves.map(({ save }) => save);
  return {
    ledgerSaves(filter: ResolvedSaveFilter, order: ChangeOrder, at: Position): SaveRow[] {
      const oldest = rows.filter((row) => row.lastPosition <= at && matchesSave(row, filter));
      return order === 'OLDEST_FIRST' ? oldest : oldest.reverse();
    },

    /** Of which something by then says so. */
    correctedSaves(member: Said, text: string, at: Position, exact = false): SaveSpan[] {
      const corrections = saves
        .filter(({ save }) => save.lastPosition <= at)
        .flatMap(({ sealing }) => sealing.annotations);
      const saying = corrections.filter(({ correctedReason, correctedBasisDocument }) => {
        const corrected = member === 'reason' ? correctedReason : correctedBasisDocument;
        return corrected !== null && holds(corrected, text, exact);
      });
      const about = new Set(saying.map(({ budgetId, version }) => `${budgetId} ${version}`));
      return rows.flatMap(({ draftId, budgetId, version, firstPosition, lastPosition }) => {
        const isAbout = draftId === null && about.has(`${budgetId} ${version}`);
        return isAbout ? [{ firstPosition, lastPosition }] : [];
      });
    },
  };
}
