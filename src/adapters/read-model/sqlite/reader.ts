import type { ReadModel } from '../../../ports/read-model.js';
import { aggregatesOf } from './aggregates.js';
import { changesOf } from './changes.js';
import { contentsOf, snapshotsOf } from './contents.js';
import { draftsOf } from './drafts.js';
import { pointsOf } from './points.js';
import { progressOf } from './progress.js';
import { rowsOf } from './rows.js';
import { sealsOf } from './seals.js';
import { openServing } from './serving.js';

/**
 * Reads the read model beside its writer, in another thread or process, and goes over to a new generation when one is
 * served. Waits while the current generation is one that this program cannot read: its rebuild is under way.
 * @param building aborts when nothing builds the read model any more
 * @throws CannotRead if there is none to read, and none will be
 */
export async function openSqliteReadModel(directory: string, building?: AbortSignal): Promise<ReadModel> {
  const serving = await openServing(directory, building);
  const { prepare } = serving;
  return {
    ...progressOf(serving, directory),
    ...pointsOf(prepare),
    ...rowsOf(prepare),
    ...aggregatesOf(prepare),
    ...changesOf(prepare),
    ...draftsOf(prepare),
    ...sealsOf(prepare),
    ...contentsOf(prepare),
    ...snapshotsOf(prepare),
    close: async () => serving.close(),
  };
}
