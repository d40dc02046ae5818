import type { Feeds } from '../../../services/services.js';
import type { EventReader } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';
import { createPoints } from '../queries/points/points.js';
import { changesFeed } from './changes-feed.js';
import { savesFeeds } from './saves-feeds.js';

export interface FeedTools {
  readModel: ReadModel;
  events: Pick<EventReader, 'head' | 'readAt' | 'sharedWriters'>;
  /** Milliseconds since the epoch. */
  now: () => number;
  patienceMs?: number;
}

/** Feeds read the read model on, page by page, when their reader asks; nothing is pushed, so nothing piles up. */
export function createFeeds({ readModel, events, now, patienceMs = 5_000 }: FeedTools): Feeds {
  const points = createPoints({ readModel, events, now, patienceMs });
  return { changes: changesFeed({ readModel, points }), ...savesFeeds({ readModel, points }) };
}
