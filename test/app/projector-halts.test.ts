import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Position } from '../../events/position.js';
import { runProjector } from '../../src/app/projector.js';
import type { EventReader, EventStore } from '../../src/ports/event-store.js';
import { StoreUnavailable } from '../../src/ports/event-store.js';
import { allAnswers, idsOf } from '../support/oracles/all-answers.js';
import { triedOnPair } from '../support/ledgers/pair.js';
import { inFolder } from '../support/ledgers/scratch-folder.js';
import { never, now, openViews, openWriter, project, reading, storeWith } from '../support/ledgers/projecting.js';
import type { DecidedSave } from '../support/random/history.js';
import { sampleHistory } from '../support/random/history.js';
import { leafHash } from '../../events/leaf-hash.js';
import { storedForm } from '../../events/record.js';
import { appendAll, newSave } from '../support/ledgers/stored-history.js';

const history = sampleHistory({ saves: 24 }, 5);
const before = history.slice(0, -8);
const last = before.at(-1) as DecidedSave;
/** Saves of the other budget, which have nothing to do with the broken stream. */
const behind = history.slice(-8).filter(({ budgetId }) => budgetId !== last.budgetId);

interface Poison {
  what: string;
  spoil: (body: Record<string, unknown>) => unknown;
  message: RegExp;
  /** The hash beside it stays that of the body as it was. */
  keepsHash?: true;
  isAltered?: true;
}

/** Ways in which the second event of a save can be one that nobody can apply. */
const poisons: Poison[] = [
  { what: 'has an unknown type', spoil: (body) => ({ ...body, type: 'TableSung' }), message: /TableSung/ },
  {
    what: 'was written by a newer program',
    spoil: (body) => ({ ...body, schemaVersion: 99 }),
    message: /schema version 99/,
  },
  { what: 'is about a row that is not there', spoil: aboutNothing, message: /no-such-project/ },
  {
    what: 'is no event at all',
    spoil: () => 'not an event',
    message: /says something else than the store/,
    isAltered: true,
  },
  {
    what: 'was altered where it is stored',
    spoil: (body) => ({ ...body, reason: '另一个理由' }),
    message: /does not fit the hash/,
    keepsHash: true,
    isAltered: true,
  },
];

function aboutNothing(body: Record<string, unknown>) {
  return { ...body, type: 'ProjectWithdrawn', data: { projectId: 'no-such-project' } };
}

const ids = [randomUUID(), randomUUID(), randomUUID()] as const;

/** A save of three events, the second of them spoilt. */
async function appendPoisoned(store: EventStore, { spoil, keepsHash }: Pick<Poison, 'spoil' | 'keepsHash'>) {
  const like = last.events.at(-1);
  if (like === undefined) throw new Error('the last save has no event');
  const events = ids.map((id, index) => ({
    ...like,
    id,
    revision: like.revision + index + 1,
    version: like.version + 1,
    endsSave: index === 2,
    commandId: 'poisoned',
    type: 'BudgetRenamed' as const,
    schemaVersion: 1,
    data: { name: `改名${index}` },
  }));
  const bodies = events.map(storedForm).map((event) => {
    if (event.id !== ids[1]) return event;
    const body = spoil(JSON.parse(event.body) as Record<string, unknown>);
    const { type = event.type } = body as { type?: string };
    const stored = { ...event, type, body: JSON.stringify(body) };
    return keepsHash === true ? stored : { ...stored, leafHash: leafHash(stored.body) };
  });
  const { firstPosition, lastPosition } = await store.append({ ...newSave({ events }), events: bodies });
  const inside = (await store.readAll(firstPosition, 1))[0]?.position as Position;
  return { poison: inside, end: lastPosition };
}

describe.each(poisons)('the projector, when an event $what,', (poison) => {
  it('halts and names that event, having applied all saves before it and none behind', () =>
    inFolder(async (folder) => {
      const { store, ends } = await storeWith(folder, before);
      const { poison: position } = await appendPoisoned(store, poison);
      await appendAll(store, behind);
      expect(behind.length).toBeGreaterThan(0);
      const halted = folder.directory();
      const sound = folder.directory();
      const applied = ends.at(-1) as Position;
      const halt = await project(store, halted, await store.head(), { batch: 100 });
      const told = { position, eventId: ids[1], message: halt?.message, since: now() };
      expect(halt).toEqual(poison.isAltered === true ? { ...told, isAltered: true } : told);
      expect(halt?.message).toMatch(poison.message);
      const status = await reading(halted, (readModel) => readModel.status());
      expect(status).toEqual({ ...status, position: applied, halt });

      await project(store, sound, applied);
      const answers = [halted, sound].map((directory) =>
        reading(directory, (readModel) =>
          allAnswers({ ...readModel, status: noStatus }, idsOf(before), triedOnPair(ends)),
        ),
      );
      const [one, other] = await Promise.all(answers);
      expect(one).toBe(other);
      expect(await reading(halted, (readModel) => readModel.eventPosition(ids[0]))).toBeNull();
    }));
});

describe('a halted projector', () => {
  it('halts at the same event when it is started again, whatever the batches', () =>
    inFolder(async (folder) => {
      const { store } = await storeWith(folder, before);
      await appendPoisoned(store, { spoil: aboutNothing });
      const readModel = folder.directory();
      const first = await project(store, readModel, await store.head(), { batch: 100 });
      expect(await project(store, readModel, await store.head(), { batch: 1 })).toEqual(first);
    }));

  it('keeps no reader waiting for what it will never apply', () =>
    inFolder(async (folder) => {
      const { store, ends } = await storeWith(folder, before);
      const { end } = await appendPoisoned(store, { spoil: aboutNothing });
      const directory = folder.directory();
      const readModel = folder.closing(await openWriter(directory));
      await readModel.serve();
      const reader = folder.closing(await openViews(directory));
      const waiting = reader.reached(end, 600_000);
      await runProjector({ events: store, readModel, signal: never, now });
      expect(await waiting).toBe(false);
      expect(await reader.reached(ends.at(-1) as Position, 0)).toBe(true);
    }));

  it('does not put a copy that it was rebuilding in the place of the one that serves', () =>
    inFolder(async (folder) => {
      const { store, head } = await storeWith(folder, before);
      const readModel = folder.directory();
      await project(store, readModel, head);
      await appendPoisoned(store, { spoil: aboutNothing });
      expect(await project(store, readModel, await store.head(), { rebuild: true, ahead: true })).not.toBeNull();
      expect(await reading(readModel, (each) => each.status())).toMatchObject({ position: head, halt: null });
    }));
});

describe('a projector whose event store is lost', () => {
  it('ends with the store’s error, and blames no event', () =>
    inFolder(async (folder) => {
      const { store, ends, head } = await storeWith(folder, before);
      const directory = folder.directory();
      const applied = ends.at(-4) as Position;
      await project(store, directory, applied);
      const readModel = folder.closing(await openWriter(directory));
      const page = await store.readAll(applied, 100);
      const lost: EventReader = {
        ...store,
        head: async () => head,
        async *follow() {
          await store.close();
          yield page;
        },
      };
      await expect(runProjector({ events: lost, readModel, signal: never, now })).rejects.toThrow(StoreUnavailable);
      expect(await reading(directory, (each) => each.status())).toMatchObject({ position: applied, halt: null });
    }));
});

async function noStatus() {
  return { position: '' as Position, clock: '', halt: null };
}
