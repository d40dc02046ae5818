import type { Db } from 'mongodb';
import type { ActorDirectory } from '../../../ports/actor-directory.js';
import { keptNames } from './kept-names.js';
import { answered, isDuplicate, fieldOf, newMark, partOf, partsIn } from './parts.js';

/** The client of the database that names are kept in, which writes and reads with a majority; closed with the directory. */
export interface NamesConnection {
  database: Db;
  close(): Promise<void>;
}

/** How often it is looked whether another process changed a name. */
const lookEveryMs = 1_000;
/** For so long a look holds. With the next one it has to fit into the five seconds of the port. */
const holdsForMs = 3_500;

/**
 * The directory in a collection; names are answered from memory. Each process looks every second for what others changed.
 * One that could not look for longer (the server is away, the process was stopped) says so instead of answering with a name
 * that may have been erased.
 */
export async function openMongoActorDirectory({ database, close }: NamesConnection): Promise<ActorDirectory> {
  const parts = partsIn(database);
  const kept = keptNames();
  let lookedAt = Number.NEGATIVE_INFINITY;
  const isFresh = () => performance.now() - lookedAt < holdsForMs;

  /** One after another: what was read before a change must not be taken behind it. */
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = last.then(() => answered(work));
    last = mine.catch(() => undefined);
    return mine;
  }

  async function lookNow(): Promise<void> {
    const started = performance.now();
    const marks = await parts.find({}, { projection: { mark: 1 } }).toArray();
    const changed = kept.changed(marks);
    if (changed.length > 0) kept.take(await parts.find({ _id: { $in: changed } }).toArray());
    lookedAt = started;
  }

  /** One for all who ask before it begins: while the server is away each takes seconds to fail. */
  let next: Promise<void> | null = null;
  function look(): Promise<void> {
    next ??= inTurn(() => {
      next = null;
      return lookNow();
    });
    return next;
  }

  try {
    await look();
  } catch (error) {
    await close();
    throw error;
  }
  const looking = setInterval(() => void look().catch(() => undefined), lookEveryMs).unref();

  return {
    async nameOf(actorId) {
      if (!isFresh()) await look();
      return kept.nameOf(actorId);
    },

    async remember(actorId, name) {
      // One that another process has just erased is remembered by the next request that brings it.
      if (kept.nameOf(actorId) === name) return;
      await inTurn(async () => {
        const set = () =>
          parts.findOneAndUpdate(
            { _id: partOf(actorId) },
            { $set: { mark: newMark(), [`names.${fieldOf(actorId)}`]: name } },
            { upsert: true, returnDocument: 'after' },
          );
        // Two that make a part at once: one of them is told that it is there by now.
        const part = await set().catch((error: unknown) =>
          isDuplicate(error) ? set() : Promise.reject(error as Error),
        );
        if (part !== null) kept.take([part]);
      });
    },

    erase: (actorId) =>
      inTurn(async () => {
        const field = `names.${fieldOf(actorId)}`;
        const part = await parts.findOneAndUpdate(
          { _id: partOf(actorId), [field]: { $exists: true } },
          { $set: { mark: newMark() }, $unset: { [field]: '' } },
          { returnDocument: 'after' },
        );
        if (part !== null) kept.take([part]);
        return part !== null;
      }),

    revision: () => (isFresh() ? kept.revision() : null),

    async close() {
      clearInterval(looking);
      await last;
      await close();
    },
  };
}
