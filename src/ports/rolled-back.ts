import type { LostEnd } from '../../events/ledger/ledger.events.js';
import type { Position } from '../../events/position.js';

/**
 * An event store that does not reach where it was known to, or has another event there: an older copy, a cut log, another
 * ledger. Nothing is served or accepted until somebody decides. Told whole by its own members, which is what is left of an
 * error that comes out of a thread.
 */
export class RolledBack extends Error {
  override readonly name = 'RolledBack';
  readonly code = 'ROLLED_BACK';
  readonly messageEn: string;
  constructor(
    readonly location: string,
    /** Where it ends. */
    readonly found: Position,
    readonly lost: LostEnd,
  ) {
    const { position } = lost;
    const [zh, en] =
      found > position
        ? [`在 ${position} 处已不是原来的事件`, `has another event at ${position} than it had`]
        : [
            `只到 ${found}，而曾确认保存到 ${position}`,
            `ends at ${found}, and had acknowledged saves up to ${position}`,
          ];
    super(
      `事件库（${location}）${zh}：它可能是较早的副本、日志被截断或损坏，或已换成另一个账本。不会据此作答，也不会写入；请找回原文件，或用备份恢复（restore）。如确认从现存内容继续，请运行 budget-ledger rebuild --accept-loss ${found}，会记录在账本中。`,
    );
    this.messageEn = `The event store (${location}) ${en}: it may be an older copy, its log may have been cut or damaged, or it is another ledger. Nothing is answered or recorded from it. Put the right files back, or restore a backup. To go on from what is there, run "budget-ledger rebuild --accept-loss ${found}", which is put on the record.`;
  }
}
