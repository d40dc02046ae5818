import type { ActorNames } from '../../../ports/actor-directory.js';
import type { NamesConnection } from './actor-directory.js';
import { namesIn } from './kept-names.js';
import type { Part } from './parts.js';
import { answered, fieldOf, newMark, partOf, partsIn } from './parts.js';

/** The names as they are now; null: there is no directory yet. Closes the connection. @throws StoreUnavailable */
export async function readMongoActorNames({ database, close }: NamesConnection): Promise<ActorNames | null> {
  try {
    const read = await answered(() => partsIn(database).find().toArray());
    return read.length === 0 ? null : namesIn(read);
  } finally {
    await close();
  }
}

/**
 * Makes a directory of names, unless there is one; closes the connection. What a crash left half made counts as one.
 * @returns whether it was made
 * @throws StoreUnavailable
 */
export async function takeMongoActorNames({ database, close }: NamesConnection, names: ActorNames): Promise<boolean> {
  const parts = partsIn(database);
  const taken = new Map<number, Required<Part>>();
  for (const [actorId, name] of names) {
    const number = partOf(actorId);
    const part = taken.get(number) ?? { _id: number, mark: newMark(), names: {} };
    part.names[fieldOf(actorId)] = name;
    taken.set(number, part);
  }
  try {
    return await answered(async () => {
      if ((await parts.findOne()) !== null) return false;
      if (taken.size > 0) await parts.insertMany([...taken.values()]);
      return true;
    });
  } finally {
    await close();
  }
}
