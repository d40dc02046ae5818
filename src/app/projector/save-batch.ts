import { checkNotLost } from '../lost.js';
import type { DraftRow } from '../../../projections/draft-rows.js';
import type { PositionedEvent } from '../../../projections/positioned-event.js';
import type { ProjectedSave, SaveRow } from '../../../projections/rows.js';
import type { Position } from '../../ports/event-store.js';
import type { Checkpoint, ClockAt, ReadModelWriter, Snapshot } from '../../ports/read-model.js';

/** Folded saves that wait to be applied together, and what the read model is with them. */
export interface SaveBatch {
  /** Of what has been applied. */
  checkpoint(): Checkpoint;
  /** The ledger's clock behind the last save, applied or waiting. */
  clock(): string;
  /** Changed cells and saves that are waiting. */
  weight(): number;
  add(save: ProjectedSave, leafHash: string): void;
  /** A save that leaves no row: the checkpoint goes behind it. */
  skip(last: Pick<PositionedEvent, 'position' | 'recordedAt'>, leafHash: string): void;
  /** A correction, which leaves no row of its own: from it on the saves before it have these clocks, its own the last. */
  correct(end: { position: Position; leafHash: string }, clocks: readonly ClockAt[]): void;
  /** Replaces the stream's older one when the batch is applied. */
  addSnapshot(snapshot: Snapshot): void;
  /** Applies what is waiting, and moves the checkpoint with it. False: nothing was waiting. */
  apply(): Promise<boolean>;
  /** Each of these finds what is waiting, else what was applied; an error if there is none. */
  saveAt(tableId: string, version: number): Promise<SaveRow>;
  draft(draftId: string): Promise<DraftRow>;
  content(hash: string): Promise<string>;
}

export function startBatch(readModel: ReadModelWriter, start: Checkpoint): SaveBatch {
  let applied = start;
  let { clock } = start;
  let saves: ProjectedSave[] = [];
  /** The end of the last save that waits; null: none does. */
  let upTo: { position: Position; leafHash: string } | null = null;
  let snapshots = new Map<string, Snapshot>();
  let contents = new Map<string, string>();
  let weight = 0;
  let clocks: readonly ClockAt[] = [];
  let { corrected } = start;

  return {
    checkpoint: () => applied,
    clock: () => clock,
    weight: () => weight,

    add(projected, leafHash) {
      clock = projected.save.clock;
      weight += 1 + projected.changes.length;
      for (const [hash, body] of projected.contents) contents.set(hash, body);
      saves.push(projected);
      upTo = { position: projected.save.lastPosition, leafHash };
    },

    skip({ position, recordedAt }, leafHash) {
      if (recordedAt > clock) clock = recordedAt;
      weight += 1;
      upTo = { position, leafHash };
    },

    correct(end, given) {
      clocks = [...clocks, ...given];
      clock = given.at(-1)?.clock ?? clock;
      corrected = end.position;
      weight += 1 + given.length;
      upTo = end;
    },

    addSnapshot: (snapshot) => void snapshots.set(snapshot.stream, snapshot),

    async apply() {
      if (upTo === null) return false;
      const next: Checkpoint = { ...upTo, clock, ...(corrected !== undefined && { corrected }) };
      await readModel.apply(saves, [...snapshots.values()], next, clocks);
      applied = next;
      saves = [];
      upTo = null;
      snapshots = new Map();
      contents = new Map();
      clocks = [];
      weight = 0;
      return true;
    },

    async saveAt(tableId, version) {
      const isIt = ({ save }: ProjectedSave) => (save.draftId ?? save.budgetId) === tableId && save.version === version;
      const save = saves.findLast(isIt)?.save ?? (await readModel.saveAt(tableId, { version }));
      return checkNotLost(save, `version ${version} of ${tableId}`);
    },

    async draft(draftId) {
      const waiting = saves.findLast(({ draft }) => draft?.draftId === draftId)?.draft;
      return checkNotLost(waiting ?? (await readModel.draft(draftId)), `the draft ${draftId}`);
    },

    async content(hash) {
      return checkNotLost(contents.get(hash) ?? (await readModel.content(hash)), `the content ${hash}`);
    },
  };
}
