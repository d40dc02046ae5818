import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leafHash } from '../../events/leaf-hash.js';
import type { CommandOutcomes } from '../../src/app/command-outcomes.js';
import { commandOutcomes } from '../../src/app/command-outcomes.js';
import type { CommandOutcome, EventStore, Position, StoredEvent } from '../../src/ports/event-store.js';
import { ledgerStart } from '../../src/ports/event-store.js';
import { openViews, project, storeWith } from '../support/ledgers/projecting.js';
import type { ScratchFolder } from '../support/ledgers/scratch-folder.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import { withSharedWriters } from '../support/ledgers/two-processes.js';
import type { DecidedSave } from '../support/random/history.js';
import { sampleHistory } from '../support/random/history.js';

let folder: ScratchFolder;
let store: EventStore;
let ends: Position[];
let directory: string;
/** Of every command of the history, as its events tell it. */
let known: CommandOutcome[];
let read: number;

beforeEach(async () => {
  folder = openFolder();
  directory = folder.directory();
  const history = sampleHistory({ saves: 12 }, 7);
  ({ store, ends } = await storeWith(folder, history));
  const stored = await store.readAll(ledgerStart, 100_000);
  known = history.map((save) => outcomeOf(save, stored));
  read = 0;
});
afterEach(() => folder.leave());

function outcomeOf({ events }: DecidedSave, stored: readonly StoredEvent[]): CommandOutcome {
  const [first, last] = [events[0], events.at(-1)].map((event) => stored.find(({ id }) => id === event?.id));
  if (events[0] === undefined || first === undefined || last === undefined) throw new Error('a save is not stored');
  const { commandId, commandHash, stream, version } = events[0];
  return {
    commandId,
    commandHash,
    stream,
    version,
    firstRevision: first.revision,
    lastRevision: last.revision,
    firstPosition: first.position,
    lastPosition: last.position,
  };
}

/** Of a process whose read model shows the saves up to this one. */
async function outcomesAt(shown: number, tailBound?: number): Promise<CommandOutcomes> {
  await project(store, directory, ends[shown] as Position);
  const readModel = folder.closing(await openViews(directory));
  const shared = withSharedWriters(store);
  const counted: EventStore = {
    ...shared,
    async readAll(...of) {
      const page = await shared.readAll(...of);
      read += page.length;
      return page;
    },
  };
  const tools = { store: counted, readModel };
  return commandOutcomes(tailBound === undefined ? tools : { ...tools, tailBound });
}

describe('what commands came to, on a store without an index of them', () => {
  it('is what an index would say, of those that the read model shows and of those behind', async () => {
    expect(known).toHaveLength(ends.length);
    const outcomes = await outcomesAt(Math.floor(ends.length / 2));
    for (const outcome of known) expect(await outcomes.of(outcome.commandId)).toEqual(outcome);
    expect(await outcomes.of('never-seen')).toBeNull();
  });

  it('is known of a command from its acknowledgement on, though no projector has seen it', async () => {
    const outcomes = await outcomesAt(1);
    expect(await outcomes.of('late')).toBeNull();
    const [event] = await store.readAll(known.at(-2)?.lastPosition as Position, 1);
    const save = { stream: 'draft-late', expectedRevision: -1, version: 0, commandId: 'late', commandHash: 'hash' };
    const own = { id: randomUUID(), type: 'DraftOpened' };
    const envelope = { ...own, stream: save.stream, revision: 0, commandId: save.commandId, endsSave: true };
    const body = JSON.stringify({ ...JSON.parse(event?.body ?? '{}'), ...envelope });
    await store.append({ ...save, events: [{ ...own, body, leafHash: leafHash(body) }] });
    expect(await outcomes.of('late')).toMatchObject({ commandId: 'late', stream: 'draft-late', firstRevision: 0 });
  });

  it('has each event behind the checkpoint read once, whatever the number of questions', async () => {
    const outcomes = await outcomesAt(2);
    const ids = known.map(({ commandId }) => commandId);
    await Promise.all([...ids, ...ids].map((id) => outcomes.of(id)));
    const behind = await store.readAll(ends[2] as Position, 10_000);
    expect(read).toBe(behind.length);
  });

  it('is not denied of a command while the read model is too far behind, and is again once it is not', async () => {
    const outcomes = await outcomesAt(0, 3);
    expect(await outcomes.of(known[0]?.commandId ?? '')).toEqual(known[0]);
    await expect(outcomes.of('never-seen')).rejects.toMatchObject({
      code: 'NOT_READY',
      message: expect.stringContaining('没有办理'),
      messageEn: expect.stringContaining('more than 3 events behind'),
      argument: ['commandId'],
    });
    const caughtUp = await outcomesAt(ends.length - 1, 3);
    expect(await caughtUp.of('never-seen')).toBeNull();
  });
});
