import { changeTopic } from './change-kinds.js';
import { contentTopic } from './contents.js';
import type { AnyKind, Topic } from './documents.js';
import { draftTopic } from './drafts.js';
import { pointTopic } from './points.js';
import { rowTopic } from './row-writes.js';
import { sealTopic } from './seals.js';
import { snapshotKinds } from './snapshots.js';

/** What the writer writes of saves, a line for each part of the read model. */
export const topics: readonly Topic[] = [pointTopic, rowTopic, changeTopic, draftTopic, sealTopic, contentTopic];

/** All collections of a copy. */
export const kinds: readonly AnyKind[] = [...topics.flatMap((topic) => topic.kinds), ...snapshotKinds];
