/**
 * The read model: what the folds in `projections/` made of the events, kept so that every question has its answer
 * ready. Derived: it can be thrown away and built again from the event store.
 *
 * Writing is one writer's; reading is safe beside it, in another thread or process. All reading is at a position or a
 * version, so what a reader gets does not change while the writer goes on. Rows of later saves MUST NOT show.
 *
 * Each part is a contract with a suite of its own in `test/contracts/read-model`, so that an adapter for another engine
 * grows part by part, and whoever needs one part asks for that one.
 */
import type { Aggregates } from './read-model/aggregates.js';
import type { Changes } from './read-model/changes.js';
import type { ContentBodies } from './read-model/contents.js';
import type { Drafts } from './read-model/drafts.js';
import type { Points } from './read-model/points.js';
import type { Progress } from './read-model/progress.js';
import type { Rows } from './read-model/rows.js';
import type { Seals } from './read-model/seals.js';
import type { Snapshots } from './read-model/snapshots.js';

export type * from './lists.js';
export type * from './read-model/aggregates.js';
export type * from './read-model/changes.js';
export type * from './read-model/contents.js';
export type * from './read-model/drafts.js';
export type * from './read-model/points.js';
export type * from './read-model/progress.js';
export type * from './read-model/rows.js';
export type * from './read-model/seals.js';
export type * from './read-model/snapshots.js';
export type * from './read-model/writer.js';

export interface ReadModel
  extends Progress, Points, Rows, Aggregates, Changes, Drafts, Seals, ContentBodies, Snapshots {
  close(): Promise<void>;
}
