import type { Position } from '../../../../events/position.js';
import type { AnyKind, Copy } from './documents.js';
import type { VersionDocument } from './versions.js';

/** Rows remembered of a copy: some 20 MB. */
const rememberedAtMost = 100_000;

type Place = Pick<VersionDocument, '_id' | 'of' | 'position'>;

const ofCopies = new WeakMap<Copy, Map<string, Place>>();

/**
 * Where the newest versions lie that a writer itself has written into its copy, so that it need not look for them. What
 * lies behind the checkpoint is of a batch that failed, and not counted on.
 */
export function newestWritten(copy: Copy, kind: AnyKind) {
  const places = ofCopies.get(copy) ?? new Map<string, Place>();
  ofCopies.set(copy, places);
  const nameOf = (id: string) => `${kind.name} ${id}`;
  return {
    /** The id with the `_id` of its newest version; undefined: it has to be looked for. */
    place(id: string, applied: Position): [[string, string]] | undefined {
      const place = places.get(nameOf(id));
      return place === undefined || place.position > applied ? undefined : [[id, place._id]];
    },

    remember(documents: Iterable<Place>): void {
      if (places.size > rememberedAtMost) places.clear();
      for (const { _id, of, position } of documents) places.set(nameOf(of), { _id, of, position });
    },
  };
}
