import type { Position } from '../events/position.js';
import type { RecordedEvent } from '../events/upcast.js';

/** An event with its place in the whole ledger: what folds get. */
export type PositionedEvent = RecordedEvent & { position: Position };
