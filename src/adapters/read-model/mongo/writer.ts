import type { ProjectedSave } from '../../../../projections/rows.js';
import type { Checkpoint, ClockAt, Halt, ReadModelWriter, Snapshot, WriterOptions } from '../../../ports/read-model.js';
import { takeInTurn } from '../../../ports/writer-locked.js';
import type { Connection } from './connection.js';
import { connect } from './connection.js';
import { bodiesOf } from './contents.js';
import { format, makeIndexes } from './copies.js';
import { copyOf } from './copy.js';
import { newestDraft } from './drafts.js';
import { answered } from './failures.js';
import type { Lease, LeaseTiming } from './lease.js';
import { leaseTiming, takeLease } from './lease.js';
import { removals } from './removals.js';
import { lastSave, saveAt } from './saves.js';
import { newestSnapshot, replacedPieces, snapshotKind, snapshotWrites } from './snapshots.js';
import { topics } from './topics.js';
import type { MongoPlace } from './url.js';
import type { CopyState } from './views.js';
import { checkpointOf, emptyCopy, stateAt } from './views.js';
import { correctClocks, removeAll, writeAll } from './write-all.js';

export interface WriterTiming extends LeaseTiming {
  /** How long a copy is kept after another has taken its place: longer than readers trust what they saw. */
  removeAfterMs: number;
}

export const writerTiming: WriterTiming = { ...leaseTiming, removeAfterMs: 60_000 };

/**
 * The one writer of a read model. It goes on with the copy that serves; with `rebuild`, or where that was made by another
 * version of the program, it fills a fresh one, which readers see only after `serve()`.
 * @throws WriterLocked while another projector leads and is not to be waited for; CannotConnect
 */
export async function openMongoReadModelWriter(
  place: MongoPlace,
  options: WriterOptions = {},
  timing: WriterTiming = writerTiming,
): Promise<ReadModelWriter> {
  const connection = await connect(place);
  try {
    return await answered(place, () => leaderOf(connection, options, timing));
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function leaderOf(
  connection: Connection,
  { rebuild = false, standBy }: WriterOptions,
  timing: WriterTiming,
): Promise<ReadModelWriter> {
  const lease = await takeInTurn(() => takeLease(connection, timing), standBy);
  try {
    const copy = await copyToFill(lease, rebuild);
    await makeIndexes(connection, copy);
    return await writerOf(connection, lease, copy, timing);
  } catch (error) {
    await lease.release();
    throw error;
  }
}

async function copyToFill(lease: Lease, rebuild: boolean): Promise<number> {
  const { serving, copies, nextCopy } = lease.views();
  if (serving !== null && !rebuild && copies[serving]?.format === format) return serving;
  await lease.change({ $inc: { nextCopy: 1 }, $set: { [`copies.${nextCopy}`]: { format, ...emptyCopy } } });
  return nextCopy;
}

async function writerOf(
  connection: Connection,
  lease: Lease,
  number: number,
  { removeAfterMs }: WriterTiming,
): Promise<ReadModelWriter> {
  const { place } = connection;
  let checkpoint = checkpointOf(lease.views().copies[number] as CopyState);
  const reached = () => checkpoint.position;
  const copy = copyOf(connection, number, { known: reached, fresh: async () => reached() });
  const removing = removals(connection, lease, removeAfterMs);
  await removing.leftBehind(number);
  const ofCopy = (state: Partial<CopyState>) =>
    Object.fromEntries(Object.entries(state).map(([member, value]) => [`copies.${number}.${member}`, value]));

  async function apply(
    saves: readonly ProjectedSave[],
    snapshots: readonly Snapshot[],
    next: Checkpoint,
    clocks: readonly ClockAt[] = [],
  ) {
    lease.lost.throwIfAborted();
    const fresh = saves.filter(({ save }) => save.lastPosition > checkpoint.position);
    const reaching = next.position > checkpoint.position ? next : checkpoint;
    const writes = await Promise.all(topics.map((topic) => topic.writes(fresh, copy)));
    const ofSnapshots = snapshots.flatMap((snapshot) => snapshotWrites(snapshot, reaching.position));
    await writeAll(connection, number, [...writes.flat(), ...ofSnapshots]);
    await correctClocks(connection, number, clocks);
    await lease.change({ $set: ofCopy({ ...stateAt(reaching), halt: null }) });
    checkpoint = reaching;
    const replaced = await Promise.all(snapshots.map(({ stream }) => replacedPieces(copy, stream)));
    await removeAll(connection, number, snapshotKind, replaced.flat());
  }

  return {
    lost: lease.lost,
    checkpoint: async () => checkpoint,
    apply: (...given) => answered(place, () => apply(...given)),
    halt: (halt: Halt) =>
      answered(place, async () => {
        // If no copy serves yet, this one does: it has everything before the event, and says where it stopped.
        const serving = lease.views().serving ?? number;
        await lease.change({ $set: { serving, ...ofCopy({ halt }) } });
      }),
    content: (hash) => answered(place, async () => (await bodiesOf(copy, [hash])).get(hash) ?? null),
    draft: (draftId) => answered(place, () => newestDraft(copy, draftId)),
    saveAt: (tableId, at) => answered(place, () => saveAt(copy, tableId, at)),
    lastSave: (position) => answered(place, () => lastSave(copy, position)),
    snapshot: (stream) => answered(place, () => newestSnapshot(copy, stream)),
    serve: () =>
      answered(place, async () => {
        const { serving } = lease.views();
        if (serving === number) return;
        const retired = serving === null ? {} : { [`copies.${serving}.retired`]: true };
        await lease.change({ $set: { serving: number, ...retired } });
        if (serving !== null) removing.later(serving);
      }),
    async close() {
      await removing.stop();
      await lease.release();
      await connection.close();
    },
  };
}
