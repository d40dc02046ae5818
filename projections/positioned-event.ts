import type { Position } from '../events/position.js';
import type { RecordedEvent, RecordedOwnEvent } from '../events/upcast.js';

/** An event with its place in the whole ledger: what folds get. */
export type PositionedEvent = RecordedEvent & { position: Position };

/** The same of what the ledger says of itself. */
export type PositionedOwnEvent = RecordedOwnEvent & { position: Position };
