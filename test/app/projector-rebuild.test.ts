import { describe, expect, it } from '@jest/globals';
import type { Position } from '../../events/position.js';
import { runProjector } from '../../src/app/projector.js';
import { allAnswers, idsOf } from '../support/oracles/all-answers.js';
import { triedOnPair } from '../support/ledgers/pair.js';
import { inFolder } from '../support/ledgers/scratch-folder.js';
import { never, now, openViews, openWriter, project, reading, storeWith } from '../support/ledgers/projecting.js';
import { sampleHistory } from '../support/random/history.js';
import { appendAll, cutOff } from '../support/ledgers/stored-history.js';

const history = sampleHistory({ saves: 30 }, 9);
const ids = idsOf(history);

describe('a rebuild of the views', () => {
  it('gives byte for byte the answers that the views gave before', () =>
    inFolder(async (folder) => {
      const { store, ends, head } = await storeWith(folder, history);
      const readModel = folder.directory();
      await project(store, readModel, head, { batch: 4 });
      const old = await reading(readModel, (each) => allAnswers(each, ids, triedOnPair(ends)));
      await project(store, readModel, head, { rebuild: true, ahead: true, batch: 100, cachedRows: 1 });
      expect(await reading(readModel, (each) => allAnswers(each, ids, triedOnPair(ends)))).toBe(old);
    }));

  it('is shown once it has applied what was recorded before it began, and not sooner', () =>
    inFolder(async (folder) => {
      const { store, ends, head } = await storeWith(folder, history);
      const directory = folder.directory();
      const early = ends.at(4) as Position;
      await project(store, directory, early);
      const reader = folder.closing(await openViews(directory));
      const writer = folder.closing(await openWriter(directory, { rebuild: true }));
      const almost = cutOff(store, ends.at(-2) as Position, 3);
      await runProjector({ events: almost, readModel: writer, signal: never, now });
      expect((await reader.status()).position).toBe(early);
      await runProjector({ events: cutOff(store, head, 3), readModel: writer, signal: never, now });
      expect(await reader.reached(head, 60_000)).toBe(true);
      expect((await reader.status()).position).toBe(head);
    }));

  it('waits for nothing that is recorded while it runs', () =>
    inFolder(async (folder) => {
      const { store, ends, head } = await storeWith(folder, history.slice(0, -3));
      const directory = folder.directory();
      await project(store, directory, ends.at(0) as Position);
      const reader = folder.closing(await openViews(directory));
      const writer = folder.closing(await openWriter(directory, { rebuild: true }));
      const stop = new AbortController();
      const running = runProjector({ events: store, readModel: writer, signal: stop.signal, now });
      await appendAll(store, history.slice(-3));
      expect(await reader.reached(head, 60_000)).toBe(true);
      expect(await reader.reached(await store.head(), 60_000)).toBe(true);
      stop.abort();
      expect(await running).toBeNull();
    }));

  it('of an empty ledger is shown at once', () =>
    inFolder(async (folder) => {
      const { store, head } = await storeWith(folder, []);
      const directory = folder.directory();
      await project(store, directory, head);
      const reader = folder.closing(await openViews(directory));
      const writer = folder.closing(await openWriter(directory, { rebuild: true }));
      const stop = new AbortController();
      const running = runProjector({ events: store, readModel: writer, signal: stop.signal, now });
      await appendAll(store, history);
      expect(await reader.reached(await store.head(), 60_000)).toBe(true);
      stop.abort();
      expect(await running).toBeNull();
    }));

  it('that was cut off is begun anew, and the views that serve go on', () =>
    inFolder(async (folder) => {
      const { store, ends, head } = await storeWith(folder, history);
      const readModel = folder.directory();
      await project(store, readModel, ends.at(9) as Position);
      await project(store, readModel, ends.at(3) as Position, { rebuild: true, ahead: true });
      expect((await reading(readModel, (each) => each.status())).position).toBe(ends.at(9));
      await project(store, readModel, head);
      expect((await reading(readModel, (each) => each.status())).position).toBe(head);
      const answers = await reading(readModel, (each) => allAnswers(each, ids, triedOnPair(ends)));
      await project(store, readModel, head, { rebuild: true, ahead: true });
      expect(await reading(readModel, (each) => allAnswers(each, ids, triedOnPair(ends)))).toBe(answers);
    }));
});
