import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromSnapshot } from '../../events/budget/budget.snapshot.js';
import { absentBudget } from '../../events/budget/budget.state.js';
import { budgetStream } from '../../events/identity.js';
import { runProjector } from '../../src/app/projector.js';
import { ledgerStart } from '../../src/ports/event-store.js';
import type { Checkpoint } from '../../src/ports/read-model.js';
import { allAnswers, idsOf } from '../support/oracles/all-answers.js';
import { triedOnPair } from '../support/ledgers/pair.js';
import { inFolder } from '../support/ledgers/scratch-folder.js';
import { never, now, openViews, openWriter, project, reading, storeWith } from '../support/ledgers/projecting.js';
import { evolved, histories, sampleHistory } from '../support/random/history.js';
import { appendAll, growing } from '../support/ledgers/stored-history.js';
import { cases } from '../support/random/cases.js';

describe('the projector', () => {
  it('gives the same views wherever it is stopped and started again as in one run', async () => {
    const stops = fc.array(fc.nat({ max: 1_000 }), { maxLength: 6 });
    const batches = fc.integer({ min: 1, max: 9 });
    await fc.assert(
      fc.asyncProperty(histories({ saves: 14 }), stops, batches, (history, seeds, batch) =>
        inFolder(async (folder) => {
          const { store, positions, ends, head } = await storeWith(folder, history);
          const whole = folder.directory();
          const stopped = folder.directory();
          await project(store, whole, head, { batch: 100 });
          const at = seeds.map((seed) => positions[seed % positions.length] ?? ledgerStart).sort();
          for (const position of at)
            await project(store, stopped, position, { batch, cachedRows: 1 + (batch % 2) * 500 });
          await project(store, stopped, head, { batch });
          const ids = idsOf(history);
          const [one, other] = await Promise.all(
            [whole, stopped].map((readModel) => reading(readModel, (each) => allAnswers(each, ids, triedOnPair(ends)))),
          );
          expect(other).toBe(one);
        }),
      ),
      { numRuns: cases(12, 3), interruptAfterTimeLimit: 20_000 },
    );
  });

  it('never sets its checkpoint ahead of the ledger or into a save', () =>
    inFolder(async (folder) => {
      const { store, ends, head } = await storeWith(folder, sampleHistory({ saves: 30 }, 7));
      const directory = folder.directory();
      const readModel = folder.closing(await openWriter(directory));
      await readModel.serve();
      const reader = folder.closing(await openViews(directory));
      const seen: Checkpoint[] = [await readModel.checkpoint()];
      await runProjector({
        events: growing(store, head, 2),
        readModel,
        signal: never,
        now,
        onApplied: (checkpoint) => seen.push(checkpoint),
      });
      for (const { position, clock } of seen.slice(1)) {
        expect(ends).toContain(position);
        const save = await reader.lastSave(position);
        expect({ position: save?.lastPosition, clock: save?.clock }).toEqual({ position, clock });
      }
      expect(seen.map(({ position }) => position)).toEqual(seen.map(({ position }) => position).sort());
      expect(seen.at(0)).toEqual({ position: ledgerStart, clock: '' });
      expect(seen.at(-1)).toEqual(await readModel.checkpoint());
      expect(seen.at(-1)?.position).toBe(head);
    }));

  it('follows the ledger until it is told to stop', () =>
    inFolder(async (folder) => {
      const [first = [], rest = []] = halves(sampleHistory({ saves: 20 }, 3));
      const { store } = await storeWith(folder, first);
      const directory = folder.directory();
      const readModel = folder.closing(await openWriter(directory));
      await readModel.serve();
      const reader = folder.closing(await openViews(directory));
      const stop = new AbortController();
      const running = runProjector({ events: store, readModel, signal: stop.signal, now });
      expect(await reader.reached(await store.head(), 60_000)).toBe(true);
      await appendAll(store, rest);
      expect(await reader.reached(await store.head(), 60_000)).toBe(true);
      stop.abort();
      expect(await running).toBeNull();
    }));

  it('keeps a snapshot of a long stream that equals the replay of its events', () =>
    inFolder(async (folder) => {
      const history = sampleHistory({ budgets: 1, saves: 400 }, 11);
      const events = history.flatMap((save) => save.events);
      expect(events.length).toBeGreaterThan(500);
      const { store, head } = await storeWith(folder, history);
      const directory = folder.directory();
      await project(store, directory, head, { batch: 50 });
      const snapshot = await reading(directory, (readModel) =>
        readModel.snapshot(budgetStream(history[0]?.budgetId ?? '')),
      );
      const revision = snapshot?.revision ?? 0;
      expect(revision).toBeGreaterThan(events.length - 300);
      expect(events[revision]?.endsSave).toBe(true);
      const replayed = events.slice(0, revision + 1).reduce(evolved, absentBudget);
      expect(plain(fromSnapshot(snapshot?.body ?? ''))).toEqual(plain(replayed));
    }));

  it('goes on from a snapshot as from the events', () =>
    inFolder(async (folder) => {
      const history = sampleHistory({ budgets: 1, saves: 200 }, 12);
      const { store, ends, head } = await storeWith(folder, history);
      const whole = folder.directory();
      const resumed = folder.directory();
      await project(store, whole, head, { batch: 50 });
      for (const last of [ends.at(-3) ?? head, ends.at(-2) ?? head, head]) await project(store, resumed, last);
      const stream = budgetStream(history[0]?.budgetId ?? '');
      expect((await reading(resumed, (readModel) => readModel.snapshot(stream)))?.revision).toBeGreaterThan(250);
      const [one, other] = await Promise.all(
        [whole, resumed].map((readModel) =>
          reading(readModel, (each) => allAnswers(each, idsOf(history), triedOnPair(ends.slice(-6)))),
        ),
      );
      expect(other).toBe(one);
    }));
});

function halves<T>(of: readonly T[]): T[][] {
  const middle = Math.floor(of.length / 2);
  return [of.slice(0, middle), of.slice(middle)];
}

function plain(state: unknown): unknown {
  return JSON.parse(JSON.stringify(state));
}
