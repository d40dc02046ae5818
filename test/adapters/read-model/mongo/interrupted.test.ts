import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Position } from '../../../../events/position.js';
import type { ProjectedSave } from '../../../../projections/rows.js';
import { openMongoReadModel, openMongoReadModelWriter } from '../../../../src/adapters/read-model/mongo/index.js';
import type { ReadModel, Snapshot } from '../../../../src/ports/read-model.js';
import { checkpointOf, saves } from '../../../contracts/read-model/filled-model.js';
import { mongoPlaceFor, onMongo } from '../../../support/engines/mongo-databases.js';
import { documentsIn } from '../../../support/engines/mongo-documents.js';
import { quick } from '../../../support/engines/mongo-timing.js';
import { startMongoCut } from '../../../support/engines/mongo-cut.js';
import { openFolder } from '../../../support/ledgers/scratch-folder.js';
import { tableOf } from '../../../support/oracles/reference-read-model.js';

const far = '9' as Position;
const perBatch = 3;
/** More than there are writes in a batch. */
const turns = 30;
const batches = Array.from({ length: turns }, (_, turn) => saves.slice(turn * perBatch, (turn + 1) * perBatch));
const snapshotsOf = ([first]: readonly ProjectedSave[]): Snapshot[] =>
  first === undefined ? [] : [{ stream: tableOf(first.save), revision: first.save.lastRevision, body: '{}' }];

/** That a reader sees nothing of saves that are not applied yet. */
async function expectUnseen(reader: ReadModel, unseen: readonly ProjectedSave[], upTo: Position): Promise<void> {
  for (const { save, events, draft } of unseen) {
    expect(await reader.saveAt(tableOf(save), { version: save.version })).toBeNull();
    // Commands of these saves share their ids with earlier ones.
    const byCommand = await reader.saveByCommand(save.commandId);
    expect(byCommand === null || byCommand.lastPosition <= upTo).toBe(true);
    for (const { eventId } of events) {
      expect(await reader.kindsOf([eventId])).toEqual([null]);
      expect(await reader.eventPosition(eventId)).toBeNull();
    }
    if (draft !== null) expect((await reader.draft(draft.draftId, far))?.draft.version).not.toBe(draft.version);
  }
}

onMongo('a projector in MongoDB that is killed between rows and checkpoint', () => {
  const folder = openFolder();
  const place = mongoPlaceFor(folder.directory());
  const whole = mongoPlaceFor(folder.directory());
  let reader: ReadModel;
  let applied = 0;
  let killings = 0;

  beforeAll(async () => {
    const writer = await openMongoReadModelWriter(place);
    await writer.serve();
    await writer.close();
    reader = folder.closing(await openMongoReadModel(place));
  });
  afterAll(() => folder.leave());

  it.each(batches.map((_, turn) => turn + 1))(
    'at its write no. %d shows nothing of the saves, and the next one applies them',
    async (write) => {
      const batch = batches[applied] as ProjectedSave[];
      const before = await reader.status();
      const wire = await startMongoCut(place.url);
      const killed = await openMongoReadModelWriter({ ...place, url: wire.url }, {}, quick);
      wire.cutAt(write, write % 2 === 0 ? 'BEFORE' : 'AFTER');
      const died = killed.apply(batch, snapshotsOf(batch), checkpointOf(batch));
      const isApplied = await died.then(
        () => true,
        () => false,
      );
      await killed.close();
      await wire.stop();
      const after = await reader.status();
      if (after.position === before.position) {
        await expectUnseen(reader, batch, before.position);
        expect((await reader.lastSave(far))?.lastPosition ?? before.position).toBe(before.position);
      }
      expect([before.position, checkpointOf(batch).position]).toContain(after.position);
      killings += isApplied ? 0 : 1;
      if (isApplied) expect(after.position).toBe(checkpointOf(batch).position);

      const next = await openMongoReadModelWriter(place, {}, quick);
      await next.apply(batch, snapshotsOf(batch), checkpointOf(batch));
      await next.close();
      applied += 1;
      expect(await reader.status()).toEqual({ ...checkpointOf(batch), halt: null });
      expect(await reader.lastSave(far)).toEqual(batch.at(-1)?.save);
    },
  );

  it('leaves the documents that one makes who is never killed', async () => {
    expect(killings).toBeGreaterThan(5);
    const writer = await openMongoReadModelWriter(whole);
    for (const batch of batches.slice(0, applied)) {
      await writer.apply(batch, snapshotsOf(batch), checkpointOf(batch));
    }
    await writer.close();
    const made = await documentsIn(place, /^views-1\./);
    expect(Object.keys(made).length).toBeGreaterThan(8);
    expect(made).toEqual(await documentsIn(whole, /^views-1\./));
  });
});
