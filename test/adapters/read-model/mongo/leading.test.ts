import { hostname } from 'node:os';
import { expect, it } from '@jest/globals';
import {
  holdMongoReadModel,
  openMongoReadModel,
  openMongoReadModelWriter,
} from '../../../../src/adapters/read-model/mongo/index.js';
import { LeaseLost } from '../../../../src/ports/read-model/writer.js';
import { WriterLocked } from '../../../../src/ports/writer-locked.js';
import { applyAll, checkpointOf, saves } from '../../../contracts/read-model/filled-model.js';
import { mongoPlaceFor, onMongo } from '../../../support/engines/mongo-databases.js';
import { collectionsIn, documentsIn } from '../../../support/engines/mongo-documents.js';
import { quick } from '../../../support/engines/mongo-timing.js';
import { eventually } from '../../../support/processes/eventually.js';
import { inFolder } from '../../../support/ledgers/scratch-folder.js';
import { startChild } from '../../../support/processes/child.js';
import type { Said } from '../../../support/processes/mongo-projector.process.js';

const half = saves.slice(0, 20);
const refused = (opening: Promise<unknown>) => opening.catch((error: unknown) => error);

onMongo('the lead of a read model in MongoDB', () => {
  it('is one projector’s: another is told who has it, and takes it once that has closed', () =>
    inFolder(async (folder) => {
      const place = mongoPlaceFor(folder.directory());
      const writer = folder.closing(await openMongoReadModelWriter(place));
      for (const opening of [openMongoReadModelWriter(place, { rebuild: true }), holdMongoReadModel(place)]) {
        const error = await refused(opening);
        expect(error).toBeInstanceOf(WriterLocked);
        expect(error).toMatchObject({ code: 'WRITER_LOCKED', pid: null });
        expect((error as Error).message).toContain(`${hostname()}, pid ${process.pid}`);
      }
      await applyAll(writer, half);
      await folder.close(writer);
      const next = folder.closing(await openMongoReadModelWriter(place));
      expect(await next.checkpoint()).toEqual(checkpointOf([]));
    }));

  it('goes to another when its holder is killed, which goes on where that stood', () =>
    inFolder(async (folder) => {
      const place = mongoPlaceFor(folder.directory());
      const child = startChild<Said>('./mongo-projector.process.js', [place.url, place.database]);
      await child.until((said) => said.length >= 3);
      const reader = folder.closing(await openMongoReadModel(place));
      await child.kill();
      expect(await reader.leader()).not.toBeNull();
      const writer = folder.closing(await openMongoReadModelWriter(place, {}, quick));
      const { position } = await writer.checkpoint();
      expect(position >= (child.said.at(2) as { applied: string }).applied).toBe(true);
      await applyAll(writer, saves);
      expect(await reader.status()).toEqual({ ...checkpointOf(saves), halt: null });
    }));

  it('is lost to a holder that was stopped: what it sends when it goes on changes nothing', () =>
    inFolder(async (folder) => {
      const place = mongoPlaceFor(folder.directory());
      const whole = mongoPlaceFor(folder.directory());
      const child = startChild<Said>('./mongo-projector.process.js', [place.url, place.database]);
      try {
        await child.until((said) => said.length >= 5);
        process.kill(child.pid, 'SIGSTOP');
        const writer = folder.closing(await openMongoReadModelWriter(place, {}, quick));
        const { position } = await writer.checkpoint();
        const left = saves.filter(({ save }) => save.lastPosition > position);
        expect(left.length).toBeGreaterThan(3);
        const [next] = left;
        if (next !== undefined) await writer.apply([next], [], checkpointOf([next]));
        process.kill(child.pid, 'SIGCONT');
        await child.until((said) => said.some((each) => 'failed' in each));
        expect(child.said.at(-1)).toEqual({ failed: 'LeaseLost' });
        const reader = folder.closing(await openMongoReadModel(place));
        expect((await reader.status()).position).toBe(next?.save.lastPosition);
        await applyAll(writer, saves);
        await folder.close(writer);
        const never = folder.closing(await openMongoReadModelWriter(whole));
        await applyAll(never, saves);
        expect(await documentsIn(place, /^views-1\./)).toEqual(await documentsIn(whole, /^views-1\./));
      } finally {
        await child.kill();
      }
    }));

  it('that was taken away lets its former holder change nothing that readers see', () =>
    inFolder(async (folder) => {
      const place = mongoPlaceFor(folder.directory());
      const former = folder.closing(await openMongoReadModelWriter(place, {}, { ...quick, beatMs: 3_600_000 }));
      await applyAll(former, half);
      await former.serve();
      const writer = folder.closing(await openMongoReadModelWriter(place, { rebuild: true }, quick));
      const before = await documentsIn(place, /^views$/);
      const [next] = saves.slice(20);
      const halt = { position: checkpointOf(half).position, eventId: 'event', message: 'no', since: '' };
      const isApplying = former.apply(next ? [next] : [], [], checkpointOf(next ? [next] : []));
      await expect(isApplying).rejects.toBeInstanceOf(LeaseLost);
      await expect(former.halt(halt)).rejects.toBeInstanceOf(LeaseLost);
      await expect(former.apply([], [], checkpointOf(half))).rejects.toBeInstanceOf(LeaseLost);
      const withoutBeats = (documents: Record<string, unknown[]>) =>
        (documents['views'] as { _id: string }[]).filter(({ _id }) => _id !== 'beat');
      expect(withoutBeats(await documentsIn(place, /^views$/))).toEqual(withoutBeats(before));
      await former.close();
      await applyAll(writer, saves);
      await writer.serve();
      const reader = folder.closing(await openMongoReadModel(place));
      expect(await reader.status()).toEqual({ ...checkpointOf(saves), halt: null });
    }));

  it('that was taken away is known to its former holder, though it has nothing to apply', () =>
    inFolder(async (folder) => {
      const place = mongoPlaceFor(folder.directory());
      const former = folder.closing(await openMongoReadModelWriter(place, {}, { ...quick, beatMs: 5_000 }));
      const isLost = new Promise((resolve) => former.lost?.addEventListener('abort', resolve));
      await eventually(async () => {
        const opened = await openMongoReadModelWriter(place, {}, quick).catch(() => null);
        if (opened !== null) folder.closing(opened);
        return opened !== null;
      });
      await isLost;
      expect(former.lost?.reason).toBeInstanceOf(LeaseLost);
    }));

  it('is held to clear it: nobody is answered any more, and the next projector begins with nothing', () =>
    inFolder(async (folder) => {
      const place = mongoPlaceFor(folder.directory());
      const writer = await openMongoReadModelWriter(place);
      await applyAll(writer, half);
      await writer.serve();
      await writer.close();
      const reader = folder.closing(await openMongoReadModel(place));
      const held = await holdMongoReadModel(place);
      expect(await refused(openMongoReadModelWriter(place))).toBeInstanceOf(WriterLocked);
      await held.clear();
      await held.release();
      await expect(reader.status()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      const next = folder.closing(await openMongoReadModelWriter(place, {}, { ...quick, removeAfterMs: 1 }));
      expect(await next.checkpoint()).toEqual(checkpointOf([]));
      await applyAll(next, half);
      await next.serve();
      expect(await reader.status()).toEqual({ ...checkpointOf(half), halt: null });
      await eventually(async () => (await collectionsIn(place, /^views-1\./)).length === 0);
    }));
});
