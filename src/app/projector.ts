import { LRUCache } from 'lru-cache';
import type { BudgetState } from '../../events/budget/budget.state.js';
import { toSnapshot } from '../../events/budget/budget.snapshot.js';
import { decodeEvent } from '../../events/record.js';
import type { TreeNode } from '../../projections/content/tree.js';
import { readNode } from '../../projections/content/tree.js';
import type { PositionedEvent } from '../../projections/positioned-event.js';
import { PoisonEvent, projectSave } from '../../projections/project-save.js';
import { projectDraftOpening } from '../../projections/draft-opening.js';
import type { DraftRow } from '../../projections/draft-rows.js';
import type { ProjectedSave, SaveRow } from '../../projections/rows.js';
import type { EventReader, StoredEvent } from '../ports/event-store.js';
import { ledgerStart, StoreUnavailable } from '../ports/event-store.js';
import type { Checkpoint, Halt, ReadModelWriter, Snapshot } from '../ports/read-model.js';
import { loadBudget, weightOf } from './load-budget.js';
import type { CachedTable } from './table-cache.js';
import { tableCache } from './table-cache.js';

export interface ProjectorTools {
  events: EventReader;
  readModel: ReadModelWriter;
  signal: AbortSignal;
  now: () => string;
  /** After every applied batch. */
  onApplied?: (checkpoint: Checkpoint) => void;
  /** Rows of folded states kept in memory, over all budgets. */
  cachedRows?: number;
}

/** A budget as the last applied save left it. */
interface Folded extends CachedTable {
  treeRoot: string | null;
  draft: DraftRow | null;
  snapshotRevision: number;
}

/** Applied together: large enough to share a commit, small enough that readers see progress. */
const changesPerBatch = 5_000;

/**
 * Runs the projections on any pair of engines: from the checkpoint on, whole saves only, strictly in ledger order,
 * until the signal aborts. Once it has applied what was recorded before it began, readers are answered from the copy
 * that it fills. On an event that cannot be applied it applies what came before, remembers the halt and ends.
 * @returns the halt, or null if it was stopped
 * @throws what the stores throw: a store that cannot be read says nothing about the event
 */
export async function runProjector(tools: ProjectorTools): Promise<Halt | null> {
  const { events, readModel, signal, onApplied } = tools;
  const projector = await startFrom(await readModel.checkpoint(), tools);
  const before = await events.head();
  let serving = false;
  let pending: PositionedEvent[] = [];
  await serveIfCaughtUp();
  for await (const page of events.follow(projector.checkpoint().position, signal)) {
    for (const stored of page) {
      try {
        pending.push({ ...decodeEvent(stored.body), position: stored.position });
        if (pending.at(-1)?.endsSave !== true) continue;
        await projector.add(pending);
        pending = [];
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error;
        await flushed();
        const halt = haltAt(error instanceof PoisonEvent ? error.event : stored, error, tools.now());
        await readModel.halt(halt);
        return halt;
      }
      if (projector.waiting() >= changesPerBatch) await flushed();
    }
    // Behind the head there is more to come at once, which can share a commit.
    if ((page.at(-1)?.position ?? ledgerStart) >= (await events.head())) await flushed();
  }
  return null;

  async function flushed(): Promise<void> {
    if (await projector.flush()) onApplied?.(projector.checkpoint());
    await serveIfCaughtUp();
  }

  async function serveIfCaughtUp(): Promise<void> {
    if (serving || projector.checkpoint().position < before) return;
    await readModel.serve();
    serving = true;
  }
}

async function startFrom(start: Checkpoint, { events, readModel, cachedRows = 100_000 }: ProjectorTools) {
  const folded = tableCache<Folded>(cachedRows);
  const nodes = new LRUCache<string, TreeNode>({ max: 4_096 });
  let applied = start;
  let clock = start.clock;
  let batch: ProjectedSave[] = [];
  let snapshots = new Map<string, Snapshot>();
  let fresh = new Map<string, string>();
  let changes = 0;

  async function loadNode(hash: string): Promise<TreeNode> {
    const known = nodes.get(hash);
    if (known !== undefined) return known;
    const body = fresh.get(hash) ?? (await readModel.content(hash));
    if (body === null) throw new Error(`the read model has lost the content ${hash}`);
    const node = readNode(body);
    nodes.set(hash, node);
    return node;
  }

  async function foldedBefore(first: PositionedEvent): Promise<Folded> {
    const known = folded.get(first.stream);
    if (known !== undefined) return known;
    const from = { events, snapshots: readModel, held };
    const loaded = await loadBudget(first.stream, from, first.revision - 1);
    const { state } = loaded;
    if (state.status === 'absent') return { ...loaded, treeRoot: null, draft: null };
    const { treeRoot } = await saveBefore(state.draft?.id ?? state.budgetId, state.version);
    const draft = state.draft === null ? null : await draftBefore(state.draft.id);
    return { ...loaded, treeRoot, draft };
  }

  function held(stream: string, revision: number): BudgetState | null {
    const known = folded.peek(stream);
    return known?.revision === revision ? known.state : null;
  }

  /** A save that is waiting for the next flush, or was applied. */
  async function saveBefore(tableId: string, version: number): Promise<SaveRow> {
    const isIt = ({ save }: ProjectedSave) => (save.draftId ?? save.budgetId) === tableId && save.version === version;
    const save = batch.findLast(isIt)?.save ?? (await readModel.saveAt(tableId, { version }));
    if (save === null) throw new Error(`the read model has lost version ${version} of ${tableId}`);
    return save;
  }

  async function draftBefore(draftId: string): Promise<DraftRow> {
    const waiting = batch.findLast(({ draft }) => draft?.draftId === draftId)?.draft;
    const draft = waiting ?? (await readModel.draft(draftId));
    if (draft === null) throw new Error(`the read model has lost the draft ${draftId}`);
    return draft;
  }

  function keep(rows: ProjectedSave): void {
    clock = rows.save.clock;
    changes += 1 + rows.changes.length;
    batch.push(rows);
  }

  return {
    checkpoint: () => applied,
    /** Changed cells that are waiting for the next flush. */
    waiting: () => changes,

    async add(save: readonly PositionedEvent[]): Promise<void> {
      const first = save.at(0);
      const last = save.at(-1);
      if (first === undefined || last === undefined) return;
      if (first.type === 'DraftOpened') {
        const { budgetId, base } = first.data;
        keep(projectDraftOpening(first, await saveBefore(budgetId, base.version), clock));
        return;
      }
      const before = await foldedBefore(first);
      const { state, rows, nodes: made } = await projectSave(save, { ...before, clock, loadNode });
      const { sharesWith } = before;
      let { snapshotRevision } = before;
      if (last.revision - snapshotRevision >= Math.max(256, weightOf(state) / 4)) {
        snapshotRevision = last.revision;
        snapshots.set(first.stream, { stream: first.stream, revision: last.revision, body: toSnapshot(state) });
      }
      const {
        save: { treeRoot },
        draft,
      } = rows;
      folded.set(first.stream, { state, revision: last.revision, sharesWith, treeRoot, draft, snapshotRevision });
      for (const [hash, body] of rows.contents) fresh.set(hash, body);
      for (const [hash, node] of made) nodes.set(hash, node);
      keep(rows);
    },

    async flush(): Promise<boolean> {
      const last = batch.at(-1);
      if (last === undefined) return false;
      const next: Checkpoint = { position: last.save.lastPosition, clock };
      await readModel.apply(batch, [...snapshots.values()], next);
      applied = next;
      batch = [];
      snapshots = new Map();
      fresh = new Map();
      changes = 0;
      return true;
    },
  };
}

function haltAt(event: Pick<StoredEvent, 'id' | 'position'>, error: unknown, since: string): Halt {
  const message = error instanceof Error ? error.message : String(error);
  return { position: event.position, eventId: event.id, message, since };
}
