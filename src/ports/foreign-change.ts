/**
 * Something was done to the events of a ledger that no ledger does: an event of another program stands among them, or
 * some were taken away. Nothing is read past it, and nothing written.
 */
export class ForeignChange extends Error {
  override readonly name = 'ForeignChange';
  readonly code = 'FOREIGN_CHANGE';
  readonly messageEn: string;
  constructor(
    /** What was found, where, and what to do. */
    explanation: { zh: string; en: string },
  ) {
    super(explanation.zh);
    this.messageEn = explanation.en;
  }
}
