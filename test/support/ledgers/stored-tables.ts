import { randomUUID } from 'node:crypto';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import type { RowStamp } from '../../../events/budget/budget.state.js';
import { budgetStream, draftStream } from '../../../events/identity.js';
import { envelop, storedForm } from '../../../events/record.js';
import { openEventStore } from '../../../src/engines/stores.js';
import type { EventStore } from '../../../src/ports/event-store.js';
import type { Snapshot } from '../../../src/ports/read-model.js';
import type { DraftSave } from '../given-when-then/drafts.js';
import { draftStamp } from '../given-when-then/drafts.js';
import { hospitalBudget } from '../given-when-then/every-edit.js';
import { configOf } from './pair.js';
import type { ScratchFolder } from './scratch-folder.js';
import { stampOf } from '../random/edits.js';
import { sampleSave } from '../given-when-then/stored-event.js';

export const budget = budgetStream('budget-1');
export const draft = draftStream('draft-1');

/** A real store, and what is appended to it: saves of one stream after another, with the stamps of the builders. */
export interface StoredTables {
  store: EventStore;
  budget(...saves: (BudgetEvent | readonly BudgetEvent[])[]): Promise<void>;
  /** The first one opens it. */
  draft(draftId: string, ...saves: DraftSave[]): Promise<void>;
}

/** Begins with `hospitalBudget`: version 3, revision 4. */
export async function storedTables(folder: ScratchFolder): Promise<StoredTables> {
  const store = folder.closing(await openEventStore(configOf(folder.directory())));
  const ends = new Map<string, { revision: number; version: number }>();
  let commands = 0;

  async function append(stream: string, first: number, facts: readonly BudgetEvent[], stampAt: StampAt): Promise<void> {
    const { revision, version: before } = ends.get(stream) ?? { revision: -1, version: first - 1 };
    const version = before + 1;
    const { actorId, recordedAt, onBehalfOf = null } = stampAt(version);
    const commandId = `command-${(commands += 1)}`;
    const actor = { ...sampleSave.actor, id: actorId, onBehalfOf };
    const save = { ...sampleSave, stream, version, recordedAt, commandId, actor };
    const events = envelop(facts, save, revision + 1, randomUUID);
    ends.set(stream, { revision: revision + events.length, version });
    await store.append({
      stream,
      expectedRevision: revision,
      version,
      commandId,
      commandHash: save.commandHash,
      events: events.map(storedForm),
    });
  }

  const tables: StoredTables = {
    store,
    async budget(...saves) {
      for (const save of saves) await append(budget, 1, [save].flat(), stampOf);
    },
    async draft(draftId, ...saves) {
      for (const save of saves) {
        await append(draftStream(draftId), 0, save.events, (version) => draftStamp(save, version));
      }
    },
  };
  await tables.budget(...hospitalBudget);
  return tables;
}

type StampAt = (version: number) => RowStamp;

export function snapshotsOf(...snapshots: Snapshot[]) {
  return { snapshot: async (stream: string) => snapshots.find((each) => each.stream === stream) ?? null };
}
