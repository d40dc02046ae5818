import type { ActorNames } from '../../../ports/actor-directory.js';
import type { Part } from './parts.js';
import { actorOf, fieldOf, partOf } from './parts.js';

/** What a process knows of the names: those of each part as it was last read. */
export interface KeptNames {
  nameOf(actorId: string): string | null;
  /** Takes what was read of parts, in place of what was known of them. */
  take(read: readonly Part[]): void;
  /** The numbers of parts that are not known as they are by these marks. Parts that are there no longer are forgotten. */
  changed(marks: readonly Pick<Part, '_id' | 'mark'>[]): number[];
  /** Another after whatever changed. */
  revision(): number;
}

export function keptNames(): KeptNames {
  const known = new Map<number, Part>();
  let revision = 0;
  return {
    nameOf: (actorId) => known.get(partOf(actorId))?.names?.[fieldOf(actorId)] ?? null,
    take(read) {
      for (const part of read) {
        if (known.get(part._id)?.mark === part.mark) continue;
        known.set(part._id, part);
        revision += 1;
      }
    },
    changed(marks) {
      const there = new Map(marks.map(({ _id, mark }) => [_id, mark]));
      for (const number of known.keys()) {
        if (there.has(number)) continue;
        known.delete(number);
        revision += 1;
      }
      return marks.filter(({ _id, mark }) => known.get(_id)?.mark !== mark).map(({ _id }) => _id);
    },
    revision: () => revision,
  };
}

export function namesIn(read: readonly Part[]): ActorNames {
  return new Map(
    read.flatMap(({ names = {} }) =>
      Object.entries(names).map(([field, name]): [string, string] => [actorOf(field), name]),
    ),
  );
}
