import { expect, it } from '@jest/globals';
import type { Document } from 'mongodb';
import { openMongoReadModel, openMongoReadModelWriter } from '../../../../src/adapters/read-model/mongo/index.js';
import { applyAll, checkpointOf, saves } from '../../../contracts/read-model/filled-model.js';
import { mongoPlaceFor, onMongo } from '../../../support/engines/mongo-databases.js';
import { inDatabase } from '../../../support/engines/mongo-documents.js';
import type { SentCommand } from '../../../support/engines/mongo-cut.js';
import { startMongoCut } from '../../../support/engines/mongo-cut.js';
import { inFolder } from '../../../support/ledgers/scratch-folder.js';

const half = saves.slice(0, 20);

/** The filters by which a command finds what it writes, and the documents that it adds. */
function targetsOf({ name, command }: SentCommand): Document[] {
  const listed = (key: string) => (command[key] ?? []) as Document[];
  if (name === 'insert') return listed('documents');
  if (name === 'update') return listed('updates').map(({ q }) => q as Document);
  if (name === 'delete') return listed('deletes').map(({ q }) => q as Document);
  return name === 'findAndModify' ? [command['query'] as Document] : [];
}

onMongo('documents of a read model in MongoDB', () => {
  it('are written by their _id, each of them, as collections sharded by it want', () =>
    inFolder(async (folder) => {
      const place = mongoPlaceFor(folder.directory());
      const wire = await startMongoCut(place.url);
      const writer = await openMongoReadModelWriter({ ...place, url: wire.url });
      const snapshot = { stream: 'budget-1', revision: 1, body: '{}' };
      await writer.apply(half, [snapshot], checkpointOf(half));
      await writer.apply(half, [{ ...snapshot, revision: 2 }], checkpointOf(half));
      await writer.serve();
      await writer.close();
      await wire.stop();
      const targets = wire.sent.flatMap(targetsOf);
      expect(targets.length).toBeGreaterThan(100);
      expect(targets.filter((target) => !('_id' in target))).toEqual([]);
      expect(new Set(wire.sent.map(({ name }) => name))).toContain('delete');
    }));

  it('count when a majority has them on disk, and are read as what a majority has', () =>
    inFolder(async (folder) => {
      const place = mongoPlaceFor(folder.directory());
      const wire = await startMongoCut(place.url);
      const writer = await openMongoReadModelWriter({ ...place, url: wire.url });
      await applyAll(writer, half);
      await writer.saveAt(half[0]?.save.budgetId ?? '', { version: 1 });
      await writer.close();
      await wire.stop();
      const written = wire.sent.filter((sent) => targetsOf(sent).length > 0);
      const read = wire.sent.filter(({ name }) => name === 'find' || name === 'aggregate');
      expect(written.length).toBeGreaterThan(20);
      expect(read.length).toBeGreaterThan(1);
      for (const { command } of written) expect(command['writeConcern']).toEqual({ w: 'majority', j: true });
      for (const { command } of read) expect(command['readConcern']).toMatchObject({ level: 'majority' });
    }));

  it('hold a folded state of any size, in pieces that tear no character apart', () =>
    inFolder(async (folder) => {
      const place = mongoPlaceFor(folder.directory());
      const writer = folder.closing(await openMongoReadModelWriter(place));
      await writer.serve();
      const reader = folder.closing(await openMongoReadModel(place));
      const stream = 'budget-1';
      // Over 16 MiB as UTF-8, and a surrogate pair at every place where it could be cut.
      const body = `${'绩'.repeat(3)}${'𠀀'.repeat(4_300_000)}`;
      expect(Buffer.byteLength(body)).toBeGreaterThan(16 * 1024 * 1024);
      await writer.apply(half.slice(0, 2), [{ stream, revision: 9, body }], checkpointOf(half.slice(0, 2)));
      expect((await writer.snapshot(stream))?.body === body).toBe(true);
      expect((await reader.snapshot(stream))?.body === body).toBe(true);
      const small = { stream, revision: 12, body: '{}' };
      await writer.apply(half.slice(2, 4), [small], checkpointOf(half.slice(2, 4)));
      expect(await reader.snapshot(stream)).toEqual(small);
      expect(await inDatabase(place, (database) => database.collection('views-1.snapshots').countDocuments())).toBe(1);
    }));

  it('that other events left behind, of which the ledger knows nothing any more, are not taken for its own', () =>
    inFolder(async (folder) => {
      const place = mongoPlaceFor(folder.directory());
      const writer = folder.closing(await openMongoReadModelWriter(place));
      await applyAll(writer, half);
      const [next] = saves.slice(20);
      if (next === undefined) throw new Error('there are more saves than that');
      const other = { ...next, save: { ...next.save, reason: 'another one' } };
      await inDatabase(place, (database) =>
        database.collection<Document & { _id: string }>('views-1.saves').insertOne({
          _id: next.save.lastPosition,
          tableId: next.save.budgetId,
          version: next.save.version,
          clock: next.save.clock,
          commandId: next.save.commandId,
          row: other.save,
        }),
      );
      await expect(writer.apply([next], [], checkpointOf([next]))).rejects.toThrow(/saves.*budget-ledger rebuild/);
      expect(await writer.checkpoint()).toEqual(checkpointOf(half));
    }));
});
