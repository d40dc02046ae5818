import type { WantedRow } from '../../../events/budget/budget.commands.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import type { MergeConflict } from '../../../projections/merge/conflicts.js';
import { mergeTables } from '../../../projections/merge/merge.js';
import type { Resolution } from '../../../projections/merge/choices.js';
import type { ChangedCell, SaveRow } from '../../../projections/rows.js';
import type { ConflictView } from '../../../services/services.js';
import type { Position } from '../../ports/event-store.js';
import type { Branch, CellAddress, Changes, ContentBodies, Seals } from '../../ports/read-model.js';
import { annotationsOf } from '../queries/annotated.js';
import { loadThreeTables } from './load-three-tables.js';
import { withNamesakes } from './namesakes.js';

/** Where each side's changes are looked up: in the draft, or in the budget (null). */
export interface SideBranches {
  ours: Branch | null;
  theirs: Branch | null;
  /** The end of what the read model showed when the merge was planned. */
  position: Position;
}

type ConflictReads = Changes & Pick<Seals, 'annotations'>;

export interface MergedSaves {
  conflicts: ConflictView[];
  unresolved: MergeConflict[];
  /** The rows to set in our table; null while a conflict is unresolved. */
  rows: ReadonlyMap<string, WantedRow> | null;
}

/**
 * Merges the tables of three saves, and says of each conflict who set what.
 * @param state of our side, as it is at its save
 * @throws Refusal if a resolution names something that is not in conflict, or contradicts another one
 */
export async function mergeSaves(
  readModel: ContentBodies & ConflictReads,
  saves: { base: SaveRow; ours: SaveRow; theirs: SaveRow },
  state: OpenBudgetState,
  branches: SideBranches,
  resolutions: readonly Resolution[],
): Promise<MergedSaves> {
  const tables = withNamesakes(await loadThreeTables(readModel, saves), state);
  const { conflicts, unresolved, rows } = mergeTables(tables, resolutions);
  return { conflicts: await describeConflicts(readModel, conflicts, branches), unresolved, rows };
}

/** Says of each conflict who set what. */
async function describeConflicts(
  readModel: ConflictReads,
  conflicts: readonly MergeConflict[],
  { ours, theirs, position }: SideBranches,
): Promise<ConflictView[]> {
  const cells = [...conflicts.flatMap(cellsOf), ...conflicts.map(({ entityId }) => ({ entityId, path: 'name' }))];
  const [byUs, byThem] = await Promise.all(
    [ours, theirs].map((branch) => readModel.lastChanges(cells, position, branch ?? undefined)),
  );
  const annotations = annotationsOf(readModel, async () => [byUs ?? [], byThem ?? []].flat(), position);
  let next = 0;
  const names = cells.length - conflicts.length;
  const described = conflicts.map(async (conflict, at): Promise<ConflictView> => {
    const first = next;
    next += cellsOf(conflict).length;
    const withdrawal = conflict.path === null ? removal(byUs?.[names + at], byThem?.[names + at]) : null;
    const cells = conflict.cells.map(async (cell, index) => {
      const oursChange = byUs?.[first + index] ?? null;
      const theirsChange = byThem?.[first + index] ?? null;
      const oursAnnotations = await annotations(oursChange);
      const theirsAnnotations = await annotations(theirsChange);
      return { ...cell, oursChange, oursAnnotations, theirsChange, theirsAnnotations };
    });
    const withdrawalAnnotations = await annotations(withdrawal);
    return { ...conflict, withdrawal, withdrawalAnnotations, cells: await Promise.all(cells) };
  });
  return Promise.all(described);
}

/** What withdrew a row on one of the sides: a withdrawn row's last change is that of its name. */
function removal(...last: (ChangedCell | null | undefined)[]): ChangedCell | null {
  return last.find((change) => change?.kind === 'REMOVED') ?? null;
}

function cellsOf({ cells }: MergeConflict): CellAddress[] {
  return cells.map(({ entityId, path }) => ({ entityId, path }));
}
