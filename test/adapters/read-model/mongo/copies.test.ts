import { expect, it } from '@jest/globals';
import {
  inspectMongoReadModel,
  openMongoReadModel,
  openMongoReadModelWriter,
} from '../../../../src/adapters/read-model/mongo/index.js';
import { servingTiming } from '../../../../src/adapters/read-model/mongo/serving.js';
import type { MongoPlace } from '../../../../src/adapters/read-model/mongo/url.js';
import { writerTiming } from '../../../../src/adapters/read-model/mongo/writer.js';
import { applyAll, checkpointOf, saves } from '../../../contracts/read-model/filled-model.js';
import { mongoPlaceFor, onMongo } from '../../../support/engines/mongo-databases.js';
import { collectionsIn, inDatabase } from '../../../support/engines/mongo-documents.js';
import { eventually } from '../../../support/processes/eventually.js';
import { inFolder } from '../../../support/ledgers/scratch-folder.js';

const half = saves.slice(0, 20);
const atOnce = { ...writerTiming, removeAfterMs: 1 };

async function copiesIn(place: MongoPlace): Promise<number[]> {
  const names = await collectionsIn(place, /^views-\d+\./);
  return [...new Set(names.map((name) => Number(/^views-(\d+)/.exec(name)?.[1])))];
}

async function fill(place: MongoPlace): Promise<void> {
  const writer = await openMongoReadModelWriter(place);
  await applyAll(writer, half);
  await writer.serve();
  await writer.close();
}

onMongo('copies of a read model in MongoDB', () => {
  it('are kept for a while after another has taken their place, and those that never served are not', () =>
    inFolder(async (folder) => {
      const place = mongoPlaceFor(folder.directory());
      await fill(place);
      const cutOff = await openMongoReadModelWriter(place, { rebuild: true });
      await applyAll(cutOff, saves.slice(0, 2));
      await cutOff.close();
      expect(await copiesIn(place)).toEqual([1, 2]);
      const rebuilt = await openMongoReadModelWriter(place, { rebuild: true });
      expect(await copiesIn(place)).toEqual([1, 3]);
      await applyAll(rebuilt, half);
      await rebuilt.serve();
      await rebuilt.close();
      expect(await copiesIn(place)).toEqual([1, 3]);
      const next = folder.closing(await openMongoReadModelWriter(place, {}, atOnce));
      await eventually(async () => (await copiesIn(place)).join() === '3');
      await applyAll(next, saves);
      expect(await next.checkpoint()).toEqual(checkpointOf(saves));
    }));

  it('that were removed beneath a question are not answered from: it is asked again of the one that serves', () =>
    inFolder(async (folder) => {
      const place = mongoPlaceFor(folder.directory());
      await fill(place);
      // It looks at nothing before a question, and trusts nothing after one.
      const timing = { lookAfterMs: 3_600_000, trustMs: -1 };
      const reader = folder.closing(await openMongoReadModel(place, undefined, timing));
      const rebuilt = folder.closing(await openMongoReadModelWriter(place, { rebuild: true }, atOnce));
      await applyAll(rebuilt, saves);
      await rebuilt.serve();
      await eventually(async () => (await copiesIn(place)).join() === '2');
      const [first] = half;
      const { position } = checkpointOf(half);
      expect(await reader.lastSave(position)).toEqual(half.at(-1)?.save);
      expect(await reader.contents([first?.save.contentHash ?? ''])).toHaveLength(1);
    }));

  it('are kept for far longer than readers trust what they have seen', () => {
    expect(writerTiming.removeAfterMs).toBeGreaterThan(5 * servingTiming.trustMs);
    expect(servingTiming.trustMs).toBeGreaterThan(servingTiming.lookAfterMs);
  });

  it('that another version of the program made are neither read nor gone on with', () =>
    inFolder(async (folder) => {
      const place = mongoPlaceFor(folder.directory());
      await fill(place);
      await inDatabase(place, (database) =>
        database.collection<{ _id: string }>('views').updateOne({ _id: 'views' }, { $set: { 'copies.1.format': 999 } }),
      );
      const opening = openMongoReadModel(place, AbortSignal.abort());
      await expect(opening).rejects.toMatchObject({ name: 'CannotRead', code: 'NOTHING_THERE' });
      expect((await inspectMongoReadModel(place)).serving).toEqual({ generation: 1, format: 999, isReadable: false });
      const rebuilt = folder.closing(await openMongoReadModelWriter(place));
      expect(await rebuilt.checkpoint()).toEqual(checkpointOf([]));
      let opened = false;
      const waiting = openMongoReadModel(place).then((found) => {
        opened = true;
        return folder.closing(found);
      });
      await applyAll(rebuilt, saves);
      expect(opened).toBe(false);
      await rebuilt.serve();
      expect(await (await waiting).status()).toEqual({ ...checkpointOf(saves), halt: null });
    }));

  it('have the indexes that are missing made, and those that are others named', () =>
    inFolder(async (folder) => {
      const place = mongoPlaceFor(folder.directory());
      await fill(place);
      await inDatabase(place, (database) => database.collection('views-1.saves').dropIndex('by_clock'));
      expect((await inspectMongoReadModel(place)).check?.damage).toEqual(['views-1.saves.by_clock: missing']);
      await (await openMongoReadModelWriter(place)).close();
      expect((await inspectMongoReadModel(place)).check?.damage).toEqual([]);
      await inDatabase(place, async (database) => {
        await database.collection('views-1.saves').dropIndex('by_clock');
        await database.collection('views-1.saves').createIndex({ version: 1 }, { name: 'by_clock' });
      });
      await expect(openMongoReadModelWriter(place)).rejects.toThrow(/views-1\.saves\.by_clock \{"version":1\}/);
      const { check } = await inspectMongoReadModel(place);
      expect(check?.damage).toEqual(['views-1.saves.by_clock: {"version":1}']);
    }));

  it('are told of by the server: which serves, how large they are, and whether they are being filled', () =>
    inFolder(async (folder) => {
      const place = mongoPlaceFor(folder.directory());
      expect(await inspectMongoReadModel(place)).toMatchObject({ serving: null, isBeingWritten: false });
      await fill(place);
      const writer = await openMongoReadModelWriter(place);
      const report = await inspectMongoReadModel(place);
      expect(report).toMatchObject({ serving: { generation: 1, isReadable: true }, isBeingWritten: true });
      expect(report.engine).toMatch(/^MongoDB \d+\.\d+\.\d+, (standalone|replica set|sharded)$/);
      expect(report.reminders[0]?.zh).toContain('未经证实');
      expect(report.bytes).toBeGreaterThan(1_000);
      await writer.close();
      expect((await inspectMongoReadModel(place)).isBeingWritten).toBe(false);
    }));
});
