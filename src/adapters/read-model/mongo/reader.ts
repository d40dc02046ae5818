import type { ReadModel } from '../../../ports/read-model.js';
import { aggregatesOf } from './aggregates.js';
import { changesOf } from './changes.js';
import { connect } from './connection.js';
import { contentsOf } from './contents.js';
import { draftsOf } from './drafts.js';
import { pointsOf } from './points.js';
import { progressOf } from './progress.js';
import { rowsOf } from './rows.js';
import { sealsOf } from './seals.js';
import type { ServingTiming } from './serving.js';
import { openServing, servingTiming } from './serving.js';
import { newestSnapshot } from './snapshots.js';
import type { MongoPlace } from './url.js';

/**
 * Reads the read model beside its writer, in any process, and goes over to a new copy when one is served. Waits while there
 * is none that this program can read: its rebuild is under way.
 * @param building aborts when nothing builds the read model any more
 * @throws CannotRead if there is none to read, and none will be; CannotConnect
 */
export async function openMongoReadModel(
  place: MongoPlace,
  building?: AbortSignal,
  timing: ServingTiming = servingTiming,
): Promise<ReadModel> {
  const connection = await connect(place);
  try {
    const serving = await openServing(connection, building, timing);
    return {
      ...progressOf(serving, connection),
      ...pointsOf(serving),
      ...rowsOf(serving),
      ...aggregatesOf(serving),
      ...changesOf(serving),
      ...draftsOf(serving),
      ...sealsOf(serving),
      ...contentsOf(serving),
      snapshot: (stream) => serving.ask((copy) => newestSnapshot(copy, stream)),
      async close() {
        serving.close();
        await connection.close();
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
