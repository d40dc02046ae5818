import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import type { BudgetState } from '../../../events/budget/budget.state.js';
import { ledgerStart } from '../../../events/position.js';
import { envelop } from '../../../events/record.js';
import type { TreeNode } from '../../../projections/content/tree.js';
import { projectSave } from '../../../projections/project-save.js';
import type { ChangedCell, FundingSums, SaveRow } from '../../../projections/rows.js';
import type { ContentBodies } from '../../ports/read-model.js';
import { provenContents } from '../proven-contents.js';
import type { Intent } from '../command-lanes.js';

/** What a table will be after a save that is not recorded yet. */
export interface MergedTable {
  contentHash: string;
  totals: FundingSums;
  /** The cells that each of the events changes. */
  changes: ChangedCell[][];
}

/** Folds events as the projection will, so that the hash is the one that the recorded save will have. */
export async function foldMergedTable(
  readModel: ContentBodies,
  before: { state: BudgetState; save: SaveRow },
  events: readonly BudgetEvent[],
  intent: Intent,
): Promise<MergedTable> {
  const { state, save } = before;
  if (events.length === 0) return { contentHash: save.contentHash, totals: save.totals, changes: [] };
  let made = 0;
  const envelope = { ...intent, stream: '', version: state.version + 1, recordedAt: '' };
  const recorded = envelop(events, envelope, save.lastRevision + 1, () => String(made++));
  const proven = provenContents(readModel);
  const { rows: treeRoot } = await proven.root(save);
  const loadNode = async (hash: string) => (await proven.nodes([hash]))[0] as TreeNode;
  const { rows } = await projectSave(
    recorded.map((event) => ({ ...event, position: ledgerStart })),
    { state, treeRoot, clock: '', loadNode, draft: null, promoting: null },
  );
  const changes = events.map((): ChangedCell[] => []);
  // Nothing is recorded yet, so the cells name no event.
  for (const change of rows.changes) changes[Number(change.eventId)]?.push({ ...change, eventId: '' });
  return { contentHash: rows.save.contentHash, totals: rows.save.totals, changes };
}
