import type { Position } from '../../events/position.js';

/** There are views of a ledger, and no file of its events beside them, or an empty one. Nothing is served or begun. */
export class EventsMissing extends Error {
  override readonly name = 'EventsMissing';
  readonly code = 'EVENTS_MISSING';
  readonly messageEn: string;
  constructor(
    eventStore: string,
    readModel: string,
    /** Up to where the views show the ledger. */
    readonly shown: Position,
  ) {
    super(
      `事件库（${eventStore}）不存在或是空的，而视图（${readModel}）已到位置 ${shown}；请核对 DATA_DIR 与 EVENT_STORE，找回 events.db，或用备份恢复（restore）。如确认账本已丢失、从头开始，请运行 budget-ledger rebuild --accept-loss 0。`,
    );
    this.messageEn = `The event store (${eventStore}) is not there, or is empty, and the views (${readModel}) show the ledger up to ${shown}. Check DATA_DIR and EVENT_STORE, put events.db back, or restore a backup. If the ledger is lost and is to begin anew, run "budget-ledger rebuild --accept-loss 0".`;
  }
}
