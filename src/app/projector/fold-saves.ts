import { LRUCache } from 'lru-cache';
import { toSnapshot } from '../../../events/budget/budget.snapshot.js';
import { evolve } from '../../../events/budget/budget.evolve.js';
import type { BudgetState } from '../../../events/budget/budget.state.js';
import { stampOf } from '../../../events/budget/budget.state.js';
import type { TreeNode } from '../../../projections/content/tree.js';
import { readNode } from '../../../projections/content/tree.js';
import { projectDraftOpening } from '../../../projections/draft-opening.js';
import type { DraftRow } from '../../../projections/draft-rows.js';
import type { PositionedEvent, PositionedOwnEvent } from '../../../projections/positioned-event.js';
import { projectSave } from '../../../projections/project-save.js';
import type { EventReader } from '../../ports/event-store.js';
import type { Points, Snapshots } from '../../ports/read-model.js';
import { clocksAfter } from '../corrected-clocks.js';
import type { FollowedSave } from '../follow-saves.js';
import { isOwnSave } from '../follow-saves.js';
import { loadBudget, weightOf } from '../load-budget.js';
import type { CachedTable } from '../table-cache.js';
import { tableCache } from '../table-cache.js';
import type { SaveBatch } from './save-batch.js';

export interface FoldTools {
  events: Pick<EventReader, 'readStream' | 'readAll'>;
  snapshots: Snapshots & Pick<Points, 'lastSave' | 'saveAt'>;
  batch: SaveBatch;
  /** Rows of folded states kept in memory, over all budgets. */
  cachedRows: number;
}

/** A budget or a draft as its last folded save left it. */
interface Folded extends CachedTable {
  treeRoot: string | null;
  draft: DraftRow | null;
  snapshotRevision: number;
}

const nodesKept = 4_096;
/** A snapshot is taken after so many events, or after a quarter as many as the state has rows: writing it costs those. */
const eventsPerSnapshot = 256;

/**
 * Folds saves into the batch, in ledger order. The state that each one stands on is in memory, or loaded.
 * @throws PoisonEvent naming the event that cannot be applied; what the stores throw
 */
export function savesFolder({
  events,
  snapshots,
  batch,
  cachedRows,
}: FoldTools): (save: FollowedSave) => Promise<void> {
  const folded = tableCache<Folded>(cachedRows);
  const nodes = new LRUCache<string, TreeNode>({ max: nodesKept });

  async function loadNode(hash: string): Promise<TreeNode> {
    const known = nodes.get(hash);
    if (known !== undefined) return known;
    const node = readNode(await batch.content(hash));
    nodes.set(hash, node);
    return node;
  }

  async function foldedBefore(first: PositionedEvent): Promise<Folded> {
    const known = folded.get(first.stream);
    if (known !== undefined) return known;
    const loaded = await loadBudget(first.stream, { events, snapshots, held }, first.revision - 1);
    const { state } = loaded;
    if (state.status === 'absent') return { ...loaded, treeRoot: null, draft: null };
    const { treeRoot } = await batch.saveAt(state.draft?.id ?? state.budgetId, state.version);
    const draft = state.draft === null ? null : await batch.draft(state.draft.id);
    return { ...loaded, treeRoot, draft };
  }

  function held(stream: string, revision: number): BudgetState | null {
    const known = folded.peek(stream);
    return known?.revision === revision ? known.state : null;
  }

  async function foldOpening(opening: PositionedEvent & { type: 'DraftOpened' }, leafHash: string): Promise<void> {
    const { budgetId, base } = opening.data;
    batch.add(projectDraftOpening(opening, await batch.saveAt(budgetId, base.version), batch.clock()), leafHash);
  }

  /** The draft that the save takes into its budget; null: none. */
  async function promotedBy(events: readonly PositionedEvent[]): Promise<DraftRow | null> {
    const promotion = events.find(({ type }) => type === 'DraftPromoted');
    return promotion?.type === 'DraftPromoted' ? batch.draft(promotion.data.draftId) : null;
  }

  /** Of no interest to readers; what is folded on top goes on from it. */
  function foldHold(event: PositionedEvent & { type: 'DraftHeld' }, leafHash: string): void {
    const known = folded.get(event.stream);
    if (known !== undefined) {
      const state = evolve(known.state, event, stampOf(event));
      folded.set(event.stream, { ...known, state, revision: event.revision });
    }
    batch.skip(event, leafHash);
  }

  /** Of interest to whoever runs the ledger, and to no table; a correction changes the clocks of the saves before it. */
  async function foldOwn(event: PositionedOwnEvent, leafHash: string): Promise<void> {
    if (event.type !== 'ClockCorrected') return batch.skip(event, leafHash);
    // What waits has to be there before its clock can be set.
    await batch.apply();
    batch.correct({ position: event.position, leafHash }, await clocksAfter(event, { events, readModel: snapshots }));
  }

  return async ({ events: save, leafHash }) => {
    if (isOwnSave(save)) return foldOwn(save.at(-1) ?? save[0], leafHash);
    const [first] = save;
    const last = save.at(-1) ?? first;
    if (first.type === 'DraftOpened') return foldOpening(first, leafHash);
    if (first.type === 'DraftHeld') return foldHold(first, leafHash);
    const { stream } = first;
    const { revision } = last;
    const before = await foldedBefore(first);
    const promoting = await promotedBy(save);
    const {
      state,
      rows,
      nodes: made,
    } = await projectSave(save, { ...before, promoting, clock: batch.clock(), loadNode });
    let { snapshotRevision } = before;
    if (revision - snapshotRevision >= Math.max(eventsPerSnapshot, weightOf(state) / 4)) {
      snapshotRevision = revision;
      batch.addSnapshot({ stream, revision, body: toSnapshot(state) });
    }
    const { sharesWith } = before;
    const { draft } = rows;
    const { treeRoot } = rows.save;
    folded.set(stream, { state, revision, sharesWith, treeRoot, draft, snapshotRevision });
    for (const [hash, node] of made) nodes.set(hash, node);
    batch.add(rows, leafHash);
  };
}
