import type { Collection, Document, Filter, FindOptions } from 'mongodb';
import type { Position } from '../../../ports/event-store.js';
import type { Connection } from './connection.js';
import { collectionOf } from './copies.js';
import type { Copy, Documents, Stored } from './documents.js';
import { earlier } from './keys.js';

/** Where a copy's checkpoint is learnt from. */
export interface Bounds {
  /** The last that is known: the checkpoint has reached it, and may be farther. */
  known(): Position;
  /** As it is now. */
  fresh(): Promise<Position>;
}

/**
 * A copy that is asked. The checkpoint is read anew only for what lies behind the last one that is known: what lies before
 * that has been there, whole, since.
 */
export function copyOf({ database, reads }: Connection, copy: number, { known, fresh }: Bounds): Copy {
  return {
    in: (kind) => documentsOf(database.collection(collectionOf(copy, kind)), { session: reads }),
    upTo: async (position) => (position <= known() ? position : earlier(position, await fresh())),
    shows: async (position) => position <= known() || position <= (await fresh()),
  };
}

/** An answer that fits into one message comes in one: the first batch is else 101 documents. */
const batchSize = 10_000;

function documentsOf<Row extends Stored>(collection: Collection, causal: Pick<FindOptions, 'session'>): Documents<Row> {
  const rows = collection as unknown as Collection<Row>;
  const find = (filter: Filter<Row>, options: FindOptions) =>
    rows.find(filter, { batchSize, ...options, ...causal }).toArray() as Promise<Row[]>;
  return {
    find: (filter, options = {}) => find(filter, options),
    async first(filter, options = {}) {
      const [row] = await find(filter, { ...options, limit: 1, singleBatch: true });
      return row ?? null;
    },
    count: (filter, limit, options = {}) => rows.countDocuments(filter, { ...options, limit, ...causal }),
    aggregate: <Answer extends Document>(pipeline: Document[]) =>
      rows.aggregate<Answer>(pipeline, { batchSize, ...causal }).toArray(),
  };
}
